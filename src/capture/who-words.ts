import type { Platform } from "../core/person.ts";

/** Somebody as they were named. `unknown` keeps what was said, so that the question can repeat it. */
export type Who =
  | { kind: "me" }
  | { kind: "mention"; platform: Platform; workspace: string; user: string }
  | { kind: "person"; personId: string }
  | { kind: "role"; role: string; personId: string }
  | { kind: "unknown"; said: string };

/** Who can be named in a case: its people by each of their names, and the roles of its partner map. */
export interface Known {
  people: { id: string; names: string[] }[];
  roles: { role: string; personId: string }[];
}

/** People named at a place in a text; none where it was `someone` or `the team`, who never own anything (DOMAIN rule 1). */
export interface Named {
  who: Who[];
  end: number;
}

const MENTION = /<@(?<platform>slack|teams)\/(?<workspace>[^/>]+)\/(?<user>[^/>]+)>(?!['’]s(?!\p{L}))/uy;
const QUOTED = /["“”„](?<said>[^"“”„]*)["“”„]/y;
const ME = /(?:me|myself)(?![\p{L}\p{N}'’-])/iuy;
/** `someone` is nobody wherever it leads, but for `someone from housing`; `all` and `the team` only where they are to do something. */
const NOBODY_AT_ALL =
  /(?:(?:some|any)(?:one|body)|tb[acd])(?:['’]ll)?(?!\s+(?:from|in|at|on|of|with|who|else)(?!\p{L}))(?![\p{L}\p{N}'’-])/iuy;
const NOBODY_TO_DO =
  /(?:we|us|all|all\s+of\s+us|(?:the\s+(?:whole\s+)?)?team|every(?:one|body))(?:['’]ll(?!\p{L})|(?=\s*(?:$|[,:–—]|-\s|(?:to|will|should|must|shall|can|could|needs?|has|have|ought|and|&)(?!\p{L}))))/iuy;
const JOINT = /\s*(?:,\s*and\s|,|&|\+|\/|\sand\s)\s*/iuy;
const SAME_LETTERS = new Intl.Collator("en", { sensitivity: "base" });
const GAP = /\s*/uy;

/** Who may follow one another without a word between: people at the front of what is said, elsewhere mentions alone. */
type Unjoined = "mentions" | "mentions and names";

/**
 * The longest list of people, roles and mentions at a place: `@a and @b`, `Harriet, Carl`, `"GP practice manager"`, `me`; also
 * `Harriet Tom` where names need no word between them.
 */
export function namedAt(text: string, at: number, known: Known, unjoined: Unjoined = "mentions"): Named | null {
  const first = oneAt(text, at, known);
  if (!first) return null;
  const who = [...first.who];
  let end = first.end;
  for (let next = nextAt(text, end, known, unjoined); next; next = nextAt(text, end, known, unjoined)) {
    who.push(...next.who);
    end = next.end;
  }
  return { who: distinct(who), end };
}

/** What stands after `owner` or `chaser`: as `namedAt`, or else the quoted words as said. */
export function saidAt(text: string, at: number, known: Known): Named | null {
  const named = namedAt(text, at, known);
  if (named) return named;
  const quoted = match(QUOTED, text, at);
  const said = quoted?.groups.said?.trim();
  return quoted && said ? { who: [{ kind: "unknown", said }], end: quoted.end } : null;
}

function nextAt(text: string, at: number, known: Known, unjoined: Unjoined): Named | null {
  const joint = match(JOINT, text, at);
  if (joint) return oneAt(text, joint.end, known);
  const gap = match(GAP, text, at);
  if (!gap) return null;
  return mentionAt(text, gap.end) ?? (unjoined === "mentions and names" && gap.end > at ? knownAt(text, gap.end, known) : null);
}

function oneAt(text: string, at: number, known: Known): Named | null {
  return (
    mentionAt(text, at) ??
    quotedAt(text, at, known) ??
    wordAt(ME, [{ kind: "me" }], text, at) ??
    knownAt(text, at, known) ??
    wordAt(NOBODY_AT_ALL, [], text, at) ??
    wordAt(NOBODY_TO_DO, [], text, at)
  );
}

function mentionAt(text: string, at: number): Named | null {
  const found = match(MENTION, text, at);
  if (!found) return null;
  const { platform, workspace = "", user = "" } = found.groups;
  return { who: [{ kind: "mention", platform: platform === "teams" ? "teams" : "slack", workspace, user }], end: found.end };
}

/** A quoted name or role of the case, whole; other quoted words are text. */
function quotedAt(text: string, at: number, known: Known): Named | null {
  const found = match(QUOTED, text, at);
  const said = found?.groups.said?.trim() ?? "";
  const named = said && oneAt(said, 0, known);
  return found && named && named.end === said.length ? { ...named, end: found.end } : null;
}

function wordAt(word: RegExp, who: Who[], text: string, at: number): Named | null {
  const found = match(word, text, at);
  return found && { who, end: found.end };
}

/** The longest name or role at a place. A name that two people share names both: which of them is asked. */
function knownAt(text: string, at: number, { people, roles }: Known): Named | null {
  const names: [string, Who][] = [
    ...roles.map(({ role, personId }): [string, Who] => [role, { kind: "role", role, personId }]),
    ...people.flatMap(({ id, names }) => names.map((name): [string, Who] => [name, { kind: "person", personId: id }])),
  ];
  const from = text[at] === "@" ? at + 1 : at;
  const here = names.filter(([name]) => name !== "" && standsAt(text, from, name));
  const longest = Math.max(0, ...here.map(([name]) => name.length));
  if (longest === 0) return null;
  return { who: distinct(here.filter(([name]) => name.length === longest).map(([, who]) => who)), end: from + longest };
}

/** `Harriet` in `Harriet to call`, not in `Harriet's landlord` or `Harriette`. */
function standsAt(text: string, at: number, name: string): boolean {
  const same = SAME_LETTERS.compare(text.slice(at, at + name.length), name) === 0;
  return same && !/^(?:[\p{L}\p{N}_]|['’](?:s|\p{L})|-\p{L})/u.test(text.slice(at + name.length));
}

/** Each once; a person who was named by role and by name counts as the role. */
function distinct(who: Who[]): Who[] {
  const keys = who.map((one) => ("personId" in one ? one.personId : JSON.stringify(one)));
  return who.filter((_, place) => keys.indexOf(keys[place] ?? "") === place);
}

function match(pattern: RegExp, text: string, at: number): { end: number; groups: Record<string, string | undefined> } | null {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found && { end: pattern.lastIndex, groups: found.groups ?? {} };
}
