import { addDays } from "date-fns/addDays";
import { minutesCard } from "../cards/minutes.ts";
import { minutesOutsideCard } from "../cards/minutes-outside.ts";
import { coverSentence } from "../cards/person-view.ts";
import { accessLevel } from "../core/access.ts";
import type { MinutesNotice } from "../core/minutes-notice.ts";
import { minutesInRoom } from "../core/minutes-reading.ts";
import { dayOf } from "../core/working-day.ts";
import type { Statements } from "../store/database.ts";
import type { ClaimedNotice, Settled } from "../store/delivery.ts";
import { minutesByMeeting } from "../store/minutes.ts";
import { caseById } from "../store/presence.ts";
import { fileConnected, platformsOf } from "./connected.ts";
import type { Deps } from "./deps.ts";
import { minutesViewFor } from "./minutes.ts";
import { LINK_DAYS } from "./minutes-link.ts";
import { dead, sayToPerson, skipped } from "./sending.ts";

/** Says that there are minutes, to a room or to somebody, as far as they may read them now. */
export async function sendMinutes(deps: Deps, tx: Statements, claimed: ClaimedNotice, notice: MinutesNotice): Promise<Settled> {
  const kept = await minutesByMeeting(tx, notice.meeting, notice.version);
  const read = kept && (await caseById(tx, claimed.providerId, kept.caseId));
  if (!read) return dead("the case or its minutes are gone");
  if (kept.latest > kept.version) return skipped("there is a later version");
  const file = fileConnected(read, platformsOf(deps));
  const now = deps.now();
  if (notice.kind === "minutes-room") {
    const place = file.places.find(({ id }) => id === notice.placeId);
    const chat = place && deps.chats.get(place.platform);
    if (!place || place.audience === "mixed") return skipped("the room is not one of the case");
    if (!chat) return dead("this service is not connected to the room");
    const view = { ...minutesInRoom(kept.body, place.audience), file, latest: kept.latest, mayCorrect: false };
    const card = minutesCard({ now, reader: "", room: place }, view, { said: [], why: [] });
    const { platform, workspace, conversation } = place;
    const message = await chat.send({ kind: "room", platform, workspace, conversation }, card, claimed.key);
    return { state: "sent", reason: null, message };
  }
  const today = dayOf(now, file.timeZone);
  const { personId, coverFor, coverUntil } = notice.to;
  const level = accessLevel(file, personId, today);
  if (level === null) return skipped("the reader is not on the case");
  const context = { now, reader: personId };
  const why = coverSentence(file, coverFor, coverUntil);
  if (notice.kind === "minutes") {
    const view = minutesViewFor(personId, { file, level, today, kept });
    return sayToPerson(deps, file.people[personId], minutesCard(context, view, { said: [], why }), claimed.key);
  }
  const until = addDays(now, LINK_DAYS);
  const mayRead = accessLevel(file, notice.outside, today) !== null;
  const about = { meetingId: kept.meetingId, version: kept.version, personId: notice.outside, through: personId, until };
  const link = mayRead ? { ...deps.links.make(about), until: dayOf(until, file.timeZone) } : null;
  const card = minutesOutsideCard(context, { body: kept.body, file, outside: notice.outside, link, why });
  return sayToPerson(deps, file.people[personId], card, claimed.key);
}
