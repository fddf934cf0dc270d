import { LEVELS } from "../core/case-file.ts";
import { dayLabel, dueLabel } from "../core/due.ts";
import type { Happening } from "../core/escalation.ts";
import { happeningWords, whyOf } from "../core/happening-words.ts";
import { roomKey } from "../core/notice.ts";
import type { Deed, Message, Outcome } from "../core/outcome.ts";
import { readsAll, sees, standsOf } from "../core/permission.ts";
import { saidOnce } from "../core/said-often.ts";
import { isKeptFrom } from "../core/visible.ts";
import { type MessageAbout, messagesAbout } from "../store/messages-about.ts";
import { type AuditEntry, auditOfAction } from "../store/trail.ts";
import { seenBy } from "./act.ts";
import { type Asking, type OpenAction, openAction } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { noAccessTo } from "./refuse.ts";

/**
 * Who did what with an action, when, and who was told of it, oldest first. What people wrote (updates, evidence, reasons) is care level;
 * refused attempts are for those who may see the restricted level. A draft's making is for those who may see the draft.
 */
export async function history(deps: Deps, asking: Asking, ref: string): Promise<Outcome> {
  const found = await openAction(deps, asking, ref);
  if ("kind" in found) return noAccessTo(deps, asking, "history", found);
  const view = seenBy(asking, found);
  const entries = await auditOfAction(deps.db, asking.providerId, found.file.ref, found.action.number);
  const stands = standsOf(found.file, found.action, asking.person.id, found.today);
  const hidden = isKeptFrom(found.action, stands);
  const words = readsAll(found.file, found.action, asking.person.id, found.level, found.today);
  const shown = entries.filter((entry) => entry.result === "done" || sees(found.level, "restricted"));
  const deeds = shown.map((entry) => lineOf(entry, found, words));
  const messages = hidden ? [] : await messagesAbout(deps.db, asking.providerId, found.action.id);
  const said = saidOnce(messages.map((message) => messageOf(message, found)));
  const lines = hidden ? [] : [...deeds, ...said].toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return { kind: "history", view, lines, level: found.level ?? LEVELS[0] };
}

/**
 * What became of a message. It is sent by the clock on the wall and has to be said by that of the rules, which the rehearsal moves ahead:
 * nothing is sent before it had to be said.
 */
function messageOf(message: MessageAbout, { file }: OpenAction): Message & { reader: string } {
  const { kind, readerName, personId, placeId, room, state, at, settledAt, reason } = message;
  const place = file.places.find((each) => each.id === placeId || (room !== null && roomKey(each) === roomKey(room)));
  const sentAt = state === "sent" && settledAt ? (settledAt > at ? settledAt : at) : null;
  return {
    ...{ at, message: kind, to: readerName, room: place ?? null, state, sentAt, times: 1 },
    reason: state === "sent" ? null : reason,
    reader: personId ?? (room ? roomKey(room) : (placeId ?? "")),
  };
}

function lineOf(entry: AuditEntry, { file }: OpenAction, words: boolean): Deed {
  const name = (id: string | null): string | null => (id === null ? null : (file.people[id]?.name ?? id));
  const said = saidIn(entry.after);
  const { happening, ref } = escalatedIn(entry.after);
  const why = happening ? whyOf(happening) : entry.why;
  return {
    at: entry.at,
    who: entry.actorName ? { name: entry.actorName, role: entry.actorRole ?? "", organisation: entry.organisation ?? "" } : null,
    coverFor: name(entry.coverFor),
    verb: happening ? `${ref} ${happeningWords(happening, file)}` : entry.verb,
    result: entry.result === "refused" ? "refused" : "done",
    changes: [...changesIn(entry, (id) => name(id) ?? "nobody"), ...(words ? said : [])],
    why: words ? why : null,
    withheld: !words && (why !== null || said.length > 0),
  };
}

type Fields = Record<string, unknown>;
const fields = (json: AuditEntry["after"]): Fields =>
  json !== null && typeof json === "object" && !Array.isArray(json) ? (json as Fields) : {};

/** What happened to an escalation of the action, where that is what the entry tells of. */
function escalatedIn(after: AuditEntry["after"]): { happening: Happening | null; ref: string } {
  const { happening, ref } = fields(after);
  return { happening: (happening as Happening | undefined) ?? null, ref: typeof ref === "string" ? ref : "" };
}

function saidIn(after: AuditEntry["after"]): string[] {
  const { update, evidence, text, evidenceRequired } = fields(after);
  return [
    ...(typeof text === "string" ? [`text: ${text}`] : []),
    ...(typeof evidenceRequired === "string" ? [`evidence required: ${evidenceRequired}`] : []),
    ...(typeof update === "string" ? [`update: ${update}`] : []),
    ...(typeof evidence === "string" ? [`evidence: ${evidence}`] : []),
  ];
}

/** Status, owner, chaser and dates are coordination level: everybody on the case may see how they moved. */
function changesIn({ before, after }: AuditEntry, name: (id: string) => string): string[] {
  const [was, is] = [fields(before), fields(after)];
  const worded = (field: string, word: (value: unknown) => string): string[] => {
    if (!(field in is) || field === "originalDue") return [];
    return [was[field] ? `${field} ${word(was[field])} to ${word(is[field])}` : `${field} ${word(is[field])}`];
  };
  const asName = (value: unknown) => (typeof value === "string" ? name(value) : "nobody");
  const asStatus = (value: unknown) => String(value);
  return [
    ...worded("status", asStatus),
    ...worded("owner", asName),
    ...worded("acting", asName),
    ...worded("chaser", asName),
    ...worded("due", asDate),
    ...(typeof is.saidIn === "string" ? [`in the thread of ${is.saidIn}`] : []),
    ...(typeof is.putOff === "string" ? [`put off to ${dayLabel(is.putOff)}`] : []),
    ...(is.request === "extension" ? [`asked for ${asDate(is.to)}`] : []),
    ...(is.request === "reassignment" ? [`asked for ${asName(is.to)} as owner`] : []),
    ...(is.request === "approved" || is.request === "declined" ? [`request ${is.request}`] : []),
  ];
}

function asDate(value: unknown): string {
  const { day, time } = (value ?? {}) as { day?: string; time?: string | null };
  return day ? dueLabel({ day, time: time ?? null }) : "no date";
}
