import { describe, expect, it } from "vitest";
import { incidentFrom, readIncident } from "../../src/capture/incident.ts";
import { aCalendar, london } from "../support/builders.ts";

/** Thu 17 June 2027, 13:55. */
const context = { now: london("2027-06-17", "13:55"), calendar: aCalendar() };
const read = (words: string, now = context.now) => {
  const found = readIncident(words, { ...context, now });
  return found.kind === "wrong" ? found.message : found;
};

describe("an incident in typed words", () => {
  it("is its kind, when, injury, what is ticked, and the rest as text", () => {
    expect(read("self-harm at 13:40 injury none [exploitation] found in the garden, calm by 14:00")).toEqual({
      kind: "incident",
      category: "self-harm",
      at: london("2027-06-17", "13:40"),
      injury: "none",
      concerns: ["exploitation"],
      text: "found in the garden, calm by 14:00",
    });
  });

  it.each([
    ["Self harm, yesterday at 22:15, no injury", "2027-06-16", "22:15"],
    ["self-harm injury minor Mon at 21:40", "2027-06-14", "21:40"],
    ["self-harm at 21:40 on Mon 14 June injury none", "2027-06-14", "21:40"],
    ["self-harm 14 June 21:40 injury none", "2027-06-14", "21:40"],
    ["self-harm last Thursday at 9.15pm injury none", "2027-06-10", "21:15"],
    ["self-harm Thursday at 09:15 injury none", "2027-06-17", "09:15"],
    ["self-harm 18 June at 21:40 injury none", "2026-06-18", "21:40"],
    ["self-harm 2027-06-14 21:40 injury none", "2027-06-14", "21:40"],
    ["self-harm half past nine in the morning injury none", "2027-06-17", "09:30"],
  ])("is looked for backwards: %s", (words, day, time) => {
    expect(read(words)).toMatchObject({ kind: "incident", at: new Date(`${day}T${time}:00+01:00`), text: null });
  });

  it("does not take a date from its text", () => {
    expect(read("missing at 12:00 injury none Monday he had asked for a walk")).toMatchObject({
      at: london("2027-06-17", "12:00"),
      text: "Monday he had asked for a walk",
    });
  });

  it.each([
    ["aggression towards others at 09:00 serious injury police called", "harm to others", "serious", ["police"]],
    [
      "damage to property at 09:00 injury none restraint used, ambulance called",
      "damage to property",
      "none",
      ["ambulance", "restraint"],
    ],
    ["absconding at 09:00 without injury [police, possible exploitation]", "missing", "none", ["exploitation", "police"]],
    ["other 09:00 injury: minor", "other", "minor", []],
  ])("is called by plain words: %s", (words, category, injury, concerns) => {
    expect(read(words)).toMatchObject({ category, injury, concerns });
  });

  it.each([
    ["at 21:40 injury none", /^say what kind of incident/],
    ["self-harm injury none", /^say at what time/],
    ["self-harm yesterday injury none", /^say at what time/],
    ["self-harm at 13:40", /^say whether anybody was injured/],
    ["self-harm at 14:00 injury none", "Thu 17 June 2027, 14:00 has not come yet. For a day before, write its date."],
    ["self-harm tomorrow at 09:00 injury none", /has not come yet/],
    ["self-harm 31 April at 09:00 injury none", "that date does not exist."],
    ["self-harm at 25:00 injury none", "that time does not exist."],
    ["self-harm at midnight injury none", "write the time in figures: 23:40."],
    ["self-harm 2026-06-01 at 09:00 injury none", /is over a year ago/],
    ["self-harm 2027-03-28 01:30 injury none", /the clocks go forward past it/],
    ["self-harm at 13:40 injury none [fire]", "in brackets stand only exploitation, police, ambulance, restraint."],
  ])("that cannot stand is said so: %s", (words, message) => {
    if (typeof message === "string") expect(read(words)).toBe(message);
    else expect(read(words)).toMatch(message);
  });
});

describe("an incident from a form", () => {
  const filled = { category: "self-harm", date: "2027-06-16", time: "22:15", injury: "none", concerns: "police,restraint" };

  it("is what was filled in", () => {
    expect(incidentFrom({ ...filled, text: "  calm by eleven " }, context)).toEqual({
      kind: "incident",
      category: "self-harm",
      at: london("2027-06-16", "22:15"),
      injury: "none",
      concerns: ["police", "restraint"],
      text: "calm by eleven",
    });
  });

  it("is of today where no date is given", () => {
    expect(incidentFrom({ ...filled, date: undefined, time: "09:00" }, context)).toMatchObject({
      at: london("2027-06-17", "09:00"),
    });
  });

  it.each([
    [{ category: undefined }, "category"],
    [{ time: undefined }, "time"],
    [{ time: "29:00" }, "time"],
    [{ injury: "" }, "injury"],
    [{ date: "2027-06-18" }, "time"],
    [{ date: "2027-02-31" }, "date"],
    [{ date: "2026-01-01" }, "date"],
  ])("with %o names the input that is wrong", (change, field) => {
    expect(incidentFrom({ ...filled, ...change }, context)).toMatchObject({ kind: "wrong", field });
  });
});
