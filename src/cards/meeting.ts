import { accessLevel } from "../core/access.ts";
import type { Action } from "../core/action.ts";
import type { Audience } from "../core/case-file.ts";
import type { Command } from "../core/command.ts";
import { dayLabel, momentLabel, timeLabel } from "../core/due.ts";
import { type Attendance, type Attendee, type Meeting, mayRun, meetingRef, readsMeeting } from "../core/meeting.ts";
import { missingBeforeEnd } from "../core/meeting-gate.ts";
import type { MeetingView } from "../core/meeting-view.ts";
import { nameAndRole } from "../core/now-true.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Card } from "./card.ts";
import { type LineOf, linesOf } from "./meeting-lines.ts";
import { shortened } from "./row.ts";
import { joinParts } from "./status-line.ts";
import { type CardContext, tell, todayOf, zoneOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

interface Shown {
  said: string[];
  why: string[];
  /** Who reads the room, where one does. */
  audience?: Exclude<Audience, "mixed">;
  /** The reader is asked whether it goes on. */
  asked?: true;
}

/** A meeting: its roll, decisions and actions, those of the one before, what else is open, and what is missing before it can end. */
export function meetingCard(context: CardContext, view: MeetingView, { said, why, audience, asked }: Shown): Card {
  const { file, meeting, actions, followers, carried, others, previous } = view;
  const telling = tell(context);
  const today = todayOf(context, { file });
  const level = accessLevel(file, context.reader, today);
  const isRoom = audience !== undefined;
  const reads = isRoom || (level !== null && readsMeeting(meeting, file, context.reader, level, today));
  const list = (heading: string, rows: Action[]) => part(heading, linesOf(telling, view, rows, audience));
  const missing = meeting.state === "open" ? missingBeforeEnd(meeting, actions, file, today) : [];
  const holds = HOLDS[isRoom ? "room" : "person"];
  // A room reads of each action in the card that it has of it: here they would not be kept true.
  const made = isRoom ? [] : [...list("Actions", actions), ...list("Next steps", followers)];
  const listed =
    meeting.state === "open"
      ? [...list(previous ? `Agreed in ${meetingRef(previous)}` : "Agreed before", carried), ...list("Open in this case", others)]
      : [];
  const data = {
    title: joinParts([file.ref, titleWords(meeting)]),
    status: statusOf(context, view),
    said,
    parts: [
      ...part("Roll", rollLines(view, holds)),
      ...part("Decisions", reads ? decisionLines(view, holds) : hidden(meeting.decisions.length)),
      ...made,
      ...part("No actions", meeting.noActionsBecause === null || !reads ? [] : [`Because: ${meeting.noActionsBecause}`]),
      ...listed,
      ...part("Missing before it can end", !isRoom && said[0] !== missing.join(" ") ? missing : []),
    ],
    why: [...why, ...(isRoom && listed.length > 0 ? [asOf(context, view)] : [])],
    buttons: buttonsOn(context, view, { missing: missing.length, isRoom, asked: asked === true }),
  };
  return fillCard("meeting", data, telling, said.length > 0 ? undefined : shows(view));
}

export const meetingAnswer = (context: CardContext, { meeting, said }: Extract<Outcome, { kind: "meeting" }>): Card =>
  meetingCard(context, meeting, { said: said === null ? [] : [said], why: [] });

const asOf = ({ now }: CardContext, { file }: MeetingView): string =>
  `Actions as they stood at ${timeLabel(now, file.timeZone)}. Show meeting has them as they are.`;

const shows = ({ file, meeting }: MeetingView): Command => ({ do: "meeting", case: file.ref, meeting: meeting.number });

const titleWords = (meeting: Pick<Meeting, "number" | "type">): string =>
  joinParts([`meeting ${meetingRef(meeting)}`, meeting.type === "rapid" ? "rapid review" : null]);

/** `Open since Thu 11 March 2027, 14:00 · chair Priya (Service manager) · follow-up check Tue 13 April 2027` */
function statusOf(context: CardContext, { file, meeting }: MeetingView): string {
  const { state, openedAt, endedAt, chair, followUp } = meeting;
  const at = (instant: Date) => momentLabel(instant, zoneOf(context, file));
  return joinParts([
    state === "ended" && endedAt ? `Ended ${at(endedAt)}` : `Open since ${at(openedAt)}`,
    `chair ${nameAndRole(file, chair)}`,
    followUp === null ? "no follow-up check set" : `follow-up check ${dayLabel(followUp)}`,
  ]);
}

const part = (heading: string, lines: LineOf[]) => (lines.length > 0 ? [{ heading, lines }] : []);

const hidden = (count: number): string[] =>
  count > 0 ? [`${count} recorded. They are shown to whoever was there, and at care level.`] : [];

const ATTENDED: [Attendance | null, string][] = [
  ["here", "Here"],
  ["part", "There for part of it"],
  ["apologies", "Apologies"],
  [null, "Not said yet"],
];

/** As much as a card holds beside all else; a room's is one message, brought up to date. The minutes have it all. */
const HOLDS = {
  person: { names: 40, decisions: 12, characters: 300 },
  room: { names: 20, decisions: 4, characters: 140 },
};
type Holds = (typeof HOLDS)["person"];

function rollLines({ file, meeting: { roll, state } }: MeetingView, { names }: Holds): string[] {
  return ATTENDED.flatMap(([how, words]) => {
    const who = roll.filter(({ attended }) => attended === how);
    const named = who.slice(0, names).map(({ personId }: Attendee) => nameAndRole(file, personId));
    const more = who.length > names ? [`${who.length - names} more`] : [];
    const label = how === null && state === "ended" ? "Not said" : words;
    return who.length > 0 ? [`${label}: ${[...named, ...more].join(", ")}`] : [];
  });
}

/** The latest, in the order in which they were made. */
function decisionLines({ file, meeting }: MeetingView, { decisions, characters }: Holds): string[] {
  const earlier = Math.max(0, meeting.decisions.length - decisions);
  return [
    ...(earlier > 0 ? [`${earlier} earlier`] : []),
    ...meeting.decisions
      .slice(earlier)
      .map(({ text, by }) => `${shortened(text, characters)} · decided by ${nameAndRole(file, by)}`),
  ];
}

type Button = { button: string; style: "positive" | null; command: Command };

/** At most four, the expected one in primary style: what is missing first, then the end. A room sees all; who presses is checked. */
function buttonsOn(
  context: CardContext,
  { file, meeting }: MeetingView,
  { missing, isRoom, asked }: { missing: number; isRoom: boolean; asked: boolean },
): Button[] {
  if (meeting.state === "ended") return [];
  const on = { case: file.ref, meeting: meeting.number };
  const runs = isRoom || mayRun(meeting, file, context.reader, todayOf(context, { file })) !== undefined;
  const button = (label: string, command: Command, isExpected = false): Button => ({
    ...{ button: label, style: isExpected ? "positive" : null, command },
  });
  const end = (isExpected: boolean) => button("End meeting", { do: "meeting-end", ...on }, isExpected);
  const followUp = (isExpected: boolean) => button("Set follow-up", { do: "follow-up", ...on }, isExpected);
  if (asked) return [end(true), button("Still going", { do: "still-going", ...on }), ...(missing > 0 ? [followUp(false)] : [])];
  const roll = button("Roll", { do: "meeting-roll", ...on });
  if (!runs) return [roll];
  const lacksFollowUp = meeting.followUp === null;
  return [
    ...(lacksFollowUp ? [followUp(true), end(false)] : [end(missing === 0), followUp(false)]),
    roll,
    ...(isRoom ? [button("Show meeting", shows({ file, meeting } as MeetingView))] : []),
  ];
}
