import { mayTakePart } from "./access.ts";
import { type Action, type ChangeRequest, type Decided, fullRef, isOwners, nextStatus } from "./action.ts";
import { personOn } from "./case-file.ts";
import { sameDue } from "./decide-draft.ts";
import { told } from "./decide-work.ts";
import { type Change, type Deciding, type Decision, others, ownersEar, recipient } from "./decision.ts";
import { type Due, dueInstant, dueLabel } from "./due.ts";
import type { Notice } from "./notice.ts";
import { alreadyThus, decidedWords, lastDecision } from "./now-true.ts";
import { mayDo, signersOf } from "./permission.ts";
import { isOutsideChat } from "./person.ts";

type Wants = { kind: "extension"; to: Due } | { kind: "reassignment"; to: string };

/**
 * A new date is asked for by whoever works on the action and decided by a signer or the lead. Where one person is both, it is decided.
 */
export function decideExtend(deciding: Deciding, to: Due | undefined, reason: string | undefined): Decision {
  const { action, now } = deciding;
  if (!isOwners(action.status)) return notNow(deciding);
  if (!to || !reason) return { kind: "form", name: "extend" };
  if (dueInstant(to) <= now) return invalidDate(`Not saved: ${dueLabel(to)} has passed.`, action);
  if (sameDue(to, action.due)) return invalidDate(`Not saved: ${fullRef(action)} is already due ${dueLabel(to)}.`, action);
  return ask(deciding, { kind: "extension", to }, reason);
}

export function decideReassign(deciding: Deciding, to: string | undefined): Decision {
  const { action, file } = deciding;
  if (!isOwners(action.status)) return notNow(deciding);
  if (!to) return { kind: "form", name: "reassign" };
  if (to === action.owner) {
    return {
      kind: "invalid",
      field: "who",
      message: `Not saved: ${personOn(file, to).name} already owns ${fullRef(action)}.`,
      example: null,
    };
  }
  return ask(deciding, { kind: "reassignment", to }, null);
}

function ask(deciding: Deciding, wants: Wants, why: string | null): Decision {
  const { action, file, actor, today, freshId } = deciding;
  if (mayDo("approve", file, action, actor.id, today).allowed) return carryOut(deciding, wants, why, null);
  const before = action.request;
  if (before && (before.by !== actor.id || before.kind !== wants.kind)) return waitsAlready(deciding, before);
  const deciders = others(
    actor,
    [...signersOf(file), file.leadId].map((id) => recipient(file, id, today)),
  );
  const names = deciders.map((to) => personOn(file, to.personId).name);
  const asked = wants.kind === "extension" ? `New date ${dueLabel(wants.to)}` : `${personOn(file, wants.to).name} as owner`;
  return {
    kind: "change",
    change: {
      patch: {},
      request: { do: "open", id: freshId, why, wants },
      why,
      notices: deciders.map((to) => ({ kind: "request", to, request: freshId })),
      said: `Asked: ${asked}.${before ? " It takes the place of what you asked before." : ""} ${new Intl.ListFormat("en-GB", { type: "disjunction" }).format(names)} decides. Until then nothing changes.`,
      next: null,
    },
  };
}

/** One thing is decided at a time: a second request would make the first one vanish. */
function waitsAlready({ action, file }: Deciding, request: ChangeRequest): Decision {
  const asked =
    request.kind === "extension" ? `a new date, ${dueLabel(request.to)}` : `${personOn(file, request.to).name} as owner`;
  const message = `Not saved: ${personOn(file, request.by).name} has asked for ${asked}, and that is not decided yet.`;
  return { kind: "invalid", field: null, message, example: `action show ${fullRef(action)}` };
}

/** A signer or the lead sets a new date that nobody asked for. */
function setDate(deciding: Deciding, to: Due, reason: string | undefined): Decision {
  const { action, now } = deciding;
  if (!isOwners(action.status)) return notNow(deciding);
  if (!reason) return { kind: "form", name: "approve" };
  if (dueInstant(to) <= now) return invalidDate(`Not saved: ${dueLabel(to)} has passed.`, action);
  if (sameDue(to, action.due)) return invalidDate(`Not saved: ${fullRef(action)} is already due ${dueLabel(to)}.`, action);
  return carryOut(deciding, { kind: "extension", to }, reason, null);
}

/** `request` is the one the button was drawn for: a press on an older request decides nothing. */
export function decideApprove(
  deciding: Deciding,
  asked: { request?: string | undefined; date?: Due | undefined; reason?: string | undefined },
): Decision {
  const { action, file, now, today } = deciding;
  const request = openRequest(action, asked.request);
  if (!request && asked.date && !asked.request) return setDate(deciding, asked.date, asked.reason);
  if (!request || !isOwners(action.status)) return nothingAsked(deciding);
  if (!asked.reason) return { kind: "form", name: "approve" };
  const wants: Wants =
    request.kind === "extension" ? { kind: "extension", to: asked.date ?? request.to } : { kind: "reassignment", to: request.to };
  if (wants.kind === "reassignment" && !mayTakePart(file, wants.to, today)) {
    const message = `Not saved: ${personOn(file, wants.to).name} is not on ${action.caseRef} today. Decline, and name somebody else.`;
    return { kind: "invalid", field: null, message, example: null };
  }
  if (wants.kind === "extension" && dueInstant(wants.to) <= now)
    return invalidDate(`Not saved: ${dueLabel(wants.to)} has passed.`, action);
  return carryOut(deciding, wants, asked.reason, request);
}

