import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/action.ts";
import type { CaseFile } from "../../src/core/case-file.ts";
import { type Digest, isEmptyDigest } from "../../src/core/digest.ts";
import { dailyDigestOf, digestOf, isInHandOf, waitsFor } from "../../src/core/in-hand.ts";
import type { ActionView } from "../../src/core/outcome.ts";
import {
  aCalendar,
  aCaseFile,
  aDigest,
  aDraft,
  aMapRole,
  anAction,
  anExtensionRequest,
  aPerson,
  aView,
  due,
  london,
  NOW,
  PEOPLE,
} from "../support/builders.ts";

const TODAY = "2027-03-11";
const covered = (from: string | null, until: string | null): CaseFile =>
  aCaseFile({ map: [aMapRole("Housing officer", "harriet", { cover: [{ personId: "hassan", from, until }] })] });

describe("whose hands an action is in", () => {
  it("is its owner's", () => {
    expect(isInHandOf(anAction(), aCaseFile(), "harriet", TODAY)).toBe(true);
    expect(isInHandOf(anAction({ chaser: "tom" }), aCaseFile(), "tom", TODAY)).toBe(false);
  });

  it("is the chaser's where the owner is outside chat", () => {
    const outside = anAction({ owner: "meera", chaser: "tom" });

    expect(isInHandOf(outside, aCaseFile(), "tom", TODAY)).toBe(true);
    expect(isInHandOf(outside, aCaseFile(), "meera", TODAY)).toBe(false);
  });

  it("is also the cover's while the owner is away, and only then", () => {
    expect(isInHandOf(anAction(), covered("2027-03-08", "2027-03-12"), "hassan", TODAY)).toBe(true);
    expect(isInHandOf(anAction(), covered("2027-03-15", "2027-03-19"), "hassan", TODAY)).toBe(false);
    expect(isInHandOf(anAction(), covered(null, null), "hassan", TODAY)).toBe(false);
  });

  it("is nobody's while it has no owner", () => {
    expect(isInHandOf(aDraft({ owner: null }), aCaseFile(), "priya", TODAY)).toBe(false);
  });
});

describe("what an action waits for", () => {
  const waits = (personId: string, action: Partial<Action>) => waitsFor(aView(action), personId, TODAY);

  it.each<[string, string, Partial<Action>, string | null]>([
    ["a draft, from its asker", "priya", aDraft(), "confirm"],
    ["a draft, from nobody else", "harriet", aDraft(), null],
    ["a proposed action, from its owner", "harriet", { status: "proposed" }, "accept"],
    ["a proposed action, from nobody else", "carl", { status: "proposed" }, null],
    ["evidence, from a signer", "priya", { status: "evidence submitted" }, "sign-off"],
    ["evidence, not from the owner", "priya", { status: "evidence submitted", owner: "priya" }, null],
    ["evidence of a signer, from their cover", "tom", { status: "evidence submitted", owner: "priya" }, "sign-off"],
    ["a request, from who decides", "priya", { request: anExtensionRequest() }, "decide"],
    ["a request, not from who asked", "priya", { request: anExtensionRequest({ by: "priya" }) }, null],
    [
      "a request on a proposed action, from who decides",
      "priya",
      { status: "proposed", request: anExtensionRequest() },
      "decide",
    ],
    ["an open action, for nothing but the work", "harriet", {}, null],
  ])("%s", (_, personId, action, what) => {
    expect(waits(personId, action)).toBe(what);
  });
});

