import { fullRef } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import { momentLabel } from "../core/due.ts";
import type { Notice } from "../core/notice.ts";
import type { ActionView } from "../core/outcome.ts";
import { MESSAGE_WORDS, reasonInWords } from "../core/unreached.ts";
import type { Line } from "./action-view.ts";
import type { Card } from "./card.ts";
import { join } from "./markup.ts";
import { personText } from "./person-view.ts";
import { capitalised } from "./status-line.ts";
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
  const { unreached, what, reason, late, escalation } = notice;
  const who = unreached === null ? "A room of this case" : personText(telling, file, unreached);
  const data = {
    title: `${titleRef(file, action, escalation)} · a message ${late ? "has not arrived yet" : "did not arrive"}`,
    status: momentLabel(at, zoneOf(context, file)),
    unreached: join([who, join([late ? "has not been reached with " : "was not reached with ", MESSAGE_WORDS[what], "."], "")]),
    because: `${capitalised(reasonInWords(reason, unreached === null ? "room" : "person", late ? "late" : "lost"))}.${late ? " It is tried again until it arrives." : ""}`,
    way: wayTo(file, unreached),
    why,
  };
  return fillCard("undelivered", data, telling);
}

const titleRef = (file: CaseFile, action: Failed["action"], escalation: string | undefined): string =>
  escalation ? `${file.ref}/${escalation}` : action ? fullRef(action) : file.ref;

/** How they can be reached instead. */
function wayTo(file: CaseFile, unreached: string | null): string {
  if (unreached === null) return "Please ask whoever looks after Followthrough to let it into the room again.";
  const phone = file.people[unreached]?.phone;
  return phone
    ? `Please call them on ${phone}, or choose somebody else.`
    : "Please tell them another way, or choose somebody else.";
}
