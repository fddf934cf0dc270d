import type { Action } from "../core/action.ts";
import type { Audience } from "../core/case-file.ts";
import { coversOf } from "../core/cover.ts";
import type { ActionNotice, Recipient } from "../core/notice.ts";
import { lastDecision } from "../core/now-true.ts";
import type { ActionView } from "../core/outcome.ts";
import { mayDo } from "../core/permission.ts";
import { actionCard } from "./action-view.ts";
import { chaseCard, evidenceInCard, proposedCard, requestCard } from "./asking.ts";
import { calledCard } from "./called.ts";
import type { Card } from "./card.ts";
import { decidedCard, toldCard } from "./news.ts";
import { offersTo } from "./offers.ts";
import { coverSentence } from "./person-view.ts";
import { standingCard } from "./standing.ts";
import { stateCard } from "./state.ts";
import { type CardContext, todayOf } from "./telling.ts";

/** Notices that ask for something: their cards change as soon as it has been done. */
type Asking = "proposed" | "chase" | "evidence-in" | "request";

/** A card that somebody holds is brought up to date by `liveCard`, which knows what it was. */
export type Sent = Exclude<ActionNotice, { kind: "refresh" }>;

export interface NoticeContext extends CardContext {
  /** Who reads the room, for a state card. Without it the room is told no more than a mixed one. */
  audience?: Audience;
}

/** What is said unasked, worded when it is sent: what is true by then is what people read. */
export function noticeCard(notice: Sent, view: ActionView, context: NoticeContext): Card {
  if (notice.kind === "state") return stateCard(view, context.audience ?? "mixed", context);
  if (notice.kind === "called") return calledCard({ ...context, reader: "" }, view, notice.question);
  const reading: CardContext = { now: context.now, reader: notice.to.personId };
  const why = whyYou(view, notice.to);
  switch (notice.kind) {
    case "proposed":
    case "chase":
    case "evidence-in":
    case "request":
      return askingCard(notice.kind, reading, view, why);
    case "draft":
      return standingCard(reading, view, { why });
    case "decided":
      return decidedCard(reading, view, notice, why);
    case "told":
      return toldCard(reading, view, notice, why);
    case "reminder":
    case "silence":
    case "owner-left":
      throw new Error(`no card for ${notice.kind} yet`);
  }
}

/** What the card of that notice shows now: still the question, or the action as it stands with what the reader may do. */
export function liveCard(kind: string, view: ActionView, context: CardContext): Card {
  if (context.reader === "") throw new Error("a room's card is kept true by stateCard");
  return isAsking(kind) ? askingCard(kind, context, view, coverNow(kind, context, view)) : standingCard(context, view);
}

function askingCard(kind: Asking, context: CardContext, view: ActionView, why: string[]): Card {
  const { action } = view;
  const offers = offersTo(context, view);
  if (kind === "proposed" && offers.includes("accept")) return proposedCard(context, view, why);
  if (kind === "chase" && action.notYetHeard && offers.includes("evidence")) return chaseCard(context, view, why);
  if (kind === "evidence-in" && offers.includes("signOff")) return evidenceInCard(context, view, why);
  if (kind === "request" && offers.includes("decline")) return requestCard(context, view, why);
  // Whoever had the request reads what was decided, by whom and why, with nothing to press.
  if (kind === "request" && wasDecided(action)) return actionCard(context, view, { why, offers: [] });
  return standingCard(context, view, { why });
}

function wasDecided(action: Action): boolean {
  const last = lastDecision(action);
  return last !== null && "asked" in last;
}

const whyYou = ({ file }: ActionView, to: Recipient): string[] => coverSentence(file, to.coverFor, to.coverUntil);

/** What the reader of each is asked to do. */
const ASKED_FOR = { proposed: "accept", chase: "accept", "evidence-in": "sign-off", request: "approve" } as const;

const isAsking = (kind: string): kind is Asking => Object.hasOwn(ASKED_FOR, kind);

/** Whether the reader is asked in another's place today. */
function coverNow(kind: Asking, context: CardContext, view: ActionView): string[] {
  const today = todayOf(context, view);
  const permission = mayDo(ASKED_FOR[kind], view.file, view.action, context.reader, today);
  if (!permission.allowed || permission.coverFor === null) return [];
  const cover = coversOf(view.file, permission.coverFor, today).find(({ personId }) => personId === context.reader);
  return coverSentence(view.file, permission.coverFor, cover?.until ?? null);
}
