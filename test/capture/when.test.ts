import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findWhen, type ReadWhen, readWhen } from "../../src/capture/when.ts";
import { bankHolidays } from "../../src/core/bank-holidays.ts";
import { type Due, dueLabel } from "../../src/core/due.ts";
import { addDays, type Calendar, type Region } from "../../src/core/working-day.ts";

const calendarOf = (region: Region): Calendar => ({ timeZone: "Europe/London", region, holidays: bankHolidays(region) });
const thursday = { now: new Date("2027-03-11T14:00:00Z"), calendar: calendarOf("england") };

const due = (read: ReadWhen): string => {
  if (!("due" in read)) return read.kind;
  const when = read.due.time ? `${read.due.day} ${read.due.time}` : read.due.day;
  return read.kind === "due" ? when : `${read.kind} ${when}`;
};

describe("readWhen, on Thu 11 March 2027 at 14:00", () => {
  it.each([
    // SCENARIOS 1.3
    ["in 10 working days", "2027-03-25"],
    ["three weeks from today", "2027-04-01"],
    ["by Tuesday", "2027-03-16"],
    ["15 working days", "2027-04-05"],
    // weekdays
    ["Fri", "2027-03-12"],
    ["Friday", "2027-03-12"],
    ["Thursday", "2027-03-18"],
    ["this Thursday", "2027-03-18"],
    ["weds", "2027-03-17"],
    ["next Tues", "2027-03-16"],
    ["next Friday", "2027-03-19"],
    ["this coming Saturday", "2027-03-13"],
    ["last Friday", "past 2027-03-05"],
    ["Friday week", "2027-03-19"],
    ["a week on Friday", "2027-03-19"],
    ["two weeks on Monday", "2027-03-29"],
    ["a week today", "2027-03-18"],
    ["a week tomorrow", "2027-03-19"],
    ["a fortnight from tomorrow", "2027-03-26"],
    ["tomorrow week", "2027-03-19"],
    ["Friday fortnight", "2027-03-26"],
    ["a fortnight on Friday", "2027-03-26"],
    ["Tuesday next week", "2027-03-16"],
    ["next week on Friday", "2027-03-19"],
    ["Friday of next week", "2027-03-19"],
    ["a week on Tues", "2027-03-23"],
    ["Thurs week", "2027-03-25"],
    // weeks by the day on which they begin or end
    ["w/c 15 March", "2027-03-15"],
    ["W/C 15/3", "2027-03-15"],
    ["w/c Mon 15 March", "2027-03-15"],
    ["week commencing 15th March", "2027-03-15"],
    ["week beginning 15 March 2027", "2027-03-15"],
    ["during w/c 15 March", "2027-03-19"],
    ["in the week commencing 15 March", "2027-03-19"],
    ["w/c 8 March", "2027-03-12"],
    ["w/e 19 March", "2027-03-19"],
    ["week ending Friday 19 March", "2027-03-19"],
    ["w/c 31 February", "impossible"],
    // feasts
    ["Easter Tuesday", "2027-03-30"],
    ["Good Friday", "2027-03-26"],
    ["Maundy Thursday", "2027-03-25"],
    ["Easter Monday 2028", "2028-04-17"],
    ["Easter Tuesday 2038", "2038-04-27"],
    ["Whit Monday", "2027-05-17"],
    ["Shrove Tuesday", "far 2028-02-29"],
    ["Christmas Eve", "far 2027-12-24"],
    ["New Year’s Day", "far 2028-01-01"],
    ["Boxing Day 2027", "2027-12-26"],
    // today and its neighbours
    ["today", "2027-03-11"],
    ["tonight", "2027-03-11"],
    ["Tomorrow", "2027-03-12"],
    ["the day after tomorrow", "2027-03-13"],
    ["yesterday", "past 2027-03-10"],
    // dates
    ["12 March", "2027-03-12"],
    ["11 March", "2027-03-11"],
    ["12th of March 2027", "2027-03-12"],
    ["the 12th March", "2027-03-12"],
    ["March 12", "2027-03-12"],
    ["March 12th, 2027", "2027-03-12"],
    ["12Mar", "2027-03-12"],
    ["12-Mar-27", "2027-03-12"],
    ["12 mar 27", "2027-03-12"],
    ["12 March '28", "2028-03-12"],
    ["Fri 12 March", "2027-03-12"],
    ["Friday, 12 March 2027", "2027-03-12"],
    ["Friday 12th", "2027-03-12"],
    ["12/3", "2027-03-12"],
    ["12/3/27", "2027-03-12"],
    ["12/03/2027", "2027-03-12"],
    ["12.3.27", "2027-03-12"],
    ["12-03-2027", "2027-03-12"],
    ["Fri 12/3", "2027-03-12"],
    ["2027-03-12", "2027-03-12"],
    ["2027/03/12", "2027-03-12"],
    ["the 14th", "2027-03-14"],
    ["10th", "2027-04-10"],
    ["the 1st of next month", "2027-04-01"],
    ["the 31st", "2027-03-31"],
    ["20 March 2028", "2028-03-20"],
    ["1 March 2027", "past 2027-03-01"],
    ["Wed 10 March", "past 2027-03-10"],
    // over six months away
    ["10 March", "far 2028-03-10"],
    ["12 September", "far 2027-09-12"],
    ["11 September", "2027-09-11"],
    ["29 February", "far 2028-02-29"],
    ["end of February", "far 2028-02-29"],
    // impossible
    ["31 February", "impossible"],
    ["31/2/27", "impossible"],
    ["3/25", "impossible"],
    ["32 March", "impossible"],
    ["2027-02-29", "impossible"],
    ["Friday 25:00", "impossible"],
    ["13pm", "impossible"],
    ["Fri 11 March", "mismatch 2027-03-11"],
    ["Thursday 12/03/2027", "mismatch 2027-03-12"],
    // spans
    ["5wd", "2027-03-18"],
    ["1 working day", "2027-03-12"],
    ["5 business days", "2027-03-18"],
    ["within 5 working days", "2027-03-18"],
    ["3 days", "2027-03-14"],
    ["3d", "2027-03-14"],
    ["in 3 weeks", "2027-04-01"],
    ["in three weeks' time", "2027-04-01"],
    ["in a fortnight", "2027-03-25"],
    ["two weeks", "2027-03-25"],
    ["within the next two weeks", "2027-03-25"],
    ["in a month", "2027-04-11"],
    ["in 2/52", "2027-03-25"],
    ["in 3/12", "2027-06-11"],
    ["within 5/7", "2027-03-16"],
    ["10 working days from 4 May", "2027-05-18"],
    ["2 working days before 4 May", "2027-04-29"],
    ["24h", "2027-03-12 14:00"],
    ["48 hours", "2027-03-13 14:00"],
    ["in 24 hours", "2027-03-12 14:00"],
    ["30m", "2027-03-11 14:30"],
    ["in an hour", "2027-03-11 15:00"],
    // ends
    ["end of month", "2027-03-31"],
    ["the end of the month", "2027-03-31"],
    ["month end", "2027-03-31"],
    ["end of March", "2027-03-31"],
    ["end of June 2027", "2027-06-30"],
    ["end of next month", "2027-04-30"],
    ["end of the week", "2027-03-12"],
    ["end of week", "2027-03-12"],
    ["end of next week", "2027-03-19"],
    ["end of Friday", "2027-03-12"],
    ["EOW", "2027-03-12"],
    ["EOM", "2027-03-31"],
    ["end of the year", "2027-12-31"],
    // times
    ["at 14:20", "2027-03-11 14:20"],
    ["5pm", "2027-03-11 17:00"],
    ["17:00", "2027-03-11 17:00"],
    ["by noon", "past 2027-03-11 12:00"],
    ["Friday 10am", "2027-03-12 10:00"],
    ["Friday at 10.30 a.m.", "2027-03-12 10:30"],
    ["Friday by noon", "2027-03-12 12:00"],
    ["5pm on Friday", "2027-03-12 17:00"],
    ["noon tomorrow", "2027-03-12 12:00"],
    ["12am Friday", "2027-03-12 00:00"],
    ["midnight", "2027-03-11"],
    ["2027-03-12T14:20", "2027-03-12 14:20"],
    ["2027-03-12 14:20", "2027-03-12 14:20"],
    ["2027-06-18T13:20:00Z", "2027-06-18 14:20"],
    ["in 2 days at 9am", "2027-03-13 09:00"],
    ["tomorrow morning", "2027-03-12 12:00"],
    ["this afternoon", "2027-03-11 17:00"],
    ["Friday evening", "2027-03-12"],
    ["EOD", "2027-03-11 17:00"],
    ["close of play", "2027-03-11 17:00"],
    ["COP Friday", "2027-03-12 17:00"],
    ["COP Thursday", "2027-03-18 17:00"],
    ["close of play on Friday", "2027-03-12 17:00"],
    ["Friday close of play", "2027-03-12 17:00"],
    ["by the end of the day tomorrow", "2027-03-12 17:00"],
    ["half past two on Friday", "2027-03-12 14:30"],
    ["Friday at quarter to three", "2027-03-12 14:45"],
    ["a quarter past ten on Friday", "2027-03-12 10:15"],
    ["Friday at twenty-five to eleven", "2027-03-12 10:35"],
    ["half past twelve tomorrow", "2027-03-12 12:30"],
    ["half past two in the morning on Friday", "2027-03-12 02:30"],
    ["Friday, nine o'clock", "2027-03-12 09:00"],
    ["six o’clock pm on Friday", "2027-03-12 18:00"],
    // times that the clocks pass over
    ["28 March 2027 01:30", "skipped"],
    ["2027-03-28T01:30", "skipped"],
    ["28 March 2027 00:59", "2027-03-28 00:59"],
    ["28 March 2027 02:00", "2027-03-28 02:00"],
    ["31 October 2027 01:30", "2027-10-31 01:30"],
    // two dates
    ["this Friday or Monday", "several"],
    ["Friday and Monday", "several"],
    ["by Friday, by Monday", "several"],
    ["12 March or next week", "several"],
    ["Friday or Fri 12 March", "2027-03-12"],
    ["Friday or 31 February", "several"],
    // vague
    ["ASAP", "vague"],
    ["as soon as possible", "vague"],
    ["soon", "vague"],
    ["ongoing", "vague"],
    ["TBC", "vague"],
    ["next week", "vague"],
    ["by next month", "vague"],
    ["in March", "vague"],
    ["April", "vague"],
    ["in a couple of weeks", "vague"],
    ["next meeting", "vague"],
    ["the week after next", "vague"],
    ["Friday after next", "vague"],
    ["the following week", "vague"],
    ["the end of the quarter", "vague"],
    ["the next MDT", "vague"],
    ["before the next review meeting", "vague"],
    ["the first week of April", "vague"],
    ["end of Q2", "vague"],
    ["0wd", "vague"],
    ["by -5wd", "vague"],
    ["999999wd", "vague"],
    ["5 wd", "vague"],
    ["0 days", "vague"],
    ["2-3 weeks", "vague"],
    ["5 on Friday", "vague"],
    // not a date
    ["", "none"],
    ["by", "none"],
    ["whenever", "none"],
    ["Friday's incident", "none"],
    ["Friday please call", "none"],
    ["at 5", "none"],
    ["14", "none"],
    ["in 2-3 weeks", "none"],
    ["within 24 hours of the incident", "none"],
    ["5 days before the visit", "none"],
    ["A1", "none"],
  ])("%s -> %s", (phrase, expected) => {
    expect(due(readWhen(phrase, thursday))).toBe(expected);
  });

  it("counts working days of the case's nation", () => {
    const inScotland = { ...thursday, calendar: calendarOf("scotland") };
    expect(due(readWhen("15 working days", inScotland))).toBe("2027-04-02");
    expect(due(readWhen("3 weeks", inScotland))).toBe("2027-04-01");
  });

  it.each([
    ["5wd", "2027-04-13T09:00:00Z", "2027-04-20"],
    ["within 4 weeks", "2027-05-04T08:40:00Z", "2027-06-01"],
    ["next Monday", "2027-03-14T12:00:00Z", "2027-03-15"],
    ["end of the week", "2027-03-13T12:00:00Z", "2027-03-19"],
    ["end of the week", "2027-03-12T12:00:00Z", "2027-03-12"],
    ["the 30th", "2027-01-31T12:00:00Z", "impossible"],
    ["the 31st", "2027-04-11T12:00:00Z", "impossible"],
    ["in a month", "2027-01-31T12:00:00Z", "2027-02-28"],
    ["1 January", "2027-12-20T12:00:00Z", "2028-01-01"],
    ["tomorrow", "2027-06-17T23:30:00Z", "2027-06-19"],
    ["24h", "2027-03-27T14:20:00Z", "2027-03-28 15:20"],
    ["EOD", "2027-03-11T17:00:00Z", "past 2027-03-11 17:00"],
  ])("%s, said at %s -> %s", (phrase, now, expected) => {
    expect(due(readWhen(phrase, { ...thursday, now: new Date(now) }))).toBe(expected);
  });

  it("knows what the next MDT is where its day is known", () => {
    const withNext = { ...thursday, nextMeeting: "2027-04-13" };
    expect(due(readWhen("before the next MDT", withNext))).toBe("2027-04-13");
    expect(due(readWhen("by our next review meeting", withNext))).toBe("2027-04-13");
    expect(due(readWhen("two weeks before the next MDT", withNext))).toBe("2027-03-30");
    expect(due(readWhen("next week", withNext))).toBe("vague");
  });

  it("keeps the words as they were said, without the one that leads them", () => {
    expect(readWhen("  by Fri  12 March. ", thursday)).toMatchObject({ words: "Fri  12 March" });
    expect(readWhen("in 3 weeks", thursday)).toMatchObject({ words: "in 3 weeks" });
  });

  it("reads every label of a due date as that due date", () => {
    const days = fc.integer({ min: 1, max: 900 }).map((count) => addDays("2027-03-11", count));
    const times = fc.constantFrom(null, "00:00", "09:05", "14:20", "23:59");
    fc.assert(
      fc.property(days, times, (day, time) => {
        const when: Due = { day, time, timeZone: "Europe/London" };
        expect(readWhen(dueLabel(when), thursday)).toMatchObject({ kind: "due", due: when });
      }),
    );
  });
});

