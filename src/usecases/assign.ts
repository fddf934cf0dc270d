import { createHash } from "node:crypto";
import { caseInLines, mayNameCase, prefixOf } from "../core/case-in-lines.ts";
import type { Command } from "../core/command.ts";
import { LONGEST_INPUT } from "../core/command-fields.ts";
import type { Outcome } from "../core/outcome.ts";
import { MOST_DRAFTS, PASTED } from "../core/source-key.ts";
import { personMentioned } from "../store/cases.ts";
import { type Asking, caseMeant, type OpenCase, openCase, visibleCases } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { refuseProtected, refuseProtectedAnywhere } from "./protect.ts";
import { readLines, readMessage, readMinutes, type Speaker } from "./read-captured.ts";
import { type DraftRead, readFields, readTyped } from "./read-draft.ts";
import { refuseAccess } from "./refuse.ts";
import { keptToProvider } from "./said-where.ts";
import { draftAll } from "./save-drafts.ts";

type Assign = Extract<Command, { do: "assign" }>;
type Capture = Extract<Command, { do: "capture" }>;
type From = Extract<Command, { do: "from" }>;

/** Makes a draft of what was typed or filled in; with nothing said yet, or no case to say it of, asks for it with a form. */
export async function assign(deps: Deps, asking: Asking, said: Assign): Promise<Outcome> {
  const command = await keptToProvider(deps, asking, await withItsCase(deps, asking, asWords(said)));
  const open = await caseFor(deps, asking, command);
  if ("kind" in open) return open.kind === "which-case" && isForForm(command) ? chooseCase(deps, asking, command, open) : open;
  if (!command.words && !command.text) {
    const asked = { ...command, case: open.file.ref };
    return { kind: "form", form: { name: "assign", command: asked, view: null, file: open.file } };
  }
  const speaker = await speakerOf(deps, asking, command.source);
  const reads = await readAssigned(deps, asking, open, command, speaker);
  const problem = reads[0]?.problems[0];
  // A form stays open with the problem beside its input; typed words become a draft that asks.
  if (problem && !command.words) return { kind: "invalid", ...problem, example: null };
  return draftAll(deps, asking, open, { reads: reads.slice(0, MOST_DRAFTS), command, speaker });
}

async function readAssigned(deps: Deps, asking: Asking, open: OpenCase, command: Assign, speaker: Speaker): Promise<DraftRead[]> {
  const { words, source } = command;
  if (!words) return [await readFields(deps, asking, open, command)];
  if (!source) return [await readTyped(deps, asking, open, words)];
  return readMessage(deps, asking, open, words, speaker);
}

const DETAILS = ["who", "date", "time", "evidence", "chaser"] as const;

/** A message that was left as it stands, with nothing beside it, is read as typed words are: who and when may be in it. */
function asWords(command: Assign): Assign {
  const { text, ...rest } = command;
  const isLeft = command.source && text && !command.words && !DETAILS.some((name) => command[name]);
  return isLeft ? { ...rest, words: text } : command;
}

/** Words can name the case; a message that was chosen cannot. */
const isForForm = ({ source, words, text }: Assign): boolean => source !== undefined || (!words && !text);

/** The same form with the asker's cases to choose from, what was said already in it. */
async function chooseCase(deps: Deps, asking: Asking, { words, ...command }: Assign, unclear: Outcome): Promise<Outcome> {
  const cases = (await visibleCases(deps, asking)).map(({ file }) => file);
  const [only, ...more] = cases;
  if (!only) return unclear;
  const asked = { ...command, ...(words && { text: words }) };
  return { kind: "form", form: { name: "assign", command: asked, view: null, file: more.length === 0 ? only : null, cases } };
}

const nothingSaid: Outcome = {
  kind: "invalid",
  field: null,
  message: "Not saved: nothing is said after ACTION.",
  example: "ACTION: Harriet to send the survey report by Friday",
};

const moreThanOneCase: Outcome = {
  kind: "invalid",
  field: null,
  message: "Not saved: these lines are not all about one case. Send a message for each case, and begin each line with it.",
  example: "ACTION: C-014 Harriet to send the survey report by Friday",
};

