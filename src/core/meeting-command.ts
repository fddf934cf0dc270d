import { z } from "zod";
import { caseRef, line, words } from "./command-fields.ts";
import { MEETING_TYPES } from "./meeting.ts";

/** `M1`, by its number; left out, the one that is open. A button names its own, so that an old card cannot end the next meeting. */
const meeting = z.number().int().positive().max(999_999).optional();
/** Names, or what a form has picked. */
const names = words.optional();

/** Commands about meetings. */
export const MEETING_COMMANDS = [
  /** `who` takes the chair; left out, whoever starts it. */
  z.object({
    do: z.literal("meeting-start"),
    case: caseRef.optional(),
    who: line.optional(),
    type: z.enum(MEETING_TYPES).optional(),
  }),
  z.object({ do: z.literal("meeting"), case: caseRef.optional(), meeting }),
  /** Who is there; with nobody named, the form. */
  z.object({ do: z.literal("meeting-roll"), case: caseRef.optional(), meeting, here: names, part: names, apologies: names }),
  /** `words` is all that was typed, whose decision it was at its end; a filled form sends `text` and `who`. */
  z.object({
    do: z.literal("decision"),
    case: caseRef.optional(),
    meeting,
    words: words.optional(),
    text: words.optional(),
    who: line.optional(),
  }),
  z.object({ do: z.literal("follow-up"), case: caseRef.optional(), meeting, date: line.optional() }),
  z.object({ do: z.literal("no-actions"), case: caseRef.optional(), meeting, reason: words.optional() }),
  z.object({ do: z.literal("still-going"), case: caseRef.optional(), meeting }),
  /** `at` is when it really ended, as typed; left out, now. */
  z.object({ do: z.literal("meeting-end"), case: caseRef.optional(), meeting, at: line.optional() }),
  /** A call began or ended in a chat of a case; nobody said it to us. */
  z.object({ do: z.literal("call"), happened: z.enum(["started", "ended"]) }),
] as const;
