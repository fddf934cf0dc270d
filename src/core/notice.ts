import type { ChangeRequest } from "./action.ts";
import type { EscalationNotice, ThresholdNotice } from "./escalation-notice.ts";
import { type LadderNotice, ladderNoticeKey } from "./ladder-notice.ts";
import { type MeetingNotice, meetingNoticeKey } from "./meeting-notice.ts";
import { type MinutesNotice, minutesNoticeKey } from "./minutes-notice.ts";
import type { Platform } from "./person.ts";
import type { Told } from "./told.ts";
import type { Day } from "./working-day.ts";

/**
 * Something said unasked. Kept as data, worded only when it is sent: what is true then is what people read.
 *
 * - `proposed`   an owner is asked to accept
 * - `draft`      whoever asked for something is shown the draft of it, where the answer that did so was lost; and whoever said what
 *                somebody else made it of is asked what is missing
 * - `chase`      a chaser hears of an action whose owner is outside chat
 * - `evidence-in` a signer is asked to sign off
 * - `request`    a signer or the lead is asked to decide a new date or a new owner
 * - `decided`    whoever asked hears the decision
 * - `told`       somebody concerned hears what became of an action
 * - `reminder`   whoever hears for the owner is reminded of a due date
 * - `silence`    something that waits for somebody has waited too long: they hear of it, then the asker and the lead
 * - `owner-left` the lead hears that an owner may not see the case any more
 * - `leave-uncovered` the lead hears that somebody with live actions is going on leave and nobody stands in
 * - `leave-cover` who stands in for somebody on leave hears so, and a lead who had heard that nobody did
 * - `digest`     what one person has before them today
 * - `weekly`     what a lead has to look after this week
 * - `room-digest` the same for a room, as far as everybody in it may see it
 * - `undelivered` the lead hears that somebody could not be reached
 * - `called`     somebody who cannot be written to is named in a room of the case, by a message that rings
 * - `escalation` whoever has to decide an escalation is asked
 * - `escalation-thread` a room reads that an escalation was opened: the thread begins there
 * - `escalation-line` what happened to it since, in the thread
 * - `escalation-card` a card that shows it is brought up to date
 * - `escalation-told` somebody concerned hears what happened to it
 * - `escalation-lead` the lead hears that everybody was asked and nobody has decided
 * - `relayed`    what somebody wrote in its thread, for the rooms on the other side
 * - `threshold-agree` somebody is asked to agree to a version of a case's thresholds
 * - `threshold-card` a card that asked somebody to agree shows what has become of that
 * - `threshold-told` a version is in force
 * - `threshold-review` whoever looks after the thresholds is asked to review them, and reminded of it
 * - `ladder-told` somebody concerned hears that the ladder of a case was changed
 * - `ladder-line` a room reads so
 * - `meeting-card` the card of a meeting in a room
 * - `meeting-asked` whoever chairs a meeting that nobody has ended is asked whether it goes on
 * - `follow-up-check` whoever chaired reads what became of what was agreed, on its day
 * - `follow-up-room` a room reads the same
 * - `minutes-room` a room reads that there are minutes of a meeting
 * - `minutes`    somebody who was not there reads the same
 * - `minutes-outside` words to copy for somebody outside chat
 * - `state`      the state card of a room
 * - `refresh`    a card that somebody holds is brought up to date
 */
export type Notice =
  | { kind: "proposed"; to: Recipient; version: number }
  | { kind: "draft"; to: Recipient; version: number }
  | { kind: "chase"; to: Recipient; version: number }
  | { kind: "evidence-in"; to: Recipient; version: number }
  | { kind: "request"; to: Recipient; request: string }
  | {
      kind: "decided";
      to: Recipient;
      request: string;
      /** What was asked for, so that the card can say it. */
      asked?: ChangeRequest["kind"];
      decision: "approved" | "declined";
      by: string;
      why: string | null;
    }
  | { kind: "told"; to: Recipient; what: Told; by: string; why: string | null; version: number }
  | {
      kind: "reminder";
      to: Recipient;
      /** The due date that it is about: after a new date it is no longer true. */
      due: { day: Day; time: string | null };
      occasion: ReminderOccasion;
      /** The day on which it had to be said, in the case's zone. */
      day: Day;
    }
  | {
      kind: "silence";
      to: Recipient;
      waits: Waits;
      /** ISO instant since when it waits: with a new one, another silence begins. */
      since: string;
      /** 1: whoever it waits for. 2: the asker and the lead. */
      step: 1 | 2;
    }
  | { kind: "owner-left"; to: Recipient; owner: string }
  /** About the person's part in the case; the action that it is kept with is one of theirs. */
  | { kind: "leave-uncovered"; to: Recipient; leave: string; away: string; from: Day; until: Day }
  /** About all cases in which its reader stands in, or which they lead; gathered when it is sent. */
  | { kind: "leave-cover"; to: Recipient; leave: string; away: string; from: Day; until: Day }
  | { kind: "digest"; to: Recipient; day: Day }
  | { kind: "weekly"; to: Recipient; day: Day }
  | { kind: "room-digest"; room: Room; day: Day }
  | {
      kind: "undelivered";
      to: Recipient;
      notice: string;
      what: Notice["kind"];
      unreached: string | null;
      reason: string;
      /** The escalation that they were to be asked about: `E1`. */
      escalation?: string;
      /** It is still being tried. */
      late?: true;
    }
  | { kind: "called"; placeId: string; question: Question }
  | EscalationNotice
  | ThresholdNotice
  | LadderNotice
  | MeetingNotice
  | MinutesNotice
  | { kind: "state"; placeId: string; changes: number }
  | { kind: "refresh"; cardId: string; changes: number };

