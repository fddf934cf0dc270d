import { type Alone, atPlace, MONTH, matchAt } from "./date-lexicon.ts";

/** Words that people put where a date should be. They are named in the question that asks for one, never turned into a day. */
const VAGUE: { alone: Alone; pattern: RegExp }[] = [
  { alone: "anywhere", pattern: atPlace("asap|as soon as (?:possible|practicable|practical|(?:we|you|they) can)") },
  {
    alone: "anywhere",
    pattern: atPlace(
      "(?:in|within) (?:the next )?(?:(?:a )?few|a couple of|several|the coming|the next) (?:(?:working )?days?|weeks?|months?|hours?|fortnight)",
    ),
  },
  {
    alone: "never",
    pattern: atPlace("soon|shortly|immediately|urgent(?:ly)?|ongoing|tb[acd]|in due course|when possible|when able"),
  },
  {
    alone: "never",
    pattern: atPlace(
      "(?:early |late |later |mid[ -])?(?:(?:the )?next|this) (?:week|weekend|month|quarter|year|meeting|review|mdt)",
    ),
  },
  { alone: "never", pattern: atPlace("(?:at )?(?:the )?(?:weekend|new year|christmas|easter|spring|summer|autumn|winter)") },
  // Without `may`: it is far more often a verb.
  { alone: "never", pattern: atPlace(`(?!may)(?:early |late |later |mid[ -]|in )?${MONTH}(?: 20\\d\\d)?`) },
];

export function vagueAt(text: string, at: number): { end: number; alone: Alone } | null {
  let longest: { end: number; alone: Alone } | null = null;
  for (const { alone, pattern } of VAGUE) {
    const match = matchAt(pattern, text, at);
    if (match && match.end > (longest?.end ?? at)) longest = { end: match.end, alone };
  }
  return longest;
}
