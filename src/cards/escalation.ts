import type { EscalationView } from "../core/climb.ts";
import type { Command } from "../core/command.ts";
import { CLOSED_WORDS, verdictWords } from "../core/decide-escalation.ts";
import { dueLabel, momentLabel } from "../core/due.ts";
import { fullEscalationRef } from "../core/escalation.ts";
import { nameAndRole } from "../core/now-true.ts";
import { type Platform, personLabel } from "../core/person.ts";
import { type Fact, type Line, linked, type Wording, worded } from "./action-view.ts";
import type { Card } from "./card.ts";
import { emergencyFooter } from "./emergency.ts";
import { decisionBy, requestLines, withoutAnswer } from "./escalation-asked.ts";
import { endedLines } from "./escalation-decision.ts";
import { escalationTitle, factWords, joinedLines, ruleWords } from "./escalation-facts.ts";
import { offersOn, shownOffers } from "./escalation-offers.ts";
import { readsReasons } from "./escalation-reading.ts";
import { whyYou } from "./escalation-why.ts";
import { join, link } from "./markup.ts";
import { nameOnly, PLATFORM_NAMES } from "./person-view.ts";
import { joinParts } from "./status-line.ts";
import { type CardContext, type Telling, tell, zoneOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

export interface EscalationSaying {
  /** What happened just now. */
  said?: Wording;
  /** Why the reader sees this, before what the card says of it by itself. */
  why?: Line[];
  /** Its thread on the other platform. */
  links?: { platform: Platform; link: string }[];
  /** What the incidents were about, in a few words; shown to nobody below the restricted level, and in no room. */
  category?: string | null;
  /** Without buttons: for whoever is told, and not asked. */
  told?: true;
}

/** A question taken to named people: the fact, the rule, who decides by when, and what happens otherwise; later, what was decided. */
export function escalationCard(context: CardContext, view: EscalationView, more: EscalationSaying = {}): Card {
  const telling = tell(context);
  const { escalation } = view;
  const said = worded(more.said, telling);
  const data = {
    title: escalationTitle(view),
    status: escalationStatus(context, view),
    said: [...said, ...endedLines(context, view), ...(more.told ? [] : requestLines(telling, view))],
    facts: facts(context, view, more.category ?? null),
    notes: notes(telling, view),
    below: [
      ...linkLines(context, more.links ?? []),
      ...once([...(more.why ?? []), ...whyYou(context, view)]),
      ...emergencyFooter(view),
    ],
    ref: fullEscalationRef(escalation),
    seen: escalation.version,
    ...shownOffers(more.told ? [] : offersOn(context, view)),
  };
  // What happened is said once: shown again, the card would have lost it.
  return fillCard("escalation", data, telling, said.length > 0 || more.told ? undefined : shownAgain(view));
}

export const shownAgain = ({ escalation }: EscalationView): Command => ({ do: "show", ref: fullEscalationRef(escalation) });

/** All that a mixed room reads: neither which action, nor why. */
export const escalationMixedCard = ({ file }: Pick<EscalationView, "file">): Card =>
  fillCard("room-line", { line: `${file.ref}: escalation opened. See the case space.` }, { mentions: {} });

/** Line two: `Open, step 1 of 2 · since Wed 31 March 2027, 12:00`, `Decided: new date Tue 6 April 2027`. */
function escalationStatus(context: CardContext, { escalation, file }: EscalationView): string {
  const { state, steps, ladder, decision, closed, openedAt } = escalation;
  if (state === "decided" && decision) return `Decided: ${verdictWords(decision.verdict, file)}`;
  if (state === "closed" && closed) return `Closed: ${CLOSED_WORDS[closed.because]}`;
  const last = steps.at(-1);
  const step =
    last?.place === null ? "passed on" : last && ladder.length > 1 ? `step ${last.place + 1} of ${ladder.length}` : null;
  const words = ["Open", step, last?.acknowledged ? "acknowledged" : null].filter((word) => word !== null).join(", ");
  return joinParts([words, `since ${momentLabel(new Date(openedAt), zoneOf(context, file))}`]);
}

/** Always in this order, at most four. */
function facts(context: CardContext, view: EscalationView, category: string | null): Fact[] {
  const { escalation } = view;
  const [fact] = escalation.facts;
  const isOpen = escalation.state === "open";
  const found: [string, string | null][] = [
    ["Fact", fact ? factWords(context, view, fact, category) : null],
    ["Rule", ruleWords(escalation)],
    ["Decision by", isOpen ? decisionBy(context, view) : null],
    ["Without an answer", isOpen ? withoutAnswer(context, view) : null],
  ];
  return found.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

/** What a decision has to go by, as far as the reader may see it: what has joined, whose the action is, what was asked, who has seen it. */
function notes(telling: Telling, view: EscalationView): Line[] {
  const { escalation, action, file } = view;
  const owner = action?.owner ? file.people[action.owner] : undefined;
  const isOpen = escalation.state === "open";
  const seen = escalation.steps.flatMap(({ acknowledged }) =>
    acknowledged ? [acknowledgedLine(telling, view, acknowledged)] : [],
  );
  return [
    ...joinedLines(telling, view),
    ...(owner && isOpen && owner.id !== telling.reader ? [`Owner: ${personLabel(owner)}.`] : []),
    ...(action?.blockedBecause && isOpen && readsReasons(telling, view) ? [`In the way: ${action.blockedBecause}`] : []),
    ...(isOpen ? requestNotes(view) : []),
    ...(isOpen ? updateNotes(telling, view) : []),
    ...seen,
  ];
}

/** From when, to when, why: the reason is null where it is not for the reader. */
function requestNotes({ action, file }: EscalationView): string[] {
  const request = action?.request;
  if (!request) return [];
  const asks =
    request.kind === "extension"
      ? `asks for a new date: ${action.due ? `from ${dueLabel(action.due)} to ` : ""}${dueLabel(request.to)}.`
      : `asks for a new owner: ${nameOnly(file, request.to)}.`;
  return [`${nameAndRole(file, request.by)} ${asks}`, ...(request.why ? [`Reason: ${request.why}`] : [])];
}

function updateNotes(telling: Telling, { action, file }: EscalationView): Line[] {
  const update = action?.latestUpdate;
  if (!update?.text) return [];
  const when = momentLabel(update.at, zoneOf(telling, file));
  return [join([`Latest update, ${when}, by ${nameOnly(file, update.by)}:`, linked(update.text)])];
}

function acknowledgedLine(
  context: CardContext,
  { file }: EscalationView,
  { by, at, coverFor }: { by: string; at: string; coverFor: string | null },
): string {
  const standing = coverFor === null ? "" : `, as cover for ${nameOnly(file, coverFor)}`;
  return `Acknowledged by ${nameAndRole(file, by)}${standing}, ${momentLabel(new Date(at), zoneOf(context, file))}.`;
}

/** `Also in Teams`, all on one line; to one person, who has no thread before them, `Thread in Teams`. */
function linkLines({ reader }: CardContext, links: readonly { platform: Platform; link: string }[]): Line[] {
  const where = reader === "" ? "Also" : "Thread";
  const linked = links.map(({ platform, link: url }) => link(`${where} in ${PLATFORM_NAMES[platform]}`, url));
  return linked.length === 0 ? [] : [join(linked, " · ")];
}

/** Nothing is said twice. */
const once = (lines: Line[]): Line[] => [...new Set(lines)];
