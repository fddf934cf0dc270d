import type { Logger } from "pino";
import type { Chat } from "../chat/chat.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Notice } from "../core/notice.ts";
import type { Platform } from "../core/person.ts";
import type { Calendar, Day, Region } from "../core/working-day.ts";
import type { PrismaClient, Statements } from "../store/database.ts";

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
  /** Tells whoever delivers that these conversations have something waiting, as part of the transaction. */
  wake: (tx: Statements, lanes: string[]) => Promise<void>;
  /** For the metrics; absent where nobody looks at them. */
  count?: (event: Counted) => void;
}

/** What became of a message, without a word of what it said or to whom. */
export interface Counted {
  /** `again`: sent although it may have arrived before. `refused`: not taken this time. */
  what: "sent" | "again" | "refused" | "dead";
  kind: Notice["kind"];
  /** Null where its reader is not connected to any. */
  platform: Platform | null;
  /** From the moment at which it had to be said until it was taken, by the rules' clock; null where it was not, or had no moment. */
  lagMs: number | null;
}

export const calendarOf = (deps: Pick<Deps, "holidays">, file: CaseFile): Calendar => ({
  timeZone: file.timeZone,
  region: file.region,
  holidays: deps.holidays(file.region),
});
