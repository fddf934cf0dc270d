import { describe, expect, it } from "vitest";
import { readTimeOfDay } from "../../src/capture/time-of-day.ts";

describe("a time of day by itself", () => {
  it.each([
    ["09:15", "09:15"],
    ["9.15", "09:15"],
    ["9am", "09:00"],
    ["9 AM", "09:00"],
    ["at 8.30am", "08:30"],
    ["half past nine", "09:30"],
    ["noon", "12:00"],
    ["5pm", "17:00"],
  ])("%s is %s", (said, time) => {
    expect(readTimeOfDay(said)).toBe(time);
  });

  it.each(["", "9", "25:00", "9:75", "13pm", "soon", "9am tomorrow", "midnight"])("is not read from %j", (said) => {
    expect(readTimeOfDay(said)).toBeNull();
  });
});
