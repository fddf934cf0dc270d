import { caseInLines } from "../core/case-in-lines.ts";
import type { Command } from "../core/command.ts";
import type { Outcome } from "../core/outcome.ts";
import { MOST_DRAFTS } from "../core/source-key.ts";
import type { Asking, OpenCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { caseFor, chooseCase, prefixesKnown, speakerOf } from "./drafting.ts";
import { readMessage, type Speaker } from "./read-captured.ts";
import { type DraftRead, readFields, readTyped } from "./read-draft.ts";
import { keptToProvider } from "./said-where.ts";
import { draftAll } from "./save-drafts.ts";

type Assign = Extract<Command, { do: "assign" }>;

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

/** A message that somebody chose may begin with its case, as an `ACTION:` line may: it says more than the room does. */
async function withItsCase(deps: Deps, asking: Asking, command: Assign): Promise<Assign> {
  if (!command.source || !command.words) return command;
  const named = caseInLines([command.words], await prefixesKnown(deps, asking, [command.words]));
  const [rest] = named === "several" ? [] : named.lines;
  return named === "several" || named.case === null || !rest ? command : { ...command, case: named.case, words: rest };
}
