import { momentLabel } from "../core/due.ts";
import { CONCERN_WORDS, type Incident, incidentRef, type ShownIncident } from "../core/incident.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Crossing } from "../core/threshold-view.ts";
import type { Line } from "./action-view.ts";
import type { Card } from "./card.ts";
import { EMERGENCY_LINE } from "./emergency.ts";
import { join } from "./markup.ts";
import { personText } from "./person-view.ts";
import { shortened } from "./row.ts";
import { capitalised, joinParts } from "./status-line.ts";
import { type CardContext, type Telling, tell, zoneOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

type Recorded = Extract<Outcome, { kind: "incident" }>;
type Listed = Extract<Outcome, { kind: "incidents" }>;

const list = (parts: string[]): string => new Intl.ListFormat("en-GB").format(parts);

/** To whoever recorded it: that it is kept, and which threshold it crossed. */
export function incidentCard(context: CardContext, { file, incident, inForce, crossings, isNew }: Recorded): Card {
  const telling = tell(context);
  const lines: Line[] = [kindLine(incident), ...crossings.map((each) => crossingLine(telling, { file }, each))];
  if (!isNew) lines.push("The same was recorded a moment ago: nothing was added.");
  else if (inForce === null) lines.push(`No thresholds are in force for ${file.ref}.`);
  else if (crossings.length === 0) lines.push("No threshold is crossed by it.");
  const data = {
    title: `${incidentRef(incident.number)} recorded`,
    status: joinParts([file.ref, momentLabel(incident.at, zoneOf(context, file))]),
    lines,
    footer: [EMERGENCY_LINE],
  };
  return fillCard("incident", data, telling);
}

const kindLine = ({ category, injury, concerns }: Incident): string =>
  joinParts([capitalised(category), `injury: ${injury}`, ...concerns.map((each) => CONCERN_WORDS[each])]);

/** `T2, version 2, is crossed by I1, I2 and I3. Dana (Service manager, Harbour) is asked to decide by Thu 17 June 2027, 15:55: C-031/E2.` */
function crossingLine(telling: Telling, { file }: Pick<Recorded, "file">, crossing: Crossing): Line {
  const { rule, version, incidents, escalation, how } = crossing;
  const ref = `${escalation.caseRef}/E${escalation.number}`;
  const crossed = `${rule}, version ${version}, is crossed by ${list(incidents)}.`;
  if (how === "joined") return `${crossed} It was added to ${ref}.`;
  const step = escalation.steps.at(-1);
  const heard = step?.heardBy;
  if (!step || !heard) return `${crossed} ${ref} was opened, and nobody could be reached: please tell the lead yourself.`;
  const limit = momentLabel(new Date(step.limit), zoneOf(telling, file));
  const what = crossing.asks === "review" ? "review it" : "decide";
  return join([crossed, personText(telling, file, heard.personId), `is asked to ${what} by ${limit}: ${ref}.`]);
}

/** Long texts are read whole with the reference. */
const SHORT = 200;

/** The incidents of a case as far as their reader may see them: reference and time, and the rest where they may. */
export function incidentsCard(context: CardContext, { file, rows, total, one }: Listed): Card {
  const withheld = rows.some(({ restricted }) => restricted === null);
  const more = total - rows.length;
  const data = {
    title: joinParts([file.ref, one ? (rows[0] ? incidentRef(rows[0].number) : "incident") : "incidents"]),
    status: one ? "" : total === 0 ? "None recorded" : `${total} recorded`,
    hasStatus: !one,
    rows: rows.map((row) => ({
      title: joinParts([incidentRef(row.number), momentLabel(row.at, zoneOf(context, file))]),
      lines: detailOf(context, { file }, row, one),
    })),
    why: [
      ...(withheld ? ["What happened is shown at restricted level, and to whoever recorded it."] : []),
      ...(!one && more > 0 ? [`The latest ${rows.length} are shown. Read an earlier one with mdt incidents ${file.ref} I1`] : []),
    ],
    footer: [EMERGENCY_LINE],
  };
  return fillCard("incidents", data, tell(context));
}

function detailOf(context: CardContext, { file }: Pick<Listed, "file">, { restricted }: ShownIncident, whole: boolean): string[] {
  if (!restricted) return [];
  const { text, recordedBy, recordedAt } = restricted;
  const by = file.people[recordedBy]?.name ?? "somebody";
  return [
    kindLine(restricted),
    ...(text === null ? [] : [whole ? text : shortened(text, SHORT)]),
    ...(whole ? [`Recorded by ${by} on ${momentLabel(recordedAt, zoneOf(context, file))}.`] : []),
  ];
}
