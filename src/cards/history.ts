import type { Audience } from "../core/case-file.ts";
import { momentLabel } from "../core/due.ts";
import type { Notice } from "../core/notice.ts";
import type { Deed, Message, Outcome } from "../core/outcome.ts";
import { titleOf } from "./action-view.ts";
import type { Card } from "./card.ts";
import { PLATFORM_NAMES } from "./person-view.ts";
import { shortened } from "./row.ts";
import { capitalised, joinParts, statusLine } from "./status-line.ts";
import { type CardContext, tell, zoneOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

/**
 * Who did what, when, and why; oldest first. Names and roles are those of that day, so nobody is mentioned. A history longer than a message
 * goes on in the next.
 */
export function historyCard(context: CardContext, { view, lines }: Extract<Outcome, { kind: "history" }>): Card {
  const telling = tell(context);
  const zone = zoneOf(context, view.file);
  const data = {
    title: `History of ${shortened(titleOf(view.action), 300)}`,
    status: statusLine(context, view),
    lines: lines.map((line) => ({
      when: momentLabel(line.at, zone),
      ...("message" in line ? { what: whatWasSaid(line, zone), more: [] } : { what: whatHappened(line), more: moreOf(line) }),
    })),
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
export function whatWasSaid({ message, to, room, state, sentAt, times, reason }: Message, zone: string): string {
  const what = `${MESSAGES[message]} to ${to ?? roomWords(room)}`;
  switch (state) {
    case "sent": {
      const when = sentAt ? ` ${momentLabel(sentAt, zone)}` : "";
      return times > 1 ? `${what}: sent ${times} times, last${when}` : `${what}: sent${when}`;
    }
    case "dead":
      return `${what}: could not be delivered${reason ? `: ${reason}` : ""}`;
    case "skipped":
      return `${what}: not sent${reason ? `: ${reason}` : ""}`;
    case "waiting":
      return `${what}: waiting to be sent${reason ? ` again: ${reason}` : ""}`;
  }
}

/** `the case room on Slack`: by who reads it, as rooms have no name here. */
const roomWords = (room: Message["room"]): string =>
  room ? `the ${ROOMS[room.audience]} on ${PLATFORM_NAMES[room.platform]}` : "a room";

const ROOMS: Record<Audience, string> = { case: "case room", provider: "provider's room", mixed: "mixed room" };

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
  escalation: "Escalation",
  "escalation-thread": "Escalation",
  "escalation-line": "Word of an escalation",
  "escalation-card": "Card",
  "escalation-told": "Word of an escalation",
  "escalation-lead": "Escalation",
  relayed: "Message from the other side",
  "threshold-agree": "Thresholds to agree to",
  "threshold-card": "Card",
  "threshold-told": "Word of thresholds",
  "threshold-review": "Review of thresholds",
  "ladder-told": "Word of a ladder",
  "ladder-line": "Word of a ladder",
  state: "Card",
  refresh: "Card",
};
