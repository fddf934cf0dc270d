import type { Action } from "./action.ts";
import type { CaseFile, Place } from "./case-file.ts";
import { isSpokenOfIn } from "./escalation-notices.ts";
import type { Notice } from "./notice.ts";

export type Relayed = Extract<Notice, { kind: "relayed" }>;

/**
 * The other rooms that hear what somebody writes in the thread of one: those that the same people may read in. What is said among the
 * provider's staff stays there, and a room in which others read hears nothing of a case but its line.
 */
export const roomsBeside = ({ places }: CaseFile, { id, audience }: Place): Place[] =>
  audience === "mixed" ? [] : places.filter((other) => other.id !== id && other.audience === audience);

/** The room that a message is for, where it may still read it: who reads there may have changed since it was put in line. */
export function roomFor({ placeId, audience }: Relayed, { places }: CaseFile, action: Action | null): Place | undefined {
  const place = places.find(({ id }) => id === placeId);
  return place?.audience === audience && isSpokenOfIn(audience, action) ? place : undefined;
}

/** As much of one message as is passed on. */
const MOST = 4_000;

/** Somebody's words as they are passed on. Where they are very long, whoever reads them is told where the rest is. */
export function passedOn(words: string): string {
  const said = words.trim();
  if (said.length <= MOST) return said;
  return `${said.slice(0, MOST).toWellFormed().trimEnd()} …\nThe rest is where it was written.`;
}