/** A message that somebody chose may begin with its case, as an `ACTION:` line may. */
async function withItsCase(deps: Deps, asking: Asking, command: Assign): Promise<Assign> {
  if (!command.source || !command.words || command.case) return command;
  const named = caseInLines([command.words], await prefixesKnown(deps, asking, [command.words]));
  const [rest] = named === "several" ? [] : named.lines;
  return named === "several" || named.case === null || !rest ? command : { ...command, case: named.case, words: rest };
}

/** `C` of `C-014`, of the cases that the asker knows of. `PHQ-9` begins a line and is none. */
async function prefixesKnown(deps: Deps, asking: Asking, lines: readonly string[]): Promise<ReadonlySet<string>> {
  if (!lines.some(mayNameCase)) return new Set();
  const known = [...asking.caseRefs, ...(await visibleCases(deps, asking)).map(({ file }) => file.ref)];
  return new Set(known.map(prefixOf));
}

/** One draft for each `ACTION:` line of a message. */
export async function capture(deps: Deps, asking: Asking, said: Capture): Promise<Outcome> {
  const own = asking.caseRefs.length === 1 ? (asking.caseRefs[0] ?? null) : null;
  const named = caseInLines(said.lines, await prefixesKnown(deps, asking, said.lines), said.case ?? own);
  if (named === "several") return moreThanOneCase;
  const ref = said.case ?? named.case;
  const command = await keptToProvider(deps, asking, { ...said, ...(ref && { case: ref }), lines: named.lines });
  const open = await caseFor(deps, asking, command);
  if ("kind" in open) return open;
  const speaker = await speakerOf(deps, asking, command.source);
  const reads = await readLines(deps, asking, open, command.lines, speaker);
  return reads.length === 0
    ? nothingSaid
    : draftAll(deps, asking, open, { reads: reads.slice(0, MOST_DRAFTS), command, speaker });
}

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

/** The same form with the asker's cases to choose from, the words of a message that was chosen in it. */
async function chooseCaseFrom(deps: Deps, asking: Asking, { words, ...command }: From, unclear: Outcome): Promise<Outcome> {
  const cases = (await visibleCases(deps, asking)).map(({ file }) => file);
  const [only, ...more] = cases;
  if (!only) return unclear;
  // Cut to what an input holds, it would lose its last actions unseen.
  if (words !== undefined && words.length > LONGEST_INPUT) return tooLongToChoose(only.ref);
  const asked = { ...command, ...(words !== undefined && { text: words }) };
  return { kind: "form", form: { name: "from", command: asked, view: null, file: more.length === 0 ? only : null, cases } };
}

const tooLongToChoose = (ref: string): Outcome => ({
  kind: "invalid",
  field: null,
  message:
    "Not saved: this message is too long for the form that asks which case it is about. Please paste it, or the part that matters, after its case.",
  example: fromExample(ref),
});

const fromExample = (ref: string): string => `action from ${ref} Harriet to send the survey report by Friday`;

/** Who wrote the message: `me` and `I'll` in it are theirs, whoever makes an action of it. Null where we do not know them. */
async function speakerOf(deps: Deps, asking: Asking, source: Assign["source"]): Promise<Speaker> {
  if (!source?.speaker) return undefined;
  const person = await personMentioned(deps.db, asking.providerId, { platform: source.platform, ...source.speaker });
  return person?.id ?? null;
}

async function caseFor(deps: Deps, asking: Asking, command: Assign | Capture | From): Promise<OpenCase | Outcome> {
  const meant = await caseMeant(deps, asking, command.case, (ref) => exampleFor(command, ref));
  if ("kind" in meant) return (await refuseProtectedAnywhere(deps, asking, command)) ?? meant;
  const open = await openCase(deps, asking, meant.ref);
  if ("kind" in open) return refuseAccess(deps, asking, command.do, open.caseRef);
  return (await refuseProtected(deps, asking, open, command)) ?? open;
}

function exampleFor({ do: verb }: Assign | Capture | From, ref: string): string {
  if (verb === "from") return fromExample(ref);
  return verb === "capture"
    ? `ACTION: ${ref} Harriet to call the landlord by Friday`
    : `action assign ${ref} me by Friday call the landlord`;
}
