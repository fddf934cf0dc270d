import type { CaseFile } from "../core/case-file.ts";
import type { Meeting } from "../core/meeting.ts";
import { roomsOf } from "../core/meeting-moments.ts";
import type { Platform } from "../core/person.ts";
import { type Addressed, laneOf } from "../store/outbox.ts";

/** The card of a meeting in every room whose readers may know of it, posted or brought up to date. A mixed room hears nothing. */
export const roomCards = (file: CaseFile, { id, version }: Meeting, platforms: ReadonlySet<Platform>): Addressed[] =>
  roomsOf(file)
    .filter(({ platform }) => platforms.has(platform))
    .map(({ id: placeId, platform, workspace, conversation }) => ({
      notice: { kind: "meeting-card", placeId, meeting: id, version },
      ...{ personId: null, placeId, lane: laneOf(platform, workspace, conversation) },
    }));
