import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/action.ts";
import type { CaseFile, Cover } from "../../src/core/case-file.ts";
import { actingNow, decideAway, decideNotToday, decideSendToCover, mapCover } from "../../src/core/decide-away.ts";
import { aCaseFile, aMapRole, anAction, aPerson, due, london, PEOPLE } from "../support/builders.ts";
import { deciding } from "../support/deciding.ts";

const TODAY = "2027-04-20";
const leah = aPerson({ id: "leah", identities: [] });
const inApril = (personId: string): Cover => ({ personId, from: "2027-04-19", until: "2027-04-30" });
const anyTime = (personId: string): Cover => ({ personId, from: null, until: null });

/** Meera's roles on the map, each with its cover. */
const withCover = (...roles: [role: string, ...cover: Cover[]][]): CaseFile =>
  aCaseFile({
    people: { ...PEOPLE, leah },
    map: roles.map(([role, ...cover]) => ({ ...aMapRole(role, "meera", { cover }), id: `role-${role}` })),
  });
const meeras = (overrides: Partial<Action> = {}): Action =>
  anAction({ owner: "meera", ownerRole: "Practice manager", chaser: "tom", ...overrides });

describe("cover by the map, for an owner outside chat", () => {
  it.each<[string, CaseFile, string | null]>([
    [
      "by the role that the action was given by",
      withCover(["Premises", inApril("carl")], ["Practice manager", inApril("leah")]),
      "leah",
    ],
    ["else by any role of theirs", withCover(["Premises", inApril("carl")], ["Practice manager"]), "carl"],
    ["with dates before without", withCover(["Practice manager", anyTime("carl"), inApril("leah")]), "leah"],
    [
      "with dates of another role before without of this",
      withCover(["Practice manager", anyTime("carl")], ["Premises", inApril("leah")]),
      "leah",
    ],
    ["without dates where nobody has any", withCover(["Practice manager", anyTime("carl")]), "carl"],
    ["not before its first day", withCover(["Practice manager", { personId: "leah", from: "2027-04-21", until: null }]), null],
    ["not after its last", withCover(["Practice manager", { personId: "leah", from: null, until: "2027-04-19" }]), null],
    ["on its last day", withCover(["Practice manager", { personId: "leah", from: null, until: TODAY }]), "leah"],
    ["never oneself", withCover(["Practice manager", anyTime("meera")]), null],
  ])("is found %s", (_, file, expected) => {
    expect(mapCover(file, meeras(), TODAY)?.cover.personId ?? null).toBe(expected);
  });

  it("acts for as long as the map has it as cover", () => {
    const file = withCover(["Practice manager", inApril("leah")]);
    const acting = { personId: "leah", since: "2027-04-20" };

    expect(actingNow(meeras({ acting }), file, "2027-04-30")).toEqual(acting);
    expect(actingNow(meeras({ acting }), file, "2027-05-01")).toBeNull();
    expect(actingNow(meeras({ acting }), withCover(["Practice manager"]), "2027-04-20")).toBeNull();
    expect(actingNow(meeras(), file, "2027-04-20")).toBeNull();
  });

  it.each(["draft", "evidence submitted", "complete", "not achieved", "cancelled"] as const)(
    "is not asked for of one that is %s",
    (status) => {
      const of = deciding("tom", meeras({ status }), { file: withCover(["Practice manager", inApril("leah")]), today: TODAY });

      expect(decideAway(of).kind).toBe("stale");
      expect(decideSendToCover(of).kind).toBe("stale");
    },
  );

  it("follows the map: other cover than the one who acts is sent anew", () => {
    const file = withCover(["Practice manager", inApril("leah")]);
    const action = meeras({ acting: { personId: "carl", since: "2027-04-12" } });

    expect(decideSendToCover(deciding("tom", action, { file, today: TODAY }))).toMatchObject({
      kind: "change",
      change: { patch: { acting: { personId: "leah", since: TODAY } }, notices: [] },
    });
  });
});

describe("not today", () => {
  const until = (day: string, time: string, action: Partial<Action> = {}, file: Partial<CaseFile> = {}) => {
    const decision = decideNotToday(deciding("harriet", action, { file, now: london(day, time), today: day }));
    return decision.kind === "put-off" ? decision.until : decision.kind;
  };
  const works = (weekdays: string): Partial<CaseFile> => ({
    people: { ...PEOPLE, harriet: aPerson({ id: "harriet", digest: { on: true, time: null, weekdays } }) },
  });

  it.each<[string, string, Partial<CaseFile>, string]>([
    ["Thursday", "2027-03-11", {}, "2027-03-12"],
    ["Friday", "2027-03-12", {}, "2027-03-15"],
    ["the day before Good Friday", "2027-03-25", {}, "2027-03-30"],
    ["Thursday, by somebody who works on Tuesdays", "2027-03-11", works("2"), "2027-03-16"],
    ["Thursday, by somebody whose only weekday is a bank holiday next", "2027-03-25", works("1"), "2027-04-05"],
  ])("pressed on %s, %s, is for the next day on which the person and the case work", (_, day, file, expected) => {
    expect(until(day, "08:30", {}, file)).toBe(expected);
  });

  it("is until tomorrow within a day of the due time, before it and after, and while a case is being stabilised", () => {
    const friday = (action: Partial<Action>, file?: Partial<CaseFile>) => until("2027-03-12", "09:00", action, file);

    expect(friday({ due: due("2027-03-13", "08:00") })).toBe("2027-03-13");
    expect(friday({ due: due("2027-03-11", "17:00") })).toBe("2027-03-13");
    expect(friday({ due: due("2027-03-13", "10:00") })).toBe("2027-03-15");
    expect(friday({ due: due("2027-03-13") })).toBe("2027-03-15");
    expect(friday({}, { stabilising: true })).toBe("2027-03-13");
  });
});