/** What somebody is asked to do. Lost, it would look as if they kept silent. */
export type Question = Extract<Notice, { kind: "proposed" | "chase" | "evidence-in" | "request" }>;

export const isQuestion = (notice: Notice): notice is Question =>
  notice.kind === "proposed" || notice.kind === "chase" || notice.kind === "evidence-in" || notice.kind === "request";

/** What is said about one action. */
export type ActionNotice = Exclude<
  Notice,
  | Summary
  | EscalationNotice
  | ThresholdNotice
  | LadderNotice
  | MeetingNotice
  | MinutesNotice
  | { kind: "undelivered" | "leave-cover" }
>;

/** What is said about whatever a person, or a room, has before them: gathered when it is sent. */
export type Summary = Extract<Notice, { kind: "digest" | "weekly" | "room-digest" }>;

/** `soon`: some working days before. `today`: on the day. `overdue`: after it. `again`: put off with **Not today**. */
export type ReminderOccasion = "soon" | "today" | "overdue" | "again";

/** What a silence is about: a draft to confirm, an action to accept, evidence to sign off. */
export type Waits = "confirm" | "accept" | "sign-off";

/** A room of any number of cases, as its platform names it. */
export interface Room {
  platform: Platform;
  workspace: string;
  conversation: string;
}

/** Who reads it. `coverFor` is the person away whose place they take; the card says so. */
export interface Recipient {
  personId: string;
  coverFor: string | null;
  /** Last day of the cover, where it has one. */
  coverUntil: string | null;
}

/** Unique for one thing to say to one reader: enqueuing it again does nothing. */
export function noticeKey(actionId: string | null, notice: Notice): string {
  switch (notice.kind) {
    case "reminder": {
      const { due, occasion, day, to } = notice;
      return `reminder:${actionId}:${due.day}T${due.time ?? ""}:${occasion}:${day}:${to.personId}`;
    }
    case "silence":
      return `silence:${notice.waits}:${actionId}:${notice.since}:${notice.step}:${notice.to.personId}`;
    case "owner-left":
      return `owner-left:${actionId}:${notice.owner}:${notice.to.personId}`;
    case "leave-uncovered":
      return `leave-uncovered:${notice.leave}:${actionId}:${notice.to.personId}`;
    case "leave-cover":
      return `leave-cover:${notice.leave}:${notice.to.personId}`;
    case "digest":
      return `digest:${notice.to.personId}:${notice.day}`;
    case "weekly": {
      // Somebody may read their own and that of a lead whom they cover.
      const { personId, coverFor } = notice.to;
      return `weekly:${personId}:${coverFor === null ? "" : `for ${coverFor}:`}${notice.day}`;
    }
    case "room-digest":
      return `room-digest:${roomKey(notice.room)}:${notice.day}`;
    case "undelivered":
      return `undelivered:${notice.notice}:${notice.to.personId}`;
    case "draft":
      return `draft:${actionId}:${notice.to.personId}`;
    case "proposed":
    case "chase":
    case "evidence-in":
      return `${notice.kind}:${actionId}:v${notice.version}:${notice.to.personId}`;
    case "request":
      return `request:${notice.request}:${notice.to.personId}`;
    case "decided":
      return `decided:${notice.request}:${notice.to.personId}`;
    case "told":
      return `told:${notice.what}:${actionId}:v${notice.version}:${notice.by}:${notice.to.personId}`;
    case "called":
      return `called:${notice.placeId}:${noticeKey(actionId, notice.question)}`;
    case "escalation":
    case "escalation-told":
    case "escalation-lead":
      return `${notice.kind}:${notice.escalation}:${notice.seq}:${notice.to.personId}`;
    case "escalation-thread":
      return `escalation-thread:${notice.escalation}:${notice.placeId}`;
    case "escalation-line":
      return `escalation-line:${notice.escalation}:${notice.seq}:${notice.placeId}`;
    case "escalation-card":
      return `escalation-card:${notice.cardId}:v${notice.version}${notice.links === undefined ? "" : `:l${notice.links}`}`;
    case "relayed":
      return `relayed:${notice.escalation}:${notice.said}:${notice.placeId}`;
    case "threshold-agree":
      return `threshold-agree:${notice.case}:v${notice.version}r${notice.revision}:${notice.to.personId}`;
    case "threshold-card":
      return `threshold-card:${notice.card}:${notice.state}`;
    case "threshold-told":
      return `threshold-told:${notice.case}:v${notice.version}:${notice.to.personId}`;
    case "threshold-review":
      return `threshold-review:${notice.review}:${notice.occasion}:${notice.to.personId}`;
    case "ladder-told":
    case "ladder-line":
      return ladderNoticeKey(notice);
    case "meeting-card":
    case "meeting-asked":
    case "follow-up-check":
    case "follow-up-room":
      return meetingNoticeKey(notice);
    case "minutes-room":
    case "minutes":
    case "minutes-outside":
      return minutesNoticeKey(notice);
    case "state":
      return `state:${actionId}:${notice.placeId}:c${notice.changes}`;
    case "refresh":
      return `refresh:${notice.cardId}:c${notice.changes}`;
  }
}

/** `slack/T0001/C0001`: one room, whatever cases it belongs to. */
export const roomKey = ({ platform, workspace, conversation }: Room): string => `${platform}/${workspace}/${conversation}`;
