import { describe, expect, it } from "vitest";
import { readWeekdays, weekdaysLabel } from "../../src/core/weekdays.ts";

describe("weekdays in words", () => {
  it.each([
    ["mon-fri", "12345"],
    ["Mon – Thu", "1234"],
    ["monday to friday", "12345"],
    ["mon tue thu", "124"],
    ["Thu, Tue and Mon", "124"],
    ["Mondays & Wednesdays", "13"],
    ["sat-mon", "167"],
    ["fri", "5"],
    ["mon-tue thu-fri", "1245"],
    ["weekdays", "12345"],
    ["every day", "1234567"],
    ["mon mon-tue", "12"],
  ])("%s", (said, weekdays) => {
    expect(readWeekdays(said)).toBe(weekdays);
  });

  it.each(["", "  ", "mondey", "mon-", "-fri", "mon-wed-fri", "1-5", "tomorrow", "mon or tue"])(
    "are not read from %j",
    (said) => {
      expect(readWeekdays(said)).toBeNull();
    },
  );

  it.each([
    ["12345", "Monday to Friday"],
    ["1234567", "every day"],
    ["124", "Monday, Tuesday and Thursday"],
    ["12", "Monday and Tuesday"],
    ["7", "Sunday"],
    ["1245", "Monday, Tuesday, Thursday and Friday"],
  ])("%s is said as %s", (weekdays, label) => {
    expect(weekdaysLabel(weekdays)).toBe(label);
    expect(readWeekdays(label)).toBe(weekdays);
  });
});
