import { describe, expect, it } from "vitest";
import { readMeetingEnd } from "../../src/capture/meeting-end.ts";
import { aCalendar, london } from "../support/builders.ts";

const read = (said: string, opened = london("2027-03-11", "14:00"), now = london("2027-03-12", "16:00")) => {
  const end = readMeetingEnd(said, { openedAt: opened, now, calendar: aCalendar() });
  return end.kind === "at" ? end.at.toISOString() : end.message;
};

describe("when a meeting really ended", () => {
  it.each([
    ["at 15:05", "2027-03-11T15:05:00.000Z"],
    ["15.05", "2027-03-11T15:05:00.000Z"],
    ["at 3.05pm.", "2027-03-11T15:05:00.000Z"],
    ["at half past three", "2027-03-11T15:30:00.000Z"],
    ["at 14:00", "2027-03-11T14:00:00.000Z"],
    ["yesterday at 15:05", "2027-03-11T15:05:00.000Z"],
    ["at 15:05 on Thu 11 March", "2027-03-11T15:05:00.000Z"],
    ["Thursday at 15:05", "2027-03-11T15:05:00.000Z"],
    ["at 09:00 today", "2027-03-12T09:00:00.000Z"],
    // Past midnight, within a night of its start.
    ["at 00:30", "2027-03-12T00:30:00.000Z"],
  ])("reads %s", (said, at) => {
    expect(read(said)).toBe(at);
  });

  it("is by the clock on the wall, in summer time too", () => {
    expect(read("at 15:05", london("2027-04-01", "14:00"), london("2027-04-02", "09:00"))).toBe("2027-04-01T14:05:00.000Z");
    expect(read("at 01:30", london("2027-03-27", "23:00"), london("2027-03-28", "09:00"))).toBe(
      "Sun 28 March 2027, 01:30 does not exist: the clocks go forward past it.",
    );
  });

  it("may be the minute in which it started, whose seconds nobody says", () => {
    expect(read("at 14:00", new Date("2027-03-11T14:00:40Z"))).toBe("2027-03-11T14:00:40.000Z");
  });

  it.each([
    ["at 13:00", "Thu 11 March 2027, 13:00 is before the meeting started, Thu 11 March 2027, 14:00."],
    ["at 13:59", "Thu 11 March 2027, 13:59 is before the meeting started, Thu 11 March 2027, 14:00."],
    ["Wed 10 March at 15:05", "Wed 10 March 2027, 15:05 is before the meeting started, Thu 11 March 2027, 14:00."],
    ["at 16:01 today", "Fri 12 March 2027, 16:01 has not come yet."],
    ["tomorrow at 9:00", "Sat 13 March 2027, 09:00 has not come yet."],
    ["at 25:00", "that time does not exist."],
    ["31 April at 15:05", "that date does not exist."],
    ["now", "write when it ended as a time of day."],
    ["at 15:05 or so", "write when it ended as a time of day."],
    ["yesterday", "write when it ended as a time of day."],
  ])("refuses %s", (said, why) => {
    expect(read(said)).toBe(why);
  });

  it("has not come before it has, on the day itself", () => {
    expect(read("at 15:05", london("2027-03-11", "14:00"), london("2027-03-11", "15:00"))).toBe(
      "Thu 11 March 2027, 15:05 has not come yet.",
    );
  });
});