describe("findWhen, on Thu 11 March 2027 at 14:00", () => {
  const found = (text: string): string[] | null => {
    const when = findWhen(text, thursday);
    return when && [text.slice(when.start, when.end), due(when.read)];
  };

  it.each([
    ["get the pipe survey done by Friday", "by Friday", "2027-03-12"],
    ["by Friday get the survey done", "by Friday", "2027-03-12"],
    ["survey done in 10 working days, I'll upload the report", "in 10 working days", "2027-03-25"],
    ["mediation offer to the neighbour, three weeks from today", "three weeks from today", "2027-04-01"],
    ["set a routine for repair days by Tuesday", "by Tuesday", "2027-03-16"],
    ["due 5wd flag record", "due 5wd", "2027-03-18"],
    ["due: 12/3/27 flag record", "due: 12/3/27", "2027-03-12"],
    ["flag record 5wd for the practice", "5wd", "2027-03-18"],
    ["24h urgent review", "24h", "2027-03-12 14:00"],
    ["call the landlord tomorrow about the boiler", "tomorrow", "2027-03-12"],
    ["call the landlord today", "today", "2027-03-11"],
    ["call the landlord tomorrow by 5pm", "tomorrow by 5pm", "2027-03-12 17:00"],
    ["send the plan on Friday", "on Friday", "2027-03-12"],
    ["send the plan no later than Fri 12 March at 10am please", "no later than Fri 12 March at 10am", "2027-03-12 10:00"],
    ["send the plan (by the 14th)", "by the 14th", "2027-03-14"],
    ["send the plan before the end of the month", "before the end of the month", "2027-03-31"],
    ["send the plan EOD", "EOD", "2027-03-11 17:00"],
    ["report the fall on Tuesday to the council by Friday", "by Friday", "2027-03-12"],
    ["tell them by Friday that works start on 30 March 2027", "by Friday", "2027-03-12"],
    ["call by Monday, finish by 12 March 2027", "by 12 March 2027", "2027-03-12"],
    ["call the GP ASAP", "ASAP", "vague"],
    ["call the GP ASAP, by Friday", "by Friday", "2027-03-12"],
    ["call the GP by next week", "by next week", "vague"],
    ["call the GP by 31 February", "by 31 February", "impossible"],
    ["call the GP by 10 March", "by 10 March", "far 2028-03-10"],
    ["call the GP by 1 March 2027", "by 1 March 2027", "past 2027-03-01"],
    ["call the GP by this Friday or Monday", "by this Friday or Monday", "several"],
    ["by Friday by Monday call the GP", "by Friday by Monday", "several"],
    ["by Friday by Fri call the GP", "by Friday by Fri", "2027-03-12"],
    ["call the GP by Friday and on Monday write it down", "by Friday", "2027-03-12"],
    ["call the GP by Friday or send a letter", "by Friday", "2027-03-12"],
    ["call the GP by Friday after the visit", "by Friday", "2027-03-12"],
    ["call the GP by the week after next", "by the week after next", "vague"],
    ["by 999999wd call the GP", "by 999999wd", "vague"],
    ["call the GP by 0wd", "by 0wd", "vague"],
    ["call the GP by -5wd", "by -5wd", "vague"],
    ["send the plan w/c 15 March", "w/c 15 March", "2027-03-15"],
    ["do the visit in w/c 15 March and ring", "in w/c 15 March", "2027-03-19"],
    ["report of the damage, Friday at the latest", "Friday at the latest", "2027-03-12"],
    ["send the plan, target date 12/3", "target date 12/3", "2027-03-12"],
    ["send the plan on or before Friday", "on or before Friday", "2027-03-12"],
    ["call the GP by half past two on Friday", "by half past two on Friday", "2027-03-12 14:30"],
  ])("%s: %s -> %s", (text, words, expected) => {
    expect(found(text)).toEqual([words, expected]);
  });

  it.each([
    "review Friday's incident",
    "review Friday’s incident",
    "prepare for tomorrow's visit",
    "report on tomorrow's visit",
    "check what was done today in the flat",
    "review the plan of 12 March 2027",
    "the early visit in 2/3 of cases",
    "the Easter Tuesday rota",
    "prepare papers for next week",
    "look at the boiler on the 1st floor",
    "send the report by the 2nd visit",
    "arrange 24h care for the person",
    "stay 3 days with the family",
    "due to the noise, call the landlord",
    "check incidents of the last 24 hours",
    "check incidents of the last 24h",
    "pack a bag for tomorrow",
    "respond within 24 hours of the incident",
    "send C-014/A1 to the panel",
    "they may be on call 24/7",
    "open https://example.org/2027-03-12/by-friday",
    "stand by Sunita",
    "call 2-3 weeks after the move",
    "walk half past the shop and two doors on",
    "count 0 days of absence",
    "decided by Hassan",
    "",
  ])("%s: no deadline", (text) => {
    expect(found(text)).toBeNull();
  });

  it("stays quick on a long text", () => {
    const text = "review the plan with the housing officer and the neighbour by the door ".repeat(28);
    const started = performance.now();
    expect(found(text)).toBeNull();
    expect(performance.now() - started).toBeLessThan(200);
  });
});
