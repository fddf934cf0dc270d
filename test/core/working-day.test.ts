import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bankHolidays } from "../../src/core/bank-holidays.ts";
import {
  addDays,
  addMonths,
  addWorkingDays,
  type Calendar,
  dayFrom,
  dayOf,
  isDay,
  isWorkingDay,
  lastOfMonth,
  REGIONS,
  type Region,
  weekdayOf,
  workingDaysAfter,
} from "../../src/core/working-day.ts";

const calendarOf = (region: Region): Calendar => ({ timeZone: "Europe/London", region, holidays: bankHolidays(region) });
const england = calendarOf("england");
const scotland = calendarOf("scotland");

const someDay = fc.integer({ min: 0, max: 1200 }).map((count) => addDays("2025-03-01", count));
const someCalendar = fc.constantFrom(...REGIONS).map(calendarOf);

describe("working days", () => {
  it.each([
    ["Thu 11 March 2027", "2027-03-11", 10, england, "2027-03-25"],
    ["15 over Easter in England", "2027-03-11", 15, england, "2027-04-05"],
    ["15 over Easter in Scotland, which works on Easter Monday", "2027-03-11", 15, scotland, "2027-04-02"],
    ["2 back over the early May bank holiday", "2027-05-04", -2, england, "2027-04-29"],
    ["1 back over the early May bank holiday", "2027-05-04", -1, england, "2027-04-30"],
    ["10 over the early May bank holiday", "2027-05-04", 10, england, "2027-05-18"],
    ["from a Saturday the Monday is the first", "2027-03-13", 1, england, "2027-03-15"],
    ["none is the day itself, a Saturday too", "2027-03-13", 0, england, "2027-03-13"],
    ["over Christmas with both substitute days", "2027-12-24", 1, england, "2027-12-29"],
  ])("are counted from the next one on: %s", (_what, from, count, calendar, reached) => {
    expect(addWorkingDays(from, count, calendar)).toBe(reached);
  });

  it("are counted back to where they were counted from", () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 1, max: 60 }), someCalendar, (day, count, calendar) => {
        fc.pre(isWorkingDay(day, calendar));
        expect(addWorkingDays(addWorkingDays(day, count, calendar), -count, calendar)).toBe(day);
      }),
    );
  });

  it("are what walking the calendar day by day finds, before the table of bank holidays and after it too", () => {
    const anyDay = fc.integer({ min: -3000, max: 12000 }).map((count) => addDays("2020-01-01", count));
    const walked = (day: string, count: number, calendar: Calendar): string => {
      const date = new Date(`${day}T00:00Z`);
      const asDay = () => date.toISOString().slice(0, 10);
      for (let left = Math.abs(count); left > 0; ) {
        date.setUTCDate(date.getUTCDate() + Math.sign(count));
        if (date.getUTCDay() % 6 !== 0 && !calendar.holidays.has(asDay())) left -= 1;
      }
      return asDay();
    };
    const walkedSince = (due: string, today: string, calendar: Calendar): number => {
      let passed = 0;
      for (let day = walked(due, 1, calendar); day <= today; day = walked(day, 1, calendar)) passed += 1;
      return passed;
    };
    const fewDays = fc.integer({ min: -90, max: 90 });
    fc.assert(
      fc.property(anyDay, fewDays, someCalendar, (day, count, calendar) => {
        expect(addWorkingDays(day, count, calendar)).toBe(walked(day, count, calendar));
        const later = addDays(day, count);
        expect(workingDaysAfter(day, later, calendar)).toBe(walkedSince(day, later, calendar));
        const date = new Date(`${day}T00:00Z`);
        expect(weekdayOf(day)).toBe(date.getUTCDay());
        expect(isWorkingDay(day, calendar)).toBe(date.getUTCDay() % 6 !== 0 && !calendar.holidays.has(day));
      }),
      { numRuns: 300 },
    );
  });

  it("passed since a day are as many as were added to it, and land on a working day", () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 1, max: 60 }), someCalendar, (day, count, calendar) => {
        const reached = addWorkingDays(day, count, calendar);
        expect(workingDaysAfter(day, reached, calendar)).toBe(count);
        expect(isWorkingDay(reached, calendar)).toBe(true);
      }),
    );
  });

  it.each([
    ["Thu to Fri", "2027-03-11", "2027-03-12", 1],
    ["Fri to Sat", "2027-03-12", "2027-03-13", 0],
    ["Thu before Good Friday to the Tuesday after Easter", "2027-03-25", "2027-03-30", 1],
    ["the same day", "2027-03-11", "2027-03-11", 0],
    ["a day still to come", "2027-03-12", "2027-03-11", 0],
  ])("passed count today: %s", (_what, due, today, passed) => {
    expect(workingDaysAfter(due, today, england)).toBe(passed);
  });

  it("leave out the one-off holiday of Scotland alone", () => {
    expect(isWorkingDay("2026-06-15", scotland)).toBe(false);
    expect(isWorkingDay("2026-06-15", england)).toBe(true);
  });
});

describe("dayOf", () => {
  it.each([
    ["2027-03-27T23:59:59Z", "Europe/London", "2027-03-27"],
    ["2027-03-28T23:00:00Z", "Europe/London", "2027-03-29"],
    ["2027-10-30T23:00:00Z", "Europe/London", "2027-10-31"],
    ["2027-10-31T23:59:00Z", "Europe/London", "2027-10-31"],
    ["2027-03-11T12:00:00Z", "Pacific/Kiritimati", "2027-03-12"],
  ])("%s in %s is %s", (instant, timeZone, day) => {
    expect(dayOf(new Date(instant), timeZone)).toBe(day);
  });

  it("refuses a zone that does not exist", () => {
    expect(() => dayOf(new Date(0), "Europe/Atlantis")).toThrow("no such time zone: Europe/Atlantis");
  });
});

describe("days", () => {
  it("that do not exist are null, or are not days", () => {
    expect(dayFrom(2027, 2, 29)).toBeNull();
    expect(dayFrom(2028, 2, 29)).toBe("2028-02-29");
    expect(dayFrom(2027, 13, 1)).toBeNull();
    expect(isDay("2027-02-31")).toBe(false);
    expect(isDay("2027-02-28")).toBe(true);
    expect(isDay("28 February")).toBe(false);
  });

  it("move over months, years and both clock changes", () => {
    expect(addDays("2027-03-27", 2)).toBe("2027-03-29");
    expect(addDays("2027-10-30", 2)).toBe("2027-11-01");
    expect(addDays("2028-01-01", -1)).toBe("2027-12-31");
    expect(addMonths("2027-01-31", 1)).toBe("2027-02-28");
    expect(addMonths("2027-12-31", -6)).toBe("2027-06-30");
    expect(lastOfMonth("2028-02-03")).toBe("2028-02-29");
    expect(weekdayOf("2027-03-11")).toBe(4);
  });
});
