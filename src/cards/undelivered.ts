import type { CaseFile } from "../core/case-file.ts";
import type { Notice } from "../core/notice.ts";
import type { ActionView } from "../core/outcome.ts";
import { MESSAGE_WORDS, reasonInWords } from "../core/unreached.ts";
import type { Line, Wording } from "./action-view.ts";
import type { Card } from "./card.ts";
import { join } from "./markup.ts";
import { personText } from "./person-view.ts";
import { standingCard } from "./standing.ts";
import { type CardContext, type Telling, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

type Undelivered = Extract<Notice, { kind: "undelivered" }>;

/** The lead hears who could not be reached, with what, and why. Beside the action, where it was about one. */
export function undeliveredCard(
  context: CardContext,
  { file, view }: { file: CaseFile; view: ActionView | null },
  notice: Undelivered,
  why: Line[],
): Card {
  const said: Wording = (telling) => [whatFailed(telling, file, notice), ...NOW_WHAT];
  if (view) return standingCard(context, view, { said, why });
  const telling = tell(context);
  return fillCard("message", { message: whatFailed(telling, file, notice), hints: [...NOW_WHAT, ...why] }, telling);
}

const NOW_WHAT = ["Please tell them another way, or choose somebody else."];

function whatFailed(telling: Telling, file: CaseFile, { unreached, what, reason }: Undelivered): Line {
  const words = `could not be reached with ${MESSAGE_WORDS[what]}: ${reasonInWords(reason)}.`;
  return unreached ? join([personText(telling, file, unreached), words]) : `A room ${words}`;
}
