import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bankHolidays } from "../../src/core/bank-holidays.ts";
import {
  type Due,
  dayLabel,
  dueInstant,
  dueLabel,
  dueStanding,
  fromNow,
  momentLabel,
  overdueBy,
  standingWords,
  timeLabel,
} from "../../src/core/due.ts";
import { readDuration } from "../../src/core/duration.ts";
import { wallTime } from "../../src/core/wall-time.ts";
import { addDays, type Calendar, REGIONS, type Region } from "../../src/core/working-day.ts";

const calendarOf = (region: Region): Calendar => ({ timeZone: "Europe/London", region, holidays: bankHolidays(region) });
const england = calendarOf("england");
const due = (day: string, time: string | null = null): Due => ({ day, time, timeZone: "Europe/London" });
const at = (instant: string): Date => new Date(instant);

describe("dueInstant", () => {
  it.each([
    ["a winter time", due("2027-03-11", "14:20"), "2027-03-11T14:20:00.000Z"],
    ["a summer time", due("2027-06-18", "14:20"), "2027-06-18T13:20:00.000Z"],
    ["a day ends with it, in winter", due("2027-03-11"), "2027-03-12T00:00:00.000Z"],
    ["a day ends with it, in summer", due("2027-06-18"), "2027-06-18T23:00:00.000Z"],
    ["the short day of March", due("2027-03-28"), "2027-03-28T23:00:00.000Z"],
    ["the long day of October", due("2027-10-31"), "2027-11-01T00:00:00.000Z"],
    ["a time that March skips moves on by the hour", due("2027-03-28", "01:30"), "2027-03-28T01:30:00.000Z"],
    ["a time that October has twice is the first", due("2027-10-31", "01:30"), "2027-10-31T00:30:00.000Z"],
    ["17:00 the day before the change", due("2027-03-27", "17:00"), "2027-03-27T17:00:00.000Z"],
    ["17:00 on the day of the change", due("2027-03-28", "17:00"), "2027-03-28T16:00:00.000Z"],
  ])("%s", (_what, when, instant) => {
    expect(dueInstant(when).toISOString()).toBe(instant);
  });

  it("starts the next day an hour in where the zone has no midnight that day", () => {
    const eve = { day: "2022-09-10", time: null, timeZone: "America/Santiago" };
    expect(dueInstant(eve).toISOString()).toBe("2022-09-11T04:00:00.000Z");
  });

  it("shows the wall time it was made from, through both clock changes, but for the hour that is skipped", () => {
    const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });
    const near = fc
      .constantFrom("2027-03-27", "2027-10-30")
      .chain((day) => fc.integer({ min: 0, max: 2 }).map((n) => addDays(day, n)));
    fc.assert(
      fc.property(
        near,
        minutes,
        fc.constantFrom("Europe/London", "Europe/Paris", "America/New_York"),
        (day, minute, timeZone) => {
          const time = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
          const skipped =
            day === "2027-03-28" && { "Europe/London": "01", "Europe/Paris": "02" }[timeZone as string] === time.slice(0, 2);
          fc.pre(!skipped);
          expect(wallTime(dueInstant({ day, time, timeZone }), timeZone)).toEqual({ day, time });
        },
      ),
    );
  });
});

