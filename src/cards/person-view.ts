import type { CaseFile } from "../core/case-file.ts";
import { dayLabel } from "../core/due.ts";
import type { Platform } from "../core/person.ts";
import { join, type Markup, mention } from "./markup.ts";
import type { Telling } from "./telling.ts";

/**
 * `@Harriet (Housing officer, Quayside Homes)`. The role is the one they hold here: on this case where the action was given by role,
 * else in their own organisation.
 */
export function personText(telling: Telling, file: CaseFile, id: string, role?: string | null): Markup {
  const person = file.people[id];
  if (!person) return join(["somebody who is no longer on this case"]);
  telling.mentions[id] = { name: person.name, ids: person.identities };
  return join([mention(id), `(${role ?? person.role}, ${person.organisationName})`]);
}

/** First names in running text, after the person has been introduced in full. Never a mention: one is enough. */
export const nameOnly = (file: CaseFile, id: string | null): string => (id && file.people[id]?.name) || "somebody";

/** Why somebody reads what was meant for another. */
export function coverSentence(file: CaseFile, coverFor: string | null, until: string | null): string[] {
  if (coverFor === null) return [];
  const when = until === null ? "" : ` until ${dayLabel(until)}`;
  return [`You are cover for ${nameOnly(file, coverFor)}${when}.`];
}

export const PLATFORM_NAMES: Record<Platform, string> = { slack: "Slack", teams: "Teams" };
