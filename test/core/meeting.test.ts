import { describe, expect, it } from "vitest";
import type { Moment } from "../../src/core/agenda.ts";
import { bankHolidays } from "../../src/core/bank-holidays.ts";
import type { CaseFile } from "../../src/core/case-file.ts";
import { followersOf, keptDate, keptWords } from "../../src/core/follow-up.ts";
import { mayRun, rollFor } from "../../src/core/meeting.ts";
import { ended, stillGoing, withDecision, withRoll } from "../../src/core/meeting-decide.ts";
import { missingBeforeEnd } from "../../src/core/meeting-gate.ts";
import { meetingMoments } from "../../src/core/meeting-moments.ts";
import type { Region } from "../../src/core/working-day.ts";
import { aCaseFile, anAction, due, london } from "../support/builders.ts";
import { aMeeting } from "../support/sample-meeting-cards.ts";

const TODAY = "2027-03-11";
const file = aCaseFile();
const aDraft = (number: number, overrides: Parameters<typeof anAction>[0] = {}) =>
  anAction({ number, status: "draft", originalDue: null, ...overrides });
const missing = (overrides: Parameters<typeof aMeeting>[0], actions: Parameters<typeof missingBeforeEnd>[1], today = TODAY) =>
  missingBeforeEnd(aMeeting(overrides), actions, file, today).join(" ");

describe("what is missing before a meeting can end", () => {
  const planned = { followUp: "2027-04-13" };

  it.each([
    [
      "evidence and a follow-up date",
      {},
      [anAction(), aDraft(2, { evidenceRequired: null })],
      "A2 has no evidence. No follow-up check date set.",
    ],
    [
      "everything of a draft",
      planned,
      [aDraft(3, { text: null, owner: null, due: null, evidenceRequired: null })],
      "A3 has no text, no owner, no due date and no evidence.",
    ],
    ["a chaser for an owner outside chat", planned, [aDraft(2, { owner: "meera" })], "A2 has no chaser."],
    ["a confirmation", planned, [aDraft(2)], "A2 is not confirmed."],
    ["actions, or why there are none", planned, [], "No actions, and no reason why none are needed."],
    [
      "actions that were not discarded",
      planned,
      [anAction({ status: "cancelled", originalDue: null })],
      "No actions, and no reason why none are needed.",
    ],
    ["nothing where an action was called off later", planned, [anAction({ status: "cancelled" })], ""],
    ["nothing", planned, [anAction({ status: "proposed" })], ""],
    ["nothing with a reason", { ...planned, noActionsBecause: "all is done" }, [], ""],
    [
      "a due time in a rapid review",
      { ...planned, type: "rapid" as const },
      [anAction(), anAction({ number: 2, due: due("2027-03-12", "15:00") })],
      "A1 has no due time.",
    ],
    ["no due time of what is done", { ...planned, type: "rapid" as const }, [anAction({ status: "complete" })], ""],
    [
      "all of it, actions first",
      { type: "rapid" as const },
      [aDraft(1, { evidenceRequired: null })],
      "A1 has no evidence and no due time. No follow-up check date set.",
    ],
  ])("is %s", (_, overrides, actions, said) => {
    expect(missing(overrides, actions)).toBe(said);
  });

  it("is a later date, where the meeting was left open past its own", () => {
    expect(missing(planned, [anAction()], "2027-04-13")).toBe("The follow-up check date Tue 13 April 2027 is not after today.");
  });
});

describe("who runs a meeting", () => {
  const meeting = aMeeting({ chair: "hassan", openedBy: "carl" });

  it.each([
    ["hassan", null],
    ["priya", null],
    ["carl", null],
    ["tom", "priya"],
    ["harriet", undefined],
    ["nobody", undefined],
  ])("%s: in whose place %s", (who, place) => {
    expect(mayRun(meeting, file, who, TODAY)).toBe(place);
  });

  it("is nobody who may not see the case any more", () => {
    const left: CaseFile = {
      ...file,
      team: [
        ...file.team.filter(({ personId }) => personId !== "hassan"),
        { personId: "hassan", level: "care", from: null, until: "2027-03-10" },
      ],
    };

    expect(mayRun(meeting, left, "hassan", TODAY)).toBeUndefined();
  });
});

