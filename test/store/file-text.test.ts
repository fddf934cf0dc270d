import { expect, test } from "vitest";
import { fileOf } from "../../src/store/file-text.ts";

const textOf = (ref: string, terms: string[] = ["Rose Example"]): string =>
  JSON.stringify({ ref, protectedTerms: terms, people: { rose: { identities: [] } }, region: null });

test("the same text is the same file, and another text another", () => {
  const file = fileOf("1", textOf("C-014"));
  expect(file).toMatchObject({ ref: "C-014", protectedTerms: ["Rose Example"], region: null });
  expect(fileOf("1", textOf("C-014"))).toBe(file);
  const changed = fileOf("1", textOf("C-014", ["Rose Example", "Rosie"]));
  expect(changed.protectedTerms).toEqual(["Rose Example", "Rosie"]);
  expect(file.protectedTerms).toEqual(["Rose Example"]);
  expect(fileOf("1", textOf("C-014")).protectedTerms).toEqual(["Rose Example"]);
});

test("nobody can change a file under somebody else", () => {
  const file = fileOf("2", textOf("C-015"));
  expect(() => file.protectedTerms.push("Rosie")).toThrow(TypeError);
  expect(() => Object.assign(file.people, { harriet: {} })).toThrow(TypeError);
  expect(() => Object.assign(file.people.rose ?? {}, { name: "Rosie" })).toThrow(TypeError);
  expect(fileOf("2", textOf("C-015"))).toEqual(JSON.parse(textOf("C-015")));
});

test("those that nobody asks for leave, and one that is asked for stays", () => {
  const [asked, left] = [fileOf("asked", textOf("C-100")), fileOf("left", textOf("C-101"))];
  for (let number = 200; number < 400; number += 1) {
    fileOf(`other ${number}`, textOf(`C-${number}`));
    expect(fileOf("asked", textOf("C-100"))).toBe(asked);
  }
  const again = fileOf("left", textOf("C-101"));
  expect(again).toEqual(left);
  expect(again).not.toBe(left);
});
