import { mayTakePart } from "./access.ts";
import { type Action, actionRef, fullRef, type Missing, missingFrom, nextStatus } from "./action.ts";
import { type CaseFile, personOn } from "./case-file.ts";
import type { Change, Deciding, Decision } from "./decision.ts";
import { others, ownersEar, recipient } from "./decision.ts";
import { type Due, dueInstant, dueLabel } from "./due.ts";
import type { Notice } from "./notice.ts";
import { alreadyThus } from "./now-true.ts";
import { isSpeaker, mayDo } from "./permission.ts";
import { isOutsideChat } from "./person.ts";
import type { Day } from "./working-day.ts";

export const ownerIsOutside = (action: Pick<Action, "owner">, file: CaseFile): boolean =>
  action.owner !== null && isOutsideChat(personOn(file, action.owner));

/** The one question that a draft asks next, or null where it is whole. */
export const nextQuestion = (draft: Action, file: CaseFile): Missing | null =>
  missingFrom(draft, ownerIsOutside(draft, file))[0] ?? null;

/** What was said of a draft and cannot be agreed any more: a date that has passed, people who are not on the case today. */
export function noLongerStands(
  draft: Action,
  file: CaseFile,
  { today, now }: { today: Day; now: Date },
): { missing: Missing; said: string } | null {
  const isGone = (id: string | null): boolean => id !== null && !mayTakePart(file, id, today);
  const gone = (id: string | null): string => `${personOn(file, id ?? "").name} is not on ${draft.caseRef} today.`;
  if (isGone(draft.owner)) return { missing: "owner", said: gone(draft.owner) };
  if (isGone(draft.chaser)) return { missing: "chaser", said: gone(draft.chaser) };
  if (draft.due && dueInstant(draft.due) <= now) return { missing: "due", said: `${dueLabel(draft.due)} has passed.` };
  return null;
}

const LACKS: Record<Missing, string> = {
  text: "no text",
  owner: "no owner",
  due: "no due date",
  evidence: "no evidence to show that it is done",
  chaser: "no chaser, and its owner is outside chat",
};

/** A whole draft becomes an action. Its owner is asked to accept, unless nobody is there to be asked (`confirm-own` in MOVES). */
export function decideConfirm({ action, file, actor, now, today }: Deciding): Decision {
  if (action.status !== "draft") return { kind: "stale", said: alreadyThus(action, file) };
  const outside = ownerIsOutside(action, file);
  const missing = missingFrom(action, outside);
  const [first] = missing;
  if (first) return { kind: "question", missing: first, said: notConfirmed(action, missing) };
  const fallen = noLongerStands(action, file, { today, now });
  if (fallen) return { kind: "question", missing: fallen.missing, said: `Not confirmed: ${fallen.said}` };
  const own = action.owner === actor.id;
  const status = nextStatus("draft", own || outside ? "confirm-own" : "confirm") ?? action.status;
  const version = action.version + 1;
  const ear = ownersEar(action, file, today);
  const notices = others(actor, [ear]).map((to) =>
    outside ? ({ kind: "chase", to, version } as const) : ({ kind: "proposed", to, version } as const),
  );
  const patch: Partial<Action> = {
    status,
    originalDue: action.originalDue ?? action.due,
    notYetHeard: outside,
    ...(own && { acceptedAt: now }),
  };
  return { kind: "change", change: { patch, why: null, notices, ...confirmedWords(action, file, { own, outside }) } };
}

const notConfirmed = (action: Action, missing: Missing[]): string =>
  `Not confirmed: ${actionRef(action)} has ${new Intl.ListFormat("en-GB").format(missing.map((part) => LACKS[part]))}.`;

function confirmedWords(action: Action, file: CaseFile, { own, outside }: { own: boolean; outside: boolean }) {
  const owner = personOn(file, action.owner ?? "").name;
  if (own) return { said: `Confirmed. ${fullRef(action)} is yours, and open.`, next: null };
  if (outside) {
    const chaser = personOn(file, action.chaser ?? "").name;
    return { said: `Confirmed. ${owner} is outside chat: ${chaser} will ask and record the answers.`, next: null };
  }
  return { said: `Confirmed. ${owner} is asked to accept.`, next: null };
}

const DISCARDED = "draft discarded";

/** Ended as a draft: whatever it says was not asked of anybody, or no longer. */
export const wasDiscarded = ({ status, originalDue, endedBecause }: Action): boolean =>
  status === "cancelled" && (originalDue === null || endedBecause === DISCARDED);

