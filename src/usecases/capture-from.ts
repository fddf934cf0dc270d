import { createHash } from "node:crypto";
import type { Command } from "../core/command.ts";
import { LONGEST_INPUT } from "../core/command-fields.ts";
import type { Outcome } from "../core/outcome.ts";
import { MOST_DRAFTS, PASTED } from "../core/source-key.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { caseFor, chooseCase, speakerOf } from "./drafting.ts";
import { readMessage, readMinutes } from "./read-captured.ts";
import { keptToProvider } from "./said-where.ts";
import { draftAll } from "./save-drafts.ts";

type From = Extract<Command, { do: "from" }>;

/** Everything that pasted minutes or a long message ask of people; with no text yet, asks for it with a form. */
export async function captureFrom(deps: Deps, asking: Asking, asked: From): Promise<Outcome> {
  const command = await keptToProvider(deps, asking, asked);
  const open = await caseFor(deps, asking, command);
  const { words, text, source } = command;
  const said = words ?? text;
  if ("kind" in open)
    return open.kind === "which-case" && isForFormFrom(command) ? chooseCaseFrom(deps, asking, command, open) : open;
  if (said === undefined) {
    const asked = { ...command, case: open.file.ref };
    return { kind: "form", form: { name: "from", command: asked, view: null, file: open.file } };
  }
  const speaker = await speakerOf(deps, asking, source);
  const reads = source ? await readMessage(deps, asking, open, said, speaker) : await readMinutes(deps, asking, open, said);
  if (reads.length === 0) return nothingFound(text === undefined ? null : "text");
  const left = reads.length - MOST_DRAFTS;
  const notes = [
    ...(left > 0 ? [`Only the first ${MOST_DRAFTS} actions were drafted. Paste the rest of the text by itself.`] : []),
    // A message that was chosen stood in the form whole.
    ...(!source && text !== undefined && text.length >= LONGEST_INPUT - 1 ? [CUT] : []),
  ];
  return draftAll(deps, asking, open, { reads: reads.slice(0, MOST_DRAFTS), command, speaker, textKey: keyOfText(said), notes });
}

const CUT = "The form holds 3,000 characters and is full: whatever came after them was not read. Paste the rest by itself.";

/** The same text pasted twice is one text. */
const keyOfText = (text: string): string => PASTED + createHash("sha256").update(text.replace(/\s+/g, " ").trim()).digest("hex");

const nothingFound = (field: string | null): Outcome => ({
  kind: "invalid",
  field,
  message: "Not saved: no action was found in this text.",
  example: "action from ACTION: Harriet to send the survey report by Friday",
});

/** Pasted words can name the case; a message that was chosen cannot. */
const isForFormFrom = ({ source, words, text }: From): boolean =>
  source !== undefined || (words === undefined && text === undefined);

/** Cut to what an input holds, it would lose its last actions unseen. */
async function chooseCaseFrom(deps: Deps, asking: Asking, command: From, unclear: Outcome): Promise<Outcome> {
  const chosen = await chooseCase(deps, asking, command, unclear);
  const isTooLong = command.words !== undefined && command.words.length > LONGEST_INPUT;
  return isTooLong && chosen.kind === "form" ? tooLongToChoose(chosen.form.cases?.[0]?.ref ?? "C-014") : chosen;
}

const tooLongToChoose = (ref: string): Outcome => ({
  kind: "invalid",
  field: null,
  message:
    "Not saved: this message is too long for the form that asks which case it is about. Please paste it, or the part that matters, after its case.",
  example: `action from ${ref} Harriet to send the survey report by Friday`,
});
