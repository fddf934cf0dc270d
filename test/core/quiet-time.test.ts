import { describe, expect, it } from "vitest";
import type { Person } from "../../src/core/person.ts";
import { outOfQuiet, whenHeard, worksOn } from "../../src/core/quiet-time.ts";
import { aCalendar, aPerson, london } from "../support/builders.ts";

const NIGHT = "20:00-07:00";
const RHYTHM = { timeZone: "Europe/London", digestTime: "08:30", quietHours: NIGHT };

describe("quiet hours", () => {
  it.each([
    ["the minute before they begin", "2027-03-11T19:59Z", "2027-03-11T19:59Z"],
    ["their first minute", "2027-03-11T20:00Z", "2027-03-12T07:00Z"],
    ["midnight", "2027-03-12T00:00Z", "2027-03-12T07:00Z"],
    ["their last minute", "2027-03-12T06:59Z", "2027-03-12T07:00Z"],
    ["their end", "2027-03-12T07:00Z", "2027-03-12T07:00Z"],
    ["the night in which the clocks go forward", "2027-03-27T23:30Z", "2027-03-28T06:00Z"],
    ["the night in which the clocks go back", "2027-10-30T22:30Z", "2027-10-31T07:00Z"],
  ])("across midnight move %s", (_, at, heard) => {
    expect(outOfQuiet(new Date(at), NIGHT, "Europe/London")).toEqual(new Date(heard));
  });

  it.each([
    ["before them", "2027-03-11T11:59Z", "2027-03-11T11:59Z"],
    ["within them", "2027-03-11T12:30Z", "2027-03-11T13:00Z"],
    ["at their end", "2027-03-11T13:00Z", "2027-03-11T13:00Z"],
  ])("within a day move a moment %s", (_, at, heard) => {
    expect(outOfQuiet(new Date(at), "12:00-13:00", "Europe/London")).toEqual(new Date(heard));
  });

  it("that are not there move nothing, nor do those that begin when they end", () => {
    const at = new Date("2027-03-11T23:00Z");

    expect(outOfQuiet(at, null, "Europe/London")).toEqual(at);
    expect(outOfQuiet(at, "23:00-23:00", "Europe/London")).toEqual(at);
  });

  it("end an hour later by the wall where the clock change skips their end", () => {
    expect(outOfQuiet(new Date("2027-03-28T00:30Z"), "00:00-01:30", "Europe/London")).toEqual(new Date("2027-03-28T01:30Z"));
  });

  it("never move a moment back in the hour that comes twice", () => {
    const second = new Date("2027-10-31T01:15Z");

    expect(outOfQuiet(second, "22:00-01:30", "Europe/London")).toEqual(second);
  });

  it("are those of the reader's own zone", () => {
    expect(outOfQuiet(new Date("2027-03-11T02:00Z"), NIGHT, "America/New_York")).toEqual(new Date("2027-03-11T12:00Z"));
    expect(outOfQuiet(new Date("2027-03-11T02:00Z"), NIGHT, "Asia/Kolkata")).toEqual(new Date("2027-03-11T02:00Z"));
  });
});

const working = (weekdays: string | null): Person => aPerson({ id: "harriet", digest: { on: true, time: null, weekdays } });

describe("weekdays", () => {
  it.each([
    ["Monday to Friday, unless said otherwise", null, "2027-03-12", true],
    ["not a Saturday, unless said otherwise", null, "2027-03-13", false],
    ["a Saturday that was chosen", "26", "2027-03-13", true],
    ["not a Friday that was not", "26", "2027-03-12", false],
    ["a Sunday that was chosen", "17", "2027-03-14", true],
    ["Monday to Friday where only the weekend was chosen, on which no case works", "67", "2027-03-12", true],
    ["and not the weekend then", "67", "2027-03-13", false],
  ])("are %s", (_, weekdays, day, works) => {
    expect(worksOn(working(weekdays), day)).toBe(works);
  });
});

describe("what has to wait for a working day", () => {
  const heard = (at: Date, weekdays: string | null = null, overrides: Partial<Person> = {}) =>
    whenHeard(at, { ...working(weekdays), ...overrides }, RHYTHM, aCalendar());

  it.each([
    ["stays on a working day", london("2027-03-11", "08:30"), null, london("2027-03-11", "08:30")],
    ["goes from Saturday to Monday, at the same time", london("2027-03-13", "08:30"), null, london("2027-03-15", "08:30")],
    ["goes from Friday night to Monday morning", london("2027-03-12", "21:00"), null, london("2027-03-15", "07:00")],
    [
      "goes over Easter, and the clock change, at the same time",
      london("2027-03-26", "08:30"),
      null,
      london("2027-03-30", "08:30"),
    ],
    ["goes to the reader's next weekday", london("2027-03-11", "08:30"), "135", london("2027-03-12", "08:30")],
    [
      "goes to the Monday after a Monday that is a bank holiday",
      london("2027-05-03", "08:30"),
      "1",
      london("2027-05-10", "08:30"),
    ],
  ])("%s", (_, at, weekdays, expected) => {
    expect(heard(at, weekdays)).toEqual(expected);
  });

  it("waits for the day that it is where the reader is", () => {
    const sundayNightInLondon = london("2027-03-14", "23:00");

    expect(heard(sundayNightInLondon, null, { timeZone: "Asia/Kolkata" })).toEqual(new Date("2027-03-15T01:30Z"));
  });
});
