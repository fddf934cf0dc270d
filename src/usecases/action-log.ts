import { stringify } from "csv-stringify/sync";
import { type Action, actionRef, type Status } from "../core/action.ts";
import { type Due, dueStanding, standingWords } from "../core/due.ts";
import type { Person } from "../core/person.ts";
import { type Calendar, dayOf } from "../core/working-day.ts";

/** One piece of evidence as it was handed in. The hash tells whether a copy is still the one that was accepted. */
export interface EvidenceGiven {
  text: string;
  hash: string;
  at: Date;
  by: string;
}

/** Everything that one line of the log is made from. */
export interface LogSource {
  action: Action;
  evidence: EvidenceGiven[];
  people: ReadonlyMap<string, Person>;
  calendar: Calendar;
  now: Date;
}

/** One action as other programs read it. Names and words instead of ids; days as ISO writes them, wall time after a T. */
export type LoggedAction = ReturnType<typeof loggedAction>;

export function loggedAction(source: LogSource) {
  const { action, evidence, people } = source;
  const name = (id: string | null): string | null => (id === null ? null : (people.get(id)?.name ?? id));
  const owner = action.owner === null ? undefined : people.get(action.owner);
  const update = action.latestUpdate;
  return {
    ref: actionRef(action),
    case: action.caseRef,
    text: action.text,
    owner: name(action.owner),
    ownerRole: action.ownerRole ?? owner?.role ?? null,
    ownerOrganisation: owner?.organisationName ?? null,
    chaser: name(action.chaser),
    asker: name(action.asker),
    due: wallTime(action.due),
    originalDue: wallTime(action.originalDue),
    timeZone: source.calendar.timeZone,
    status: action.status,
    standing: standing(source),
    extensions: action.extensions,
    evidence: action.evidenceRequired,
    evidenceGiven: evidence.map((given) => ({ ...given, by: name(given.by) })),
    signedOffBy: name(action.signedOffBy),
    latestUpdate: update && { text: update.text, at: update.at, by: name(update.by) },
    blockedBecause: action.blockedBecause,
    endedBecause: action.endedBecause,
    follows: action.follows,
    source: action.source && { platform: action.source.platform, link: action.source.link },
    createdAt: action.createdAt,
    acceptedAt: action.acceptedAt,
    closedAt: action.closedAt,
  };
}

const wallTime = (due: Due | null, between = "T"): string | null =>
  due && (due.time === null ? due.day : `${due.day}${between}${due.time}`);

/** Statuses in which the due date runs for the owner. */
const RUNNING: readonly Status[] = ["proposed", "open", "blocked"];

/** `overdue by 2 working days`, or null where no due date runs: not agreed yet, handed in, or ended. */
const standing = ({ action, now, calendar }: LogSource): string | null =>
  action.due && RUNNING.includes(action.status) ? standingWords(dueStanding(action.due, now, calendar)) : null;

/**
 * The colour that UK action logs use, always with its word. A draft and what ended without being achieved have none: green would
 * say that all is well.
 */
function brag(source: LogSource): string {
  const { action, now, calendar } = source;
  switch (action.status) {
    case "complete":
      return "Blue: complete";
    case "evidence submitted":
      return "Green: evidence submitted";
    case "draft":
    case "not achieved":
    case "cancelled":
      return `No colour: ${action.status}`;
    case "proposed":
    case "open":
    case "blocked": {
      const late = action.due ? dueStanding(action.due, now, calendar) : null;
      if (late?.kind === "overdue") return `Red: ${standingWords(late)}`;
      if (action.status === "blocked") return "Amber: blocked";
      if (late?.kind === "due soon" || late?.kind === "due today") return `Amber: ${standingWords(late)}`;
      return "Green: on track";
    }
  }
}

/** The columns of an action log as UK partnerships keep it, in their order. */
const COLUMNS: [title: string, cell: (source: LogSource, logged: LoggedAction) => string | null][] = [
  ["Ref", (_, logged) => logged.ref],
  ["Date raised", ({ action, calendar }) => dayOf(action.createdAt, calendar.timeZone)],
  ["Meeting/source", (_, { source }) => source && (source.link ?? `${source.platform} message`)],
  ["Case ref", (_, logged) => logged.case],
  ["Action", (_, logged) => logged.text],
  ["Owner (role, organisation)", (_, logged) => ownerCell(logged)],
  ["Due", ({ action }) => wallTime(action.due, " ")],
  ["Original due", ({ action }) => wallTime(action.originalDue, " ")],
  ["Status", (_, logged) => logged.status],
  ["BRAG", brag],
  [
    "Latest update (date)",
    ({ calendar }, { latestUpdate }) => latestUpdate && `${latestUpdate.text} (${dayOf(latestUpdate.at, calendar.timeZone)})`,
  ],
  ["Evidence required", (_, logged) => logged.evidence],
  ["Evidence ref", ({ evidence }) => evidence.map(({ text, hash }) => `${text} (sha256 ${hash.slice(0, 12)})`).join("; ")],
  ["Date closed", ({ action, calendar }) => action.closedAt && dayOf(action.closedAt, calendar.timeZone)],
  ["Signed off by", (_, logged) => logged.signedOffBy],
];

function ownerCell({ owner, ownerRole, ownerOrganisation, chaser }: LoggedAction): string | null {
  if (owner === null) return null;
  const position = [ownerRole, ownerOrganisation].filter((part) => part !== null).join(", ");
  return `${owner}${position && ` (${position})`}${chaser === null ? "" : `, chased by ${chaser}`}`;
}

/** RFC 4180. A cell that a spreadsheet would run as a formula gets an apostrophe in front: people type what they like into chat. */
export const logAsCsv = (log: LogSource[]): string =>
  stringify(
    log.map((source) => {
      const logged = loggedAction(source);
      return COLUMNS.map(([, cell]) => cell(source, logged) ?? "");
    }),
    {
      header: true,
      columns: COLUMNS.map(([title]) => title),
      record_delimiter: "windows",
      quoted_match: /[\r\n]/,
      escape_formulas: true,
    },
  );

export const logAsJson = (log: LogSource[]): string => `${JSON.stringify(log.map(loggedAction), null, 2)}\n`;
