import { type Alone, atPlace, byFirstLetter, MONTH, matchAt, WEEKDAY } from "./date-lexicon.ts";

/** The meeting to come of those who speak. Whoever knows when it is knows the date. */
export const NEXT_MEETING = atPlace(
  "(?:(?:the|our) )?(?:next|following) (?:(?:case|core|team|board|panel|review|mdt|cpa|network|professionals['’]?|strategy|discharge|follow[ -]?up) )?(?:meeting|mdt|review|conference|panel|core group|group|ward round|huddle|check|session|board)",
);

/** Words that people put where a date should be. They are named in the question that asks for one, never turned into a day. */
const VAGUE: { starts: string; alone: Alone; pattern: RegExp }[] = [
  { starts: "a", alone: "anywhere", pattern: atPlace("asap|as soon as (?:possible|practicable|practical|(?:we|you|they) can)") },
  {
    starts: "iwod",
    alone: "anywhere",
    pattern: atPlace(
      "(?:in|within|over|during) (?:the next )?(?:(?:a )?few|a couple of|several|the coming|the next) (?:(?:working )?days?|weeks?|months?|hours?|fortnight)",
    ),
  },
  { starts: "tonf", alone: "never", pattern: NEXT_MEETING },
  {
    starts: "siuotw",
    alone: "never",
    pattern: atPlace("soon|shortly|immediately|urgent(?:ly)?|ongoing|tb[acd]|in due course|when possible|when able"),
  },
  {
    starts: "elmtn",
    alone: "never",
    pattern: atPlace(
      "(?:early |late |later |mid[ -])?(?:(?:the )?next|this) (?:week|weekend|month|quarter|year|meeting|review|mdt)",
    ),
  },
  {
    starts: "atwncesh",
    alone: "never",
    pattern: atPlace("(?:at )?(?:the )?(?:weekend|half[ -]term|new year|christmas|easter|spring|summer|autumn|winter)"),
  },
  {
    starts: "tmwfs",
    alone: "never",
    pattern: atPlace(`the (?:week|weekend|month|quarter|year) after(?: next)?|(?:the )?${WEEKDAY} after next`),
  },
  {
    starts: "tfsl",
    alone: "never",
    pattern: atPlace(`(?:the )?(?:first|second|third|fourth|last) (?:week|half|day)s? (?:of|in) ${MONTH}`),
  },
  {
    starts: "teq",
    alone: "never",
    pattern: atPlace(String.raw`(?:(?:the )?end of )?q(?:uarter )?[1-4](?: 20\d\d(?:/\d\d)?)?`),
  },
  { starts: "tfc", alone: "never", pattern: atPlace("(?:the )?(?:following|coming) (?:week|weekend|month|quarter|year)") },
  {
    starts: "tsbme",
    alone: "never",
    pattern: atPlace(
      `(?:the )?(?:start|beginning|middle|end) of (?:the |this |next )?(?:week|month|quarter|year|term|(?:financial|tax|school) year|spring|summer|autumn|winter|${MONTH})`,
    ),
  },
  // What has the form of a span, a date or a time, and is none that we can count: `0wd`, `-5wd`, `2-3 weeks`, `2027/13/45`, `5 on Friday`.
  {
    starts: "-–0123456789",
    alone: "never",
    pattern: atPlace(
      String.raw`[-–]?\d+(?:\s?(?:-|–|to|or)\s?\d+)?(?:\s?wd|[dwhm]|[ -](?:(?:working|business|calendar)[ -])?(?:days?|weeks?|wks?|fortnights?|months?|hours?|hrs?|minutes?|mins?))`,
    ),
  },
  { starts: "0123456789", alone: "never", pattern: atPlace(String.raw`\d{1,4}[/.-]\d{1,4}[/.-]\d{1,4}`) },
  { starts: "0123456789", alone: "never", pattern: atPlace(String.raw`\d{1,2} (?:on )?(?:${WEEKDAY}|today|tomorrow|tonight)`) },
  // Without `may`: it is far more often a verb.
  {
    starts: "elmijfasond",
    alone: "never",
    pattern: atPlace(`(?!may)(?:early |late |later |mid[ -]|in )?${MONTH}(?: 20\\d\\d)?`),
  },
];

const vagueFrom = byFirstLetter(VAGUE);

export function vagueAt(text: string, at: number): { end: number; alone: Alone } | null {
  let longest: { end: number; alone: Alone } | null = null;
  for (const { alone, pattern } of vagueFrom(text, at)) {
    const match = matchAt(pattern, text, at);
    if (match && match.end > (longest?.end ?? at)) longest = { end: match.end, alone };
  }
  return longest;
}
