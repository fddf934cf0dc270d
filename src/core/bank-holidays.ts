import { z } from "zod";
import table from "./bank-holidays.json" with { type: "json" };
import { addMonths, type Day, isDay, REGIONS, type Region } from "./working-day.ts";

const day = z.string().refine(isDay, "not a day of the calendar; write it as 2027-06-15");

/**
 * The local override file, per nation: one-off holidays to add, days to take out. Holidays are proclaimed at short notice (Scotland
 * had one on 15 June 2026), and a service must not wait for a release to know of one.
 */
export const BankHolidayOverride = z.partialRecord(
  z.enum(REGIONS),
  z.strictObject({ add: z.array(day).default([]), remove: z.array(day).default([]) }),
);
export type BankHolidayOverride = z.infer<typeof BankHolidayOverride>;

/** A nation with fewer than these in a year does not have that year's holidays listed yet. */
const FEWEST_IN_A_YEAR = 8;

const listed = (region: Region): ReadonlySet<Day> => new Set(table[region].map((entry) => entry.day));
const TABLE: Record<Region, ReadonlySet<Day>> = {
  england: listed("england"),
  wales: listed("wales"),
  scotland: listed("scotland"),
  "northern-ireland": listed("northern-ireland"),
};

export function bankHolidays(region: Region, override?: BankHolidayOverride): ReadonlySet<Day> {
  const change = override?.[region];
  if (!change) return TABLE[region];
  return TABLE[region].union(new Set(change.add)).difference(new Set(change.remove));
}

/**
 * The last day up to which bank holidays are known. An override carries it on by a year where it lists that whole year for a nation; a
 * single added day does not.
 */
export function horizon(override?: BankHolidayOverride): Day {
  let year = Math.max(...[...TABLE.england].map(yearOf));
  while (listsYear(year + 1, override)) year += 1;
  return `${year}-12-31`;
}

/** True from six months before the known holidays end: time to extend the table or the override. */
export const runsOutSoon = (today: Day, override?: BankHolidayOverride): boolean => today >= addMonths(horizon(override), -6);

const yearOf = (holiday: Day): number => Number(holiday.slice(0, 4));

function listsYear(year: number, override: BankHolidayOverride | undefined): boolean {
  return Object.values(override ?? {}).some(
    ({ add }) => add.filter((holiday) => yearOf(holiday) === year).length >= FEWEST_IN_A_YEAR,
  );
}
