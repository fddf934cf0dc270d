import { addDays } from "date-fns/addDays";
import type { Command } from "../core/command.ts";
import { meetingRef } from "../core/meeting.ts";
import type { Outcome } from "../core/outcome.ts";
import { dayOf } from "../core/working-day.ts";
import { appendAudit } from "../store/audit.ts";
import { directTransaction } from "../store/direct.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { minutesViewFor, openMinutesOf } from "./minutes.ts";
import { LINK_DAYS } from "./minutes-link.ts";
import { auditOf } from "./trail.ts";

/** A link for the asker alone. That it was given is part of the trail; so is each time that it opens anything. */
export async function getMinutes(deps: Deps, asking: Asking, command: Extract<Command, { do: "get-minutes" }>): Promise<Outcome> {
  const open = await openMinutesOf(deps, asking, command);
  if ("kind" in open) return open;
  const { file, kept } = open;
  const until = addDays(asking.now, LINK_DAYS);
  const { meetingId, version } = kept;
  const link = deps.links.make({ meetingId, version, personId: asking.person.id, through: null, until });
  const after = { meeting: meetingRef(kept), version };
  const about = { verb: "get-minutes", result: "done", caseRef: file.ref, actionNumber: null, after } as const;
  await directTransaction(deps.db, (tx) => appendAudit(tx, [auditOf(asking, about)]));
  const minutes = minutesViewFor(asking.person.id, open);
  return { kind: "minutes-link", minutes, link: { ...link, until: dayOf(until, file.timeZone) } };
}