/** A draft nobody needs. It keeps its number, which is never used again. */
export function decideDiscard({ action, file, actor, now, today }: Deciding): Decision {
  const status = nextStatus(action.status, "discard");
  if (!status) return { kind: "stale", said: alreadyThus(action, file) };
  const patch: Partial<Action> = { status, closedAt: now, endedBecause: DISCARDED };
  const asked = action.originalDue !== null;
  const discarded = `${fullRef(action)} is discarded.${asked ? "" : " Nobody was asked to do it."}`;
  return {
    kind: "change",
    change: { patch, why: null, notices: toldToAsker("no-action", { action, file, actor, today }), said: discarded, next: null },
  };
}

/** Fields of a draft as they will be; the caller has read people and dates. */
export type DraftPatch = Partial<
  Pick<Action, "text" | "owner" | "ownerRole" | "ownerChoices" | "chaser" | "due" | "dueWords" | "evidenceRequired">
>;

export function decideEdit({ action, file, actor, today }: Deciding, patch: DraftPatch): Decision {
  if (action.status !== "draft") {
    return {
      kind: "invalid",
      field: null,
      message: `Not changed: ${actionRef(action)} is ${action.status}, and only a draft can be edited.`,
      example: `action extend ${fullRef(action)} to Friday because the survey was moved`,
    };
  }
  const owned: DraftPatch = patch.owner ? { ...patch, ownerChoices: [] } : patch;
  const isCompleted = nextQuestion(action, file) !== null && nextQuestion({ ...action, ...owned }, file) === null;
  const notices = isCompleted ? toldToAsker("completed", { action, file, actor, today }) : [];
  const change: Change = { patch: owned, why: null, notices, said: "Changed.", next: null };
  return Object.keys(patch).length > 0 ? { kind: "change", change } : { kind: "stale", said: alreadyThus(action, file) };
}

/**
 * What whoever said the words, or stands in for them, did with the draft that somebody else made of them. A lead, who may confirm it, acts
 * for themselves where the words are another's.
 */
function toldToAsker(
  what: "completed" | "no-action",
  { action, file, actor, today }: Pick<Deciding, "action" | "file" | "actor" | "today">,
): Notice[] {
  if (!isSpeaker(action, actor.id) && mayDo("confirm", file, action, actor.id, today).allowed) return [];
  const version = action.version + 1;
  const hearers = others(actor, [recipient(file, action.asker, today)]);
  return hearers.map((to) => ({ kind: "told", what, to, by: actor.id, why: null, version }));
}

/** An owner accepts; for an owner outside chat the chaser records that they have. */
export function decideAccept({ action, file, now }: Deciding): Decision {
  const heard = action.status === "open" && action.notYetHeard;
  const status = heard ? "open" : nextStatus(action.status, "accept");
  if (!status || !action.due) return { kind: "stale", said: alreadyThus(action, file) };
  const patch: Partial<Action> = { status, acceptedAt: now, notYetHeard: false };
  const said = `Accepted. ${fullRef(action)} is open, due ${dueLabel(action.due)}.`;
  return { kind: "change", change: { patch, why: null, notices: [], said, next: null } };
}

/** The wrong owner sends it back: a draft again, without an owner, and its asker hears. */
export function decideNotMe({ action, file, actor, today }: Deciding): Decision {
  const unheard = action.status === "open" && action.notYetHeard;
  const status = unheard ? "draft" : nextStatus(action.status, "not-me");
  if (!status) return { kind: "stale", said: alreadyThus(action, file) };
  const patch: Partial<Action> = {
    status,
    owner: null,
    ownerRole: null,
    notYetHeard: false,
    acceptedAt: null,
  };
  const notices = others(actor, [recipient(file, action.asker, today)]).map(
    (to) => ({ kind: "told", what: "not-me", to, by: actor.id, why: null, version: action.version + 1 }) as const,
  );
  const asker = personOn(file, action.asker).name;
  return {
    kind: "change",
    change: {
      patch,
      ...(action.request && { request: { do: "supersede" } as const }),
      why: null,
      notices,
      said: `${fullRef(action)} is no longer with you. ${asker} will find another owner.`,
      next: null,
    },
  };
}

export const sameDue = (a: Due | null, b: Due | null): boolean => a?.day === b?.day && a?.time === b?.time;
