import { describe, expect, it } from "vitest";
import { accessLevel } from "../../src/core/access.ts";
import type { Action } from "../../src/core/action.ts";
import { whoLeft } from "../../src/core/at-work.ts";
import { type CaseFile, type Cover, isWithin } from "../../src/core/case-file.ts";
import { awayCover, coveredBy, coversOf, isOnLeave } from "../../src/core/cover.ts";
import { recipient } from "../../src/core/decision.ts";
import { doersHearer, hearerFor } from "../../src/core/hearers.ts";
import { aCaseFile, aMapRole, anAction, to } from "../support/builders.ts";

const cover = (personId: string, from: string | null = null, until: string | null = null): Cover => ({ personId, from, until });

/** Harriet is covered by Hassan from 3 to 14 May, Priya by Tom at any time. */
const file = aCaseFile({
  map: [
    aMapRole("Service manager", "priya", { cover: [cover("tom")] }),
    aMapRole("Housing officer", "harriet", { cover: [cover("hassan", "2027-05-03", "2027-05-14")] }),
  ],
});

describe("cover", () => {
  it.each([
    ["the day before its first", "2027-05-02", false],
    ["its first day", "2027-05-03", true],
    ["its last day", "2027-05-14", true],
    ["the day after its last", "2027-05-15", false],
  ])("with dates on %s", (_, today, active) => {
    expect(isWithin(cover("hassan", "2027-05-03", "2027-05-14"), today)).toBe(active);
    expect(coveredBy(file, "hassan", today)).toEqual(active ? ["harriet"] : []);
  });

  it.each([
    ["an open end", cover("hassan", "2027-05-03"), "2031-01-01"],
    ["an open beginning", cover("hassan", null, "2027-05-14"), "2020-01-01"],
    ["no dates", cover("hassan"), "2027-03-11"],
  ])("with %s lasts on that side", (_, open, today) => {
    expect(isWithin(open, today)).toBe(true);
  });

  it("never stands for itself", () => {
    const own = aCaseFile({ map: [aMapRole("Service manager", "priya", { cover: [cover("priya")] })] });

    expect(coveredBy(own, "priya", "2027-05-03")).toEqual([]);
  });

  it("names a person once who is covered in two roles", () => {
    const twice = aCaseFile({
      map: [
        aMapRole("Housing officer", "harriet", { cover: [cover("hassan")] }),
        aMapRole("Tenancy officer", "harriet", { cover: [cover("hassan")] }),
      ],
    });

    expect(coveredBy(twice, "hassan", "2027-05-03")).toEqual(["harriet"]);
  });

  it("is everybody who may act today", () => {
    expect(coversOf(file, "harriet", "2027-05-03").map(({ personId }) => personId)).toEqual(["hassan"]);
    expect(coversOf(file, "harriet", "2027-05-15")).toEqual([]);
  });
});

describe("being away", () => {
  it("is said by cover with dates, within them", () => {
    expect(awayCover(file, "harriet", "2027-05-03")?.personId).toBe("hassan");
    expect(awayCover(file, "harriet", "2027-05-02")).toBeUndefined();
  });

  it("is not said by cover without dates", () => {
    expect(awayCover(file, "priya", "2027-05-03")).toBeUndefined();
  });

  it("is covered first in the role that the action was given by", () => {
    const two = aCaseFile({
      map: [
        aMapRole("Housing officer", "harriet", { cover: [cover("hassan", "2027-05-03", "2027-05-14")] }),
        aMapRole("Tenancy officer", "harriet", { cover: [cover("carl", "2027-05-03", "2027-05-14")] }),
      ],
    });

    expect(awayCover(two, "harriet", "2027-05-04")?.personId).toBe("hassan");
    expect(awayCover(two, "harriet", "2027-05-04", "Tenancy officer")?.personId).toBe("carl");
  });
});

