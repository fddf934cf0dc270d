import { type Action, fullRef } from "./action.ts";
import type { CaseFile } from "./case-file.ts";
import { timeLabel } from "./due.ts";

/** What is true now, for somebody whose press or words came too late: who did what, where that is known. */
export function alreadyThus(action: Action, file: CaseFile): string {
  const name = (id: string | null): string => (id ? (file.people[id]?.name ?? "somebody") : "somebody");
  const at = (instant: Date | null): string => (instant ? ` at ${timeLabel(instant, file.timeZone)}` : "");
  // Absent where none was given, or where it is not for the reader.
  const because = (why: string | null): string => (why ? `: ${why.replace(/\.$/, "")}` : "");
  switch (action.status) {
    case "draft":
      return `${fullRef(action)} is still a draft.`;
    case "proposed":
      return `${fullRef(action)} waits for ${name(action.owner)} to accept.`;
    case "open":
      return action.acceptedAt
        ? `Already accepted by ${name(action.owner)}${at(action.acceptedAt)}.`
        : `${fullRef(action)} is open.`;
    case "blocked":
      return `${fullRef(action)} is blocked${because(action.blockedBecause)}.`;
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
