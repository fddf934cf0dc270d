import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { EXAMPLES } from "../../src/setup/problem.ts";
import {
  CaseEntry,
  MemberEntry,
  OrganisationEntry,
  PersonEntry,
  PlaceEntry,
  ProviderEntry,
  RoleEntry,
  StepEntry,
  WholeFile,
} from "../../src/setup/schema.ts";
import { readSetupFile } from "../../src/setup/setup-file.ts";
import { setupWarnings } from "../../src/setup/warnings.ts";
import { SMALL_SETUP } from "./small-setup.ts";

const read = (text: string) => readSetupFile("harbour.yaml", text);

/** The lines that are printed when one thing in the small file is written differently. */
function linesFor(written: string, instead: string): string[] {
  expect(SMALL_SETUP).toContain(written);
  const outcome = read(SMALL_SETUP.replace(written, instead));
  return outcome.kind === "wrong" ? outcome.lines : [];
}

function setupOf(text: string) {
  const outcome = read(text);
  if (outcome.kind === "wrong") throw new Error(outcome.lines.join("\n"));
  return outcome.setup;
}

describe("a set-up file that is right", () => {
  it("is read with its defaults", () => {
    const { provider, people, cases } = setupOf(SMALL_SETUP);

    expect(provider.entry).toEqual({
      id: "harbour",
      name: "Harbour Autism Services",
      timeZone: "Europe/London",
      region: "england",
      digestTime: "08:30",
      escalateAt: "12:00",
    });
    expect(people.map(({ entry }) => entry.id)).toEqual(["priya", "harriet", "hassan", "tom"]);
    expect(cases[0]?.ladder.map(({ entry }) => entry.on)).toEqual(["overdue", "overdue"]);
  });

  it("may name a day as a YAML timestamp", () => {
    const { cases } = setupOf(SMALL_SETUP.replace("until: 2027-12-31", "until: !!timestamp 2027-12-31"));

    expect(cases[0]?.team[1]?.entry.until).toBe("2027-12-31");
  });

  it("may leave a list empty and use anchors", () => {
    const text = `${SMALL_SETUP}\n  - { ref: C-015, purpose: &purpose Health, lead: priya, places: , map: }\n  - { ref: C-016, purpose: *purpose, lead: tom }\n`;

    expect(setupOf(text).cases.map(({ head }) => head.entry.purpose)).toEqual(["Housing", "Health", "Health"]);
  });

  it("reads times and words as they are written, even where the file asks for YAML 1.1", () => {
    const text = `%YAML 1.1\n---\n${SMALL_SETUP}`.replace("region: england }", "region: england, digestTime: 08:15 }");

    expect(setupOf(text).provider.entry.digestTime).toBe("08:15");
  });

  it("is what the project ships as its sample", () => {
    const setup = setupOf(readFileSync("samples/harbour.yaml", "utf8"));

    expect(setup.cases.map(({ head }) => head.entry.ref)).toEqual(["C-014", "C-022", "C-031"]);
    expect(setupWarnings(setup).filter((warning) => !warning.includes("no cover"))).toEqual([]);
  });
});

