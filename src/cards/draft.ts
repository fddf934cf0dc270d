import { type Action, fullRef, type Missing, missingFrom } from "../core/action.ts";
import type { Command } from "../core/command.ts";
import { ownerIsOutside } from "../core/decide-draft.ts";
import { draftQuestion, questionText } from "../core/draft-question.ts";
import type { ActionView, Outcome } from "../core/outcome.ts";
import { dueText, type Fact, head, ownerText, type Saying, shownAgain, sourceNote, worded } from "./action-view.ts";
import type { Card } from "./card.ts";
import { join, type Markup } from "./markup.ts";
import { nameOnly, personText } from "./person-view.ts";
import { lackingWords, shortened } from "./row.ts";
import { joinParts } from "./status-line.ts";
import { type CardContext, type Telling, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** A button says no more than this on Slack; its command has the whole answer. */
const LONGEST_LABEL = 75;

export type Draft = Pick<Extract<Outcome, { kind: "draft" }>, "view" | "question" | "suggestions">;

/** A draft, for whoever asked: what was understood, then the one question that comes next, with answers to press. */
export function draftCard(context: CardContext, draft: Draft, { said, why = [] }: Pick<Saying, "said" | "why">): Card {
  const { view, question, suggestions } = draft;
  const telling = tell(context);
  const data = {
    ...head(telling, view),
    said: worded(said, telling),
    facts: draftFacts(telling, view),
    notes: sourceNote(telling, view),
    why: [...why, ...levelNote(view.action)],
    asks: question !== null,
    question: question === null ? "" : questionText(question, view),
    ...answersOf(suggestions),
    whole: question === null,
  };
  return fillCard("draft", data, telling, data.said.length > 0 ? undefined : shownAgain(view));
}

const levelNote = ({ level }: Action): string[] => (level === "restricted" ? [PROVIDERS_OWN] : []);

const PROVIDERS_OWN =
  "It was said where only the provider reads. Others read its reference, owner, due date and status, and the owner all of it. To have it read in the rooms of the case, ask for it there.";

const answersOf = (suggestions: Draft["suggestions"]) => ({
  hasAnswers: suggestions.length > 0,
  answers: suggestions.map(({ label, command }) => ({ label: shortened(label, LONGEST_LABEL), command })),
});

/**
 * Whoever said it is asked in private what their words left open, by somebody's wish to make an action of them. They complete it, or say
 * that it is none; whoever asked confirms it.
 */
export function draftAskedCard(
  context: CardContext,
  { view, suggestions }: Pick<Draft, "view" | "suggestions">,
  { said, why = [] }: Pick<Saying, "said" | "why">,
): Card {
  const telling = tell(context);
  const missing = missingFrom(view.action, ownerIsOutside(view.action, view.file));
  const [first] = missing;
  const next = first
    ? `would like to make an action of what ${saidBy(context, view)} said. It is none yet.`
    : "is asked to confirm it.";
  const data = {
    ...head(telling, view),
    ask: [...worded(said, telling), join([personText(telling, view.file, view.action.asker), next])],
    facts: draftFacts(telling, view),
    notes: sourceNote(telling, view),
    why,
    asks: first !== undefined,
    question: first === undefined ? "" : draftQuestion(view),
    ...answersOf(suggestions),
    lacksOwner: missing.includes("owner"),
    lacksDue: missing.includes("due"),
    lacksEvidence: first === "evidence",
    lacksOther: first === "text" || first === "chaser",
    lacksNothing: first === undefined,
  };
  return fillCard("draft-asked", data, telling, shownAgain(view));
}

/** Whoever stands in for them has not said it. */
const saidBy = ({ reader }: CardContext, { action: { source }, file }: ActionView): string =>
  source?.saidBy === undefined || source.saidBy === reader ? "you" : nameOnly(file, source.saidBy);

/** Three blocks each in a Slack message of 50. */
const MOST_DRAFTS = 15;

/** Several drafts from one text, a row each. Confirm all confirms what is whole among those that are shown, nothing unseen. */
export function draftsCard(context: CardContext, { drafts, notes = [] }: Extract<Outcome, { kind: "drafts" }>): Card {
  const telling = tell(context);
  const shown = drafts.slice(0, MOST_DRAFTS);
  const whole = shown.filter(isWholeDraft).map(({ view }) => view.action);
  const waiting = shown.filter(({ view }) => view.action.status === "draft").length;
  const again: Command = { do: "drafts", refs: drafts.map(({ view }) => fullRef(view.action)) };
  const data = {
    title: drafts.length === 1 ? "1 draft from this text" : `${drafts.length} drafts from this text`,
    status: joinParts([
      `${whole.length} ready to confirm`,
      waiting > whole.length ? `${waiting - whole.length} to complete` : null,
    ]),
    rows: shown.map((draft) => draftRow(telling, draft)),
    again,
    why: [
      ...notes,
      ...(shown.some(({ view }) => view.action.level === "restricted") ? [PROVIDERS_OWN] : []),
      ...(whole.length > 0 && waiting > whole.length ? ["Confirm all leaves those that are not complete as drafts."] : []),
      ...(shown.length < drafts.length ? [`${shown.length} of ${drafts.length} shown. See the rest with action list mine.`] : []),
    ],
    hasWhole: whole.length > 0,
    whole: whole.map(fullRef),
    wholeSeen: whole.map(({ version }) => version),
  };
  return fillCard("drafts", data, telling, again);
}

type Drafted = { view: ActionView; question: Missing | null };

const isWholeDraft = ({ view, question }: Drafted): boolean => view.action.status === "draft" && question === null;

function draftRow(telling: Telling, { view, question }: Drafted) {
  const { action } = view;
  const missing = missingFrom(action, ownerIsOutside(action, view.file));
  return {
    title: shortened(joinParts([fullRef(action), action.text ?? "no text yet"]), 300),
    detail: join(
      [
        join(["Owner:", draftOwner(telling, view)]),
        `due: ${draftDue(action)}`,
        `evidence: ${action.evidenceRequired ?? "not set"}`,
        ...rowNote(view, question, missing),
      ],
      " · ",
    ),
    isDraft: action.status === "draft",
    ref: fullRef(action),
    seen: action.version,
  };
}

/** What a row still lacks, or what became of it. */
function rowNote(view: ActionView, question: Missing | null, missing: Missing[]): string[] {
  const { status } = view.action;
  if (status !== "draft") return [`now ${status === "cancelled" ? "discarded" : status}`];
  if (question === null) return [];
  return [missing.length > 1 ? `missing: ${lackingWords(missing)}` : questionText(question, view)];
}

/** Every field of a draft is said, also those that are not set: this is where they are put right. */
function draftFacts(telling: Telling, view: ActionView): Fact[] {
  const { action, file } = view;
  const found: Fact[] = [
    { label: "Owner", value: draftOwner(telling, view) },
    { label: "Due", value: draftDue(action) },
    { label: "Evidence", value: action.evidenceRequired ?? "not set" },
  ];
  if (action.chaser) found.push({ label: "Chaser", value: personText(telling, file, action.chaser) });
  else if (ownerIsOutside(action, file)) found.push({ label: "Chaser", value: "not set" });
  return found;
}

function draftOwner(telling: Telling, view: ActionView): Markup | string {
  const { owner, ownerChoices } = view.action;
  return owner === null && ownerChoices.length > 0 ? `not decided: ${namesOf(view)}` : ownerText(telling, view);
}

/** With the words that the date was read from, so that a wrong reading is seen. */
function draftDue(action: Action): string {
  return action.due && action.dueWords ? `${dueText(action)}, from “${action.dueWords}”` : dueText(action);
}

const namesOf = ({ action, file }: ActionView): string =>
  new Intl.ListFormat("en-GB", { type: "disjunction" }).format(action.ownerChoices.map((id) => nameOnly(file, id)));