export function decideDecline(
  deciding: Deciding,
  asked: { request?: string | undefined; reason?: string | undefined },
): Decision {
  const { action, file, actor, today } = deciding;
  const request = openRequest(action, asked.request);
  if (!request) return nothingAsked(deciding);
  if (!asked.reason) return { kind: "form", name: "decline" };
  const what = request.kind === "extension" ? `stays due ${action.due ? dueLabel(action.due) : ""}` : "keeps its owner";
  return {
    kind: "change",
    change: {
      patch: {},
      request: { do: "decide", id: request.id, decision: "declined", because: asked.reason },
      decided: { what: "declined", ...wantsOf(request) },
      why: asked.reason,
      notices: others(actor, [recipient(file, request.by, today)]).map((to) =>
        decided(request, to, "declined", actor.id, asked.reason),
      ),
      said: `Declined. ${fullRef(action)} ${what}.`,
      next: null,
    },
  };
}

/** The change itself. The original due date stays; a new owner has to accept. */
function carryOut(deciding: Deciding, wants: Wants, why: string | null, request: ChangeRequest | null): Decision {
  const { action, file, actor, today } = deciding;
  const settled: Change["request"] = request
    ? { do: "decide", id: request.id, decision: "approved", because: why }
    : action.request
      ? { do: "supersede" }
      : undefined;
  const asker = request ? others(actor, [recipient(file, request.by, today)]) : [];
  const answer: Notice[] = request ? asker.map((to) => decided(request, to, "approved", actor.id, why)) : [];
  const verdict: Decided = { what: "approved", ...wantsOf(wants) };
  const done = wants.kind === "extension" ? newDate(deciding, wants.to, why) : newOwner(deciding, wants.to);
  // Whoever hears the decision itself need not be told of it a second time.
  const untold = done.notices.filter(
    (notice) => notice.kind !== "told" || asker.every((to) => to.personId !== notice.to.personId),
  );
  return {
    kind: "change",
    change: { ...done, ...(settled && { request: settled }), decided: verdict, why, notices: [...answer, ...untold] },
  };
}

function newDate({ action, file, actor, today }: Deciding, to: Due, why: string | null) {
  const patch: Partial<Action> = { due: to, dueWords: null, extensions: action.extensions + 1 };
  const hearers = others(actor, [ownersEar(action, file, today), recipient(file, action.asker, today)]);
  return {
    patch,
    notices: hearers.map((hearer) => told("date-changed", action, actor.id, why, hearer)),
    said: `New date approved: ${dueLabel(to)}. The first agreed date stays on the record.`,
    next: null,
  };
}

function newOwner({ action, file, actor, today }: Deciding, to: string) {
  const owner = personOn(file, to);
  const outside = isOutsideChat(owner);
  const chaser = outside ? (action.chaser ?? actor.id) : action.chaser;
  const status = outside ? "open" : (nextStatus(action.status, "hand-over") ?? action.status);
  const patch: Partial<Action> = {
    owner: to,
    ownerRole: null,
    chaser,
    status,
    acceptedAt: null,
    notYetHeard: outside,
    blockedBecause: null,
  };
  const version = action.version + 1;
  const ear = ownersEar({ ...action, ...patch } as Action, file, today);
  const asked: Notice[] = others(actor, [ear]).map((hearer) => ({ kind: outside ? "chase" : "proposed", to: hearer, version }));
  const before = others(actor, [ownersEar(action, file, today)]).filter((hearer) => hearer.personId !== ear?.personId);
  const notices = [...asked, ...before.map((hearer) => told("owner-changed", action, actor.id, null, hearer))];
  const said = outside
    ? `${owner.name} owns ${fullRef(action)} now. ${personOn(file, chaser ?? actor.id).name} will ask and record the answers.`
    : `${owner.name} is asked to accept ${fullRef(action)}.`;
  return { patch, notices, said, next: null };
}

const decided = (
  request: ChangeRequest,
  to: Extract<Notice, { kind: "decided" }>["to"],
  decision: "approved" | "declined",
  by: string,
  why: string | null | undefined,
): Notice => ({
  kind: "decided",
  to,
  request: request.id,
  asked: request.kind,
  decision,
  by,
  why: why ?? null,
});

const openRequest = (action: Action, wanted: string | undefined): ChangeRequest | null =>
  action.request && (wanted === undefined || action.request.id === wanted) ? action.request : null;

const wantsOf = (wants: Wants) =>
  wants.kind === "extension" ? { asked: wants.kind, to: wants.to } : { asked: wants.kind, to: wants.to };

function nothingAsked({ action, file }: Deciding): Decision {
  const last = lastDecision(action);
  if (last && "asked" in last) return { kind: "stale", said: decidedWords(last, file) };
  const standing = action.due ? ` It is ${action.status}, due ${dueLabel(action.due)}.` : "";
  return { kind: "stale", said: `Nothing waits for a decision on ${fullRef(action)}.${standing}` };
}

const invalidDate = (message: string, action: Action): Decision => ({
  kind: "invalid",
  field: "date",
  message,
  example: `action extend ${fullRef(action)} to 5wd because the survey was moved`,
});

const notNow = ({ action, file }: Deciding): Decision => ({
  kind: "stale",
  said: action.status === "draft" ? `${fullRef(action)} is still a draft: edit it instead.` : alreadyThus(action, file),
});