describe("overdueBy", () => {
  it.each([
    ["Thursday's on Thursday night", due("2027-03-11"), "2027-03-11T23:59:00Z", null],
    ["Thursday's on Friday", due("2027-03-11"), "2027-03-12T08:30:00Z", 1],
    ["Friday's on Saturday", due("2027-03-05"), "2027-03-06T08:30:00Z", 0],
    ["over Easter", due("2027-03-25"), "2027-03-30T07:30:00Z", 1],
    ["two days over Easter", due("2027-03-25"), "2027-03-31T11:00:00Z", 2],
    ["a due time a minute before", due("2027-03-11", "14:20"), "2027-03-11T14:19:59Z", null],
    ["a due time in that minute", due("2027-03-11", "14:20"), "2027-03-11T14:20:00Z", 0],
    ["a due time on the next day", due("2027-03-11", "14:20"), "2027-03-12T09:00:00Z", 1],
    ["half past midnight in British Summer Time is the next day", due("2027-06-17"), "2027-06-17T23:30:00Z", 1],
  ])("%s", (_what, when, now, days) => {
    expect(overdueBy(when, at(now), england)).toBe(days);
  });

  it("counts Easter Monday in Scotland", () => {
    expect(overdueBy(due("2027-03-25"), at("2027-03-30T07:30:00Z"), calendarOf("scotland"))).toBe(2);
  });

  it("never shrinks as time goes on, in any nation", () => {
    const hours = fc.integer({ min: 0, max: 24 * 40 });
    fc.assert(
      fc.property(fc.constantFrom(...REGIONS), hours, hours, (region, one, other) => {
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)];
        const daysOver = (count: number) =>
          overdueBy(due("2027-03-16"), new Date(Date.UTC(2027, 2, 15, count)), calendarOf(region)) ?? -1;
        expect(daysOver(later)).toBeGreaterThanOrEqual(daysOver(earlier));
      }),
    );
  });
});

describe("dueStanding, in words", () => {
  it.each([
    [due("2027-03-25"), "2027-03-19T08:30:00Z", "on track"],
    [due("2027-03-25"), "2027-03-22T08:30:00Z", "due soon (3 working days)"],
    [due("2027-03-25"), "2027-03-24T08:30:00Z", "due soon (1 working day)"],
    [due("2027-03-13"), "2027-03-12T08:30:00Z", "due soon (Sat 13 March 2027)"],
    [due("2027-03-25"), "2027-03-25T08:30:00Z", "due today"],
    [due("2027-03-25", "14:20"), "2027-03-25T08:30:00Z", "due today, 14:20"],
    [due("2027-03-25", "14:20"), "2027-03-25T14:21:00Z", "overdue since Thu 25 March 2027, 14:20"],
    [due("2027-03-05"), "2027-03-06T08:30:00Z", "overdue since Fri 5 March 2027"],
    [due("2027-03-25"), "2027-03-30T07:30:00Z", "overdue by 1 working day"],
    [due("2027-03-25"), "2027-03-31T07:30:00Z", "overdue by 2 working days"],
  ])("%o at %s: %s", (when, now, words) => {
    expect(standingWords(dueStanding(when, at(now), england))).toBe(words);
  });
});

describe("labels", () => {
  it("show a date one way", () => {
    expect(dayLabel("2027-03-25")).toBe("Thu 25 March 2027");
    expect(dueLabel(due("2027-03-05"))).toBe("Fri 5 March 2027");
    expect(dueLabel(due("2027-03-25", "14:20"))).toBe("Thu 25 March 2027, 14:20");
  });

  it("show a moment as the clock on the wall has it", () => {
    expect(timeLabel(at("2027-06-17T13:20:00Z"), "Europe/London")).toBe("14:20");
    expect(momentLabel(at("2027-06-17T23:20:00Z"), "Europe/London")).toBe("Fri 18 June 2027, 00:20");
  });
});

describe("fromNow", () => {
  const reading = (text: string, now: string): Due | null => {
    const duration = readDuration(text);
    return duration && fromNow(duration, at(now), england);
  };

  it.each([
    ["24h", "2027-06-17T13:20:45Z", due("2027-06-18", "14:20")],
    ["24h", "2027-03-27T12:00:00Z", due("2027-03-28", "13:00")],
    ["30m", "2027-03-11T23:45:00Z", due("2027-03-12", "00:15")],
    ["5wd", "2027-04-13T09:00:00Z", due("2027-04-20")],
    ["3d", "2027-03-11T09:00:00Z", due("2027-03-14")],
    ["2W", "2027-03-11T09:00:00Z", due("2027-03-25")],
  ])("%s at %s", (text, now, when) => {
    expect(reading(text, now)).toEqual(when);
  });

  it.each(["0wd", "5", "wd", "1000h", "5 years", "-2wd"])("does not read %s", (text) => {
    expect(readDuration(text)).toBeNull();
  });
});
