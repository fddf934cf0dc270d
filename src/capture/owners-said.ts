import { ownerNameAt, type Trust } from "./owner-names.ts";
import { isBody, isRoleHead } from "./role-words.ts";
import { startsWithOrder } from "./task-verbs.ts";
import { endAt, withoutEnd } from "./words-at.ts";

/** Owners as they were named at a place; no name at all where it was `someone`, who never owns anything (DOMAIN rule 1). */
export interface OwnersSaid {
  names: string[];
  end: number;
}

/** `[Jo] will …` */
const OPENED = /\[(?=[\p{Lu}@])/uy;
const SHUT = /\]/y;
/** `Harriet (Housing officer)`; not `(by 12/03)`. */
const OF_WHERE = / ?\((?![^()]{0,60}(?:\d[/.]\d|\b(?:by|due|before) ))[^()]{1,60}\)/y;
const JOINT = /,? (?:and|&|\+|plus|or|(?:together |along )?with) |(?:,|;) (?:and )?| ?[/&+|] ?/iy;
const BESIDE = / (?=[@<])/y;
const POSSESSIVE = /['’]s(?![\w])(?! going to )/y;
const LONGEST_LIST = 12;

/** The owners named at a place: `JB/MH`, `Gregg and Manu`, `the Clerk`, `Harriet (Housing officer)`, `@sam @jo`. */
export function ownersAt(text: string, at: number, trust: Trust): OwnersSaid | null {
  const first = ownerAt(text, at, trust);
  if (!first) return null;
  const names = [...first.names];
  let end = first.end;
  for (let count = 1; count < LONGEST_LIST; count += 1) {
    const from = endAt(JOINT, text, end) ?? endAt(BESIDE, text, end);
    const next = from === null ? null : ownerAt(text, from, trust);
    if (!next) break;
    names.push(...next.names);
    end = next.end;
  }
  return { names, end };
}

/** Owners that are all that is said: `JB / MH`, `the Clerk`, `Jo Smith & Ann Lee`. */
export function wholeOwners(said: string, trust: Trust): OwnersSaid | null {
  const words = withoutEnd(said.trim(), ".,;: ");
  const owners = words === "" || startsWithOrder(words) ? null : ownersAt(words, 0, trust);
  return owners?.end === words.length ? owners : null;
}

/** `OT (Priya)`: who it is goes before what they are, where that is one word. */
function personOf(role: string, bracket: string): string | null {
  if (!(isBody(role) || isRoleHead(role) || /^\p{Lu}{2,4}$/u.test(role))) return null;
  const said = bracket.slice(bracket.indexOf("(") + 1, -1);
  const isPerson =
    /^(?:(?:Dr|Mrs?|Ms|Miss) )?\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)?$/u.test(said) &&
    !isBody(said) &&
    !said.split(" ").some(isRoleHead);
  return isPerson && ownerNameAt(said, 0, "overheard")?.end === said.length ? said : null;
}

function ownerAt(text: string, at: number, trust: Trust): OwnersSaid | null {
  const from = endAt(OPENED, text, at) ?? at;
  const named = ownerNameAt(text, from, trust);
  if (!named || endAt(POSSESSIVE, text, named.end) !== null) return null;
  const shut = from === at ? named.end : endAt(SHUT, text, named.end);
  if (shut === null) return null;
  const end = endAt(OF_WHERE, text, shut) ?? shut;
  const name = text.slice(from, named.end);
  return { names: named.nobody ? [] : [personOf(name, text.slice(shut, end)) ?? name], end };
}
