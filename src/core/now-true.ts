import { type Action, fullRef, isOwners, type LatestDecision } from "./action.ts";
import type { CaseFile } from "./case-file.ts";
import { dueLabel, timeLabel } from "./due.ts";

/** What is true now, for somebody whose press or words came too late: who did what, where that is known. */
export function alreadyThus(action: Action, file: CaseFile): string {
  const name = (id: string | null): string => (id ? (file.people[id]?.name ?? "somebody") : "somebody");
  const at = (instant: Date | null): string => (instant ? ` at ${timeLabel(instant, file.timeZone)}` : "");
  const last = lastDecision(action);
  const waits = `${fullRef(action)} waits for ${name(action.owner)} to accept.`;
  switch (action.status) {
    case "draft":
      return `${fullRef(action)} is ${action.originalDue ? "a draft again" : "still a draft"}.`;
    case "proposed":
      return last ? `${decidedWords(last, file)} ${waits}` : waits;
    case "open":
      if (last) return decidedWords(last, file);
      return action.acceptedAt
        ? `Already accepted by ${name(action.owner)}${at(action.acceptedAt)}.`
        : `${fullRef(action)} is open.`;
    case "blocked":
      return last ? decidedWords(last, file) : `${fullRef(action)} is blocked${because(action.blockedBecause)}.`;
    case "evidence submitted":
      return `Evidence was already submitted by ${name(action.latestEvidence?.by ?? null)}${at(action.latestEvidence?.at ?? null)}.`;
    case "complete":
      return `Already signed off by ${name(action.signedOffBy)}${at(action.closedAt)}.`;
    case "not achieved":
      return `Already ended as not achieved${at(action.closedAt)}${because(action.endedBecause)}.`;
    case "cancelled":
      return `Already cancelled${at(action.closedAt)}${because(action.endedBecause)}.`;
  }
}

/** The latest decision, where nothing has moved the action since. */
export function lastDecision({ latestDecision, statusSince, acceptedAt, status }: Action): LatestDecision | null {
  if (latestDecision === null || !isOwners(status)) return null;
  return latestDecision.at >= statusSince && (acceptedAt === null || latestDecision.at >= acceptedAt) ? latestDecision : null;
}

/** `Already decided by Hassan (Housing team manager) at 14:20: new date Tue 6 April 2027.` */
export function decidedWords(decision: LatestDecision, file: CaseFile): string {
  const who = `by ${nameAndRole(file, decision.by)} at ${timeLabel(decision.at, file.timeZone)}`;
  const why = because(decision.why);
  switch (decision.what) {
    case "returned":
      return `Already returned ${who}${why}.`;
    case "reopened":
      return `Already opened again ${who}${why}.`;
    case "unblocked":
      return `Already unblocked ${who}.`;
    case "approved":
    case "declined": {
      const no = decision.what === "declined" ? " declined" : "";
      return `Already decided ${who}: ${askedWords(decision, file)}${no}.${decision.why ? ` Because: ${ended(decision.why)}.` : ""}`;
    }
  }
}

/** `new date Tue 6 April 2027`, `new owner Ana` */
export function askedWords(decision: Extract<LatestDecision, { asked: unknown }>, file: CaseFile): string {
  if (decision.asked === "extension") return `new date ${dueLabel(decision.to)}`;
  return `new owner ${file.people[decision.to]?.name ?? "somebody"}`;
}

export function nameAndRole(file: CaseFile, id: string): string {
  const person = file.people[id];
  return person ? `${person.name} (${person.role})` : "somebody who is no longer on this case";
}

/** Nothing where no reason was given, or where it is not for the reader. */
const because = (why: string | null): string => (why ? `: ${ended(why)}` : "");

/** A sentence of ours ends what somebody wrote, once. */
const ended = (words: string): string => words.replace(/\.$/, "");
