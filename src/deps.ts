import type { Logger } from "pino";
import type { Chat } from "./chat/chat.ts";
import { PACE, type Paces } from "./chat/pace.ts";
import type { Config } from "./config.ts";
import { type BankHolidayOverride, bankHolidays } from "./core/bank-holidays.ts";
import type { Platform } from "./core/person.ts";
import { type Day, REGIONS, type Region } from "./core/working-day.ts";
import { secretKeyIn } from "./secret-key.ts";
import type { Store } from "./store/open.ts";
import type { Deps } from "./usecases/deps.ts";
import { minutesLinks } from "./usecases/minutes-link.ts";
import { type Signals, unheard } from "./usecases/signals.ts";

/** What use cases stand on, for the service and for the commands. Platforms are added to `chats` as they are connected. */
export function createDeps(parts: {
  store: Store;
  log: Logger;
  realNow: () => Date;
  now: () => Date;
  holidays: BankHolidayOverride | undefined;
  wake: Deps["wake"];
  links: Deps["links"];
  signals?: Signals;
  paces?: Paces;
}): Deps & { chats: Map<Platform, Chat> } {
  const { store, log, realNow, now, wake, links, signals = unheard, paces = PACE } = parts;
  const tables = new Map<Region, ReadonlySet<Day>>(REGIONS.map((region) => [region, bankHolidays(region, parts.holidays)]));
  const holidays = (region: Region): ReadonlySet<Day> => tables.get(region) ?? new Set();
  return { db: store.db, log, now, realNow, holidays, wake, links, signals, paces, chats: new Map() };
}

/** Links under the service's own address. Beside an embedded store the key is made with the first of them, and kept. */
export const linksOf = async ({ secretKey, dataDir, publicUrl }: Pick<Config, "secretKey" | "dataDir" | "publicUrl">) =>
  minutesLinks(secretKey ?? (await secretKeyIn(dataDir)), publicUrl);
