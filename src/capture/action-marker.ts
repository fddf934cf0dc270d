import { MARKER, MARKER_NUMBER } from "./action-words.ts";
import { handoverAt } from "./handover.ts";
import { ownersAt, wholeOwners } from "./owners-said.ts";
import { isTaskVerb, startsWithOrder } from "./task-verbs.ts";

/** The words that a marker calls an action. */
export interface Marked {
  /** The marker itself: `ACTION`, `AP4`. */
  marker: string;
  /** What was said before the marker on the same line. */
  before: string;
  /** What stands after it; owners from between marker and colon come first, in brackets. */
  words: string;
  /** What is said behind a bracket that holds the whole marker. */
  after: string;
}

/** `ACTION:`, `Action Item -`, `AP3:`, `AI to`, `#action`, `TODO(@sam):` at the beginning of a line. */
const AT_START = new RegExp(
  String.raw`^(?<marker>#(?:action|actionitem|todo|ai)\b|(?:${MARKER})${MARKER_NUMBER})(?<mark> ?(?:::?|=>|->|→|–|—|-(?= )|\.(?= ))| ?(?=[([@])| (?=\S)|$)\s*`,
  "i",
);
/** `The gate needs mending #action` */
const TAGGED = /\s+(#(?:action(?:item)?|todo))[.!]?$/i;
/** `[ACTION] Wei to write`, `(AP3) …`: the marker by itself in brackets. */
const BOXED = new RegExp(String.raw`^[[(] ?((?:${MARKER})${MARKER_NUMBER}) ?[\])][ :–—-]*(?=[^\s(])`, "i");
/** `Action plan`, `Actions from the last meeting`: what is called after actions. */
const TITLE_GOES_ON =
  /^(?:owners?|leads?|by (?:when|whom|date)|from|of|logs?|plans?|lists?|tracker|tracking|register|table|summary|reviews?|updates?|minutes|groups?|points?|items?|fraud|research|learning|required|taken|was|were|is|are|has|have|had|in|on the|that|this|which|needs|will|can|could|may|might|would|should|arising|since|and|or|at|with|by date|requested|committee|team|steps?|areas?|words?|days?|week|statement|outstanding|completed?|closed|done)\b/i;
/** Without a colon the word may be any word: only these, so written, are markers then. */
const SHOUTED = /^(?:A\.?[IP]\b|AP|ACTIONS?\b|Actions?\b|TODO)/;
const WITHIN = new RegExp(
  String.raw`(?:(?<= )(?:ACTIONS?(?:[ _]ITEMS?|[ _]POINTS?)?|#action|#todo)|(?<=[.;,!?)\]:–—-] ?)(?:Actions?(?: [Ii]tems?| [Pp]oints?)?|(?<=[.;,!?)\]] ?)action(?: item| point)?(?=: )|TODO|AP|AI))(?![a-z])${MARKER_NUMBER}(?: ?\((?<bracket>[^()]{1,60})\)| (?<spec>[A-Z][\w'’&/, .]{0,40}?))? ?(?::|–|—| - |=>|→) ?`,
  "g",
);
const IN_BRACKET = new RegExp(
  String.raw`[[(] ?(?:${MARKER})${MARKER_NUMBER}\s?(?:for|on|by)?(?<mark>[ :–—-]{0,3})(?<words>[^()[\]]{1,200}) ?[\])]`,
  "i",
);
const INITIALS_TO = /^A[IP] (?:to|will) (?=[a-z])/;
/** `by Friday` behind an owner: whether what is left is nobody but owners. */
const DATED = / (?:by|before|due|within|in|for|on)\b.*$/i;
const BRACKETED = /^[([](?<said>[^()[\]]{1,60})[)\]](?<mark> ?[:–—-])?/;
const LED_IN = /^(?:for|to|on|by) /i;
const LONGEST_OWNERS = 60;

/** What a line that carries a marker calls an action; null where it carries none, or only speaks of actions. */
export function markedAction(said: string): Marked | null {
  const unboxed = said.startsWith("[") || said.startsWith("(") ? said.replace(BOXED, "$1: ") : said;
  return atStart(unboxed) ?? tagged(unboxed) ?? inBracket(unboxed) ?? within(unboxed);
}

function atStart(said: string): Marked | null {
  const found = AT_START.exec(said);
  if (!found) return null;
  const words = said.slice(found[0].length).trim();
  const { marker = "", mark = "" } = found.groups ?? {};
  const isPlain = mark.trim() !== "" || marker.startsWith("#");
  // `AP to send the list`: somebody with these initials.
  if (!isPlain && INITIALS_TO.test(said)) return null;
  if (
    !isPlain &&
    (words === "" || !(SHOUTED.test(marker) || isTyped(marker, words)) || TITLE_GOES_ON.test(words) || !leadsOn(words))
  )
    return null;
  return { marker, before: "", words, after: "" };
}

function tagged(said: string): Marked | null {
  const found = TAGGED.exec(said);
  return found && found.index > 0 ? { marker: found[1] ?? "", before: "", words: said.slice(0, found.index), after: "" } : null;
}

/** `action jo to ping them`, as typed for a bot. */
const isTyped = (marker: string, words: string): boolean => marker === "action" && /^[\p{L}][\w^-]* to [a-z]/u.test(words);

/** Whether words without a colon before them tell somebody, or anybody, what to do. */
function leadsOn(words: string): boolean {
  if (startsWithOrder(words) || words.startsWith("@")) return true;
  const bracket = BRACKETED.exec(words);
  if (bracket) return bracket.groups?.mark !== undefined || wholeOwners(bracket.groups?.said ?? "", "named") !== null;
  if (wholeOwners(words.replace(DATED, "").replace(LED_IN, ""), "told")?.names.length) return true;
  const head = (words.split(/ ?[:–—]| - /, 1)[0] ?? "").replace(LED_IN, "");
  if (head.length < words.length && head.length <= LONGEST_OWNERS && wholeOwners(head, "told")) return true;
  const owners = ownersAt(words, 0, "told");
  const handover = owners && handoverAt(words, owners.end);
  return handover?.kind === "words" && isTaskVerb(words.slice(handover.end).split(/\W/, 1)[0] ?? "");
}

/** `[ACTION - SC]`, `(Action: JB to ring)`, `(todo @sam)`. */
function inBracket(said: string): Marked | null {
  const found = IN_BRACKET.exec(said);
  if (!found) return null;
  const { mark = "", words = "" } = found.groups ?? {};
  if (!/[:–—-]/.test(mark) && !wholeOwners(words, "told")) return null;
  return {
    marker: "",
    before: said.slice(0, found.index).trim(),
    words: words.trim(),
    after: said.slice(found.index + found[0].length).trim(),
  };
}

/** `The noise goes on. ACTION (Harriet): book the survey`. */
function within(said: string): Marked | null {
  WITHIN.lastIndex = 0;
  const found = WITHIN.exec(said);
  if (!found || found.index === 0) return null;
  const owners = found.groups?.bracket ?? found.groups?.spec;
  const words = said.slice(found.index + found[0].length).trim();
  const before = said.slice(0, found.index).trim();
  return { marker: "", before, words: owners ? `(${owners}) ${words}` : words, after: "" };
}
