/** A calendar day, `2027-03-25`. */
export type Day = string;

export const REGIONS = ["england", "wales", "scotland", "northern-ireland"] as const;
export type Region = (typeof REGIONS)[number];

/** Whose working days count: the zone says when a day begins, the region which days are bank holidays. Plain data. */
export interface Calendar {
  timeZone: string;
  region: Region;
  holidays: ReadonlySet<Day>;
}
