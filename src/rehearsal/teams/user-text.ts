import type { Cast } from "../cast.ts";
import { APP } from "./app-identity.ts";
import { type Conversation, rosterId, teamsPeople } from "./conversations.ts";
import type { Mention } from "./messages.ts";

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const escapeText = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Whom a typed `@Name` may mean: the app, and whoever is in the conversation. */
function mentionable(cast: Cast, conversation: Conversation): { id: string; name: string }[] {
  const people = teamsPeople(cast)
    .filter(({ teamsUser }) => conversation.members.includes(teamsUser))
    .map(({ name, teamsUser }) => ({ id: rosterId(teamsUser), name }));
  return [{ id: APP.botUser, name: APP.name }, ...people].sort((one, other) => other.name.length - one.name.length);
}

/** What somebody typed, as Teams sends it on: escaped, with `<at>` around names and an entity for each. */
export function asTeamsSends(typed: string, cast: Cast, conversation: Conversation): { text: string; mentions: Mention[] } {
  const known = mentionable(cast, conversation);
  const names = known.map(({ name }) => escapeRegExp(escapeText(name))).join("|");
  const mentions: Mention[] = [];
  const text = escapeText(typed).replace(new RegExp(`(?<![\\w@])@(${names})(?![\\w-])`, "gi"), (found, name: string) => {
    const meant = known.find((each) => escapeText(each.name).toLowerCase() === name.toLowerCase());
    if (!meant) return found;
    const words = `<at>${escapeText(meant.name)}</at>`;
    mentions.push({ text: words, ...meant });
    return words;
  });
  return { text, mentions };
}
