import type { Notice, Recipient } from "./notice.ts";

/** About a meeting, by its id. */
export type MeetingNotice =
  /** The card of it in a room is posted, or brought up to date. */
  | { kind: "meeting-card"; placeId: string; meeting: string; version: number }
  /** `since`: since when nobody has said that it goes on. Step 0: the call on the platform has ended. */
  | { kind: "meeting-asked"; to: Recipient; meeting: string; since: string; step: number }
  | { kind: "follow-up-check"; to: Recipient; meeting: string }
  | { kind: "follow-up-room"; placeId: string; meeting: string };

const ABOUT_MEETINGS: ReadonlySet<Notice["kind"]> = new Set<MeetingNotice["kind"]>([
  ...(["meeting-card", "meeting-asked", "follow-up-check", "follow-up-room"] as const),
]);

export const isAboutMeeting = (notice: Notice): notice is MeetingNotice => ABOUT_MEETINGS.has(notice.kind);

export function meetingNoticeKey(notice: MeetingNotice): string {
  switch (notice.kind) {
    case "meeting-card":
      return `meeting-card:${notice.meeting}:${notice.placeId}:v${notice.version}`;
    case "meeting-asked":
      return `meeting-asked:${notice.meeting}:${notice.since}:${notice.step}:${notice.to.personId}`;
    case "follow-up-check":
      return `follow-up-check:${notice.meeting}:${notice.to.personId}`;
    case "follow-up-room":
      return `follow-up-room:${notice.meeting}:${notice.placeId}`;
  }
}
