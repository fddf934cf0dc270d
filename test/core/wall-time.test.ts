import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantAt, wallTime } from "../../src/core/wall-time.ts";

const ZONES = ["Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago", "UTC"];

const clocks = new Map(
  ZONES.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short", hourCycle: "h23" }),
  ]),
);

describe("the clock on the wall", () => {
  it("shows what the platform's own calendar shows, on days of a clock change too", () => {
    const changes = ["2027-03-14", "2027-03-28", "2027-04-04", "2027-09-05", "2027-10-03", "2027-10-31", "2027-11-07"];
    const minutes = (from: string, days: number) =>
      fc.integer({ min: 0, max: days * 1440 }).map((minute) => new Date(Date.parse(`${from}T00:00Z`) + minute * 60_000));
    const instant = fc.oneof(
      minutes("2026-01-01", 1100),
      fc.constantFrom(...changes).chain((day) => minutes(day, 1)),
    );
    fc.assert(
      fc.property(instant, fc.constantFrom(...ZONES), (at, timeZone) => {
        const { day, time } = wallTime(at, timeZone);
        expect(`${day} ${time}`).toBe(clocks.get(timeZone)?.format(at));
      }),
      { numRuns: 1500 },
    );
  });

  it("refuses a zone that there is not, and a moment that is none", () => {
    expect(() => wallTime(new Date("2027-03-11T14:20Z"), "Europe/Atlantis")).toThrow(RangeError);
    expect(() => wallTime(new Date(Number.NaN), "Europe/London")).toThrow(RangeError);
    expect(() => instantAt("2027-02-31x", "08:30", "Europe/London")).toThrow(RangeError);
  });
});
