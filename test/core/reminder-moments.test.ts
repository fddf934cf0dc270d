import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/action.ts";
import { lookAt, type Moment } from "../../src/core/agenda.ts";
import type { CaseFile } from "../../src/core/case-file.ts";
import { dueStanding } from "../../src/core/due.ts";
import type { Person } from "../../src/core/person.ts";
import { reminderMoments } from "../../src/core/reminder-moments.ts";
import { addDays, isWorkingDay } from "../../src/core/working-day.ts";
import { aCalendar, aMapRole, aPerson, aView, due, london, PEOPLE } from "../support/builders.ts";

/** Every reminder of a span, as a clock that looks each time it has to would find them: `2027-03-25 08:30 today harriet`. */
function said(action: Partial<Action>, file: Partial<CaseFile> = {}, until = "2027-12-31"): string[] {
  const view = aView({ statusSince: london("2027-03-01", "09:00"), ...action }, file);
  const found: string[] = [];
  let now = london("2027-03-01", "09:00");
  for (let look = lookAt(reminderMoments(view, now), now, now); look.next && look.next <= london(until, "23:59"); ) {
    const since = now;
    now = look.next;
    look = lookAt(reminderMoments(view, now), since, now);
    found.push(...look.say.map(inWords));
  }
  return found;
}

function inWords({ notice, at }: Moment): string {
  if (notice.kind !== "reminder") throw new Error(notice.kind);
  const summer = at >= new Date("2027-03-28T01:00Z") && at < new Date("2027-10-31T01:00Z");
  const wall = new Date(at.getTime() + (summer ? 3_600_000 : 0)).toISOString();
  const as = notice.to.coverFor === null ? "" : ` for ${notice.to.coverFor}`;
  return `${wall.slice(0, 10)} ${wall.slice(11, 16)} ${notice.occasion} ${notice.to.personId}${as}`;
}

const OFF = { on: false, time: null, weekdays: null };
/** The housing scenario's people with some of them changed. */
const cast = (changes: Record<string, Partial<Person>>): Record<string, Person> => ({
  ...PEOPLE,
  ...Object.fromEntries(Object.entries(changes).map(([id, change]) => [id, { ...(PEOPLE[id] ?? aPerson({ id })), ...change }])),
});
const harrietOff = { people: cast({ harriet: { digest: OFF } }) };

/** Over Easter, with two bank holidays, and the clock change. */
const DAYS_OF_SPRING = Array.from({ length: 30 }, (_, ahead) => addDays("2027-03-10", ahead));

