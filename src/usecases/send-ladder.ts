import { ladderLineCard, ladderToldCard } from "../cards/ladder-told.ts";
import { accessLevel } from "../core/access.ts";
import { type LadderNotice, newRolesOf } from "../core/ladder-notice.ts";
import { dayOf } from "../core/working-day.ts";
import type { ClaimedNotice, Settled } from "../store/delivery.ts";
import type { Transaction } from "../store/direct.ts";
import { agreedLadder } from "../store/ladders.ts";
import { caseById } from "../store/presence.ts";
import { fileConnected, platformsOf } from "./connected.ts";
import type { Deps } from "./deps.ts";
import { dead, sayToPerson, skipped } from "./sending.ts";

/** Says that a case's ladder has changed, as it is by now. A room that has heard of a later version since needs no word of this one. */
export async function sendLadder(deps: Deps, tx: Transaction, claimed: ClaimedNotice, notice: LadderNotice): Promise<Settled> {
  const read = await caseById(tx, claimed.providerId, notice.case);
  const ladder = read && (await agreedLadder(tx, notice.case));
  if (!read || !ladder) return dead("the case is gone");
  const file = fileConnected(read, platformsOf(deps));
  const now = deps.now();
  if (notice.kind === "ladder-line") {
    if (ladder.version !== notice.version) return skipped("a later version is in force");
    const place = file.places.find(({ id }) => id === notice.placeId);
    if (!place || place.audience === "mixed") return skipped("the room may not read it");
    const chat = deps.chats.get(place.platform);
    if (!chat) return dead("this service is not connected to the room");
    const { platform, workspace, conversation } = place;
    const card = ladderLineCard({ now, reader: "", room: place }, { file, ladder });
    return {
      ...{ state: "sent", reason: null },
      message: await chat.send({ kind: "room", platform, workspace, conversation }, card, claimed.key),
    };
  }
  const { personId } = notice.to;
  const today = dayOf(now, file.timeZone);
  if (accessLevel(file, personId, today) === null) return skipped("the reader is not on the case");
  const before = notice.version > 1 ? await agreedLadder(tx, notice.case, notice.version - 1) : null;
  const roles = newRolesOf(file, before?.steps ?? [], ladder.steps, personId, today);
  const card = ladderToldCard({ now, reader: personId }, { file, ladder, roles });
  return sayToPerson(deps, file.people[personId], card, claimed.key);
}
