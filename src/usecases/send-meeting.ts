import { followUpCard } from "../cards/follow-up.ts";
import { meetingCard } from "../cards/meeting.ts";
import { coverSentence } from "../cards/person-view.ts";
import { ChatError } from "../chat/chat.ts";
import { accessLevel } from "../core/access.ts";
import type { Audience, Place } from "../core/case-file.ts";
import { momentLabel } from "../core/due.ts";
import { meetingRef } from "../core/meeting.ts";
import type { MeetingNotice } from "../core/meeting-notice.ts";
import type { MeetingView } from "../core/meeting-view.ts";
import { dayOf } from "../core/working-day.ts";
import type { Statements } from "../store/database.ts";
import type { ClaimedNotice, Settled } from "../store/delivery.ts";
import { forgetMeetingCard, meetingById, meetingCardIn } from "../store/meetings.ts";
import { caseById } from "../store/presence.ts";
import { fileConnected, platformsOf } from "./connected.ts";
import { calendarOf, type Deps } from "./deps.ts";
import { meetingViewOf } from "./meeting.ts";
import { dead, sayToPerson, skipped } from "./sending.ts";

/** Says what there is to say about a meeting, as it is by then: to a room, or to whoever chairs or chaired it. */
export async function sendMeeting(deps: Deps, tx: Statements, claimed: ClaimedNotice, notice: MeetingNotice): Promise<Settled> {
  const meeting = await meetingById(tx, claimed.providerId, notice.meeting);
  const read = meeting && (await caseById(tx, claimed.providerId, meeting.caseId));
  if (!read) return dead("the meeting is gone");
  const file = fileConnected(read, platformsOf(deps));
  const view = await meetingViewOf(tx, claimed.providerId, { file, calendar: calendarOf(deps, file) }, meeting);
  if ("placeId" in notice) return toRoom(deps, tx, claimed, notice, view);
  return toPerson(deps, claimed, notice, view);
}

type Personal = Extract<MeetingNotice, { to: unknown }>;

async function toPerson(deps: Deps, claimed: ClaimedNotice, notice: Personal, view: MeetingView): Promise<Settled> {
  const { file, meeting } = view;
  const { personId, coverFor, coverUntil } = notice.to;
  const now = deps.now();
  if (accessLevel(file, personId, dayOf(now, file.timeZone)) === null) return skipped("the reader is not on the case");
  const why = coverSentence(file, coverFor, coverUntil);
  const context = { now, reader: personId };
  if (notice.kind === "follow-up-check")
    return sayToPerson(deps, file.people[personId], followUpCard(context, view, { why }), claimed.key);
  if (meeting.state === "ended") return skipped("the meeting has ended");
  if (notice.step > 0 && meeting.goingSince !== notice.since) return skipped("somebody said that it goes on");
  const said = [askedWords(view, notice.step)];
  return sayToPerson(deps, file.people[personId], meetingCard(context, view, { said, why, asked: true }), claimed.key);
}

function askedWords({ file, meeting }: MeetingView, step: number): string {
  if (step === 0) return `The call has ended, and ${meetingRef(meeting)} is still open. Has the meeting ended?`;
  const since = momentLabel(meeting.openedAt, file.timeZone);
  return `${meetingRef(meeting)} of ${file.ref} has been open since ${since}. Has it ended? If it ended before now, type when: mdt meeting end ${file.ref} at 15:05`;
}

async function toRoom(
  deps: Deps,
  tx: Statements,
  claimed: ClaimedNotice,
  notice: Extract<MeetingNotice, { placeId: string }>,
  view: MeetingView,
): Promise<Settled> {
  const place = view.file.places.find(({ id }) => id === notice.placeId);
  const chat = place && deps.chats.get(place.platform);
  if (!place || !chat) return dead("this service is not connected to the room");
  if (!isOpenTo(place)) return skipped("the room may not read of it");
  const { platform, workspace, conversation, audience } = place;
  const room = { kind: "room", platform, workspace, conversation } as const;
  const context = { now: deps.now(), reader: "", room: place };
  if (notice.kind === "follow-up-room") {
    const message = await chat.send(room, followUpCard(context, view, { why: [], audience }), claimed.key);
    return { state: "sent", reason: null, message };
  }
  const { id: meetingId, version: shownVersion } = view.meeting;
  const card = meetingCard(context, view, { said: [], why: [], audience });
  const held = await meetingCardIn(tx, meetingId, place.id);
  if (held && held.shownVersion >= notice.version) return skipped("the card shows this already");
  const shows = { meetingId, placeId: place.id, shownVersion };
  if (held) {
    try {
      await chat.update(held.message, card);
      return { state: "sent", reason: null, message: held.message, meeting: { id: held.id, ...shows } };
    } catch (err) {
      // Somebody removed the message: the room gets its card anew.
      if (!(err instanceof ChatError) || err.fault !== "gone") throw err;
      await forgetMeetingCard(tx, held.id);
    }
  }
  return { state: "sent", reason: null, message: await chat.send(room, card, claimed.key), meeting: { id: null, ...shows } };
}

const isOpenTo = (place: Place): place is Place & { audience: Exclude<Audience, "mixed"> } => place.audience !== "mixed";
