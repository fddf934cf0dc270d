import { z } from "zod";
import { caseRef, picked, steps, words } from "./command-fields.ts";

const number = z.number().int().positive().max(999_999);
/** `M1` and `v1`; left out, the latest. */
const which = { case: caseRef.optional(), meeting: number.optional(), version: number.optional() };

/** Commands about minutes. */
export const MINUTES_COMMANDS = [
  z.object({ do: z.literal("minutes"), ...which }),
  /** A personal link to the page and the file. */
  z.object({ do: z.literal("get-minutes"), ...which }),
  /**
   * `from` is the version that the form was opened on: what its inputs do not say then is to be empty. `notesOnly` where the decisions were
   * too long for a form, and stay as they are; `attendance` where it asked who was there, which otherwise stays as it is.
   */
  z.object({
    do: z.literal("correct-minutes"),
    case: caseRef.optional(),
    meeting: number.optional(),
    from: number.optional(),
    decisions: steps.optional(),
    text: words.optional(),
    notesOnly: z.literal(true).optional(),
    attendance: z.literal(true).optional(),
    here: picked.optional(),
    part: picked.optional(),
    apologies: picked.optional(),
    reason: words.optional(),
  }),
] as const;
