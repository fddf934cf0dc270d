import { describe, expect, it } from "vitest";
import { bankHolidays } from "../../src/core/bank-holidays.ts";
import { digestMoment, hearsByDigest, isStillToday, roomDigestMoment, weeklyMoment } from "../../src/core/digest-time.ts";
import type { Person } from "../../src/core/person.ts";
import type { Calendar, Region } from "../../src/core/working-day.ts";
import { aPerson, london } from "../support/builders.ts";

const RHYTHM = { timeZone: "Europe/London", digestTime: "08:30", quietHours: null };
const calendar = (region: Region): Calendar => ({ timeZone: "Europe/London", region, holidays: bankHolidays(region) });
const england = { calendar: calendar("england"), stabilising: false };
const scotland = { calendar: calendar("scotland"), stabilising: false };

const somebody = (digest: Partial<Person["digest"]> = {}, overrides: Partial<Person> = {}): Person =>
  aPerson({ id: "harriet", digest: { on: true, time: null, weekdays: null, ...digest }, ...overrides });
const next = (person: Person, after: Date, cases = [england], rhythm = RHYTHM) => digestMoment(person, rhythm, cases, after);

describe("somebody's digest", () => {
  it.each([
    ["later that day", london("2027-03-11", "08:29"), "2027-03-11", "2027-03-11T08:30Z"],
    ["strictly after: not the same minute again", london("2027-03-11", "08:30"), "2027-03-12", "2027-03-12T08:30Z"],
    ["on Monday after Friday's", london("2027-03-12", "09:00"), "2027-03-15", "2027-03-15T08:30Z"],
    ["after Easter, at 08:30 by the new time", london("2027-03-25", "09:00"), "2027-03-30", "2027-03-30T07:30Z"],
    ["on the Monday after the clocks went back", london("2027-10-29", "09:00"), "2027-11-01", "2027-11-01T08:30Z"],
    ["after Christmas with both substitute days", london("2027-12-24", "09:00"), "2027-12-29", "2027-12-29T08:30Z"],
  ])("comes %s", (_, after, day, at) => {
    expect(next(somebody(), after)).toEqual({ day, at: new Date(at) });
  });

  it("comes on a bank holiday where one of the cases works", () => {
    const easterMonday = { day: "2027-03-29", at: new Date("2027-03-29T07:30Z") };

    expect(next(somebody(), london("2027-03-26", "12:00"), [england, scotland])).toEqual(easterMonday);
  });

  it("comes every day while a case is being stabilised, whatever their weekdays", () => {
    const cases = [{ ...england, stabilising: true }];

    expect(next(somebody({ weekdays: "1" }), london("2027-03-12", "12:00"), cases)?.day).toBe("2027-03-13");
  });

  it("keeps to their own time and weekdays", () => {
    expect(next(somebody({ time: "16:45", weekdays: "24" }), london("2027-03-12", "12:00"))).toEqual({
      day: "2027-03-16",
      at: new Date("2027-03-16T16:45Z"),
    });
  });

  it.each([
    ["America/New_York", "2027-03-15T12:30Z", "between the two clock changes"],
    ["Asia/Kolkata", "2027-03-15T03:00Z", "where there are none"],
  ])("is read at 08:30 in %s: %s (%s)", (timeZone, at) => {
    expect(next(somebody({}, { timeZone }), london("2027-03-12", "20:00"))).toEqual({ day: "2027-03-15", at: new Date(at) });
  });

  it("moves to the end of their quiet hours", () => {
    expect(next(somebody({}, { quietHours: "20:00-09:15" }), london("2027-03-11", "08:30"))?.at).toEqual(
      london("2027-03-11", "09:15"),
    );
  });

  it("moves on by the hour that the clock change skips", () => {
    const cases = [{ ...england, stabilising: true }];

    expect(next(somebody({ time: "01:30" }), london("2027-03-27", "12:00"), cases)?.at).toEqual(new Date("2027-03-28T01:30Z"));
  });

  it.each<[string, Person, (typeof england)[]]>([
    ["switched off", somebody({ on: false }), [england]],
    ["quiet until six in the evening", somebody({}, { quietHours: "06:00-18:00" }), [england]],
    ["on no case", somebody(), []],
  ])("does not come to somebody %s", (_, person, cases) => {
    expect(next(person, london("2027-03-11", "08:00"), cases)).toBeNull();
  });

  it("is not what somebody hears by who has none, or whose quiet hours last until it is too late", () => {
    expect(hearsByDigest(somebody(), RHYTHM)).toBe(true);
    expect(hearsByDigest(somebody({ on: false }), RHYTHM)).toBe(false);
    expect(hearsByDigest(somebody(), { ...RHYTHM, quietHours: "08:00-18:00" })).toBe(false);
    expect(hearsByDigest(somebody({}, { quietHours: "08:00-17:59" }), RHYTHM)).toBe(true);
  });

  it.each([
    ["a minute before six in the evening", london("2027-06-18", "17:59"), "Europe/London", true],
    ["at six", london("2027-06-18", "18:00"), "Europe/London", false],
    ["the next morning", london("2027-06-19", "08:30"), "Europe/London", false],
    ["while it is not six in New York", london("2027-06-18", "22:59"), "America/New_York", true],
  ])("may still be sent, or not, %s", (_, now, timeZone, still) => {
    expect(isStillToday("2027-06-18", timeZone, now)).toBe(still);
  });
});

