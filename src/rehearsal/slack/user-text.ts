import type { Cast } from "../cast.ts";
import { APP } from "./app-identity.ts";
import { handle, slackPeople } from "./conversations.ts";

/** The people and rooms that a typed `@Name` or `#room` may mean, as Slack writes them. */
export interface Mentionable {
  typed: string;
  written: string;
}

/** A command's text names people (`<@U1|name>`); a message's does not (`<@U1>`). */
export type TextKind = "command" | "message";

export function mentionables(cast: Cast, kind: TextKind): Mentionable[] {
  const named = (id: string, name: string) => (kind === "command" ? `<@${id}|${handle(name)}>` : `<@${id}>`);
  return [
    ...slackPeople(cast).map(({ name, slackUser }) => ({ typed: `@${name}`, written: named(slackUser, name) })),
    { typed: `@${APP.name}`, written: named(APP.botUser, APP.name) },
    ...cast.slackRooms.map(({ name, conversation }) => ({
      typed: `#${name.replace(/^#/, "")}`,
      written: `<#${conversation}|${name.replace(/^#/, "")}>`,
    })),
  ].sort((one, other) => other.typed.length - one.typed.length);
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

export const escapeText = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** What somebody typed, as Slack sends it on: escaped, with mentions and links in angle brackets. */
export function asSlackSends(typed: string, mentionable: Mentionable[]): string {
  const names = mentionable.map((each) => escapeRegExp(escapeText(each.typed))).join("|");
  const pattern = new RegExp(`(https?://[^\\s<>"]+[^\\s<>".,;:!?)])|(?<![\\w@#])(${names})(?![\\w-])`, "gi");
  return escapeText(typed).replace(pattern, (found, link: string | undefined) => {
    if (link) return `<${link}>`;
    return mentionable.find((each) => escapeText(each.typed).toLowerCase() === found.toLowerCase())?.written ?? found;
  });
}
