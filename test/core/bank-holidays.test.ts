import Holidays from "date-holidays";
import { describe, expect, it } from "vitest";
import table from "../../src/core/bank-holidays.json" with { type: "json" };
import { BankHolidayOverride, bankHolidays, horizon, runsOutSoon } from "../../src/core/bank-holidays.ts";
import { type Day, isDay, REGIONS, type Region } from "../../src/core/working-day.ts";

const STATE: Record<Region, string> = { england: "ENG", wales: "WLS", scotland: "SCT", "northern-ireland": "NIR" };

/** What date-holidays knows of; it lists the holiday itself beside its substitute, so weekends are left out on both sides. */
function knownElsewhere(region: Region): Day[] {
  const holidays = new Holidays("GB", STATE[region]);
  const days = [2025, 2026, 2027, 2028]
    .flatMap((year) => holidays.getHolidays(year))
    .filter((holiday) => holiday.type === "public");
  return [...new Set(days.map((holiday) => holiday.date.slice(0, 10)))].filter(isOnWeekday).sort();
}

const isOnWeekday = (day: Day): boolean => ![0, 6].includes(new Date(day).getUTCDay());

describe("the table of bank holidays", () => {
  it.each(REGIONS)("for %s agrees with an independent calendar, but for Scotland's one-off of 2026", (region) => {
    const oneOff = region === "scotland" ? ["2026-06-15"] : [];
    expect([...bankHolidays(region)].sort()).toEqual([...knownElsewhere(region), ...oneOff].sort());
  });

  it.each(REGIONS)("for %s has real days in order, none twice, each with a name and on a weekday", (region) => {
    const days = table[region].map((entry) => entry.day);
    expect(days).toEqual([...new Set(days)].sort());
    expect(days.every((day) => isDay(day) && isOnWeekday(day))).toBe(true);
    expect(table[region].every((entry) => entry.name.length > 0)).toBe(true);
  });
});

describe("the override file", () => {
  it("adds and takes out days for the nation it names, and no other", () => {
    const override = BankHolidayOverride.parse({ wales: { add: ["2027-06-15"], remove: ["2027-05-03"] } });
    expect(bankHolidays("wales", override).has("2027-06-15")).toBe(true);
    expect(bankHolidays("wales", override).has("2027-05-03")).toBe(false);
    expect(bankHolidays("england", override)).toEqual(bankHolidays("england"));
    expect(bankHolidays("wales").has("2027-05-03")).toBe(true);
  });

  it.each([
    ["a nation that is none", { cornwall: { add: ["2027-03-05"] } }],
    ["a day that does not exist", { england: { add: ["2027-02-31"] } }],
    ["a misspelt word", { england: { added: ["2027-06-15"] } }],
  ])("is refused with %s", (_what, file) => {
    expect(BankHolidayOverride.safeParse(file).success).toBe(false);
  });
});

describe("the horizon", () => {
  const wholeYear = ["01-01", "03-30", "04-02", "05-07", "05-28", "08-27", "12-25", "12-26"].map((date) => `2029-${date}`);

  it("is the end of the table, and is warned of within six months", () => {
    expect(horizon()).toBe("2028-12-31");
    expect(runsOutSoon("2028-06-29")).toBe(false);
    expect(runsOutSoon("2028-06-30")).toBe(true);
    expect(runsOutSoon("2029-03-01")).toBe(true);
  });

  it("moves on with an override that lists a whole year, not with a single day", () => {
    expect(horizon(BankHolidayOverride.parse({ england: { add: wholeYear } }))).toBe("2029-12-31");
    expect(horizon(BankHolidayOverride.parse({ england: { add: ["2029-06-15"] } }))).toBe("2028-12-31");
    expect(runsOutSoon("2028-12-01", BankHolidayOverride.parse({ england: { add: wholeYear } }))).toBe(false);
  });
});
