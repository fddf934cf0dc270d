import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/action.ts";
import { actionMoments } from "../../src/core/action-agenda.ts";
import type { Moment } from "../../src/core/agenda.ts";
import type { CaseFile } from "../../src/core/case-file.ts";
import { leftMoments } from "../../src/core/left-moments.ts";
import { silenceMoments } from "../../src/core/silence-moments.ts";
import { aCaseFile, aDraft, aMapRole, aPerson, aView, due, london, NOW, PEOPLE } from "../support/builders.ts";

/** Thu 11 March, 14:20: so a working day on it is Friday, and after two it is Monday. */
const FRIDAY = london("2027-03-12", "14:20");
const MONDAY = london("2027-03-15", "14:20");

const TIMED = due("2027-04-15", "17:00");
const spoken = ({ at, notice }: Moment) => {
  if (notice.kind !== "silence") throw new Error(notice.kind);
  return { at, step: notice.step, waits: notice.waits, to: notice.to.personId, coverFor: notice.to.coverFor };
};
const silence = (action: Partial<Action>, file: Partial<CaseFile> = {}) => silenceMoments(aView(action, file)).map(spoken);
const step = (wanted: 1 | 2, action: Partial<Action>, file: Partial<CaseFile> = {}) =>
  silence(action, file)
    .filter(({ step }) => step === wanted)
    .map(({ at, to }) => [to, at] as const);

const OFF = { on: false, time: null, weekdays: null };
const allOff: Partial<CaseFile> = {
  people: Object.fromEntries(Object.entries(PEOPLE).map(([id, person]) => [id, { ...person, digest: OFF }])),
};

describe("silence", () => {
  it.each<[string, Partial<Action>, string, string[]]>([
    ["a draft, its asker and the lead", aDraft({ asker: "tom", due: TIMED }), "tom", ["priya"]],
    [
      "a question to accept, the owner, the asker and the lead",
      { status: "proposed", asker: "tom", due: TIMED },
      "harriet",
      ["tom", "priya"],
    ],
    [
      "an owner outside chat who is not yet heard, the chaser, the asker and the lead",
      { owner: "meera", chaser: "tom", asker: "carl", notYetHeard: true, due: TIMED },
      "tom",
      ["carl", "priya"],
    ],
    [
      "evidence, the signer, and then the asker: the lead is who it waits for",
      { status: "evidence submitted", asker: "tom", due: TIMED },
      "priya",
      ["tom"],
    ],
  ])("about %s", (_, action, first, second) => {
    expect(step(1, action)).toEqual([[first, FRIDAY]]);
    expect(step(2, action)).toEqual(second.map((id) => [id, MONDAY]));
  });

  it.each(["open", "blocked", "complete", "cancelled", "not achieved"] as const)(
    "is not heard of an action that is %s",
    (status) => {
      expect(silence({ status, due: TIMED })).toEqual([]);
    },
  );

  it("stands in the digest first, where there is one and no due time", () => {
    expect(step(1, { status: "proposed" })).toEqual([]);
    expect(step(1, { status: "proposed" }, allOff)).toEqual([["harriet", FRIDAY]]);
    expect(step(1, aDraft({ due: null }))).toEqual([]);
    expect(step(2, { status: "proposed" })).toEqual([["priya", MONDAY]]);
  });

  it("goes to each once, where the asker leads", () => {
    expect(step(2, { status: "proposed", asker: "priya" })).toEqual([["priya", MONDAY]]);
  });

  it("goes to whoever may act beside the lead, where it waits for the lead alone", () => {
    expect(step(2, aDraft({ asker: "priya" }))).toEqual([["tom", MONDAY]]);
    expect(step(2, aDraft({ asker: "priya" }), { map: [aMapRole("Service manager", "priya")] })).toEqual([]);
  });

  it("goes to cover while people are away, and past an asker who has left", () => {
    const leave = [
      { personId: "harriet", from: "2027-03-12", until: "2027-03-19", coverId: "hassan" },
      { personId: "carl", from: "2027-03-12", until: "2027-03-19", coverId: "connie" },
    ];
    const team = Object.keys(PEOPLE)
      .filter((personId) => personId !== "carl")
      .map((personId) => ({ personId, level: "care", from: null, until: null }) as const);

    const asked = { status: "proposed", asker: "carl", due: TIMED } as const;
    expect(silence(asked, { leave }).map(({ to, coverFor }) => [to, coverFor])).toEqual([
      ["hassan", "harriet"],
      ["connie", "carl"],
      ["priya", null],
    ]);
    expect(step(2, asked, { team })).toEqual([["priya", MONDAY]]);
    expect(step(1, aDraft({ asker: "carl", due: TIMED }), { team })).toEqual([]);
  });

  it("counts working days of the case, and keeps the wall time through a clock change", () => {
    const thursday = { status: "proposed", due: due("2027-04-29", "17:00"), statusSince: london("2027-03-25", "16:10") } as const;

    expect(step(1, thursday)).toEqual([["harriet", london("2027-03-30", "16:10")]]);
    expect(step(2, thursday)).toEqual([["priya", london("2027-03-31", "16:10")]]);
  });

  it("begins on the next working day, from a weekend too", () => {
    const saturday = { status: "proposed", due: TIMED, statusSince: london("2027-03-13", "11:00") } as const;

    expect(step(1, saturday)).toEqual([["harriet", london("2027-03-15", "11:00")]]);
  });

  it("waits for the end of quiet hours and for the reader's weekdays; where it is urgent, for quiet hours alone", () => {
    const evening = { status: "proposed", due: TIMED, statusSince: london("2027-03-11", "21:15") } as const;
    const quietHours = "20:00-07:00";
    const wednesdays = { people: { ...PEOPLE, harriet: aPerson({ id: "harriet", digest: { ...OFF, weekdays: "3" } }) } };

    expect(step(1, evening, { quietHours })).toEqual([["harriet", london("2027-03-15", "07:00")]]);
    expect(step(1, evening, wednesdays)).toEqual([["harriet", london("2027-03-17", "21:15")]]);
    expect(step(1, { ...evening, due: due("2027-03-13", "12:00") }, { quietHours })).toEqual([
      ["harriet", london("2027-03-13", "07:00")],
    ]);
    expect(step(1, { ...evening, due: due("2027-03-13", "12:00") }, wednesdays)).toEqual([
      ["harriet", london("2027-03-12", "21:15")],
    ]);
    expect(step(1, evening, { quietHours, stabilising: true })).toEqual([["harriet", london("2027-03-13", "07:00")]]);
  });

  it("is put off with **Not today**, for that person alone", () => {
    const putOff = { harriet: "2027-03-15" };

    expect(silence({ status: "proposed", due: TIMED, putOff }).map(({ to, step }) => [to, step])).toEqual([["priya", 2]]);
    expect(step(1, { status: "proposed", due: TIMED, putOff: { harriet: "2027-03-12" } })).toHaveLength(1);
  });

  it("asks nobody to sign off their own evidence", () => {
    const own = { status: "evidence submitted", owner: "priya", due: TIMED } as const;

    expect(step(1, own)).toEqual([["tom", FRIDAY]]);
  });
});