describe("reminders of an action", () => {
  it("stand in the digest of whoever has it, while it is due on a day as a whole", () => {
    expect(said({ due: due("2027-03-25") })).toEqual([]);
    expect(said({ due: due("2027-03-25") }, { people: cast({ tom: { digest: OFF } }) })).toEqual([]);
  });

  it("come separately to somebody with the digest off: before, on the day, and with widening gaps after it", () => {
    expect(said({ due: due("2027-03-18") }, harrietOff, "2027-06-30")).toEqual([
      "2027-03-15 08:30 soon harriet",
      "2027-03-18 08:30 today harriet",
      "2027-03-19 08:30 overdue harriet",
      "2027-03-22 08:30 overdue harriet",
      "2027-03-24 08:30 overdue harriet",
      // Eight and sixteen working days on, over Easter and the clock change.
      "2027-04-01 08:30 overdue harriet",
      "2027-04-13 08:30 overdue harriet",
      "2027-05-06 08:30 overdue harriet",
      "2027-06-22 08:30 overdue harriet",
    ]);
  });

  it("do not say again what the digest said before it was turned off", () => {
    const offSince = (time: string) => ({
      people: cast({ harriet: { digest: OFF, digestOffSince: london("2027-03-25", time).toISOString() } }),
    });

    expect(said({}, offSince("08:29"))[0]).toBe("2027-03-25 08:30 today harriet");
    expect(said({}, offSince("08:31"))[0]).toBe("2027-03-30 08:30 overdue harriet");
  });

  it("come separately where the due date has a time, up to that minute; from then on where there is no digest to say it", () => {
    const timed = ["2027-03-15 08:30 soon harriet", "2027-03-18 08:30 today harriet", "2027-03-18 14:20 overdue harriet"];

    expect(said({ due: due("2027-03-18", "14:20") })).toEqual(timed);
    expect(said({ due: due("2027-03-18", "14:20") }, harrietOff, "2027-03-22")).toEqual([
      ...timed,
      "2027-03-19 08:30 overdue harriet",
      "2027-03-22 08:30 overdue harriet",
    ]);
  });

  it.each([
    ["before digest time", "07:00", "06:00"],
    ["at digest time", "08:30", "07:30"],
    ["a minute after it", "08:31", "08:30"],
  ])("come an hour before a due time that is not after digest time: %s", (_, time, reminded) => {
    expect(said({ due: due("2027-03-18", time) }, {}, "2027-03-18")[1]).toBe(`2027-03-18 ${reminded} today harriet`);
  });

  it("keep the wall time on both sides of the clock changes", () => {
    expect(said({ due: due("2027-03-30", "17:00") }, harrietOff, "2027-03-31")).toEqual([
      "2027-03-23 08:30 soon harriet",
      "2027-03-30 08:30 today harriet",
      "2027-03-30 17:00 overdue harriet",
      "2027-03-31 08:30 overdue harriet",
    ]);
    expect(said({ due: due("2027-10-31", "17:00") }, harrietOff, "2027-11-01").slice(1)).toEqual([
      "2027-10-31 08:30 today harriet",
      "2027-10-31 17:00 overdue harriet",
      "2027-11-01 08:30 overdue harriet",
    ]);
  });

  it("come in the hour after a due time that the clock change skips", () => {
    expect(said({ due: due("2027-03-28", "01:30") }, {}, "2027-03-28")).toEqual([
      "2027-03-22 08:30 soon harriet",
      // An hour before the moment that it is due: 02:30 by the new time.
      "2027-03-28 00:30 today harriet",
      "2027-03-28 02:30 overdue harriet",
    ]);
  });

  it("are read at digest time where the reader is", () => {
    const inNewYork = { people: cast({ harriet: { digest: OFF, timeZone: "America/New_York" } }) };

    // Four hours behind in the fortnight in which only New York has changed its clocks.
    expect(said({ due: due("2027-03-18") }, inNewYork, "2027-03-19")).toEqual([
      "2027-03-15 12:30 soon harriet",
      "2027-03-18 12:30 today harriet",
      "2027-03-19 12:30 overdue harriet",
    ]);
  });

  it.each(DAYS_OF_SPRING.slice(7))("of what is due soon begin on the day on which the digest begins to say so: due %s", (day) => {
    const [soon = ""] = said({ due: due(day) }, harrietOff);
    const says = (today: string) => dueStanding(due(day), london(today, "08:30"), aCalendar()).kind;
    const first = DAYS_OF_SPRING.find((today) => isWorkingDay(today, aCalendar()) && says(today) === "due soon");

    expect(soon).toBe(`${first} 08:30 soon harriet`);
  });

  it("wait for a working day of the case and a weekday of the reader, unless the next one says it then", () => {
    // Due on Easter Saturday: on the Tuesday it is overdue already.
    expect(said({ due: due("2027-03-27") }, harrietOff, "2027-04-01")).toEqual([
      "2027-03-22 08:30 soon harriet",
      "2027-03-30 08:30 overdue harriet",
      "2027-03-31 08:30 overdue harriet",
    ]);
    const partTime = { people: cast({ harriet: { digest: { on: false, time: null, weekdays: "4" } } }) };
    expect(said({ due: due("2027-03-17") }, partTime, "2027-04-10")).toEqual([
      "2027-03-18 08:30 overdue harriet",
      "2027-03-25 08:30 overdue harriet",
      "2027-04-01 08:30 overdue harriet",
    ]);
  });

  it("wait for the end of quiet hours", () => {
    const quiet = { people: cast({ harriet: { digest: OFF, quietHours: "20:00-09:00" } }) };

    expect(said({ due: due("2027-03-18") }, quiet, "2027-03-18")).toEqual([
      "2027-03-15 09:00 soon harriet",
      "2027-03-18 09:00 today harriet",
    ]);
  });

  it("wait for no working day within a day of the due time, but for the end of quiet hours", () => {
    // Due on a Saturday evening, in quiet hours, and on a weekend.
    expect(said({ due: due("2027-03-20", "21:00") }, { quietHours: "20:00-09:00" }, "2027-03-22")).toEqual([
      "2027-03-16 09:00 soon harriet",
      "2027-03-20 09:00 today harriet",
      "2027-03-21 09:00 overdue harriet",
    ]);
  });

  it("wait for no working day while the case is being stabilised, but for the end of quiet hours", () => {
    expect(
      said({ due: due("2027-03-27") }, { ...harrietOff, stabilising: true, quietHours: "20:00-09:00" }, "2027-03-29"),
    ).toEqual(["2027-03-22 09:00 soon harriet", "2027-03-27 09:00 today harriet"]);
  });

  it("come to the chaser where the owner is outside chat", () => {
    const outside = { owner: "meera", chaser: "tom", due: due("2027-03-18", "14:20") };

    expect(said(outside, {}, "2027-03-15")).toEqual(["2027-03-15 08:30 soon tom"]);
  });

  it("come to cover while the owner is away, saying so, and to cover for leave", () => {
    const cover = [{ personId: "hassan", from: "2027-03-16", until: "2027-03-18" }];
    const leave = [{ personId: "harriet", from: "2027-03-16", until: "2027-03-18", coverId: "hassan" }];
    const expected = [
      "2027-03-15 08:30 soon harriet",
      "2027-03-18 08:30 today hassan for harriet",
      "2027-03-18 14:20 overdue hassan for harriet",
    ];

    const action = { due: due("2027-03-18", "14:20") };
    expect(said(action, { map: [aMapRole("Housing officer", "harriet", { cover })] }, "2027-03-19")).toEqual(expected);
    expect(said(action, { leave }, "2027-03-19")).toEqual(expected);
  });

  it("come to nobody on leave without a cover, and to nobody who is off the case", () => {
    const action = { due: due("2027-03-18", "14:20") };
    const leave = [{ personId: "harriet", from: "2027-03-16", until: "2027-03-31", coverId: null }];
    const team = [{ personId: "harriet", level: "care", from: null, until: "2027-03-17" } as const];

    expect(said(action, { leave }, "2027-03-31")).toEqual(["2027-03-15 08:30 soon harriet"]);
    expect(said(action, { team })).toEqual(["2027-03-15 08:30 soon harriet"]);
  });

  it("are put off to the day that **Not today** named, for that person alone", () => {
    const action = { due: due("2027-03-18"), putOff: { harriet: "2027-03-23" } };

    expect(said(action, harrietOff, "2027-03-24")).toEqual([
      "2027-03-23 08:30 again harriet",
      "2027-03-24 08:30 overdue harriet",
    ]);
    expect(said({ ...action, putOff: { tom: "2027-03-23" } }, harrietOff, "2027-03-19")).toHaveLength(3);
  });

  it("say nothing twice where it was put off to a day that has a reminder of its own", () => {
    expect(said({ due: due("2027-03-18"), putOff: { harriet: "2027-03-22" } }, harrietOff, "2027-03-23")).toEqual([
      "2027-03-22 08:30 overdue harriet",
    ]);
  });

  it.each(["draft", "evidence submitted", "complete", "not achieved", "cancelled"] as const)(
    "are not there while it is %s",
    (status) => {
      expect(said({ status, due: due("2027-03-18", "14:20") })).toEqual([]);
    },
  );

  it("do not speak of what lay before the question to accept", () => {
    const action = { due: due("2027-03-18", "14:20"), statusSince: london("2027-03-17", "10:00") };
    const past = (status: Action["status"]) =>
      reminderMoments(aView({ ...action, status }), london("2027-03-17", "11:00"))
        .filter(({ at }) => at < london("2027-03-17", "11:00"))
        .map(({ at }) => at);

    expect(past("proposed")).toEqual([]);
    expect(past("open")).toEqual([london("2027-03-15", "08:30")]);
  });

  it("of years ago are not gone through one by one: the last that has come and the next", () => {
    const view = aView({ due: due("2025-03-18", "14:20") }, harrietOff);
    const moments = reminderMoments(view, london("2027-03-18", "12:00"));

    // 512 and 1024 working days on, with four bank holidays listed.
    expect(moments.map(({ notice }) => notice.kind === "reminder" && notice.day)).toEqual(["2027-03-04", "2029-02-23"]);
  });
});
