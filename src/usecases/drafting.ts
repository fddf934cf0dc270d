import { mayNameCase, prefixOf } from "../core/case-in-lines.ts";
import type { Command } from "../core/command.ts";
import type { Outcome } from "../core/outcome.ts";
import { personMentioned } from "../store/cases.ts";
import { type Asking, caseMeant, type OpenCase, openCase, visibleCases } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { refuseProtected, refuseProtectedAnywhere } from "./protect.ts";
import type { Speaker } from "./read-captured.ts";
import { refuseAccess } from "./refuse.ts";

/** What every way of making drafts asks first: which case, whose words. */

export type Drafting = Extract<Command, { do: "assign" | "capture" | "from" }>;

/** `C` of `C-014`, of the cases that the asker knows of. `PHQ-9` begins a line and is none. */
export async function prefixesKnown(deps: Deps, asking: Asking, lines: readonly string[]): Promise<ReadonlySet<string>> {
  if (!lines.some(mayNameCase)) return new Set();
  const known = [...asking.caseRefs, ...(await visibleCases(deps, asking)).map(({ file }) => file.ref)];
  return new Set(known.map(prefixOf));
}

/** The form of it with the asker's cases to choose from, what was said already in it. */
export async function chooseCase(
  deps: Deps,
  asking: Asking,
  { words, ...command }: Exclude<Drafting, { do: "capture" }>,
  unclear: Outcome,
): Promise<Outcome> {
  const cases = (await visibleCases(deps, asking)).map(({ file }) => file);
  const [only, ...more] = cases;
  if (!only) return unclear;
  const asked = { ...command, ...(words && { text: words }) };
  return { kind: "form", form: { name: asked.do, command: asked, view: null, file: more.length === 0 ? only : null, cases } };
}

/** Who wrote the message: `me` and `I'll` in it are theirs, whoever makes an action of it. Null where we do not know them. */
export async function speakerOf(deps: Deps, asking: Asking, source: Drafting["source"]): Promise<Speaker> {
  if (!source?.speaker) return undefined;
  const person = await personMentioned(deps.db, asking.providerId, { platform: source.platform, ...source.speaker });
  return person?.id ?? null;
}

/** The case that a draft is for, if the asker may see it and nothing in it is protected; else what they are told instead. */
export async function caseFor(deps: Deps, asking: Asking, command: Drafting): Promise<OpenCase | Outcome> {
  const meant = await caseMeant(deps, asking, command.case, (ref) => exampleFor(command, ref));
  if ("kind" in meant) return (await refuseProtectedAnywhere(deps, asking, command)) ?? meant;
  const open = await openCase(deps, asking, meant.ref);
  if ("kind" in open) return refuseAccess(deps, asking, command.do, open.caseRef);
  return (await refuseProtected(deps, asking, open, command)) ?? open;
}

function exampleFor({ do: verb }: Drafting, ref: string): string {
  if (verb === "from") return `action from ${ref} Harriet to send the survey report by Friday`;
  return verb === "capture"
    ? `ACTION: ${ref} Harriet to call the landlord by Friday`
    : `action assign ${ref} me by Friday call the landlord`;
}
