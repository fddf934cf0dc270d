/** Which column of a table holds what. */
export interface Columns {
  action: number;
  owner: number | null;
  due: number | null;
  status: number | null;
  evidence: number | null;
  /** Where the action's own column holds only who does it: what it is about. */
  about: number | null;
}

const ACTION =
  /^(?:(?:agreed|required|follow[ -]?up|key|new|next|smart) )?(?:actions?|action (?:items?|points?|required|to be taken|agreed|needed|description)|tasks?|what(?: needs to (?:happen|be done))?\??|description(?: of action)?|to[- ]?do|next steps?|activity|details?(?: of action)?)$/i;
const OWNER =
  /^(?:(?:action |task |lead )?(?:owners?|lead)|who\??|by whom\??|responsib(?:le|ility)(?: person| lead)?|person(?:\(s\)|s)? responsible|assigned(?: to)?|assignee|lead(?: officer| person| professional| agency)?|named (?:person|lead)|actioned by|officer|initials|name|who (?:will do it|by)\??)$/i;
const DUE =
  /^(?:due(?: date| by)?|deadlines?|by when\??|when\??|target(?: date)?(?: for completion)?|(?:completion|target completion|completed?) (?:date|by)|timescales?|time ?frames?|date due|date(?: for completion)?|to be completed(?: by)?|by|due \(date\))$/i;
const STATUS =
  /^(?:status|rag(?: (?:status|rating))?|brag(?: (?:status|rating))?|progress|complete(?:d)?\??|done\??|state|outcome|update|closed\??)$/i;
const EVIDENCE =
  /^(?:evidence(?: (?:required|of completion|needed))?|how (?:will we know|evidenced)\??|measure(?: of success)?|success (?:measure|criteria)|what will show it(?: is done)?\??)$/i;
const ABOUT = /^(?:item|topic|subject|issue|agenda item|discussion|minute|matter|concern|need|summary)$/i;
/** `Lead / owner`, `Due date (target)` */
const EITHER = / ?[/&(),] ?| (?:and|or) /;

/** Reads a header row; null where the table is about something else. */
export function columnsOf(cells: string[]): Columns | null {
  const titles = cells.map((cell) => cell.replace(/[:*]+$/, "").trim());
  const place = (pattern: RegExp): number | null => {
    const at = titles.findIndex((title) => [title, ...title.split(EITHER)].some((part) => pattern.test(part)));
    return at < 0 ? null : at;
  };
  const action = place(ACTION);
  const [owner, due, status, evidence, about] = [OWNER, DUE, STATUS, EVIDENCE, ABOUT].map(place);
  if (action === null || (owner === null && due === null && status === null && about === null)) return null;
  // A `Date` before the action is when it was raised.
  const isRaised = due !== null && due !== undefined && due < action && /^date$/i.test(titles[due] ?? "");
  if (titles.some((title) => title.length > 40)) return null;
  return {
    action,
    owner: owner ?? null,
    due: isRaised ? null : (due ?? null),
    status: status ?? null,
    evidence: evidence ?? null,
    about: about ?? null,
  };
}

export const isRule = (cells: string[]): boolean => cells.every((cell) => /^[\s:=-]*$/.test(cell));

const CLOSED =
  /^(?:blue|b|closed?|completed?|done|y|yes|resolved|cancelled|discharged|achieved|x|100 ?%)\b|^[✓✔✅☑]|\b(?:completed?|closed|done|cancelled)\b/i;
const NOT_YET = /\b(?:not|partially|partly|part|to be|when|until|once|half|nearly|almost|never|if)\b|\b\d{1,2} ?%|\?/i;

/** Blue of BRAG is done; green is on track. `Not completed` and `to be closed` are open. */
export const isClosedStatus = (status: string): boolean => CLOSED.test(status.trim()) && !NOT_YET.test(status);
