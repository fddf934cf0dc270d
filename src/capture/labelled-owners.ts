import { isClosedStatus } from "./action-table.ts";
import { A_DAY } from "./date-lexicon.ts";
import { wholeOwners } from "./owners-said.ts";
import { isRoleHead } from "./role-words.ts";
import { startsWithOrder } from "./task-verbs.ts";

const JOINT = / ?[/&+;,] ?| and /;
/** Two to five words: `Environmental Health`, `Adult Social Care`, `Turning Point`. */
const A_BODY = /^\p{Lu}[\p{L}\p{N}.'’-]*(?: [\p{L}\p{N}(][\p{L}\p{N}.'’)-]*){1,4}$/u;
const NO_BODY =
  /^(?:not|on|in|at|as|see|next|to|no|by|when|after|before|awaiting|ongoing|under|part|partly|all|any|item|action|date|due|high|medium|low)\b/i;

/** Who stands where only an owner can, in an owner's column or behind `By whom:`. There a body need not be one that we know. */
export function labelledOwners(said: string): string[] | null {
  const owners = wholeOwners(said, "named");
  if (owners) return /\p{L}/u.test(said) ? owners.names : null;
  const parts = said.trim().split(JOINT);
  const isBody = (part: string): boolean =>
    (A_BODY.test(part) || (isRoleHead(part) && /^\p{Lu}/u.test(part))) &&
    !NO_BODY.test(part) &&
    !A_DAY.test(part) &&
    !isClosedStatus(part) &&
    !startsWithOrder(part);
  return parts.every((part) => isBody(part) || (wholeOwners(part, "named")?.names.length ?? 0) > 0) ? parts : null;
}
