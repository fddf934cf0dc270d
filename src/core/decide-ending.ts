import { type Action, fullRef, type Move, missingFrom, nextStatus } from "./action.ts";
import { personOn } from "./case-file.ts";
import { ownerIsOutside, wasDiscarded } from "./decide-draft.ts";
import { told } from "./decide-work.ts";
import { type Change, type Deciding, type Decision, others, ownersEar, recipient } from "./decision.ts";
import { alreadyThus, lastDecision } from "./now-true.ts";
import type { Told } from "./told.ts";

/** How an action ends, and how an ending is undone: by a signer or the lead, never by the owner alone. */

export function decideSignOff(deciding: Deciding): Decision {
  const { action, file, actor, now } = deciding;
  const status = nextStatus(action.status, "sign-off");
  if (!status) return noEvidenceYet(deciding);
  const owner = personOn(file, action.owner ?? "").name;
  return ending(deciding, "signed-off", {
    patch: { status, signedOffBy: actor.id, closedAt: now },
    why: null,
    said: `Signed off. ${fullRef(action)} is complete. Owner ${owner}, signed off by ${actor.name}.`,
    next: null,
  });
}

export function decideReturn(deciding: Deciding, reason: string | undefined): Decision {
  const { action } = deciding;
  const status = nextStatus(action.status, "return");
  if (!status) return noEvidenceYet(deciding);
  if (!reason) return { kind: "form", name: "return" };
  return ending(deciding, "returned", {
    patch: { status },
    decided: { what: "returned" },
    why: reason,
    said: `Returned. ${fullRef(action)} is open again, and its owner is told why.`,
    next: null,
  });
}

/** Tried and not achieved is an honest ending, and it needs a next step (DOMAIN rule 2). */
export function decideNotAchieved(deciding: Deciding, reason: string | undefined): Decision {
  const { action, now } = deciding;
  const status = nextStatus(action.status, "not-achieved");
  if (!status) return gone(deciding, "not-achieved");
  if (!reason) return { kind: "form", name: "not-achieved" };
  return ending(deciding, "not-achieved", {
    patch: { status, closedAt: now, endedBecause: reason, blockedBecause: null },
    why: reason,
    said: `${fullRef(action)} has ended as not achieved.`,
    next: "What is the next step? Make it an action, with an owner and a date.",
  });
}

export function decideCancel(deciding: Deciding, reason: string | undefined): Decision {
  const { action, now } = deciding;
  const status = nextStatus(action.status, "cancel");
  if (!status) return gone(deciding, "cancel");
  if (!reason) return { kind: "form", name: "cancel" };
  return ending(deciding, "cancelled", {
    patch: { status, closedAt: now, endedBecause: reason, blockedBecause: null },
    why: reason,
    said: `${fullRef(action)} is cancelled.`,
    next: null,
  });
}

/** A discarded draft comes back as a draft: its owner was not asked, and hears nothing of it. */
export function decideReopen(deciding: Deciding, reason: string | undefined): Decision {
  const { action, file } = deciding;
  const status = nextStatus(action.status, "reopen");
  if (!status) return { kind: "stale", said: alreadyThus(action, file) };
  if (!reason) return { kind: "form", name: "reopen" };
  const whole = missingFrom(action, ownerIsOutside(action, file)).length === 0 && !wasDiscarded(action);
  return ending(deciding, "reopened", {
    patch: { status: whole ? status : "draft", closedAt: null, endedBecause: null, signedOffBy: null },
    decided: { what: "reopened" },
    why: reason,
    said: whole ? `${fullRef(action)} is open again.` : `${fullRef(action)} is a draft again.`,
    next: null,
  });
}

/** Stores an ending and tells whoever works on it and whoever asked for it. What was asked for and not decided falls away. */
function ending({ action, file, actor, today }: Deciding, what: Told, change: Omit<Change, "notices">): Decision {
  const ear = change.patch.status === "draft" ? null : ownersEar(action, file, today);
  const hearers = others(actor, [ear, recipient(file, action.asker, today)]);
  const notices = hearers.map((to) => told(what, action, actor.id, change.why, to));
  return { kind: "change", change: { ...change, ...(action.request && { request: { do: "supersede" } as const }), notices } };
}

function noEvidenceYet({ action, file }: Deciding): Decision {
  const waiting: Action["status"][] = ["proposed", "open", "blocked"];
  const returned = lastDecision(action)?.what === "returned";
  if (returned || !waiting.includes(action.status)) return { kind: "stale", said: alreadyThus(action, file) };
  return { kind: "stale", said: `${fullRef(action)} has no evidence to sign off yet. It is ${action.status}.` };
}

/** A draft has its own way out. */
function gone({ action, file }: Deciding, _move: Move): Decision {
  if (action.status !== "draft") return { kind: "stale", said: alreadyThus(action, file) };
  return { kind: "stale", said: `${fullRef(action)} is still a draft: discard it instead.` };
}
