/** A calendar day, `2027-03-25`. */
export type Day = string;

export const REGIONS = ["england", "wales", "scotland", "northern-ireland"] as const;
export type Region = (typeof REGIONS)[number];
