import { CATEGORIES, type Category, CONCERNS, type Concern, INJURIES, type Injury } from "../core/incident.ts";
import { readCategory } from "../core/threshold-words.ts";
import { type Calendar, dayOf } from "../core/working-day.ts";
import { pastDayAt, pastMoment, pastMomentAt } from "./past-moment.ts";

/** What was said of an incident, whole; or what is wrong or missing, for the input that it is about. */
export type ReadIncident =
  | { kind: "incident"; category: Category; at: Date; injury: Injury; concerns: Concern[]; text: string | null }
  | { kind: "wrong"; field: "category" | "date" | "time" | "injury" | "concerns"; message: string };

interface Context {
  now: Date;
  calendar: Calendar;
}

/** As a form sends it. `date` is a day or a phrase, today where it is left out; `concerns` are those that were ticked. */
export interface IncidentFields {
  category?: string | undefined;
  date?: string | undefined;
  time?: string | undefined;
  injury?: string | undefined;
  concerns?: string | undefined;
  text?: string | undefined;
}

const NO_CATEGORY = `say what kind of incident it was: ${CATEGORIES.join(", ")}.`;
const NO_TIME = "say at what time it was: at 21:40, or yesterday at 21:40.";
const NO_INJURY = `say whether anybody was injured: injury ${INJURIES.join(", ")}.`;

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** A filled form. */
export function incidentFrom(fields: IncidentFields, context: Context): ReadIncident {
  const category = readCategory(fields.category ?? "");
  if (!category) return { kind: "wrong", field: "category", message: NO_CATEGORY };
  const { time = "", date } = fields;
  if (!CLOCK.test(time)) return { kind: "wrong", field: "time", message: NO_TIME };
  const today = dayOf(context.now, context.calendar.timeZone);
  const day = date ? pastDayAt(date, 0, today) : null;
  if (date && (day?.kind !== "day" || day.end < date.length))
    return { kind: "wrong", field: "date", message: "that date does not exist." };
  const moment = pastMoment(day?.kind === "day" ? day.day : today, time, context);
  if (moment.kind === "wrong") return moment;
  const injury = INJURIES.find((each) => each === fields.injury?.trim().toLowerCase());
  if (!injury) return { kind: "wrong", field: "injury", message: NO_INJURY };
  const concerns = CONCERNS.filter((each) => fields.concerns?.split(",").some((said) => said.trim() === each));
  return { kind: "incident", category, at: moment.at, injury, concerns, text: fields.text?.trim() || null };
}

const CATEGORY =
  /^(?:self[\s-]?harm(?:ing)?|(?:harm|aggression|violence)(?:\s+(?:to|towards?|against)\s+others)?|damage\s+to\s+property|(?:property\s+)?damage|gone\s+missing|missing(?:\s+person)?|abscond(?:ing|ed)|other)(?![\p{L}\p{N}-])/iu;
const INJURY =
  /^(?:injur(?:y|ies)\s*[:=]?\s*(?<after>none|no|minor|serious)|(?<before>no|minor|serious)\s+injur(?:y|ies)|(?<without>without(?:\s+any)?\s+injur(?:y|ies)))(?![\p{L}\p{N}-])/iu;
const TICKED = /^\[(?<ticked>[^\]]*)\]/u;
const SAID: [Concern, RegExp][] = [
  ["exploitation", /^(?:possible\s+)?exploitation(?:\s+concern)?(?![\p{L}\p{N}-])/iu],
  ["police", /^police\s+called(?![\p{L}\p{N}-])/iu],
  ["ambulance", /^ambulance\s+called(?![\p{L}\p{N}-])/iu],
  ["restraint", /^restraint\s+used(?![\p{L}\p{N}-])/iu],
];

/** What has been taken from the beginning of the words so far. */
interface Taken {
  at: Date | null;
  injury: Injury | null;
  concerns: readonly Concern[];
}

type Wrong = Extract<ReadIncident, { kind: "wrong" }>;
/** What stands at the beginning of the words, and how long it is; null where it is something else, or was said already. */
type Taker = (words: string, taken: Taken, context: Context) => ({ length: number } & Partial<Taken>) | Wrong | null;

const TAKERS: Taker[] = [
  (words, { at }, context) => {
    const moment = at === null ? pastMomentAt(words, 0, context) : null;
    return moment?.kind === "at" ? { length: moment.end, at: moment.at } : moment;
  },
  (words, { injury }) => {
    const said = injury === null ? INJURY.exec(words) : null;
    return said && { length: said[0].length, injury: injurySaid(said.groups?.after ?? said.groups?.before ?? "none") };
  },
  (words, { concerns }) => {
    const said = TICKED.exec(words);
    if (!said) return null;
    const ticks = (said.groups?.ticked ?? "").split(",").filter((tick) => tick.trim() !== "");
    const found = ticks.map((tick) => CONCERNS.find((each) => tick.toLowerCase().includes(each)));
    if (found.includes(undefined))
      return { kind: "wrong", field: "concerns", message: `in brackets stand only ${CONCERNS.join(", ")}.` };
    return { length: said[0].length, concerns: [...concerns, ...found.filter((each) => each !== undefined)] };
  },
  (words, { concerns }) => {
    for (const [concern, pattern] of SAID) {
      const said = concerns.includes(concern) ? null : pattern.exec(words);
      if (said) return { length: said[0].length, concerns: [...concerns, concern] };
    }
    return null;
  },
];

/**
 * Typed words: `self-harm at 21:40 injury none [exploitation] what happened`. The kind comes first; when, injury and what is ticked in
 * any order; the rest is text.
 */
export function readIncident(words: string, context: Context): ReadIncident {
  const said = CATEGORY.exec(words.trim())?.[0] ?? "";
  const category = readCategory(said);
  if (!category) return { kind: "wrong", field: "category", message: NO_CATEGORY };
  let rest = without(words.trim(), said.length);
  let taken: Taken = { at: null, injury: null, concerns: [] };
  for (let taker = 0; taker < TAKERS.length; ) {
    const found = TAKERS[taker]?.(rest, taken, context);
    if (found && "kind" in found) return found;
    if (found) {
      const { length, ...more } = found;
      taken = { ...taken, ...more };
      rest = without(rest, length);
    }
    taker = found ? 0 : taker + 1;
  }
  const { at, injury, concerns } = taken;
  if (at === null) return { kind: "wrong", field: "time", message: NO_TIME };
  if (injury === null) return { kind: "wrong", field: "injury", message: NO_INJURY };
  return {
    kind: "incident",
    category,
    at,
    injury,
    concerns: CONCERNS.filter((each) => concerns.includes(each)),
    text: rest || null,
  };
}

const without = (words: string, length: number): string => words.slice(length).replace(/^[\s,;.:]+/u, "");

const injurySaid = (said: string): Injury => INJURIES.find((each) => each === said.toLowerCase()) ?? "none";
