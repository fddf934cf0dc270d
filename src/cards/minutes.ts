import { dayLabel, dueLabel } from "../core/due.ts";
import { type MinutesAction, type MinutesPerson, minutesRef } from "../core/minutes.ts";
import type { LinkView, MinutesView } from "../core/minutes-view.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Card } from "./card.ts";
import { shortened } from "./row.ts";
import { joinParts } from "./status-line.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** As much of what somebody wrote as one line of a card says well; all of it is in the file. */
const LONGEST = 300;

const NOT_AT_LEVEL = "Part of this is not shown at your level of access.";
const NOT_IN_ROOM = "Part of this is not shown in this room.";

/** Minutes as a card: who was there, what was decided and by whom, what was agreed. Complete, with notes, they are behind **Get minutes**. */
export function minutesCard(context: CardContext, view: MinutesView, { said, why }: { said: string[]; why: string[] }): Card {
  const { body, withheld, latest } = view;
  const { version, followUp, corrections } = body;
  const last = corrections.at(-1);
  const because = last && last.why !== "" ? ` because ${last.why.replace(/\.$/, "")}` : "";
  const data = {
    title: joinParts([minutesRef(body), "minutes"]),
    status: joinParts([`Version ${version}`, heldWords(view), latest > version ? `version ${latest} has taken its place` : null]),
    said: [...said, ...(last ? [`Corrected by ${nameAndRole(last.by)}${because}.`] : [])],
    facts: [
      { label: "Chair", value: nameAndRole(body.chair) },
      { label: "Present", value: body.attendees.map(presence).join(", ") || "Nobody recorded" },
      { label: "Apologies", value: body.apologies.map(nameAndRole).join(", ") || "None" },
      { label: "Follow-up check", value: followUp === null ? "Not set" : dayLabel(followUp) },
    ],
    parts: [
      { heading: "Decisions", lines: decisionLines(view) },
      { heading: "Actions", lines: actionLines(view) },
      ...(body.carriedOver.length > 0
        ? [{ heading: "Carried over", lines: [body.carriedOver.map(({ ref }) => ref).join(", ")] }]
        : []),
    ],
    why: [...why, ...(withheld ? [context.reader === "" ? NOT_IN_ROOM : NOT_AT_LEVEL] : [])],
    get: { do: "get-minutes", case: body.caseRef, meeting: body.meeting, version } as const,
    mayCorrect: view.mayCorrect && latest === version && context.reader !== "",
    correct: { do: "correct-minutes", case: body.caseRef, meeting: body.meeting } as const,
  };
  return fillCard("minutes", data, tell(context));
}

export const minutesAnswer = (context: CardContext, { minutes, said }: Extract<Outcome, { kind: "minutes" }>): Card =>
  minutesCard(context, minutes, { said: said === null ? [] : [said], why: [] });

const nameAndRole = ({ name, role }: MinutesPerson): string => `${name} (${role})`;

const presence = ({ person, attended }: MinutesView["body"]["attendees"][number]): string =>
  attended === "here" ? person.name : `${person.name} (for part)`;

function heldWords({ body: { start, end } }: MinutesView): string {
  return `${dueLabel(start)} to ${start.day === end.day ? end.time : dueLabel(end)}`;
}

function decisionLines({ body: { decisions }, withheld }: MinutesView): string[] {
  if (decisions.length === 0) return [withheld ? "None, or not shown at your level of access." : "None recorded."];
  return decisions.map(({ text, by, recorded }, at) => {
    const later = recorded ? `recorded after the meeting, ${dueLabel(recorded)}` : null;
    return `${at + 1}. ${joinParts([shortened(text, LONGEST), `by ${nameAndRole(by)}`, later])}`;
  });
}

function actionLines({ body: { actions, noActionsBecause } }: MinutesView): string[] {
  if (actions.length > 0) return actions.map(actionLine);
  return [noActionsBecause === null ? "No actions were needed." : `No actions were needed. Because: ${noActionsBecause}`];
}

/** `A1 · Pipe lagging · Harriet (Housing officer) · due Thu 25 March 2027 · evidence: surveyor's report · proposed` */
const actionLine = ({ ref, text, owner, due, evidence, status }: MinutesAction): string =>
  joinParts([
    ref,
    text && shortened(text, LONGEST),
    owner && nameAndRole(owner),
    due && `due ${dueLabel(due)}`,
    evidence && `evidence: ${shortened(evidence, LONGEST)}`,
    status,
  ]);

/** The reader's own link. Each button is one; in words they would be fetched by whoever looks ahead at links. */
export function minutesLinkCard(context: CardContext, { minutes, link }: { minutes: MinutesView; link: LinkView }): Card {
  const { body } = minutes;
  const data = {
    title: joinParts([minutesRef(body), `minutes, version ${body.version}`]),
    status: `Your own link, until ${dayLabel(link.until)}`,
    page: link.page,
    word: link.word,
    why: "Each opening is recorded under your name. Please do not pass the link on.",
  };
  return fillCard("minutes-link", data, tell(context));
}
