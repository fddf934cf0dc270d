import { parseArgs } from "node:util";
import { z } from "zod";
import { type CaptureContext, capture, LONGEST_TEXT } from "../capture/capture.ts";
import type { Draft } from "../capture/draft.ts";
import { bankHolidays } from "../core/bank-holidays.ts";
import { instantAt } from "../core/wall-time.ts";
import { type Calendar, isDay, REGIONS } from "../core/working-day.ts";
import { readOverride } from "./bank-holidays-file.ts";
import type { Desk } from "./command.ts";

const USAGE =
  "capture [--date YYYY-MM-DD] [--zone Europe/London] [--region england] [--jsonl]; the text on stdin, for example capture --date 2027-03-11 < minutes.txt";

const Options = z.object({
  date: z.string().refine(isDay).optional(),
  zone: z.string().refine(isZone).default("Europe/London"),
  region: z.enum(REGIONS).default("england"),
  jsonl: z.boolean().default(false),
});
type Options = z.infer<typeof Options>;

const Saying = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string().max(LONGEST_TEXT),
  meeting_date: z.string().nullish(),
  speaker: z.string().nullish(),
});
type Saying = z.infer<typeof Saying>;

/**
 * `capture`: the actions in the text on stdin as a JSON array, or, with `--jsonl`, those of each record there, a line for each. Dates
 * count from the day of the meeting: the record's, else `--date`, else today.
 */
export async function captureCommand(
  desk: Pick<Desk, "config" | "args" | "input" | "realNow" | "print" | "complain">,
): Promise<number> {
  const { config, args, input, realNow, print, complain } = desk;
  const options = readOptions(args);
  if (!options) return refuse(complain, USAGE);
  const holidays = bankHolidays(options.region, await readOverride(config.bankHolidaysFile));
  const calendar: Calendar = { timeZone: options.zone, region: options.region, holidays };
  const context = onDay(options.date, { now: realNow(), calendar });
  const text = await input();
  if (!options.jsonl) {
    if (text.length > LONGEST_TEXT)
      return refuse(complain, `The text is longer than ${LONGEST_TEXT} characters: give it in parts.`);
    print(JSON.stringify(capture(text, context).map(asJson), null, 2));
    return 0;
  }
  const records = readRecords(text);
  if (typeof records === "string") return refuse(complain, records);
  for (const record of records) print(JSON.stringify(answer(record, context)));
  return 0;
}

function refuse(complain: (line: string) => void, line: string): number {
  complain(line);
  return 1;
}

function answer({ id, text, meeting_date, speaker }: Saying, context: CaptureContext) {
  const drafts = capture(text, { ...onDay(meeting_date, context), speaker: speaker || null });
  return { id, actions: drafts.map(asJson).map(({ owners, due, text }) => ({ owners, due, text })) };
}

/** A date that is over six months away, or has passed, is given as well: whoever reads the JSON has its words beside it. */
function asJson({ text, owners, when, line }: Draft) {
  const due = when?.kind === "due" || when?.kind === "far" || when?.kind === "past" ? when.due.day : null;
  return { text, owners, due, dueText: when?.words ?? null, line };
}

/** The beginning of a day, where there is one. */
function onDay(day: string | null | undefined, context: CaptureContext): CaptureContext {
  return day && isDay(day) ? { ...context, now: instantAt(day, "00:00", context.calendar.timeZone) } : context;
}

/** The records, or a line that says which of them is none. */
function readRecords(text: string): Saying[] | string {
  const records: Saying[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const record = Saying.safeParse(parsed(line));
    if (!record.success)
      return `line ${at + 1}: not a record {"id": …, "text": "…", "meeting_date": "2027-03-11", "speaker": "…"}.`;
    records.push(record.data);
  }
  return records;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function readOptions(args: string[]): Options | null {
  const options = {
    date: { type: "string" },
    zone: { type: "string" },
    region: { type: "string" },
    jsonl: { type: "boolean" },
  } as const;
  try {
    return Options.safeParse(parseArgs({ args, options }).values).data ?? null;
  } catch {
    // An option that is not known: answered like any other wrong call.
    return null;
  }
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}