describe("a digest", () => {
  const views = [
    aView({ number: 1, due: due("2027-03-10") }),
    aView({ number: 2, due: due("2027-03-11") }),
    aView({ number: 3, due: due("2027-03-16") }),
    aView({ number: 4, due: due("2027-03-17") }),
    aView({ number: 5, status: "proposed", due: due("2027-03-10") }),
    aView({ number: 6, status: "evidence submitted", due: due("2027-03-10") }),
    aView({ number: 7, owner: "carl" }),
    aView({ number: 8, status: "complete" }),
    aView(aDraft({ number: 9 })),
  ];
  const digest = (personId: string) =>
    digestOf(
      personId,
      views.map((view) => ({ view, today: TODAY })),
      NOW,
    );
  const numbers = (section: { action: Action }[]) => section.map(({ action }) => action.number);

  it("sorts an owner's actions by their dates, each into one section", () => {
    const { overdue, dueToday, dueSoon, later, waiting } = digest("harriet");

    expect([overdue, dueToday, dueSoon, later].map(numbers)).toEqual([[1], [2], [3], [4]]);
    expect(waiting.map(({ view, what }) => [view.action.number, what])).toEqual([[5, "accept"]]);
  });

  it("tells a signer what waits, and nothing of other people's work", () => {
    const { overdue, dueToday, dueSoon, later, waiting } = digest("priya");

    expect([overdue, dueToday, dueSoon, later].flatMap(numbers)).toEqual([]);
    expect(waiting.map(({ view, what }) => [view.action.number, what])).toEqual([
      [6, "sign-off"],
      [9, "confirm"],
    ]);
  });

  it("is empty for somebody with nothing before them", () => {
    expect(digest("connie")).toEqual(aDigest("connie"));
  });

  it("is the chaser's, for an owner outside chat, whose answer waits while nothing is due", () => {
    const outside = (action: Partial<Action>) => aView({ owner: "meera", chaser: "tom", ...action });
    const toms = (action: Partial<Action>) => digestOf("tom", [{ view: outside(action), today: TODAY }], NOW);

    expect(numbers(toms({}).later)).toEqual([1]);
    expect(toms({ notYetHeard: true }).waiting.map(({ what }) => what)).toEqual(["accept"]);
    expect(numbers(toms({ notYetHeard: true, due: due("2027-03-10") }).overdue)).toEqual([1]);
  });
});