describe("that an owner has left", () => {
  const until = (day: string | null) => [
    ...["priya", "tom", "carl"].map((personId) => ({ personId, level: "care", from: null, until: null }) as const),
    { personId: "harriet", level: "care", from: null, until: day } as const,
  ];
  const left = (now: Date, file: Partial<CaseFile>, action: Partial<Action> = {}) =>
    leftMoments(aView(action, file), now).map(({ at, notice }) => {
      if (notice.kind !== "owner-left") throw new Error(notice.kind);
      return { at, to: notice.to.personId, owner: notice.owner };
    });
  const TOLD = { to: "priya", owner: "harriet" };

  it("is said to the lead at digest time of the day after their last", () => {
    const team = until("2027-03-16");

    expect(left(NOW, { team })).toEqual([{ ...TOLD, at: london("2027-03-17", "08:30") }]);
    expect(left(london("2027-03-17", "03:00"), { team })).toEqual([{ ...TOLD, at: london("2027-03-17", "08:30") }]);
  });

  it("is said now of somebody who is gone already, but not at night", () => {
    expect(left(NOW, { team: until("2027-03-01") })).toEqual([{ ...TOLD, at: NOW }]);
    expect(left(london("2027-03-11", "23:00"), { team: until("2027-03-01"), quietHours: "20:00-07:00" })).toEqual([
      { ...TOLD, at: london("2027-03-12", "07:00") },
    ]);
    expect(left(NOW, { team: until(null).slice(0, 3) })).toEqual([{ ...TOLD, at: NOW }]);
  });

  it("waits for a working day of the lead's", () => {
    expect(left(NOW, { team: until("2027-03-12") })).toEqual([{ ...TOLD, at: london("2027-03-15", "08:30") }]);
  });

  it("is not said while they are on the case, nor of drafts, nor of what has ended", () => {
    expect(left(NOW, { team: until(null) })).toEqual([]);
    expect(left(NOW, { team: until("2027-03-01") }, { status: "draft" })).toEqual([]);
    expect(actionMoments(aView({ status: "complete" }, { team: until("2027-03-01") }), NOW)).toEqual([]);
  });

  it("is foreseen where they see the case only as somebody's cover", () => {
    const cover = [{ personId: "harriet", from: "2027-03-01", until: "2027-03-16" }];
    const file = { team: until(null).slice(0, 3), map: [aMapRole("Team leader", "tom", { cover })] };

    expect(left(NOW, file)).toEqual([{ ...TOLD, at: london("2027-03-17", "08:30") }]);
  });

  it("goes to whoever covers the lead", () => {
    const leave = [{ personId: "priya", from: "2027-03-10", until: "2027-03-20", coverId: "carl" }];

    expect(left(NOW, { team: until("2027-03-01"), leave }).map(({ to }) => to)).toEqual(["carl"]);
  });
});

describe("the agenda of an action", () => {
  it("holds reminders, silences, and that its owner has left", () => {
    const team = ["priya", "tom"].map((personId) => ({ personId, level: "care", from: null, until: null }) as const);
    const kinds = (file: Partial<CaseFile>) =>
      new Set(actionMoments(aView({ status: "proposed", asker: "tom", due: TIMED }, file), NOW).map(({ notice }) => notice.kind));

    expect(kinds({})).toEqual(new Set(["reminder", "silence"]));
    expect(kinds({ team })).toEqual(new Set(["owner-left", "silence"]));
    expect(actionMoments({ ...aView(), file: aCaseFile() }, NOW)).toEqual([]);
  });
});
