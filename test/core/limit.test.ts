import { describe, expect, it } from "vitest";
import { limitFrom, limitWords, nextWorkingTime, readLimit, stepOpens } from "../../src/core/limit.ts";
import { aCalendar, due, london } from "../support/builders.ts";

const calendar = aCalendar();

describe("a limit", () => {
  it.each([
    ["2wd", { count: 2, unit: "wd" }],
    ["4h", { count: 4, unit: "h" }],
    ["1440m", { count: 1440, unit: "m" }],
    ["0h", null],
    ["2 days", null],
    ["wd", null],
    ["12345m", null],
  ])("is read from %s", (text, limit) => expect(readLimit(text)).toEqual(limit));

  it("is said in words", () => {
    expect(["1wd", "2wd", "1h", "30m"].map(limitWords)).toEqual(["1 working day", "2 working days", "1 hour", "30 minutes"]);
  });

  it.each([
    ["1wd keeps the time on the wall", "2027-03-31", "12:00", "1wd", "2027-04-01", "12:00"],
    ["1wd passes over Easter and the clock change", "2027-03-25", "14:20", "1wd", "2027-03-30", "14:20"],
    ["1wd from a Saturday ends on Monday", "2027-03-13", "10:00", "1wd", "2027-03-15", "10:00"],
    ["hours run round the clock", "2027-06-17", "22:00", "4h", "2027-06-18", "02:00"],
    ["minutes too", "2027-06-18", "23:50", "30m", "2027-06-19", "00:20"],
  ])("from a moment: %s", (_, day, time, limit, endDay, endTime) =>
    expect(limitFrom(london(day, time), limit, calendar)).toEqual(london(endDay, endTime)),
  );

  it.each([
    ["forward", "2027-03-28T00:30Z", "2027-03-28T02:30Z"],
    ["back", "2027-10-30T23:30Z", "2027-10-31T01:30Z"],
  ])("two hours are two hours where the clocks go %s", (_, from, end) =>
    expect(limitFrom(new Date(from), "2h", calendar)).toEqual(new Date(end)),
  );

  it.each([
    ["working days after a due day, at the provider's hour", due("2027-03-25"), "2wd", "2027-03-31", "12:00"],
    ["working days after a due time, at the provider's hour", due("2027-03-25", "17:00"), "2wd", "2027-03-31", "12:00"],
    ["hours after a due day, from its end", due("2027-03-25"), "4h", "2027-03-26", "04:00"],
    ["hours after a due time", due("2027-06-18", "14:20"), "4h", "2027-06-18", "18:20"],
    ["working days after a moment", london("2027-03-25", "18:30"), "1wd", "2027-03-30", "12:00"],
    ["hours after a moment", london("2027-06-17", "14:20"), "4h", "2027-06-17", "18:20"],
  ])("of a ladder: %s", (_, since, after, day, time) =>
    expect(stepOpens(since, after, "12:00", calendar)).toEqual(london(day, time)),
  );

  it.each([
    ["the same day before the hour", "2027-03-31", "11:00", "2027-03-31"],
    ["the next working day from the hour on", "2027-03-31", "12:00", "2027-04-01"],
    ["after a Friday evening, Monday", "2027-03-12", "18:00", "2027-03-15"],
    ["over Easter", "2027-03-25", "13:00", "2027-03-30"],
    ["from a Sunday", "2027-03-14", "09:00", "2027-03-15"],
  ])("puts off to the provider's next hour: %s", (_, day, time, expected) =>
    expect(nextWorkingTime(london(day, time), "12:00", calendar)).toEqual(london(expected, "12:00")),
  );
});
