import type { Rhythm } from "../core/quiet-time.ts";
import type { Calendar, Region } from "../core/working-day.ts";
import { providerById } from "../store/provider.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";

/** What holds for a person over all their cases: the zone they live in, else the provider's, and the provider's working days. */
export interface OwnTime {
  calendar: Calendar;
  /** The provider's. */
  rhythm: Rhythm;
}

export async function ownTime(deps: Deps, { providerId, person }: Asking): Promise<OwnTime> {
  const provider = await providerById(deps.db, providerId);
  const region = provider.region as Region;
  const calendar = { timeZone: person.timeZone ?? provider.timeZone, region, holidays: deps.holidays(region) };
  const { digestTime, quietHours } = provider;
  return { calendar, rhythm: { timeZone: provider.timeZone, digestTime, quietHours } };
}
