import { fullRef } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import { momentLabel } from "../core/due.ts";
import type { Notice } from "../core/notice.ts";
import type { ActionView } from "../core/outcome.ts";
import type { Line } from "./action-view.ts";
import type { Card } from "./card.ts";
import { join } from "./markup.ts";
import { personText } from "./person-view.ts";
import { type CardContext, tell, zoneOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

export type UndeliveredNotice = Extract<Notice, { kind: "undelivered" }>;

/** What the lead is told of: the case, the action where it was about one, and when it failed. */
export interface Failed {
  file: CaseFile;
  action: ActionView["action"] | null;
  at: Date;
}

/** The lead hears that somebody was not reached: who, with what kind of message, why, when. Nothing of what it said. */
export function undeliveredCard(
  context: CardContext,
  notice: UndeliveredNotice,
  { file, action, at }: Failed,
  why: Line[],
): Card {
  const telling = tell(context);
  const { unreached, what, reason } = notice;
  const who = unreached === null ? "A room of this case" : personText(telling, file, unreached);
  const data = {
    title: `${action ? fullRef(action) : file.ref} · a message did not arrive`,
    status: momentLabel(at, zoneOf(context, file)),
    unreached: join([who, join(["was not reached with ", MESSAGES[what], "."], "")]),
    because: plainReason(reason),
    way:
      unreached === null
        ? "Please ask whoever looks after Followthrough to let it into the room again."
        : "Please tell them another way, or choose somebody else.",
    why,
  };
  return fillCard("undelivered", data, telling);
}

/** What kind of message it was, for somebody who may not know its content. */
export const MESSAGES: Record<Notice["kind"], string> = {
  proposed: "a request to accept an action",
  chase: "a request to reach an owner",
  "evidence-in": "a request to sign off",
  request: "a request to decide",
  decided: "a decision",
  told: "news of an action",
  reminder: "word of a due date",
  silence: "word that something waits",
  "owner-left": "word that an owner has left",
  "leave-uncovered": "word of a leave without cover",
  digest: "their daily digest",
  weekly: "their weekly summary",
  "room-digest": "its daily digest",
  undelivered: "word of a message that did not arrive",
  state: "how an action stands",
  refresh: "a card brought up to date",
};

/** What platforms say, in words that help. */
const REASONS: [RegExp, string][] = [
  [/archived/i, "The conversation has been archived."],
  [/not_in_channel|kicked|BotNotInConversationRoster|not.?member/i, "Followthrough is not in the conversation any more."],
  [/added the app|MessageWritesBlocked|blocked/i, "Followthrough is not added there, or is blocked."],
  [/not connected/i, "Followthrough is not connected to where they are."],
  [/user_(?:not_found|disabled|deactivated)|account|deactivat|cannot_dm/i, "The account in the chat is not in use."],
  [/channel_not_found|no direct conversation|NotFound|http 404/i, "The conversation was not found."],
  [/case or the action is gone/i, "What it was about is gone."],
];

/** Why a message did not arrive, without a code that only we can read. */
export const plainReason = (reason: string): string =>
  REASONS.find(([pattern]) => pattern.test(reason))?.[1] ?? "The chat service did not take it.";
