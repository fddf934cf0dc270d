import { type Notice, roomKey } from "./notice.ts";

/** Something that has to be said at a moment, if it is still so when that comes. */
export interface Moment {
  at: Date;
  notice: Notice;
}

/** What has to be said now, in the order in which it came up, and when to look again. */
export interface Look {
  say: Moment[];
  next: Date | null;
}

/**
 * What came up in (since, now], and the first moment after it. After an outage only the last of a group is said (same kind and reader,
 * and for a silence the same step of the same wait): the earlier ones are contained in it.
 */
export function lookAt(moments: Iterable<Moment>, since: Date, now: Date): Look {
  const last = new Map<string, Moment>();
  let next: Date | null = null;
  for (const moment of moments) {
    if (moment.at > now) {
      if (next === null || moment.at < next) next = moment.at;
    } else if (moment.at > since) {
      const group = groupOf(moment.notice);
      const known = last.get(group);
      if (!known || known.at <= moment.at) last.set(group, moment);
    }
  }
  return { say: [...last.values()].sort((a, b) => a.at.getTime() - b.at.getTime()), next };
}

function groupOf(notice: Notice): string {
  if (notice.kind === "silence") return `silence/${notice.waits}/${notice.step}/${notice.to.personId}`;
  if (notice.kind === "room-digest") return `room-digest/${roomKey(notice.room)}`;
  if ("placeId" in notice) return `${notice.kind}/${notice.placeId}`;
  return "to" in notice ? `${notice.kind}/${notice.to.personId}` : notice.kind;
}
