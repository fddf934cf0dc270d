import type { Notice, Recipient } from "./notice.ts";

/** About a version of the minutes of a meeting, by the meeting's id. */
export type MinutesNotice =
  /** A room of the case reads them. */
  | { kind: "minutes-room"; placeId: string; meeting: string; version: number }
  /** Somebody who was not there, or not all the time. */
  | { kind: "minutes"; to: Recipient; meeting: string; version: number }
  /** Words to copy for somebody outside chat, to whoever follows them up. */
  | { kind: "minutes-outside"; to: Recipient; outside: string; meeting: string; version: number };

export const isAboutMinutes = (notice: Notice): notice is MinutesNotice =>
  notice.kind === "minutes-room" || notice.kind === "minutes" || notice.kind === "minutes-outside";

export function minutesNoticeKey(notice: MinutesNotice): string {
  const version = `${notice.meeting}:v${notice.version}`;
  switch (notice.kind) {
    case "minutes-room":
      return `minutes-room:${version}:${notice.placeId}`;
    case "minutes":
      return `minutes:${version}:${notice.to.personId}`;
    case "minutes-outside":
      return `minutes-outside:${version}:${notice.outside}:${notice.to.personId}`;
  }
}
