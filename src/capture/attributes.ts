import { isClosedStatus } from "./action-table.ts";
import { deadlineIn } from "./deadline.ts";
import type { Draft } from "./draft.ts";
import { wholeOwners } from "./owners-said.ts";
import type { WhenContext } from "./when.ts";

const LABELLED = /^[a-z ]{2,24} ?[:–—-]/i;
const OWNER =
  /^(?:(?:action |lead |task )?owners?|lead(?: officer| person)?|who|by whom|responsib(?:le|ility)(?: person)?|assigned to|assignee|actioned by|action by) ?[:–—-] ?(?<said>.+)$/i;
const DUE =
  /^(?:due(?: date| by)?|by when|when|deadline|target(?: date)?|timescale|time ?frame|(?:target )?completion date|date due|to be completed by|by) ?[:–—-] ?(?<said>.+)$/i;
const EVIDENCE = /^(?:evidence(?: required| needed)?|proof|how evidenced) ?[:–—-] ?(?<said>.+)$/i;
const STATUS = /^(?:status|b?rag(?: status)?|progress|state) ?[:–—-] ?(?<said>.+)$/i;

/**
 * What a line such as `Owner: Harriet` adds to the action above it; `closed` where it says that nothing is left to do, null where it is
 * no such line.
 */
export function withAttribute(draft: Draft, said: string, context: WhenContext): Draft | "closed" | null {
  if (!LABELLED.test(said)) return null;
  const [owner, due, evidence, status] = [OWNER, DUE, EVIDENCE, STATUS].map((form) => form.exec(said)?.groups?.said);
  if (owner !== undefined) {
    const owners = wholeOwners(owner, "named");
    return owners && { ...draft, owners: owners.names };
  }
  if (due !== undefined) return { ...draft, when: deadlineIn(`by ${due}`, context)?.read ?? draft.when };
  if (evidence !== undefined) return { ...draft, evidence };
  if (status === undefined) return null;
  return isClosedStatus(status) ? "closed" : draft;
}
