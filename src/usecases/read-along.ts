import type { Command } from "../core/command.ts";
import type { Along } from "../store/cases.ts";
import { isEscalationRef, numberOf } from "./asking.ts";
import { whichOf } from "./list-actions.ts";

/** What a command will look at first is read with whoever gives it: the actions of a list, or the one that it is about. */
export function readAlong(command: Command): Along {
  if (command.do === "list") {
    const along = { caseRef: command.case ?? null, which: whichOf(command) };
    return command.case ? along : { ...along, theirs: command.filter === "mine" ? "anywhere" : "elsewhere" };
  }
  if (command.do === "ladder" || command.do === "change-ladder" || command.do === "report")
    return { caseRef: command.case ?? null, which: null };
  if (!("ref" in command) || isEscalationRef(command.ref)) return { caseRef: null, which: null };
  const { caseRef, number } = numberOf(command.ref);
  return { caseRef: caseRef ?? null, which: number };
}
