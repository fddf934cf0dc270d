import { momentLabel } from "../core/due.ts";
import type { Notice } from "../core/notice.ts";
import type { Deed, Message, Outcome } from "../core/outcome.ts";
import { titleOf } from "./action-view.ts";
import type { Card } from "./card.ts";
import { shortened } from "./row.ts";
import { capitalised, joinParts, statusLine } from "./status-line.ts";
import { type CardContext, tell, zoneOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** Two blocks each in a Slack message of 50. */
const MOST_LINES = 22;

/** Who did what, when, and why; oldest first. Names and roles are those of that day, so nobody is mentioned. */
export function historyCard(context: CardContext, { view, lines }: Extract<Outcome, { kind: "history" }>): Card {
  const telling = tell(context);
  const newest = lines.slice(-MOST_LINES);
  const zone = zoneOf(context, view.file);
  const left = lines.length - newest.length;
  const data = {
    title: `History of ${shortened(titleOf(view.action), 300)}`,
    status: statusLine(context, view),
    lines: newest.map((line) => ({
      when: momentLabel(line.at, zone),
      ...("message" in line ? { what: whatWasSaid(line, zone), more: [] } : { what: whatHappened(line), more: moreOf(line) }),
    })),
    why: left > 0 ? [`The newest ${newest.length} of ${lines.length} entries.`] : [],
  };
  return fillCard("history", data, telling);
}

/** `Priya (Service manager, Harbour Autism Services), as cover for Tom: confirmed`. */
function whatHappened({ who, coverFor, verb, result }: Deed): string {
  const actor = who ? `${who.name} (${who.role}, ${who.organisation})` : "Followthrough";
  const standing = coverFor === null ? "" : `, as cover for ${coverFor}`;
  const did = result === "refused" ? `${verb}, refused` : verb;
  return `${actor}${standing}: ${did}`;
}

/** What changed and why; what is above the reader's level is said to be left out. One line, or none. */
function moreOf({ changes, why, withheld }: Deed): string[] {
  const hidden = withheld ? "part of this is not shown at your level of access" : null;
  const more = joinParts([...changes, why && `because: ${why}`, hidden]);
  return more ? [capitalised(more)] : [];
}

/** `Request to Carl: could not be delivered: the person has not added the app` */
function whatWasSaid({ message, to, state, sentAt, reason }: Message, zone: string): string {
  const what = `${MESSAGES[message]} to ${to ?? "a room"}`;
  switch (state) {
    case "sent":
      return `${what}: sent${sentAt ? ` ${momentLabel(sentAt, zone)}` : ""}`;
    case "dead":
      return `${what}: could not be delivered${reason ? `: ${reason}` : ""}`;
    case "skipped":
      return `${what}: not sent${reason ? `: ${reason}` : ""}`;
    case "waiting":
      return `${what}: waiting to be sent${reason ? ` again: ${reason}` : ""}`;
  }
}

const MESSAGES: Record<Notice["kind"], string> = {
  draft: "Draft",
  called: "Call in a room",
  proposed: "Request",
  chase: "Request",
  "evidence-in": "Evidence to sign off",
  request: "Request to decide",
  decided: "Decision",
  told: "News",
  reminder: "Reminder",
  silence: "Waiting notice",
  "owner-left": "Notice that the owner has left",
  "leave-uncovered": "Leave notice",
  "leave-cover": "Leave notice",
  digest: "Digest",
  weekly: "Weekly summary",
  "room-digest": "Digest",
  undelivered: "Notice of a lost message",
  state: "Card",
  refresh: "Card",
};
