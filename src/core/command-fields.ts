import { z } from "zod";

// What commands are made of. Everything in them comes from outside.

/** `C-014`: letters, a hyphen, digits. The set-up file is held to the same form. */
export const CASE_REF = /^[A-Z]{1,6}-\d{1,6}$/;
export const caseRef = z
  .string()
  .transform((ref) => ref.toUpperCase())
  .pipe(z.string().regex(CASE_REF));

/** `A1` where the place says which case, `C-014/A1` anywhere. */
export const ref = z
  .string()
  .transform((said) => said.toUpperCase())
  .pipe(z.string().regex(/^(?:[A-Z]{1,6}-\d{1,6}\/)?A\d{1,6}$/));

/** The same, or an escalation: `E1`. */
export const actionOrEscalation = z
  .string()
  .transform((said) => said.toUpperCase())
  .pipe(z.string().regex(/^(?:[A-Z]{1,6}-\d{1,6}\/)?[AE]\d{1,6}$/));

/** What people write. Longer than any honest entry, short enough for a card. */
export const LONGEST_WORDS = 2000;
export const words = z.string().overwrite(storable).trim().max(LONGEST_WORDS);
export const line = z.string().overwrite(storable).trim().max(300);

/** What an input of a Slack form holds. */
export const LONGEST_INPUT = 3000;

/** Minutes as people paste them: as much as a message of Slack holds. */
export const minutes = z.string().overwrite(storable).trim().max(40_000);

/** Without what no store takes and nobody can see: NUL, and halves of characters. */
export function storable(said: string): string {
  return said.replaceAll("\0", "").toWellFormed();
}

/** A platform's own name for something of it: nobody types one. */
export const id = z
  .string()
  .max(400)
  .regex(/^\P{Cc}*$/u);

/** The version that a button was drawn for. A press on an older card changes nothing and shows what is true now. */
export const seen = z.number().int().positive().optional();

/** Of a card that takes several messages: the one that is to be made again, counted from 1. */
export const page = z.number().int().positive().optional();

export const source = z.object({
  platform: z.enum(["slack", "teams"]),
  workspace: id,
  conversation: id,
  message: id,
  link: z.url().max(2000).nullable().catch(null),
  /** Who wrote it: `I` and `me` in its words are theirs. Absent where the asker typed the words. */
  speaker: z.object({ workspace: id, user: id }).optional(),
});

/** Beside a date, in a form: the wall time of urgent work. */
export const time = z
  .string()
  .regex(/^\d{2}:\d{2}$/)
  .optional();

/** Fields of the draft form and of `edit`. `who` and `chaser` are as typed, mentioned or picked; `date` is a phrase or a day. */
export const draftFields = {
  text: words.optional(),
  who: line.optional(),
  date: line.optional(),
  time,
  evidence: words.optional(),
  chaser: line.optional(),
};

/** `E1` where the place says which case, `C-014/E1` anywhere. */
export const escalationRef = z
  .string()
  .transform((said) => said.toUpperCase())
  .pipe(z.string().regex(/^(?:[A-Z]{1,6}-\d{1,6}\/)?E\d{1,6}$/));

/** People whom a form has picked, `person:carl,person:connie`: as many as a choice of Slack offers, with the longest of ids. */
export const picked = z.string().overwrite(storable).trim().max(8000);

/** Steps of a ladder, a line each: as much as a box of Slack holds. */
export const steps = z.string().overwrite(storable).trim().max(3000);
