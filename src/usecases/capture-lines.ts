import { caseInLines } from "../core/case-in-lines.ts";
import type { Command } from "../core/command.ts";
import type { Outcome } from "../core/outcome.ts";
import { MOST_DRAFTS } from "../core/source-key.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { caseFor, prefixesKnown, speakerOf } from "./drafting.ts";
import { readLines } from "./read-captured.ts";
import { keptToProvider } from "./said-where.ts";
import { draftAll } from "./save-drafts.ts";

type Capture = Extract<Command, { do: "capture" }>;

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

/** One draft for each `ACTION:` line of a message. */
export async function captureLines(deps: Deps, asking: Asking, said: Capture): Promise<Outcome> {
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
