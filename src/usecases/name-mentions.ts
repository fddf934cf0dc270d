import type { Command } from "../core/command.ts";
import type { Platform } from "../core/person.ts";
import { personMentioned } from "../store/cases.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";

const MENTION = /<@(slack|teams)\/([^/>]+)\/([^>]+)>/g;

/**
 * What people wrote, with everybody they mentioned in it by name: words are kept for years and read on either platform, where an
 * address of one of them says nothing. Somebody whom we do not know stays `somebody`.
 */
export async function nameMentions(deps: Deps, asking: Asking, words: string): Promise<string> {
  const names = new Map<string, string>();
  for (const [token, platform, workspace = "", user = ""] of words.matchAll(MENTION)) {
    if (names.has(token)) continue;
    const person = await personMentioned(deps.db, asking.providerId, { platform: platform as Platform, workspace, user });
    names.set(token, person?.name ?? "somebody");
  }
  return words.replace(MENTION, (token) => names.get(token) ?? token);
}

/** Fields that are kept as they were written; those that name people or dates are read first. */
const KEPT = ["text", "reason", "evidence"] as const;

/** A command with everybody in its kept words by name. */
export async function withNames<C extends Command>(deps: Deps, asking: Asking, command: C): Promise<C> {
  const named: Partial<Record<(typeof KEPT)[number], string>> = {};
  for (const field of KEPT) {
    const words = (command as Partial<Record<typeof field, string>>)[field];
    if (words?.includes("<@")) named[field] = await nameMentions(deps, asking, words);
  }
  return { ...command, ...named };
}
