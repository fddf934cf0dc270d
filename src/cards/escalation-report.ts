import { momentLabel } from "../core/due.ts";
import { escalationRef, fullEscalationRef } from "../core/escalation.ts";
import { decisionTime, type EscalationReport, gapsOf, type ReportPart, timelineOf } from "../core/escalation-report.ts";
import type { Card } from "./card.ts";
import { emergencyFooter } from "./emergency.ts";
import { aboutOf, ruleWords } from "./escalation-facts.ts";
import { readsReasons, WITHHELD } from "./escalation-reading.ts";
import { whatWasSaid } from "./history.ts";
import { decisionTimeWords, gapWords, type ReportTelling, timelineMore, timelineWords } from "./report-words.ts";
import { capitalised, joinParts } from "./status-line.ts";
import { type CardContext, tell, zoneOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

type Row = { text: string; more: string[] };

/**
 * One escalation from its first minute to its last: how soon it was decided, where nobody answered, everything that happened, and every
 * message about it with what became of it. Nobody is mentioned. Longer than a message, it goes on in the next.
 */
export function escalationReportCard(context: CardContext, report: EscalationReport): Card {
  const [first] = report.parts;
  const { escalation, file } = first.view;
  const zone = zoneOf(context, file);
  const telling = (part: ReportPart): ReportTelling => ({
    ...{ context, titles: report.titles },
    reasons: readsReasons(context, part.view),
  });
  const withheld = report.parts.some((part) => !telling(part).reasons && saysWhy(part));
  const opened = momentLabel(new Date(escalation.openedAt), zone);
  const data = {
    title: `${fullEscalationRef(escalation)} · Report of the escalation`,
    status: joinParts([capitalised(escalation.state), `opened ${opened}`, aboutOf(escalation)]),
    groups: [
      { heading: "In short", rows: report.parts.flatMap((part) => inShort(context, report, part)) },
      { heading: "Where nobody answered in time", rows: gapRows(context, report, telling) },
      { heading: "What happened", rows: timelineRows(context, report, telling) },
      { heading: "Messages about it", rows: report.messages.map((message) => row(whatWasSaid(message, zone))) },
    ].filter(({ rows }) => rows.length > 0),
    why: [...othersLines(report, file.ref), ...(withheld ? [WITHHELD] : [])],
    below: emergencyFooter(first.view),
  };
  return fillCard("escalation-report", data, tell(context));
}

const row = (text: string, more: string[] = []): Row => ({ text, more });

/** Of several, each line says which it is about. */
const refOf = ({ parts }: EscalationReport, { view }: ReportPart): string =>
  parts.length > 1 ? `${escalationRef(view.escalation)}: ` : "";

function inShort({ now }: CardContext, report: EscalationReport, part: ReportPart): Row[] {
  const { escalation } = part.view;
  const of = refOf(report, part);
  const { rule } = escalation;
  const current = rule && report.inForce[rule.kind];
  const since = rule && current !== null && current !== rule.version ? ` Version ${current} is in force by now.` : "";
  return [
    row(`${of}${ruleWords(escalation) ?? "Escalated by hand: no rule in writing was crossed"}.${since}`),
    row(`${of}${decisionTimeWords(decisionTime(escalation, now))}`),
  ];
}

function gapRows(context: CardContext, report: EscalationReport, telling: (part: ReportPart) => ReportTelling): Row[] {
  const gaps = report.parts.flatMap((part) =>
    gapsOf(part, context.now).map((gap) => {
      const [first, ...more] = gapWords(telling(part), part, gap);
      return row(`${refOf(report, part)}${first}`, more);
    }),
  );
  return gaps.length > 0 ? gaps : [row("Nowhere: everybody who was asked answered within the limit.")];
}

function timelineRows(context: CardContext, report: EscalationReport, telling: (part: ReportPart) => ReportTelling): Row[] {
  const [first] = report.parts;
  const zone = zoneOf(context, first.view.file);
  return timelineOf(report.parts).map(({ part, happening }) => {
    const when = momentLabel(new Date(happening.at), zone);
    const what = timelineWords(telling(part), part, happening);
    return row(`${when} · ${refOf(report, part)}${what}`, timelineMore(telling(part), part, happening));
  });
}

/** Whether somebody has written anything of it. */
function saysWhy(part: ReportPart): boolean {
  const all = { context: { now: new Date(0), reader: "" }, titles: {} };
  return part.happenings.some(
    (happening) =>
      timelineMore({ ...all, reasons: true }, part, happening).length >
      timelineMore({ ...all, reasons: false }, part, happening).length,
  );
}

function othersLines({ spokenIn, others: { refs, more } }: EscalationReport, caseRef: string): string[] {
  const [example] = refs;
  return [
    ...(spokenIn === null ? [] : [`It was spoken of in the thread of ${spokenIn}.`]),
    ...(example === undefined
      ? []
      : [
          `Other escalations of ${caseRef}: ${refs.join(", ")}${more > 0 ? ` and ${more} before them` : ""}. Ask for one with mdt report ${caseRef} escalation ${example}`,
        ]),
  ];
}
