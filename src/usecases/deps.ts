import type { Logger } from "pino";
import type { Chat } from "../chat/chat.ts";
import type { Paces } from "../chat/pace.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Platform } from "../core/person.ts";
import type { Calendar, Day, Region } from "../core/working-day.ts";
import type { PrismaClient, Transaction } from "../store/database.ts";
import type { MinutesLinks } from "./minutes-link.ts";
import type { Signals } from "./signals.ts";

/** What use cases stand on; built once, in main.ts. */
export interface Deps {
  db: PrismaClient;
  log: Logger;
  /** The moment that rules are decided for; the rehearsal clock can move it. */
  now: () => Date;
  /** The wall clock: pacing, retries, signatures. */
  realNow: () => Date;
  holidays: (region: Region) => ReadonlySet<Day>;
  /** The platforms that this service is connected to. */
  chats: ReadonlyMap<Platform, Chat>;
  /** How fast each of them takes messages. */
  paces: Paces;
  /** Personal links to minutes: made under our own address, read with our own key. */
  links: MinutesLinks;
  /** Hears what happens, for `/metrics`. */
  signals: Signals;
  /** Tells whoever delivers that these conversations have something waiting, as part of the transaction. */
  wake: (tx: Transaction, lanes: string[]) => Promise<void>;
}

export const calendarOf = (deps: Pick<Deps, "holidays">, file: CaseFile): Calendar => ({
  timeZone: file.timeZone,
  region: file.region,
  holidays: deps.holidays(file.region),
});
