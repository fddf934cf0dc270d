import type { Line } from "./minutes.ts";
import { withoutEnd } from "./words-at.ts";

/** What stands under a heading: actions to be read, what is past or closed, or anything else. */
export type Section = "actions" | "past" | "other";

const NUMBER = /^(?:\d{1,2}(?:\.\d{1,2})*[.):]?|[a-z][.)]|item \d+:?) +/i;
const IN_BRACKETS = /\s*\([^()]{0,40}\)$/;
const ACTIONS =
  /^(?:(?:summary|list|table|log) of )?(?:the )?(?:(?:new|agreed|key|main|further|our|open|outstanding|ongoing|current|immediate|meeting|additional|team|all|proposed|next|specific|mdt|safeguarding|multi-agency|urgent) ){0,3}(?:actions?|action (?:items?|points?|list|log|plan|summary|register|tracker)|ais?|aps?|to-?dos?|to do(?: list)?|task(?:s| list)|commitments?|(?:who|what) (?:does|will do|is doing) what|what (?:(?:we|was|were|will|needs?|is|has|must|agreed|going|it|now|next|be) ){1,5}(?:to (?:do|happen|be done)|do|happen|done)(?: next| now)?|things to do|(?:decisions?|outcomes?|recommendations?|key points) (?:and|&|\/) (?:agreed )?actions?|actions? (?:and|&|\/) (?:decisions?|outcomes?|recommendations?|next steps?)|follow[ -]?up actions?|plan)(?: (?:agreed|arising|required|needed|identified|to take|to be taken|summary|list|for (?:the )?(?:next|this|coming|follow)[^:]{0,40}|(?<=s )for [^:]{1,40}|from (?:this|today|the meeting)[^:]{0,30}|carried forward|outstanding|and owners|& owners|by whom[^:]{0,20}))?$/i;
const STEPS =
  /^(?:(?:agreed|proposed|our|immediate|the) )?(?:next steps?|follow[ -]?ups?|way forward|what happens next|what next)(?: (?:and|&) (?:actions?|owners|timescales))?$/i;
const PAST =
  /^(?:(?:review of|updates? on|follow[ -]?up (?:of|on|from)|status of) )?(?:(?:the )?(?:previous|last|past|prior|completed|closed|done|old|resolved|finished|cancelled)(?: (?:week|month|meeting|time)(?:['’]?s)?)?(?: (?:actions?|action (?:items?|points?|log)|items|tasks|minutes))?|(?:actions?|action (?:items?|points?|log)|ais?|minutes)(?: review| update)? (?:from|of|since) (?:the )?(?:last|previous|past|prior|\d)[^:]{0,40}|(?:previous|last) (?:meeting|minutes).{0,30}|(?:actions?|action (?:items?|points?|log)) (?:review|update|closed|completed)|completed|closed|done|(?:review|update|status) (?:of|on) (?:the )?(?:actions?|action (?:items?|points?|log)))$/i;
/** Headings that minutes have without any marks of a heading. */
const KNOWN =
  /^(?:any other business|a\.?o\.?b\.?|matters arising|apologies|attendees|attendance|present|decisions?|date (?:and time )?of (?:the )?next meeting|next meeting|notes?|minutes|discussion|agenda|summary|risks?|issues?|close|background|introductions?)\b[^.]{0,40}:?$/i;
const SHOUTED = /^(?=.*\p{Lu}{4})[\p{Lu}\d\s&,/'’()-]{6,}:?$/u;
const LONGEST_HEADING = 70;

/** What a heading announces, by its words alone; null where it is none that we know. */
export function sectionNamed(heading: string): Section | null {
  if (heading.length > LONGEST_HEADING + 10) return null;
  const words = withoutEnd(heading.replace(NUMBER, ""), " :.–—-").replace(IN_BRACKETS, "");
  if (PAST.test(words)) return "past";
  return ACTIONS.test(words) || STEPS.test(words) ? "actions" : null;
}

/** A plain line that can only be the heading of something else: `ATTENDANCE`, `5. Any other business`, `Decisions:`. */
export function isOtherHeading({ kind, box, said }: Line): boolean {
  if (kind === "heading") return true;
  if (kind === "row" || box !== "none" || said.length > LONGEST_HEADING) return false;
  const words = said.replace(NUMBER, "").trim();
  return SHOUTED.test(words) || (KNOWN.test(words) && !/ (?:to|by) /.test(words));
}
