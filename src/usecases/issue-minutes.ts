import { type Meeting, mayRun, meetingRef } from "../core/meeting.ts";
import { type MinutesBody, writeMinutes } from "../core/minutes.ts";
import { circulation } from "../core/minutes-circulation.ts";
import { actionsOfCases } from "../store/actions.ts";
import type { AuditDraft } from "../store/audit.ts";
import type { Transaction } from "../store/database.ts";
import { addMinutes, minutesBefore } from "../store/minutes.ts";
import { type Addressed, address, enqueue, laneOf } from "../store/outbox.ts";
import { type Asking, type OpenCase, writingOf } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { auditOf } from "./trail.ts";

/**
 * Writes the minutes of a meeting that ends, and puts in line who is told of them, in the transaction that ends it.
 *
 * @returns their row of the trail, for the caller to add where the trail is written last
 */
export async function issueMinutes(
  deps: Deps,
  tx: Transaction,
  asking: Asking,
  { file, calendar, today }: OpenCase,
  meeting: Meeting,
): Promise<AuditDraft> {
  const actions = await actionsOfCases(tx, asking.providerId, [file.id], "all");
  const body = writeMinutes({ meeting, actions, file, calendar, by: asking.person.id, now: asking.now });
  const coverFor = mayRun(meeting, file, asking.person.id, today) ?? null;
  const issued = await keepMinutes(deps, tx, asking, file, { meetingId: meeting.id, body, why: null, coverFor });
  if (!issued) throw new Error("the minutes of a meeting that was open were there already");
  return issued;
}

/**
 * Keeps a version and puts in line who is told of it; null where there is such a version already.
 */
export async function keepMinutes(
  deps: Deps,
  tx: Transaction,
  asking: Asking,
  file: OpenCase["file"],
  { meetingId, body, why, coverFor }: { meetingId: string; body: MinutesBody; why: string | null; coverFor: string | null },
): Promise<AuditDraft | null> {
  const { providerId, now, platforms, wake } = writingOf(deps, asking);
  const hash = await addMinutes(tx, { meetingId, at: now, by: asking.person.id, why, body });
  if (hash === null) return null;
  const earlier = await minutesBefore(tx, meetingId, body.version);
  const notices = circulation({ meetingId, body, earlier, file, platforms, today: body.issued.at.day });
  const rooms = notices.flatMap((notice): Addressed[] => {
    const place = "placeId" in notice && file.places.find(({ id }) => id === notice.placeId);
    if (!place) return [];
    return [{ notice, personId: null, placeId: place.id, lane: laneOf(place.platform, place.workspace, place.conversation) }];
  });
  const said = { providerId, caseId: file.id, actionId: null, now };
  await wake(tx, await enqueue(tx, said, [...rooms, ...address(notices, file, platforms)]));
  const after = { meeting: meetingRef({ number: body.meeting }), version: body.version, hash };
  return auditOf(asking, {
    ...{
      verb: body.version === 1 ? "minutes-issued" : "minutes-corrected",
      result: "done",
      caseRef: file.ref,
      actionNumber: null,
    },
    ...{ coverFor, after, why },
  });
}