describe("one thing that is wrong", () => {
  // What is written, what is written instead, and the line that must come of it.
  const cases: [string, string, string][] = [
    [
      "{ team: T0001, user: U0001 }",
      "{ user: U0001 }",
      "harbour.yaml:8 people[0].slack.team: missing; for example slack: { team: T0001, user: U0001 }",
    ],
    ["user: U0001", 'user: "@priya"', "8 people[0].slack.user: must be the member's id"],
    ["role: Service manager, organisation: provider,", "role: 7, organisation: provider,", "8 people[0].role: must be text"],
    ["organisation: housing, email", "organisation: housin, email", '9 people[1].organisation: "housin" is not an organisation'],
    ["organisation: housing, email", "organisation: housin, email", 'did you mean "housing"?'],
    ["{ id: hassan", "{ id: harriet", "10 people[2].id: already in the people; list it once"],
    ["user: U0003", "user: U0001", '10 people[2].slack.user: is the account of "priya" already'],
    ["harriet@quayside.example", "harriet", "9 people[1].email: not an e-mail address"],
    [
      "harriet@quayside.example",
      "harriet@quayside.example, phone: the desk",
      "9 people[1].phone: must be a telephone number in quotes",
    ],
    ["harriet@quayside.example", "harriet@quayside.example, phone: 2079460018", "9 people[1].phone: must be text"],
    ["region: england }", "region: cornwall }", "2 provider.region: must be one of england, wales, scotland, northern-ireland"],
    ["Europe/London", "Europe/Lundon", "2 provider.timeZone: not a time zone"],
    ["Europe/London", '"+01:00"', "2 provider.timeZone: not a time zone"],
    ["region: england }", 'region: england, digestTime: "8:30" }', "2 provider.digestTime: must be a time of day in quotes"],
    ["region: england }", 'region: england, digestTime: "18:30" }', "2 provider.digestTime: must be before 18:00"],
    ["region: england }", "regoin: england }", '2 provider.regoin: "regoin" is not known here; did you mean "region"?'],
    [
      'quietHours: "20:00-07:00"',
      'quietHours: "20:00"',
      '11 people[3].quietHours: must be two times of day in quotes, "HH:MM-HH:MM"',
    ],
    ["C-014", "c14", "13 cases[0].ref: must be capital letters, a hyphen and digits; for example ref: C-014"],
    ["lead: priya", "lead: prya", '15 cases[0].lead: "prya" is not a person of this file; did you mean "priya"?'],
    ["audience: case }", "audience: everyone }", "18 cases[0].places[0].audience: must be one of case, provider, mixed"],
    [
      "channel: C0001 }, audience",
      'channel: "#housing" }, audience',
      "18 cases[0].places[0].slack.channel: must be the channel's id",
    ],
    ["channel: C0002", "channel: C0001", "19 cases[0].places[1]: already in the places of this case"],
    ["{ slack: { team: T0001, channel: C0002 }, ", "{ ", "19 cases[0].places[1]: must have one of slack and teams"],
    ["person: tom, level: care", "person: tomm, level: care", '23 cases[0].team[2].person: "tomm" is not a person of this file'],
    ["person: tom, level: care", "person: priya, level: care", "23 cases[0].team[2].person: already in the team of this case"],
    ["level: coordination", "level: all", "22 cases[0].team[1].level: must be one of coordination, care, restricted"],
    [
      "until: 2027-12-31",
      "until: 2027-02-31",
      "22 cases[0].team[1].until: not a day of the calendar; for example until: 2027-12-31",
    ],
    ["until: 2027-12-31", "from: 2028-01-01, until: 2027-12-31", "22 cases[0].team[1].until: ends before it begins"],
    ["to: 2027-03-12", "to: 2027-02-12", "25 cases[0].map[0].cover[0].to: ends before it begins"],
    ["cover: [{ person: hassan", "cover: [{ person: hasan", '25 cases[0].map[0].cover[0].person: "hasan" is not a person'],
    ["cover: [{ person: hassan", "cover: [{ person: harriet", "25 cases[0].map[0].cover[0].person: holds the role already"],
    [
      "role: Service manager, organisation: provider, person: priya, s",
      "role: housing officer, organisation: provider, person: priya, s",
      "26 cases[0].map[1].role: already in the map",
    ],
    [
      "signsOff: [evidence]",
      "signsOff: [money]",
      "26 cases[0].map[1].signsOff[0]: must be one of evidence; for example signsOff: [evidence]",
    ],
    [
      "role: Housing team manager, acknowledgeWithin",
      "role: Housing manager, acknowledgeWithin",
      '29 cases[0].ladder[0].role: "Housing manager" is not a role on this case\'s map',
    ],
    [
      "after: 2wd",
      "after: 2 days",
      "29 cases[0].ladder[0].after: must be a number of working days (wd), hours (h) or minutes (m)",
    ],
    ["after: 4wd", "on: tuesday, after: 4wd", "30 cases[0].ladder[1].on: must be one of overdue, blocked, request"],
  ];

  it.each(cases)("%s as %s is named with line, field and example", (written, instead, line) => {
    const lines = linesFor(written, instead);

    expect(lines.join("\n")).toContain(line);
    expect(lines[0]).toMatch(/^harbour\.yaml:\d+ \S+: .+; for example /);
  });
});

describe("a file that is no set-up file", () => {
  it.each([
    ["two: 1\nthree: 2\ntwo: 3\n", "harbour.yaml:3 two: listed twice; remove one"],
    ["a: [1, 2\nb: 3\n", "harbour.yaml:2 not valid YAML: Flow sequence"],
    ["a: 1\n---\nb: 2\n", "harbour.yaml:2 a second document starts here"],
    ["a: *nothing\n", "harbour.yaml:1 Unresolved alias"],
    ["people: &people\n  - { all: *people }\n", "harbour.yaml:1 an alias contains itself"],
    ["", "harbour.yaml:1 (whole file): must hold fields"],
    ["hello", "harbour.yaml:1 (whole file): must hold fields"],
    ["people: {}\n", "harbour.yaml:1 people: must be a list"],
  ])("%j is refused", (text, line) => {
    const outcome = read(text);

    expect(outcome.kind === "wrong" && outcome.lines.join("\n")).toContain(line);
  });

  it("is refused unread when it is larger than 2 MB", () => {
    expect(read(`# ${"x".repeat(2 * 1024 * 1024)}`)).toEqual({
      kind: "wrong",
      lines: ["harbour.yaml: larger than 2 MB; not a set-up file"],
    });
  });
});

