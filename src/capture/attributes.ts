import { isClosedStatus } from "./action-table.ts";
import { dueSaid } from "./date-of-meeting.ts";
import { deadlineIn } from "./deadline.ts";
import type { Draft } from "./draft.ts";
import { labelledOwners } from "./labelled-owners.ts";
import { wholeOwners } from "./owners-said.ts";
import { tidy } from "./tidy.ts";
import { readWhen, type WhenContext } from "./when.ts";

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

/** `Due 18/03.`, `To be completed by Friday.` */
const DUE_ALONE = /^(?:due|by|before|no later|deadline|target|timescale|to be) ?.{2,40}$/i;
/** `(Deputy Clerk, by 25/01/27)` behind the stop of a sentence. */
const IN_BRACKETS = /^\((?<said>[^()]{2,60})\)[.;]?$/;
/** `Complete.`, said of what stands before it. */
const CLOSED = /^(?:(?:action|this is|now) )*(?:complete|completed|done|closed|discharged)(?:,? (?:action )?closed)?[.!]?$/i;

/**
 * What a line such as `Owner: Harriet` adds to the action above it; `closed` where it says that nothing is left to do, null where it is
 * no such line.
 */
export function withAttribute(draft: Draft, said: string, context: WhenContext): Draft | "closed" | null {
  if (CLOSED.test(said)) return "closed";
  const inside = IN_BRACKETS.exec(said)?.groups?.said;
  if (inside !== undefined) return withBracket(draft, inside, context);
  const dated = draft.when === null ? DUE_SENTENCE.exec(said)?.groups?.said : undefined;
  if (dated !== undefined) {
    const when = dueSaid(dated.trim(), context);
    return when && { ...draft, when };
  }
  if (draft.when === null && DUE_ALONE.test(said)) {
    const when = readWhen(said, context);
    if (when.kind === "due" || when.kind === "far") return { ...draft, when };
  }
  if (!LABELLED.test(said)) return null;
  const [owner, due, evidence, status] = [OWNER, DUE, EVIDENCE, STATUS].map((form) => form.exec(said)?.groups?.said);
  if (owner !== undefined) {
    const owners = labelledOwners(owner);
    return owners && { ...draft, owners };
  }
  if (due !== undefined) return { ...draft, when: dueSaid(due, context) ?? draft.when };
  if (evidence !== undefined) return { ...draft, evidence };
  if (status === undefined) return null;
  return isClosedStatus(status) ? "closed" : draft;
}

function withBracket(draft: Draft, inside: string, context: WhenContext): Draft | null {
  const deadline = deadlineIn(inside, context);
  const rest = tidy(deadline ? deadline.rest : inside);
  const owners = wholeOwners(rest, "told")?.names ?? [];
  if (owners.length === 0 && (!deadline || rest !== "")) return null;
  return { ...draft, owners: draft.owners.length > 0 ? draft.owners : owners, when: deadline?.read ?? draft.when };
}
