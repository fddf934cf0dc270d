import { expect, test } from "vitest";
import { fileOf } from "../../src/store/file-text.ts";

const textOf = (ref: string, terms: string[] = ["Rose Example"]): string =>
  JSON.stringify({ ref, protectedTerms: terms, people: {} });

test("the same text is the same file, and another text another", () => {
  const file = fileOf(textOf("C-014"));
  expect(file).toMatchObject({ ref: "C-014", protectedTerms: ["Rose Example"] });
  expect(fileOf(textOf("C-014"))).toBe(file);
  const changed = fileOf(textOf("C-014", ["Rose Example", "Rosie"]));
  expect(changed.protectedTerms).toEqual(["Rose Example", "Rosie"]);
  expect(file.protectedTerms).toEqual(["Rose Example"]);
});

test("nobody can change a file under somebody else", () => {
  const file = fileOf(textOf("C-015"));
  expect(() => file.protectedTerms.push("Rosie")).toThrow(TypeError);
  expect(() => Object.assign(file.people, { rose: {} })).toThrow(TypeError);
  expect(fileOf(textOf("C-015"))).toEqual({ ref: "C-015", protectedTerms: ["Rose Example"], people: {} });
});

test("cases that are not worked on any more leave", () => {
  const first = fileOf(textOf("C-100"));
  for (let number = 101; number < 200; number += 1) fileOf(textOf(`C-${number}`));
  const again = fileOf(textOf("C-100"));
  expect(again).toEqual(first);
  expect(again).not.toBe(first);
});
