import { decideEdit } from "../core/decide-draft.ts";
import type { Outcome } from "../core/outcome.ts";
import { type ActionCommand, act } from "./act.ts";
import type { Asking } from "./asking.ts";
import { asSeenBy } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { readFields } from "./read-draft.ts";

type Edit = Extract<ActionCommand, { do: "edit" }>;

/** Changes a draft by form or by a one-press answer; without anything to change, opens the form. */
export const edit = (deps: Deps, asking: Asking, command: Edit): Promise<Outcome> =>
  act(deps, asking, command, async (deciding) => {
    const { text, who, date, time, evidence, chaser } = command;
    const open = asSeenBy(deps, asking, deciding.file);
    if ("kind" in open) throw new Error("an action was opened by somebody without access");
    const read = await readFields(deps, asking, open, { text, who, date, time, evidence, chaser });
    const [problem] = read.problems;
    if (problem) return { kind: "invalid", ...problem, example: null };
    const asksNothing = Object.keys(read.patch).length === 0 && deciding.action.status === "draft";
    return asksNothing ? { kind: "form", name: "edit" } : decideEdit(deciding, read.patch);
  });
