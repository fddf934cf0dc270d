import { dueLabel } from "../core/due.ts";
import type { Notice } from "../core/notice.ts";
import type { ActionView } from "../core/outcome.ts";
import type { Told } from "../core/told.ts";
import { actionCard, type Line, type Wording } from "./action-view.ts";
import type { Card } from "./card.ts";
import { join } from "./markup.ts";
import { nameOnly, personText } from "./person-view.ts";
import { standingCard } from "./standing.ts";
import type { CardContext } from "./telling.ts";

/** Cards that tell somebody what another has done. */

type ToldNotice = Extract<Notice, { kind: "told" }>;
type DecidedNotice = Extract<Notice, { kind: "decided" }>;

/** What became of an action, for somebody concerned. */
export function toldCard(context: CardContext, view: ActionView, { what, by, why }: ToldNotice, because: Line[]): Card {
  const said: Wording = (telling) => [
    join([personText(telling, view.file, by), WHAT[what]]),
    ...(why && !saysWhy(view, why) ? [`Because: ${why}`] : []),
  ];
  return standingCard(context, view, { said, why: because, offersNext: what === "not-achieved" });
}

/** What happened, then what is needed. */
const WHAT: Record<Told, string> = {
  "not-me": "says that this is for somebody else. It is a draft again and needs an owner.",
  completed: "said what was missing. It can be confirmed.",
  "no-action": "says that what they said is no action. It is discarded.",
  "signed-off": "signed this off. It is complete.",
  returned: "returned the evidence. Please add what is missing.",
  "not-achieved": "ended this as not achieved. It needs a next step.",
  cancelled: "cancelled this. Nothing more is needed.",
  reopened: "opened this again.",
  blocked: "says that something is in the way.",
  unblocked: "says that nothing is in the way any more.",
  "not-delivered": "could not be reached here. Please tell them another way, or choose somebody else.",
  "date-changed": "agreed a new date for this.",
  "owner-changed": "gave this to another owner. Nothing more is needed from you.",
};

/** The card says it among its notes already. */
const saysWhy = ({ action }: ActionView, why: string): boolean => action.blockedBecause === why || action.endedBecause === why;

/** Whoever asked for a new date or owner hears the decision. There is nothing to press: it has been decided. */
export function decidedCard(context: CardContext, view: ActionView, notice: DecidedNotice, because: Line[]): Card {
  const said: Wording = (telling) => [
    join([personText(telling, view.file, notice.by), decisionWords(notice)]),
    ...(notice.why ? [`Because: ${notice.why}`] : []),
    ...afterwards(view, notice),
  ];
  return actionCard(context, view, { said, why: because, offers: [] });
}

function decisionWords({ asked, decision }: DecidedNotice): string {
  if (asked === "extension") return `${decision} the new date.`;
  if (asked === "reassignment") return `${decision} the new owner.`;
  return `${decision} what you asked for.`;
}

/** What happens next. */
function afterwards({ action, file }: ActionView, { asked, decision }: DecidedNotice): string[] {
  if (asked === "extension" && action.due) {
    return [`${decision === "approved" ? "It is now due" : "It stays due"} ${dueLabel(action.due)}.`];
  }
  if (asked !== "reassignment") return [];
  const owner = nameOnly(file, action.owner);
  if (decision === "declined") return [`${owner} stays the owner.`];
  return [action.status === "proposed" ? `${owner} is asked to accept.` : `${owner} is the owner.`];
}