describe("many things that are wrong", () => {
  it("are named at once, in the order of the file, also across entries", () => {
    const text = SMALL_SETUP.replace("Europe/London", "Nowhere/Land")
      .replace("harriet@quayside.example", "harriet")
      .replace("role: Team leader, organisation: provider", "role: Team leader, organisation: nowhere")
      .replace("lead: priya", "lead: [priya]")
      .replace("level: care", "level: all")
      .replace("after: 4wd", "after: 4");
    const outcome = read(text);

    expect(outcome.kind === "wrong" && outcome.lines.map((line) => line.split(" ")[1])).toEqual([
      "provider.timeZone:",
      "people[1].email:",
      "people[3].organisation:",
      "cases[0].lead:",
      "cases[0].team[2].level:",
      "cases[0].ladder[1].after:",
    ]);
  });

  it("are cut after twenty, with the number that is left", () => {
    const people = Array.from({ length: 25 }, (_, index) => `  - { id: p${index}, name: P, role: R }`).join("\n");
    const outcome = read(`provider: { id: harbour, name: Harbour }\npeople:\n${people}\n`);

    expect(outcome.kind === "wrong" && outcome.lines).toHaveLength(21);
    expect(outcome.kind === "wrong" && outcome.lines.at(-1)).toBe("harbour.yaml: and 5 more");
  });
});

describe("warnings", () => {
  it("name people who are asked about a case that they cannot see", () => {
    expect(
      setupWarnings(setupOf(SMALL_SETUP.replace("      - { person: harriet, level: coordination, until: 2027-12-31 }\n", ""))),
    ).toContain("C-014: harriet is its Housing officer, but is not on the team and cannot see the case");
  });

  it("name roles without cover", () => {
    expect(setupWarnings(setupOf(SMALL_SETUP))).toContain("C-014: no cover for Housing team manager");
  });

  it("name a case in which nobody signs off", () => {
    expect(setupWarnings(setupOf(SMALL_SETUP.replace("signsOff: [evidence], ", "")))).toContain(
      "C-014: nobody signs off evidence; add signsOff: [evidence] to a role",
    );
  });

  it("name a member whom nobody can reach", () => {
    expect(setupWarnings(setupOf(SMALL_SETUP.replace(" slack: { team: T0001, user: U0004 },", "")))).toContainEqual(
      expect.stringContaining("C-014: tom is on the team without slack, teams, email or phone"),
    );
  });

  it("name a room that two cases share as their own", () => {
    const second =
      "  - { ref: C-015, purpose: Health, lead: priya, places: [{ slack: { team: T0001, channel: C0001 }, audience: mixed }] }";

    expect(setupWarnings(setupOf(`${SMALL_SETUP}\n${second}\n`))).toContain(
      "C-014, C-015: share the room C0001 with audience case; use mixed or provider there",
    );
  });
});

describe("the examples", () => {
  it("know every field that a file may have, and no other", () => {
    const fields = [
      ...fieldsOf(WholeFile, ""),
      ...fieldsOf(ProviderEntry, "provider"),
      ...fieldsOf(OrganisationEntry, "organisations[]"),
      ...fieldsOf(PersonEntry, "people[]"),
      ...fieldsOf(CaseEntry, "cases[]"),
      ...fieldsOf(PlaceEntry, "cases[].places[]"),
      ...fieldsOf(MemberEntry, "cases[].team[]"),
      ...fieldsOf(RoleEntry, "cases[].map[]"),
      ...fieldsOf(StepEntry, "cases[].ladder[]"),
    ];

    expect(Object.keys(EXAMPLES).sort()).toEqual(["", ...fields].sort());
  });
});

function fieldsOf(schema: z.ZodType, name: string): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return fieldsOf(schema.unwrap() as z.ZodType, name);
  if (schema instanceof z.ZodArray) return fieldsOf(schema.element as z.ZodType, `${name}[]`);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([key, field]) => {
    const path = name === "" ? key : `${name}.${key}`;
    return [path, ...fieldsOf(field, path)];
  });
}