describe("what a digest shows in somebody else's stead", () => {
  const view = (action: Partial<Action> = {}, file: Partial<CaseFile> = {}) => aView({ due: due("2027-03-11"), ...action }, file);
  const asked = (personId: string, ...views: ActionView[]) =>
    digestOf(
      personId,
      views.map((one) => ({ view: one, today: TODAY })),
      NOW,
    );
  const daily = (personId: string, views: ActionView[], now = NOW, today = TODAY) =>
    dailyDigestOf(
      personId,
      views.map((one) => ({ view: one, today })),
      now,
    );
  const leave = (coverId: string | null) => [{ personId: "harriet", from: TODAY, until: TODAY, coverId }];
  const due1 = { dueToday: [1] };
  const shown = ({ overdue, dueToday, dueSoon, later, ownerLeft, waiting }: Digest) =>
    Object.fromEntries(
      Object.entries({ overdue, dueToday, dueSoon, later, ownerLeft, waiting: waiting.map((one) => one.view) })
        .map(([name, rows]) => [name, rows.map(({ action }) => action.number)] as const)
        .filter(([, rows]) => rows.length > 0),
    );

  it("is their work while they are away, and in theirs there is nothing of it by itself", () => {
    for (const away of [aView({ due: due(TODAY) }, covered("2027-03-08", "2027-03-12")), view({}, { leave: leave("hassan") })]) {
      expect(shown(daily("hassan", [away]))).toEqual(due1);
      expect(shown(daily("harriet", [away]))).toEqual({});
      // Whoever asks is shown what is theirs.
      expect(shown(asked("harriet", away))).toEqual(due1);
    }
  });

  it("is nothing where cover has no dates", () => {
    expect(shown(daily("hassan", [view({}, covered(null, null))]))).toEqual({});
    expect(shown(daily("harriet", [view({}, covered(null, null))]))).toEqual(due1);
  });

  it("is for the lead what nobody hears while its owner is on leave", () => {
    expect(shown(daily("priya", [view({}, { leave: leave(null) })]))).toEqual(due1);
    expect(shown(daily("priya", [view({ status: "proposed" }, { leave: leave(null) })]))).toEqual(due1);
    expect(shown(daily("harriet", [view({}, { leave: leave(null) })]))).toEqual({});
    expect(shown(daily("priya", [view()]))).toEqual({});
  });

  it("is for the lead, and the lead's cover, what owners left", () => {
    const team = ["priya", "tom", "carl"].map((personId) => ({ personId, level: "care", from: null, until: null }) as const);
    const leadAway = [{ personId: "priya", from: TODAY, until: TODAY, coverId: "carl" }];

    expect(shown(daily("priya", [view({}, { team })]))).toEqual({ ownerLeft: [1] });
    expect(shown(daily("carl", [view({}, { team, leave: leadAway })]))).toEqual({ ownerLeft: [1] });
    expect(shown(daily("tom", [view({}, { team })]))).toEqual({});
    expect(shown(daily("harriet", [view({}, { team })]))).toEqual({});
  });

  it("is for the lead a draft whose asker has left", () => {
    const team = ["priya", "tom"].map((personId) => ({ personId, level: "care", from: null, until: null }) as const);
    const draft = aDraft({ asker: "carl" });

    expect(shown(daily("priya", [view(draft, { team })]))).toEqual({ waiting: [1] });
    expect(shown(daily("priya", [view(draft)]))).toEqual({});
    expect(shown(daily("carl", [view(draft)]))).toEqual({ waiting: [1] });
  });

  it("is not what waits for somebody who is there, but for what they must not sign off themselves", () => {
    expect(shown(daily("tom", [view({ status: "evidence submitted" })]))).toEqual({});
    expect(shown(asked("tom", view({ status: "evidence submitted" })))).toEqual({ waiting: [1] });
    expect(shown(daily("tom", [view({ status: "evidence submitted", owner: "priya" })]))).toEqual({ waiting: [1] });
    expect(shown(daily("priya", [view({ request: anExtensionRequest() })]))).toEqual({ waiting: [1] });
    expect(shown(daily("tom", [view({ request: anExtensionRequest() })]))).toEqual({});
  });

  it("leaves out what was put off, for that person, until its day", () => {
    const putOff = { harriet: "2027-03-12" };

    expect(shown(daily("harriet", [view({ putOff })]))).toEqual({ later: [1] });
    expect(shown(daily("harriet", [view({ putOff: { harriet: TODAY } })]))).toEqual(due1);
    expect(shown(daily("harriet", [view({ putOff: { tom: "2027-03-12" } })]))).toEqual(due1);
    expect(isEmptyDigest(daily("harriet", [view({ putOff })]))).toBe(true);
    expect(isEmptyDigest(daily("harriet", [view()]))).toBe(false);
  });

  it("has only cases whose working day it is where the reader is, or which are being stabilised", () => {
    const easterMonday = "2027-03-29";
    const england = view({ number: 1, due: due(easterMonday) });
    const scotland: ActionView = {
      ...view({ number: 2, due: due(easterMonday) }),
      calendar: aCalendar({ region: "scotland", holidays: new Set(["2027-03-26"]) }),
    };
    const risk = view({ number: 3, due: due(easterMonday) }, { stabilising: true });
    const views = [england, scotland, risk];

    expect(shown(daily("harriet", views, london(easterMonday, "08:30"), easterMonday))).toEqual({ dueToday: [2, 3] });
    expect(shown(asked("harriet", ...views))).toEqual({ later: [1, 2, 3] });
    expect(shown(daily("harriet", views, london("2027-03-28", "22:30"), "2027-03-28"))).toEqual({ dueSoon: [3] });
    const inKolkata = { people: { ...PEOPLE, harriet: aPerson({ id: "harriet", timeZone: "Asia/Kolkata" }) } };
    const monday = view({ due: due("2027-03-15") }, inKolkata);
    expect(shown(daily("harriet", [monday], london("2027-03-14", "23:30"), "2027-03-14"))).toEqual({ dueSoon: [1] });
  });
});
