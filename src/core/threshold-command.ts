import { z } from "zod";
import { caseRef, line, time, words } from "./command-fields.ts";
import { REVIEW_DECISIONS } from "./threshold-review.ts";

/** Commands about incidents and about the thresholds that they are held to. */
export const THRESHOLD_COMMANDS = [
  /** What happened to the person. `words` is everything typed after the case; a filled form sends the fields instead. */
  z.object({
    do: z.literal("incident"),
    case: caseRef.optional(),
    words: words.optional(),
    category: line.optional(),
    date: line.optional(),
    time,
    injury: line.optional(),
    concerns: line.optional(),
    text: words.optional(),
  }),
  /** Those of a case, or the one of that number. */
  z.object({ do: z.literal("incidents"), case: caseRef.optional(), number: z.number().int().positive().optional() }),
  /** The thresholds of a case as they stand, or one version of them. */
  z.object({ do: z.literal("threshold"), case: caseRef.optional(), version: z.number().int().positive().optional() }),
  /**
   * A draft of them. `text` is all rules, one a line; `words` is one rule as typed, `without` the references of those that go. `from` is
   * what the form was opened on, `2.3` for version 2, revision 3; `review` the review that it answers.
   */
  z.object({
    do: z.literal("threshold-draft"),
    case: caseRef.optional(),
    text: words.optional(),
    words: words.optional(),
    without: line.optional(),
    signatories: words.optional(),
    reason: words.optional(),
    from: z
      .string()
      .regex(/^\d{1,6}\.\d{1,6}$/)
      .optional(),
    review: z.uuid().optional(),
  }),
  /** `revision` is that of the card; a later one has to be read first. */
  z.object({
    do: z.literal("threshold-agree"),
    case: caseRef.optional(),
    version: z.number().int().positive(),
    revision: z.number().int().positive().optional(),
  }),
  /** Without a decision it shows the review. `without`: the rules that are retired. */
  z.object({
    do: z.literal("threshold-review"),
    case: caseRef.optional(),
    review: z.uuid().optional(),
    decision: z.enum(REVIEW_DECISIONS).optional(),
    without: line.optional(),
    reason: words.optional(),
  }),
] as const;
