import { isClosedStatus } from "./action-table.ts";
import { dueSaid } from "./date-of-meeting.ts";
import type { Draft } from "./draft.ts";
import { wholeOwners } from "./owners-said.ts";
import type { WhenContext } from "./when.ts";

const LABELLED = /^[a-z ]{2,24} ?[:–—-]/i;
/** `Deadline is Friday.`, `This needs to be done by 24 March.`: of what was said before. */
const DUE_SENTENCE =
  /^(?:(?:the )?(?:deadline|due date|target(?: date)?|timescale)(?: for (?:this|that|it))? (?:is|will be)|(?:this|that|it) (?:is|must|should|will|needs? to|has to|is to) (?:due|be (?:done|completed|finished|submitted|returned|in place|ready|sent)))(?: by| on| before| within)?(?<said> .{3,60})$/i;
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
  const dated = draft.when === null ? DUE_SENTENCE.exec(said)?.groups?.said : undefined;
  if (dated !== undefined) {
    const when = dueSaid(dated.trim(), context);
    return when && { ...draft, when };
  }
  if (!LABELLED.test(said)) return null;
  const [owner, due, evidence, status] = [OWNER, DUE, EVIDENCE, STATUS].map((form) => form.exec(said)?.groups?.said);
  if (owner !== undefined) {
    const owners = wholeOwners(owner, "named");
    return owners && { ...draft, owners: owners.names };
  }
  if (due !== undefined) return { ...draft, when: dueSaid(due, context) ?? draft.when };
  if (evidence !== undefined) return { ...draft, evidence };
  if (status === undefined) return null;
  return isClosedStatus(status) ? "closed" : draft;
}
