import { A_DAY, MONTH, WEEKDAY } from "./date-lexicon.ts";
import type { Deadline } from "./deadline.ts";
import { wholeOwners } from "./owners-said.ts";
import { type FoundWhen, type ReadWhen, readWhen, type WhenContext } from "./when.ts";
import { eachIn, withoutEnd } from "./words-at.ts";

/** A part by itself at the end: `book the room – JB – 12/03/27`, `(Friday)`, `(JB, Friday)`. */
const MARKS = /[,;|] ?|[([]| [-–—] /g;
const LAST_PART = /^(?<part>[^,;|()[\]–—]{2,40}?)(?<shut>[)\].]{0,3})$/;
const OWNED = /^(?<who>\p{Lu}{2,4}(?:[/&, ]+\p{Lu}{2,4})*),? (?<day>[^ ].*)$/u;
/** `(20 minutes)`: how long it takes. */
const LASTS = /^\S+ ?(?:min(?:ute)?|hour|hr)s?$/i;
const DAY_THEN_OWNER = /[([](?<day>[^,;()[\]–—|-]{3,25}?)(?:, ?| ?[–—|] ?| - )(?<who>[^,;()[\]\d]{2,30})[)\]][.;]?$/;
const NEAR_THE_END = 60;
const OPENED = /[([][^()[\]]*$/;
const ENDS_LIKE_A_DAY = new RegExp(String.raw`\d|${WEEKDAY}|${MONTH}|[ap]m`, "i");
const MAY_BE_A_DATE = new RegExp(String.raw`\d|day\b|week|month|^${WEEKDAY}$`, "i");
const ENDING = 12;
const LONGEST_DAY = 40;
/** What such a day belongs to where it is no deadline: `the minutes of 12 March`, `move it from Monday to Friday`, `the forum next Friday`. */
const BELONGS =
  /(?:^|\s)(?:of|from|for|after|before|by|with|since|than|over|about|each|every|last|past|per|except|the|a|an|this|that|our|any|and|or|to|between|until|till|through|on|in|at|is|was|are|were|be|dated|expiring|remembrance|mothering|trinity|advent|black|super|commencing|starting|beginning|ending|held|scheduled|planned|booked|due|version|no|number|section|clause|page|item|minutes?|meetings?|agenda|letter|\S+ed|\S*[-–—&/+>→])$/i;

/** A date by itself behind the last mark. */
export function lastPart(text: string, context: WhenContext): Deadline | null {
  const first = dayThenOwner(text, context);
  if (first) return first;
  const last = partAtEnd(text);
  if (!last || !MAY_BE_A_DATE.test(last.part) || LASTS.test(last.part)) return null;
  const read = readWhen(last.part, context);
  if (isFixed(read)) return { read, rest: last.rest };
  // `(JB 24/3)`: the owner stays.
  const { who, day = "" } = OWNED.exec(last.part)?.groups ?? {};
  const ofOwner = who ? readWhen(day, context) : read;
  return who && isFixed(ofOwner) ? { read: ofOwner, rest: ownedRest(text, last, day) } : null;
}

/** `(19 March, Pam)`: the owner stays. */
function dayThenOwner(text: string, context: WhenContext): Deadline | null {
  const found = DAY_THEN_OWNER.exec(text.slice(-NEAR_THE_END));
  const { day = "", who = "" } = found?.groups ?? {};
  if (!found || !A_DAY.test(day) || !wholeOwners(who, "told")?.names.length) return null;
  const read = readWhen(day, context);
  return isFixed(read) ? { read, rest: `${text.slice(0, text.length - found[0].length)}(${who})` } : null;
}

const ownedRest = (text: string, { at, part }: Part, day: string): string => {
  const from = text.indexOf(part, at) + part.length - day.length;
  return `${text.slice(0, from).trimEnd()}${text.slice(from + day.length)}`;
};

/** Words that are no date, set apart: `ring the practice (ongoing)`, `book the survey – JB – ASAP`. */
export function vagueLastPart(text: string, context: WhenContext): Deadline | null {
  const last = partAtEnd(text);
  const read = last && readWhen(last.part, context);
  return last && read?.kind === "vague" && !/^urgent|\d/i.test(last.part) ? { read, rest: last.rest } : null;
}

interface Part {
  at: number;
  part: string;
  rest: string;
}

function partAtEnd(said: string): Part | null {
  const text = withoutEnd(said, " ,;");
  const from = Math.max(0, text.length - NEAR_THE_END);
  const [mark] = [...eachIn(MARKS, text.slice(from))].slice(-1);
  const at = from + (mark?.index ?? 0);
  const { part = "", shut = "" } = LAST_PART.exec(text.slice(at + (mark?.[0].length ?? 0)))?.groups ?? {};
  if (!mark || part === "") return null;
  const rest = text.slice(0, at);
  // `(JB, Friday)` keeps its bracket.
  return { at, part, rest: shut !== "" && OPENED.test(rest.slice(-NEAR_THE_END)) ? rest + shut : rest };
}

/** A day at the very end with no mark before it: `ring the landlord Tuesday`, `send the forms 12 March`. */
export function dayAtEnd(text: string, context: WhenContext): Deadline | null {
  if (!ENDS_LIKE_A_DAY.test(text.slice(-ENDING))) return null;
  const from = Math.max(1, text.length - LONGEST_DAY);
  for (let at = text.indexOf(" ", from); at >= 0; at = text.indexOf(" ", at + 1)) {
    if (!A_DAY.test(text.slice(at + 1))) continue;
    const read = readWhen(text.slice(at + 1), context);
    if (read.kind !== "due" && read.kind !== "far") continue;
    return BELONGS.test(text.slice(Math.max(0, at - LONGEST_DAY), at)) ? null : { read, rest: text.slice(0, at) };
  }
  return null;
}

/** `r/v meds 2/52`: when to look again. `For 2/52` is how long, and `1/12` may be the first of December. */
const LOOK_AGAIN =
  /\b(?:r\/v|f\/u|review|follow[ -]?up|repeat|recheck|recall|reassess|see)\b(?:[^.;]{0,60}?[^.;\s])?(?<!\b(?:for|of|every|last|past|x|over|than|ago|was|were)) (?<weeks>\d{1,2}\/52)[ .]*$/i;

export function weeksAtEnd(text: string, context: WhenContext): Deadline | null {
  const weeks = text.includes("/52") ? LOOK_AGAIN.exec(text)?.groups?.weeks : undefined;
  if (weeks === undefined) return null;
  const read = readWhen(`in ${weeks}`, context);
  return isFixed(read) ? { read: { ...read, words: weeks }, rest: text.slice(0, text.lastIndexOf(weeks)) } : null;
}

const isFixed = (read: ReadWhen): read is Exclude<FoundWhen["read"], { kind: "vague" }> =>
  read.kind !== "none" && read.kind !== "vague" && read.kind !== "past";