describe("leave", () => {
  const onLeave = (overrides: Partial<CaseFile> = {}, coverId: string | null = "hassan") =>
    aCaseFile({
      map: [aMapRole("Housing officer", "harriet")],
      leave: [{ personId: "harriet", from: "2027-05-03", until: "2027-05-14", coverId }],
      ...overrides,
    });
  const coverOf = (leave: CaseFile, today = "2027-05-03") => awayCover(leave, "harriet", today)?.personId;

  it.each([
    ["the day before its first", "2027-05-02", false],
    ["its first day", "2027-05-03", true],
    ["its last day", "2027-05-14", true],
    ["the day after its last", "2027-05-15", false],
  ])("lasts with its cover on %s", (_, today, away) => {
    expect(isOnLeave(onLeave(), "harriet", today)).toBe(away);
    expect(coverOf(onLeave(), today)).toBe(away ? "hassan" : undefined);
    expect(coveredBy(onLeave(), "hassan", today)).toEqual(away ? ["harriet"] : []);
    expect(coversOf(onLeave(), "harriet", today).map(({ until }) => until)).toEqual(away ? ["2027-05-14"] : []);
  });

  const onTeam = (...ids: string[]) =>
    ids.map((personId) => ({ personId, level: "coordination", from: null, until: null }) as const);

  it.each<[string, boolean, Partial<CaseFile>]>([
    ["is on the team", true, {}],
    ["leads it", true, { team: onTeam("harriet"), leadId: "hassan" }],
    [
      "covers somebody by the map",
      true,
      {
        team: onTeam("harriet"),
        map: [aMapRole("Housing officer", "harriet"), aMapRole("Lead", "priya", { cover: [cover("hassan")] })],
      },
    ],
    ["is not on it", false, { team: onTeam("harriet") }],
    [
      "was on it until yesterday",
      false,
      { team: [...onTeam("harriet"), { personId: "hassan", level: "care", from: null, until: "2027-05-02" }] },
    ],
    [
      "would be there only as cover for leave of somebody else",
      false,
      {
        team: onTeam("harriet", "carl"),
        leave: [
          { personId: "carl", from: "2027-05-01", until: "2027-05-31", coverId: "hassan" },
          { personId: "harriet", from: "2027-05-03", until: "2027-05-14", coverId: "hassan" },
        ],
      },
    ],
  ])("is covered in a case where the cover %s: %s", (_, covered, overrides) => {
    expect(coverOf(onLeave(overrides))).toBe(covered ? "hassan" : undefined);
    expect(coveredBy(onLeave(overrides), "hassan", "2027-05-03").includes("harriet")).toBe(covered);
  });

  it("gives nobody access, and no higher level", () => {
    const restricted = onLeave({
      team: [
        { personId: "harriet", level: "restricted", from: null, until: null },
        { personId: "hassan", level: "coordination", from: null, until: null },
      ],
    });

    expect(accessLevel(restricted, "hassan", "2027-05-03")).toBe("coordination");
    expect(accessLevel({ ...restricted, team: restricted.team.slice(0, 1) }, "hassan", "2027-05-03")).toBeNull();
  });

  it("comes after cover that the map dates, and before those who may act at any time", () => {
    const dated = [aMapRole("Housing officer", "harriet", { cover: [cover("carl", "2027-05-01", "2027-05-31")] })];
    const undated = [aMapRole("Housing officer", "harriet", { cover: [cover("carl")] })];

    expect(coverOf(onLeave({ map: dated }))).toBe("carl");
    expect(coverOf(onLeave({ map: undated }))).toBe("hassan");
  });

  it("without a cover leaves it to those who may act at any time, until it ends", () => {
    const undated = onLeave({ map: [aMapRole("Housing officer", "harriet", { cover: [cover("carl")] })] }, null);

    expect(awayCover(undated, "harriet", "2027-05-03")).toEqual({ personId: "carl", from: "2027-05-03", until: "2027-05-14" });
    expect(awayCover(undated, "harriet", "2027-05-15")).toBeUndefined();
    expect(coverOf(onLeave({}, null))).toBeUndefined();
  });

  it("said again counts as said last", () => {
    const leave = ["hassan", "carl"].map((coverId) => ({
      personId: "harriet",
      from: "2027-05-03",
      until: "2027-05-14",
      coverId,
    }));

    expect(coverOf(onLeave({ leave }))).toBe("carl");
  });
});

