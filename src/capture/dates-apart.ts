import { atPlace, matchAt } from "./date-lexicon.ts";
import { leadAt } from "./deadline-leads.ts";
import { type FoundWhen, findWhen, type WhenContext } from "./when.ts";

const MAY_LEAD = /\b(?:by|before|due|on|until|till|deadline|latest|prior|target|ahead|later|date|eta)\b/i;
const AND = atPlace("[,;]? (?:and|then)");

type Found = FoundWhen & { read: { kind: "due" | "far" } };

/**
 * The two deadlines of one sentence, in its order: `send the form by Friday and the chart by 30 April`. What leaves no doubt about one
 * of them, such as `by`, leads the other as well; two days of `on` are joined by `and`.
 */
export function twoDeadlines(text: string, found: FoundWhen, context: WhenContext): FoundWhen["read"] | null {
  if (!isDated(found)) return null;
  const isStrong = leadAt(text, found.start)?.strong ?? true;
  const other = before(text, found, isStrong, context) ?? after(text, found, isStrong, context);
  if (!other || other.read.due.day === found.read.due.day) return null;
  const [first, second] = other.start < found.start ? [other, found] : [found, other];
  return { kind: "several", words: `${first.read.words}, ${second.read.words}` };
}

const isDated = (found: FoundWhen | null): found is Found => found?.read.kind === "due" || found?.read.kind === "far";

function before(text: string, { start }: FoundWhen, isStrong: boolean, context: WhenContext): Found | null {
  const words = text.slice(0, start);
  const other = MAY_LEAD.test(words) ? findWhen(words, context) : null;
  if (!isDated(other)) return null;
  const isLed = leadAt(words, other.start)?.strong ?? false;
  return isStrong ? (isLed ? other : null) : isLed || goesOn(words, other.end) ? other : null;
}

function after(text: string, { end }: FoundWhen, isStrong: boolean, context: WhenContext): Found | null {
  const words = text.slice(end);
  const other = MAY_LEAD.test(words) ? findWhen(words, context) : null;
  if (!isDated(other)) return null;
  const isLed = leadAt(words, other.start)?.strong ?? false;
  if (!(isStrong ? isLed : isLed || goesOn(words, 0))) return null;
  return { ...other, start: other.start + end, end: other.end + end };
}

const goesOn = (words: string, at: number): boolean => matchAt(AND, words, at) !== null;
