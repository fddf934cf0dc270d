import type { Action } from "../core/action.ts";
import { whoLeft } from "../core/at-work.ts";
import type { Audience } from "../core/case-file.ts";
import { coversOf } from "../core/cover.ts";
import type { ActionNotice, Notice, Recipient } from "../core/notice.ts";
import { lastDecision } from "../core/now-true.ts";
import type { ActionView } from "../core/outcome.ts";
import { mayDo, standsOf } from "../core/permission.ts";
import { waitsOf } from "../core/silence-moments.ts";
import { actionCard } from "./action-view.ts";
import { chaseCard, evidenceInCard, proposedCard, requestCard } from "./asking.ts";
import { calledCard } from "./called.ts";
import type { Card } from "./card.ts";
import { leaveUncoveredCard } from "./leave.ts";
import { decidedCard, toldCard } from "./news.ts";
import { offersTo } from "./offers.ts";
import { ownerLeftCard } from "./owner-left.ts";
import { coverSentence } from "./person-view.ts";
import { reminderCard } from "./reminder.ts";
import { silenceCard, waitingSince } from "./silence.ts";
import { standingCard } from "./standing.ts";
import { stateCard } from "./state.ts";
import { type CardContext, todayOf } from "./telling.ts";

/** Notices that ask for something: their cards change as soon as it has been done. */
type Asking = "proposed" | "chase" | "evidence-in" | "request";

/** A card that somebody holds is brought up to date by `liveCard`, which knows what it was. */
export type Sent = Exclude<ActionNotice, { kind: "refresh" }>;

/** What a card of one action can be, for as long as it can be pressed. */
export type ShownAs = Asking | "draft" | "reminder" | "silence" | "owner-left";

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
    case "leave-uncovered":
      return leaveUncoveredCard(reading, view, notice, why);
    case "reminder":
      return reminding(reading, view, { occasion: notice.occasion, why });
    case "silence":
      return notice.step === 1 ? askedAgain(reading, view, why) : silent(reading, view, why);
    case "owner-left":
      return ownerLeftCard(reading, view, why);
  }
}

/** What somebody has kept silent about is asked once more, as it was asked first. */
function askedAgain(reading: CardContext, view: ActionView, why: string[]): Card {
  const kind = askedBy(view);
  const because = [waitingSince(reading, view), ...why];
  return kind ? askingCard(kind, reading, view, because) : standingCard(reading, view, { why: because });
}

/** Which question an action asks as it stands. A draft is its own question. */
function askedBy({ action }: Pick<ActionView, "action">): Asking | null {
  if (action.status === "proposed") return "proposed";
  if (action.status === "evidence submitted") return "evidence-in";
  return action.status === "open" && action.notYetHeard ? "chase" : null;
}

/** What the card of a notice is from then on: whoever answers a silence holds the question, others hold what waits. */
export function cardKindOf(notice: Notice, view: Pick<ActionView, "action">): ShownAs | null {
  switch (notice.kind) {
    case "proposed":
    case "chase":
    case "evidence-in":
    case "request":
    case "reminder":
    case "owner-left":
    case "draft":
      return notice.kind;
    case "silence":
      return (notice.step === 1 && askedBy(view)) || "silence";
    case "decided":
    case "told":
    case "leave-uncovered":
    case "leave-cover":
    case "state":
    case "refresh":
    case "digest":
    case "weekly":
    case "room-digest":
    case "undelivered":
    case "called":
    case "escalation":
    case "escalation-thread":
    case "escalation-line":
    case "escalation-card":
    case "escalation-told":
    case "escalation-lead":
    case "relayed":
    case "threshold-agree":
    case "threshold-card":
    case "threshold-told":
    case "threshold-review":
    case "ladder-told":
    case "ladder-line":
    case "meeting-card":
    case "meeting-asked":
    case "follow-up-check":
    case "follow-up-room":
    case "minutes-room":
    case "minutes":
    case "minutes-outside":
      return null;
  }
}

/** Whoever hears for the owner is reminded; to others the action is as it stands. */
function reminding(context: CardContext, view: ActionView, { occasion, why }: Parameters<typeof reminderCard>[2]): Card {
  const offers = offersTo(context, view);
  const theirs = offers.includes("accept") || offers.includes("evidence");
  return theirs ? reminderCard(context, view, { occasion, why }) : standingCard(context, view, { why });
}

/** Whoever asked, and the lead, may know who keeps silent. */
function silent(context: CardContext, view: ActionView, why: string[]): Card {
  const waits = waitsOf(view.action);
  const stands = standsOf(view.file, view.action, context.reader, todayOf(context, view));
  const concerned = stands.has("asker") || stands.has("lead");
  return waits && concerned ? silenceCard(context, view, waits, why) : standingCard(context, view, { why });
}

/** Only the lead is told that an owner has left. */
function withoutOwner(context: CardContext, view: ActionView): Card {
  const { action, file } = view;
  const today = todayOf(context, view);
  const isLead = standsOf(file, action, context.reader, today).has("lead");
  return isLead && whoLeft(action, file, today) !== null ? ownerLeftCard(context, view, []) : standingCard(context, view);
}

/** What the card of that notice shows now: still the question, or the action as it stands with what the reader may do. */
export function liveCard(kind: string, view: ActionView, context: CardContext): Card {
  if (context.reader === "") throw new Error("a room's card is kept true by stateCard");
  if (isAsking(kind)) return askingCard(kind, context, view, coverNow(kind, context, view));
  if (kind === "reminder") return reminding(context, view, { occasion: null, why: coverNow(kind, context, view) });
  if (kind === "silence") return silent(context, view, []);
  return kind === "owner-left" ? withoutOwner(context, view) : standingCard(context, view);
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
const ASKED_FOR = {
  proposed: "accept",
  chase: "accept",
  "evidence-in": "sign-off",
  request: "approve",
  reminder: "evidence",
} as const satisfies Record<Asking | "reminder", string>;

const isAsking = (kind: string): kind is Asking => kind !== "reminder" && Object.hasOwn(ASKED_FOR, kind);

/** Whether the reader is asked in another's place today. */
function coverNow(kind: Asking | "reminder", context: CardContext, view: ActionView): string[] {
  const today = todayOf(context, view);
  const permission = mayDo(ASKED_FOR[kind], view.file, view.action, context.reader, today);
  if (!permission.allowed || permission.coverFor === null) return [];
  const cover = coversOf(view.file, permission.coverFor, today).find(({ personId }) => personId === context.reader);
  return coverSentence(view.file, permission.coverFor, cover?.until ?? null);
}