describe("who hears for somebody", () => {
  const map = [
    aMapRole("Housing officer", "harriet", {
      cover: [cover("meera", "2027-05-01", "2027-05-31"), cover("hassan", "2027-05-01", "2027-05-31")],
    }),
  ];
  const leaveOf = (personId: string, coverId: string | null) => ({ personId, from: "2027-05-03", until: "2027-05-14", coverId });
  const hears = (overrides: Partial<CaseFile>, today = "2027-05-03") => hearerFor(aCaseFile(overrides), "harriet", today);

  it("is they themselves, while they are there", () => {
    expect(hears({ map }, "2027-04-30")).toEqual(to("harriet"));
  });

  it("is the first cover who is in chat", () => {
    expect(hears({ map })).toEqual(to("hassan", "harriet", "2027-05-31"));
  });

  it("is not a cover who is on leave", () => {
    expect(hears({ map, leave: [leaveOf("hassan", null)] })).toEqual(to("harriet"));
  });

  it("is nobody while they are on leave and nobody who can be reached takes over", () => {
    expect(hears({ map: [], leave: [leaveOf("harriet", null)] })).toBeNull();
    expect(hears({ map: [], leave: [leaveOf("harriet", "meera")] })).toBeNull();
    expect(hears({ map: [], leave: [leaveOf("harriet", "hassan")] })).toEqual(to("hassan", "harriet", "2027-05-14"));
  });

  it("has a notice waiting for them all the same, for when they are back", () => {
    expect(recipient(aCaseFile({ map: [], leave: [leaveOf("harriet", null)] }), "harriet", "2027-05-03")).toEqual(to("harriet"));
  });

  it("is the chaser for an owner outside chat, whoever outside chat acts for that owner", () => {
    const action = anAction({ owner: "meera", chaser: "tom", acting: { personId: "gp", since: "2027-05-03" } });

    expect(doersHearer(action, aCaseFile(), "2027-05-03")).toEqual(to("tom"));
  });
});

describe("whoever left", () => {
  const team = (until: string | null) => [
    { personId: "harriet", level: "care", from: null, until } as const,
    { personId: "tom", level: "care", from: null, until } as const,
  ];
  const left = (action: Partial<Action>, until: string | null = "2027-05-02") =>
    whoLeft(anAction(action), aCaseFile({ team: team(until) }), "2027-05-03");

  it.each<[string, Partial<Action>, string | null]>([
    ["an owner who is off the case", {}, "harriet"],
    ["a chaser who is, where the owner is outside chat", { owner: "meera", chaser: "tom" }, "tom"],
    ["an owner who is in chat no more, and has no chaser", { owner: "meera", chaser: null }, "meera"],
    ["the owner of evidence that waits", { status: "evidence submitted" }, "harriet"],
    ["nobody of a draft", { status: "draft" }, null],
    ["nobody of what has ended", { status: "complete" }, null],
    ["nobody where the chaser of an owner in chat is off the case", { owner: "priya", chaser: "tom" }, null],
  ])("is %s", (_, action, who) => {
    expect(left(action)).toBe(who);
  });

  it("is an owner outside chat whom the case does not name any more, though their chaser is there", () => {
    const action = anAction({ owner: "meera", chaser: "tom" });

    expect(whoLeft(action, aCaseFile({ team: team(null) }), "2027-05-03")).toBeNull();
    expect(whoLeft(action, aCaseFile({ team: team(null), map: [] }), "2027-05-03")).toBe("meera");
    expect(doersHearer(action, aCaseFile({ team: team(null), map: [] }), "2027-05-03")).toEqual(to("tom"));
  });

  it("is nobody on the last day", () => {
    expect(left({}, "2027-05-03")).toBeNull();
  });
});
