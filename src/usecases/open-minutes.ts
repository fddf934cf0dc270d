import { accessLevel } from "../core/access.ts";
import { meetingRef } from "../core/meeting.ts";
import type { Moment } from "../core/minutes.ts";
import type { ReadMinutes } from "../core/minutes-reading.ts";
import { dayOf } from "../core/working-day.ts";
import { appendAudit } from "../store/audit.ts";
import { directTransaction } from "../store/direct.ts";
import { minutesByMeeting } from "../store/minutes.ts";
import { caseById } from "../store/presence.ts";
import type { Deps } from "./deps.ts";
import { minutesViewFor } from "./minutes.ts";

export interface OpenedMinutes extends ReadMinutes {
  /** The version in force, where this one was replaced. */
  replacedBy: { version: number; at: Moment } | null;
  /** Whose copy it is. */
  copy: { name: string; role: string; organisation: string; through: string | null };
}

/**
 * What a personal link opens now, or null where it opens nothing: it is not ours, it has ended, or its reader may not see the case any
 * more. Each opening is in the trail before anything is shown, and so is each refusal of a link that was ours once.
 */
export async function openMinutes(
  deps: Pick<Deps, "db" | "log" | "now" | "links">,
  token: string,
  as: "page" | "file",
): Promise<OpenedMinutes | null> {
  const link = deps.links.read(token);
  const kept = link && (await minutesByMeeting(deps.db, link.meetingId, link.version));
  const file = kept && (await caseById(deps.db, kept.providerId, kept.caseId));
  if (!file) return null;
  const now = deps.now();
  const person = file.people[link.personId];
  const today = dayOf(now, file.timeZone);
  const level = accessLevel(file, link.personId, today);
  const ended = now >= link.until;
  const opens = !ended && person !== undefined && level !== null;
  const { number, version, hash } = kept;
  await directTransaction(deps.db, (tx) =>
    appendAudit(tx, [
      {
        ...{ providerId: kept.providerId, at: now, coverFor: null, verb: "open-minutes", before: null },
        actor: person ? { id: person.id, name: person.name, role: person.role, organisation: person.organisationName } : null,
        result: opens ? "done" : "refused",
        ...{ caseRef: file.ref, actionNumber: null },
        after: { meeting: meetingRef({ number }), version, hash, as, person: link.personId, through: link.through },
        why: opens ? null : ended ? "the link has ended" : "the reader is not on the case",
        origin: { platform: "web", workspace: null, place: null },
      },
    ]),
  );
  const about = { caseRef: file.ref, meeting: number, version, as };
  if (!opens) {
    deps.log.warn(about, "a link to minutes was refused");
    return null;
  }
  deps.log.info(about, "minutes opened");
  const through = link.through === null ? null : (file.people[link.through]?.name ?? null);
  const copy = { name: person.name, role: person.role, organisation: person.organisationName, through };
  const { body, withheld } = minutesViewFor(link.personId, { kept, file, level, today });
  const replacedBy = kept.latest > version ? { version: kept.latest, at: kept.latestAt } : null;
  return { body, withheld, copy, replacedBy };
}