describe("a room's digest", () => {
  it("comes at the provider's time on working days of any of its cases", () => {
    const after = london("2027-03-26", "09:00");

    expect(roomDigestMoment(RHYTHM, [england.calendar], after)?.day).toBe("2027-03-30");
    expect(roomDigestMoment(RHYTHM, [england.calendar, scotland.calendar], after)).toEqual({
      day: "2027-03-29",
      at: london("2027-03-29", "08:30"),
    });
    expect(roomDigestMoment(RHYTHM, [], after)).toBeNull();
  });
});

describe("a lead's weekly summary", () => {
  const weekly = (after: Date, person = somebody(), calendars = [england.calendar], rhythm = RHYTHM) =>
    weeklyMoment(person, rhythm, calendars, after);

  it.each([
    ["on Monday", "2027-03-10", "2027-03-15"],
    ["on Tuesday in the week of Easter Monday", "2027-03-23", "2027-03-30"],
    ["on Tuesday after the early May bank holiday", "2027-04-27", "2027-05-04"],
    ["on Wednesday in the week of Christmas 2027's substitute days", "2027-12-21", "2027-12-29"],
  ])("comes %s", (_, after, day) => {
    expect(weekly(london(after, "12:00"))).toEqual({ day, at: london(day, "08:30") });
  });

  it("comes once, on the first day that any of their cases works", () => {
    const calendars = [england.calendar, scotland.calendar];

    expect(weekly(london("2027-03-23", "12:00"), somebody(), calendars)?.day).toBe("2027-03-29");
    expect(weekly(london("2027-03-29", "12:00"), somebody(), calendars)?.day).toBe("2027-04-05");
  });

  it("waits for the first working day among their weekdays, if the week has one", () => {
    expect(weekly(london("2027-03-12", "12:00"), somebody({ weekdays: "35" }))?.day).toBe("2027-03-17");
    expect(weekly(london("2027-04-30", "12:00"), somebody({ weekdays: "1" }))?.day).toBe("2027-05-04");
  });

  it("comes with the digest off, and out of quiet hours", () => {
    const person = somebody({ on: false, time: "09:00" }, { quietHours: "20:00-09:30" });

    expect(weekly(london("2027-03-12", "12:00"), person)?.at).toEqual(london("2027-03-15", "09:30"));
  });

  it("comes at its time all the same where quiet hours leave no other", () => {
    expect(weekly(london("2027-03-12", "12:00"), somebody({}, { quietHours: "06:00-19:00" }))?.at).toEqual(
      london("2027-03-15", "08:30"),
    );
  });
});
