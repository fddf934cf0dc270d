import { atPlace, matchAt } from "./date-lexicon.ts";
import { endAt } from "./words-at.ts";

/** Words that make what follows a deadline. `on` is weaker: `the fall on Tuesday, report by Friday` is due on Friday. */
const DEADLINE = atPlace(
  "(?:(?:(?:deadline|date) )?(?:extended|revised|deferred)(?: (?:to|date|deadline))?|due(?: date)?|deadline|target(?: date)?|by when|timescales?|time ?frame|(?:completion|closing|copy|return|submission|cut[ -]?off|response|renewal) date|date due|eta|(?:for completion|to be (?:completed|done|finished|submitted|returned|in place|ready)))(?: (?:is|of|by|on|before|for))?|by|(?<!not\\s)(?:on or )?before|prior to|ahead of|in advance of|in time for|until|till|no later than|not later than|(?:at the )?latest(?: by)?|first thing(?: on)?|now due",
);
/** `due:2027-04-01`, as lists of tasks have it. */
const DUE_COLON = /(?:due|deadline|by):(?=\d)/iy;
const ON = atPlace("on(?: or (?:around|about))?");
/** `12 March at the latest`: the word that makes it a deadline comes after it. */
const LATEST = atPlace(",? (?:at the )?(?:very )?latest");
const AFTER_LEAD = /:\s*|\s+/uy;

/** How each of them begins, as a piece of pattern that ignores case. */
export const LEAD_STARTS =
  "due|deadline|target|by|before|prior|ahead|in advance|in time|until|till|no later|not later|latest|at the latest|first thing|timescale|time|completion|closing|copy|return|submission|cut|response|renewal|date due|eta|for completion|to be|extended|revised|deferred|now due|on\\b";

/** Where a lead at a place ends and its date begins; `strong` where it leaves no doubt. */
export function leadAt(text: string, at: number): { end: number; strong: boolean } | null {
  const labelled = endAt(DUE_COLON, text, at);
  if (labelled !== null) return { end: labelled, strong: true };
  const strong = matchAt(DEADLINE, text, at);
  const lead = strong ?? matchAt(ON, text, at);
  const end = lead && endAt(AFTER_LEAD, text, lead.end);
  return end ? { end, strong: strong !== null } : null;
}

/** Where `at the latest` behind a date ends. */
export const latestAt = (text: string, at: number): number | null => matchAt(LATEST, text, at)?.end ?? null;
