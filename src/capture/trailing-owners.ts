import { type OwnersSaid, wholeOwners } from "./owners-said.ts";
import type { Owned } from "./task-owners.ts";
import { eachIn, withoutEnd } from "./words-at.ts";

/** `… (JB)`, `… [Clerk]`; not the address of a link. */
const IN_BRACKETS = /(?<![\]\w])[([] ?(?<said>[^()[\]]{1,60}) ?[)\]][.,;]?$/;
/** `… - Thom May`, `… – Clerk`, `…, SC.`, `…. JB`, `… @sam`. */
const MARKS = / [-–—|] ?| (?=@)|[,;/] ?|[.:] /g;
const ANY_MARK = /[-–—|@,;/.:)\]]/;
const NEAR_THE_END = 70;
const LABEL =
  /^(?:owners?|leads?|who|by|action(?:ed)?(?: by)?|assigned to|allocated to|responsible|resp|for|to|on|name)(?:: ?| - | |(?<=owner|name|assignee)=)/i;
const INITIALS = /^\p{Lu}[\p{Lu}\p{Ll}]{0,2}\p{Lu}$/u;

/** Owners that stand behind the words of an action. */
export function trailingOwners(words: string): Owned | null {
  if (!ANY_MARK.test(words.slice(-NEAR_THE_END))) return null;
  const bracket = IN_BRACKETS.exec(words.slice(-NEAR_THE_END));
  const inside = bracket && ownersIn(bracket.groups?.said ?? "");
  if (bracket && inside) return { owners: inside.names, text: words.slice(0, words.length - bracket[0].length) };
  const from = Math.max(0, words.length - NEAR_THE_END);
  for (const { index, 0: mark } of eachIn(MARKS, words.slice(from))) {
    const behind = ownersIn(words.slice(from + index + mark.length));
    if (behind && fits(mark, behind.names)) return { owners: behind.names, text: words.slice(0, from + index) };
  }
  return null;
}

function ownersIn(said: string): OwnersSaid | null {
  const owners = wholeOwners(withoutEnd(said.replace(LABEL, ""), " -–—"), "told");
  return owners && owners.names.length > 0 ? owners : null;
}

/** After a comma only initials are surely whom it is up to: `invite Ann, Bob and Carl` names nobody who does it. */
const fits = (mark: string, names: string[]): boolean => !/^[,;/]/.test(mark) || names.every((name) => INITIALS.test(name));
