import { type Action, fullRef, isEnded, nextStatus } from "./action.ts";
import { personOn } from "./case-file.ts";
import { type Deciding, type Decision, others, ownersEar, recipient } from "./decision.ts";
import { signersHearers } from "./hearers.ts";
import type { Notice } from "./notice.ts";
import { alreadyThus } from "./now-true.ts";
import type { Told } from "./told.ts";

/** The owner's own work on an action: how it goes, what is in the way, what shows that it is done. */

export function decideUpdate({ action, file }: Deciding, text: string | undefined): Decision {
  if (action.status === "draft") return { kind: "stale", said: alreadyThus(action, file) };
  // Without the reason of its ending: whoever is on the case may give updates, and not all of them may read it.
  if (isEnded(action.status)) return { kind: "stale", said: `${fullRef(action)} has ended: it is ${action.status}.` };
  if (!text) return { kind: "form", name: "update" };
  return {
    kind: "change",
    change: { patch: {}, update: text, why: null, notices: [], said: `Update saved on ${fullRef(action)}.`, next: null },
  };
}

/** Stops the owner's clock and asks everybody who may sign off, but never the owner. */
export function decideEvidence(deciding: Deciding, text: string | undefined): Decision {
  const { action, file, actor, today, freshId } = deciding;
  const status = nextStatus(action.status, "evidence");
  if (!status)
    return {
      kind: "stale",
      said: action.status === "proposed" ? `${fullRef(action)} has to be accepted first.` : alreadyThus(action, file),
    };
  if (!text) return { kind: "form", name: "evidence" };
  const version = action.version + 1;
  const signers = signersHearers(action, file, today, actor.id);
  return {
    kind: "change",
    change: {
      patch: { status, blockedBecause: null, notYetHeard: false },
      evidence: { id: freshId, text },
      ...(action.request && { request: { do: "supersede" } as const }),
      why: null,
      notices: signers.map((to) => ({ kind: "evidence-in", to, version })),
      said: submitted(signers.map((to) => personOn(file, to.personId).name)),
      next: null,
    },
  };
}

const submitted = (signers: string[]): string =>
  signers.length > 0
    ? `Evidence submitted. ${new Intl.ListFormat("en-GB", { type: "disjunction" }).format(signers)} can sign it off.`
    : "Evidence submitted. Nobody else on this case can sign it off yet: ask the lead to name a signer on the partner map.";

export function decideBlock({ action, file, actor, today }: Deciding, reason: string | undefined): Decision {
  const status = nextStatus(action.status, "block");
  if (!status)
    return {
      kind: "stale",
      said: action.status === "proposed" ? `${fullRef(action)} has to be accepted first.` : alreadyThus(action, file),
    };
  if (!reason) return { kind: "form", name: "block" };
  const hearers = others(actor, [recipient(file, file.leadId, today), recipient(file, action.asker, today)]);
  return {
    kind: "change",
    change: {
      patch: { status, blockedBecause: reason, notYetHeard: false },
      why: reason,
      notices: hearers.map((to) => told("blocked", action, actor.id, reason, to)),
      said: `${fullRef(action)} is blocked. The lead is told why.`,
      next: null,
    },
  };
}

export function decideUnblock({ action, file, actor, today }: Deciding): Decision {
  const status = nextStatus(action.status, "unblock");
  if (!status) return { kind: "stale", said: alreadyThus(action, file) };
  const hearers = others(actor, [
    recipient(file, file.leadId, today),
    recipient(file, action.asker, today),
    ownersEar(action, file, today),
  ]);
  return {
    kind: "change",
    change: {
      patch: { status, blockedBecause: null },
      decided: { what: "unblocked" },
      why: null,
      notices: hearers.map((to) => told("unblocked", action, actor.id, null, to)),
      said: `${fullRef(action)} is open again.`,
      next: null,
    },
  };
}

export const told = (
  what: Told,
  action: Action,
  by: string,
  why: string | null,
  to: Parameters<typeof others>[1][number] & object,
): Notice => ({
  kind: "told",
  what,
  to,
  by,
  why,
  version: action.version + 1,
});
