import type { Audience } from "../core/case-file.ts";
import { dayLabel, momentLabel } from "../core/due.ts";
import { keptDate, keptWords } from "../core/follow-up.ts";
import { meetingRef } from "../core/meeting.ts";
import type { MeetingView } from "../core/meeting-view.ts";
import type { Card } from "./card.ts";
import { linesOf } from "./meeting-lines.ts";
import { joinParts } from "./status-line.ts";
import { type CardContext, tell, zoneOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** On its day: what a meeting agreed, with dates met or missed, and what follows from it. */
export function followUpCard(
  context: CardContext,
  view: MeetingView,
  { why, audience }: { why: string[]; audience?: Exclude<Audience, "mixed"> },
): Card {
  const { file, meeting, actions, followers } = view;
  const telling = tell(context);
  const kept = actions.map((action) => keptDate(action, context.now));
  const count = (kind: "met" | "moved" | "missed", words: string): string | null => {
    const so = kept.filter((each) => each?.kind === kind).length;
    return so > 0 ? `${so} ${words}` : null;
  };
  const lines = (rows: typeof actions) =>
    linesOf(telling, view, rows, audience, (action) => {
      const how = keptDate(action, context.now);
      return how && keptWords(how);
    });
  const data = {
    title: joinParts([file.ref, `follow-up check of meeting ${meetingRef(meeting)}`]),
    status: joinParts([
      meeting.followUp && dayLabel(meeting.followUp),
      actions.length === 1 ? "1 action" : `${actions.length} actions`,
      count("met", "by their date"),
      count("moved", "by a moved date"),
      count("missed", "missed"),
    ]),
    parts: [
      {
        heading: `Agreed ${momentLabel(meeting.openedAt, zoneOf(context, file))}`,
        lines: actions.length > 0 ? lines(actions) : noActions(view),
      },
      ...(followers.length > 0 ? [{ heading: "Next steps since", lines: lines(followers) }] : []),
    ],
    why,
    start: { do: "meeting-start", case: file.ref } as const,
    show: { do: "list", case: file.ref, filter: "all" } as const,
  };
  return fillCard("follow-up", data, telling);
}

const noActions = ({ meeting }: MeetingView): string[] => [
  meeting.noActionsBecause === null ? "No actions." : `No actions were needed, because: ${meeting.noActionsBecause}`,
];
