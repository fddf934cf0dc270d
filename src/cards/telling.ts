import type { CaseFile, Place } from "../core/case-file.ts";
import type { ActionView } from "../core/outcome.ts";
import { type Day, dayOf } from "../core/working-day.ts";
import type { Mentions } from "./card.ts";

/** For whom a card is made, and when. */
export interface CardContext {
  now: Date;
  /** Person id, or "" where a whole room reads it. */
  reader: string;
  /** The room that reads it, where one does. */
  room?: Pick<Place, "platform" | "workspace">;
}

/** One card being worded. Whoever is named on the way is noted in `mentions`. */
export interface Telling extends CardContext {
  mentions: Mentions;
}

export const tell = ({ now, reader, room }: CardContext): Telling => ({ now, reader, ...(room && { room }), mentions: {} });

/** The zone that the reader reads moments in: their own, else the case's. Due dates keep the zone they were given in. */
export const zoneOf = ({ reader }: CardContext, file: CaseFile): string => file.people[reader]?.timeZone ?? file.timeZone;

/** The day on which access and cover are decided: the case's. */
export const todayOf = ({ now }: CardContext, { file }: Pick<ActionView, "file">): Day => dayOf(now, file.timeZone);
