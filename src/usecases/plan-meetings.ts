import { lookAt } from "../core/agenda.ts";
import type { CaseFile } from "../core/case-file.ts";
import { meetingMoments } from "../core/meeting-moments.ts";
import type { Notice } from "../core/notice.ts";
import type { Platform } from "../core/person.ts";
import { casesByIds } from "../store/cases.ts";
import type { Statements } from "../store/database.ts";
import { meetingsByIds } from "../store/meetings.ts";
import { type Addressed, address, laneOf } from "../store/outbox.ts";
import { fileConnected, platformsOf, soonEnough } from "./connected.ts";
import { calendarOf, type Deps } from "./deps.ts";
import { type Batch, eachByItself, type Looked } from "./look-at.ts";

/** Meetings that are open, or have yet to be looked at again: whether to ask if they go on, and when their follow-up check is. */
export async function lookAtMeetings(deps: Deps, tx: Statements, { providerId, now, rows }: Batch): Promise<Looked[]> {
  const meetings = await meetingsByIds(
    tx,
    providerId,
    rows.map(({ subject }) => subject),
  );
  const files = await casesByIds(tx, providerId, [...new Set([...meetings.values()].map(({ caseId }) => caseId))]);
  const platforms = platformsOf(deps);
  return eachByItself(deps, "meeting", rows, ({ subject, lookedAt }): Looked => {
    const meeting = meetings.get(subject);
    const read = meeting && files.get(meeting.caseId);
    if (!meeting || !read) return { subject, gone: true, say: [] };
    const file = fileConnected(read, platforms);
    const { say: moments, next } = lookAt(meetingMoments(meeting, file, calendarOf(deps, file)), lookedAt, now);
    const say = moments.flatMap(({ notice, at }) =>
      addressed(notice, file, platforms).map((each) => ({ ...each, caseId: file.id, actionId: null, dueAt: at })),
    );
    // Once its follow-up check has been said, time brings nothing more.
    if (next === null && meeting.state === "ended") return { subject, gone: true, say };
    return { subject, next: file === read ? next : soonEnough(next, now), say };
  });
}

function addressed(notice: Notice, file: CaseFile, platforms: ReadonlySet<Platform>): Addressed[] {
  if (!("placeId" in notice)) return address([notice], file, platforms);
  const place = file.places.find(({ id }) => id === notice.placeId);
  if (!place || !platforms.has(place.platform)) return [];
  const { platform, workspace, conversation } = place;
  return [{ notice, personId: null, placeId: place.id, lane: laneOf(platform, workspace, conversation) }];
}