describe("the roll", () => {
  it("asks about each person of the map once, then the lead and the chair", () => {
    expect(rollFor(file, "tom", TODAY).map(({ personId }) => personId)).toEqual([
      "priya",
      "harriet",
      "hassan",
      "carl",
      "connie",
      "meera",
      "tom",
    ]);
  });

  it("has whoever chairs as here, and nobody else", () => {
    const marked = rollFor(file, "hassan", TODAY).filter(({ attended }) => attended !== null);
    expect(marked).toEqual([{ personId: "hassan", attended: "here" }]);
  });

  it("is the same for the same marks, and takes somebody who was not expected", () => {
    const now = london(TODAY, "14:30");
    const once = withRoll(
      aMeeting(),
      new Map([
        ["tom", "here"],
        ["carl", "part"],
      ] as const),
      now,
    );

    expect(once?.next.roll.at(-1)).toEqual({ personId: "tom", attended: "here" });
    expect(once?.before).toEqual({ roll: { carl: null, tom: null } });
    expect(once && withRoll(once.next, new Map([["tom", "here"]] as const), now)).toBeNull();
  });
});

describe("what is said twice", () => {
  const now = london(TODAY, "14:50");

  it("is said once: a decision, that it goes on", () => {
    const [first] = aMeeting().decisions;
    expect(first && withDecision(aMeeting(), first, now)).toBeNull();
    const going = stillGoing(aMeeting(), now);
    expect(going && stillGoing(going.next, now)).toBeNull();
  });

  it("grows by one version each time that something is different", () => {
    const next = { version: 4, state: "ended", endedBy: "priya", endedAt: now, changedAt: now };
    expect(ended(aMeeting(), "priya", { at: now, now, left: [] }).next).toMatchObject(next);
  });

  it("ends when it is said to have ended, and the trail has both moments", () => {
    const at = london(TODAY, "14:20");
    const { next, after } = ended(aMeeting(), "priya", { at, now, left: ["A2"] });

    expect(next).toMatchObject({ endedAt: at, changedAt: now });
    expect(after).toMatchObject({ state: "ended", endedAt: at.toISOString(), left: ["A2"] });
  });
});

const calendarOf = (region: Region) => ({ timeZone: "Europe/London", region, holidays: bankHolidays(region) });
const said = (moments: Moment[]) =>
  moments.map(({ at, notice }) => `${at.toISOString()} ${notice.kind} ${"to" in notice ? notice.to.personId : "room"}`);

describe("the moments of a meeting that nobody ends", () => {
  const moments = (overrides: Parameters<typeof aMeeting>[0], on: CaseFile = file) =>
    said(meetingMoments(aMeeting(overrides), on, calendarOf("england")));

  it("are three hours, three more, and then each working day at the provider's time, across the clock change", () => {
    const open = moments({ chair: "hassan", goingSince: "2027-03-24T14:00:00.000Z" });

    expect(open.slice(0, 7)).toEqual([
      "2027-03-24T17:00:00.000Z meeting-asked hassan",
      "2027-03-24T20:00:00.000Z meeting-asked hassan",
      "2027-03-24T20:00:00.000Z meeting-asked priya",
      "2027-03-25T08:30:00.000Z meeting-asked hassan",
      "2027-03-25T08:30:00.000Z meeting-asked priya",
      // Good Friday and Easter Monday are none; 08:30 stays 08:30 in summer time.
      "2027-03-30T07:30:00.000Z meeting-asked hassan",
      "2027-03-30T07:30:00.000Z meeting-asked priya",
    ]);
  });

  it("are hours round the clock also in the night in which an hour is left out", () => {
    expect(moments({ goingSince: "2027-03-27T23:00:00.000Z" })[0]).toBe("2027-03-28T02:00:00.000Z meeting-asked priya");
  });

  it("wait out somebody's quiet hours", () => {
    expect(moments({ goingSince: "2027-03-11T18:00:00.000Z" }, { ...file, quietHours: "20:00-07:00" })[0]).toBe(
      "2027-03-12T07:00:00.000Z meeting-asked priya",
    );
  });

  it("are the cover's while the chair is on leave, and the lead's where nobody covers", () => {
    const away = (coverId: string | null): CaseFile => ({
      ...file,
      leave: [{ personId: "hassan", from: TODAY, until: TODAY, coverId }],
    });
    const first = (coverId: string | null) => moments({ chair: "hassan" }, away(coverId))[0];

    expect(first("harriet")).toContain("meeting-asked harriet");
    expect(first(null)).toContain("meeting-asked priya");
  });
});

