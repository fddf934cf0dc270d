import { describe, expect, it } from "vitest";
import { diffLines, trailView } from "../../src/setup/describe.ts";
import { diffSetup } from "../../src/setup/diff.ts";
import { entriesOf, type SetupEntry } from "../../src/setup/entries.ts";
import { readSetupFile } from "../../src/setup/setup-file.ts";
import { SMALL_SETUP } from "./small-setup.ts";

function entries(text: string): SetupEntry[] {
  const outcome = readSetupFile("harbour.yaml", text);
  if (outcome.kind === "wrong") throw new Error(outcome.lines.join("\n"));
  return entriesOf(outcome.setup).map(({ kind, is }) => ({ kind, is }) as SetupEntry);
}

/** What is said when the small file is taken first and then again with one thing written differently. */
const linesAfter = (written: string, instead: string): string[] =>
  diffLines(diffSetup(entries(SMALL_SETUP), entries(SMALL_SETUP.replace(written, instead))));

describe("diffSetup", () => {
  it("adds everything to an empty store, what is referred to first", () => {
    const diff = diffSetup([], entries(SMALL_SETUP));

    expect(diff.added.map(({ kind }) => kind).filter((kind, index, kinds) => kind !== kinds[index - 1])).toEqual([
      "provider",
      "organisation",
      "person",
      "identity",
      "case",
      "place",
      "membership",
      "role",
      "cover",
      "role",
      "cover",
      "role",
      "step",
    ]);
    expect([diff.changed, diff.unchanged, diff.left]).toEqual([[], [], []]);
  });

  it("finds nothing to do the second time, and says so", () => {
    expect(linesAfter("", "")).toEqual(["Nothing to change: 1 case, 4 people, 2 organisations"]);
  });

  it("says which fields change", () => {
    expect(linesAfter("person: tom, level: care", "person: tom, level: restricted, until: 2027-05-01")).toEqual([
      'change: C-014 team tom: level "care" to "restricted", until none to "2027-05-01"',
      "0 to add, 1 to change, 22 as the file says, 0 left",
    ]);
  });

  it("takes a field that is left out back to its default", () => {
    expect(linesAfter(', quietHours: "20:00-07:00"', "")[0]).toBe('change: person tom: quietHours "20:00-07:00" to none');
  });

  it("ends cover on another day without adding cover", () => {
    expect(linesAfter("to: 2027-03-12", "to: 2027-03-19")[0]).toBe(
      'change: C-014 cover of Housing officer: hassan from 2027-03-01: until "2027-03-12" to "2027-03-19"',
    );
  });

  it("adds cover for another absence of the same person", () => {
    expect(linesAfter("from: 2027-03-01, to: 2027-03-12", "from: 2027-04-01, to: 2027-04-12")).toEqual([
      "add: C-014 cover of Housing officer: hassan from 2027-04-01",
      "leave: C-014 cover of Housing officer: hassan from 2027-03-01 (not in the file; kept as it is)",
      "1 to add, 0 to change, 22 as the file says, 1 left",
    ]);
  });

  it("leaves what the file no longer has, in one line for a whole case", () => {
    const [withoutCase = ""] = SMALL_SETUP.split("cases:");

    expect(diffLines(diffSetup(entries(SMALL_SETUP), entries(withoutCase)))).toEqual([
      "leave: case C-014 (not in the file; kept as it is)",
      "Nothing to change: 0 cases, 4 people, 2 organisations",
    ]);
  });

  it("never shows a protected term", () => {
    const after = entries(SMALL_SETUP.replace('["Example Person"]', '["Example Person", "Example P"]'));

    const lines = diffLines(diffSetup(entries(SMALL_SETUP), after));
    expect(lines[0]).toBe("change: case C-014: protectedTerms (1 to 2)");
    expect(JSON.stringify(after.map(trailView))).not.toContain("Example P");
  });
});
