import type { Day } from "./working-day.ts";

/**
 * A due date as people said it: a day and, for urgent work, a wall time, in a zone. The instant is derived when it is compared, so
 * that 17:00 stays 17:00 across a clock change.
 */
export interface Due {
  day: Day;
  /** `14:20`, or null where the whole day counts. */
  time: string | null;
  timeZone: string;
}