describe("the moment of the follow-up check", () => {
  const places = (["case", "provider", "mixed"] as const).map((audience, i) => ({
    ...{
      id: `00000000-0000-4000-8000-00000000000${i}`,
      platform: "slack" as const,
      workspace: "T1",
      conversation: `C${i}`,
      audience,
    },
  }));
  const check = (followUp: string) =>
    said(
      meetingMoments(
        aMeeting({ state: "ended", endedAt: london(TODAY, "15:00"), followUp }),
        { ...file, places },
        calendarOf("england"),
      ),
    );

  it.each([
    ["2027-03-26", "2027-03-26T08:30:00.000Z"],
    ["2027-03-29", "2027-03-29T07:30:00.000Z"],
    ["2027-10-29", "2027-10-29T07:30:00.000Z"],
    ["2027-11-01", "2027-11-01T08:30:00.000Z"],
  ])("on %s is 08:30 there, in both rooms that may read it and to the chair", (day, at) => {
    expect(check(day)).toEqual([`${at} follow-up-room room`, `${at} follow-up-room room`, `${at} follow-up-check priya`]);
  });
});

describe("the follow-up check of a meeting whose end was said late", () => {
  const day = "2027-03-12";
  const check = (changedAt: Date) =>
    said(
      meetingMoments(
        aMeeting({ state: "ended", endedAt: london(TODAY, "15:05"), changedAt, followUp: day }),
        file,
        calendarOf("england"),
      ),
    );

  it("is at its time where that has not passed, else right after it was said", () => {
    expect(check(london(day, "08:00"))).toEqual(["2027-03-12T08:30:00.000Z follow-up-check priya"]);
    expect(check(london(day, "11:00"))).toEqual(["2027-03-12T11:01:00.000Z follow-up-check priya"]);
  });
});

describe("a date that was kept", () => {
  const now = london("2027-04-13", "08:30");
  const given = (day: string, time = "15:00") => ({ id: "e", by: "harriet", at: london(day, time), text: "report" });
  const done = (day: string, overrides: Parameters<typeof anAction>[0] = {}) =>
    anAction({ status: "complete", latestEvidence: given(day), closedAt: london("2027-04-12", "09:00"), ...overrides });

  it.each([
    ["evidence on the day, judged long after", done("2027-03-25"), "date met"],
    ["evidence a day late", done("2027-03-26"), "date missed"],
    [
      "a date that was moved, and met",
      done("2027-04-06", { due: due("2027-04-06"), extensions: 1 }),
      "moved date met, first agreed: Thu 25 March 2027",
    ],
    ["not achieved by its day", anAction({ status: "not achieved", closedAt: london("2027-03-25", "12:00") }), "date met"],
    ["nothing yet, and the day is over", anAction(), "date missed"],
    ["nothing yet, and the day is to come", anAction({ due: due("2027-04-20"), originalDue: due("2027-04-20") }), "not due yet"],
    ["a later day was agreed, and is to come", anAction({ due: due("2027-04-20") }), "not due yet"],
    [
      "within the minute of a due time",
      done("2027-03-25", { due: due("2027-03-25", "15:01"), originalDue: due("2027-03-25", "15:01") }),
      "date met",
    ],
  ])("%s", (_, action, words) => {
    const kept = keptDate(action, now);

    expect(kept && keptWords(kept)).toBe(words);
  });

  it("is none of a draft, or of what was called off", () => {
    expect([aDraft(1), anAction({ status: "cancelled" })].map((action) => keptDate(action, now))).toEqual([null, null]);
  });
});

describe("what follows", () => {
  it("is the next steps, and their next steps, once each", () => {
    const of = (number: number, follows: string | null = null) => anAction({ number, follows, id: `a${number}` });
    const all = [of(1), of(2), of(3, "A2"), of(4, "A3"), of(5, "A9"), of(6)];

    expect(
      followersOf(
        [all[0], all[1]].filter((each) => each !== undefined),
        all,
      ).map(({ number }) => number),
    ).toEqual([3, 4]);
  });
});
