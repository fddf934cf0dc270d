import type { Notice } from "./notice.ts";

/** Why a message did not arrive, or has not yet, for people. The platform's own word for it is kept with the message, for whoever looks after the service. */
export function reasonInWords(reason: string, to: "person" | "room", how: "lost" | "late" = "lost"): string {
  const known = REASONS.find(({ words }) => words.test(reason));
  if (how === "late" && (known === undefined || known.late)) return known?.late ?? "the platform does not take it";
  return (to === "room" ? known?.ofRoom : undefined) ?? known?.said ?? "the platform did not take it";
}

const REASONS: { words: RegExp; said: string; ofRoom?: string; late?: string }[] = [
  {
    words: /user_disabled|account_inactive|users?_not_found|account closed/,
    said: "their account is closed, or is not there any more",
    ofRoom: "it is closed, or is not there any more",
  },
  {
    words: /has not added the app|BotNotInConversationRoster|app removed/,
    said: "they have not added Followthrough in Teams, or have removed it",
    ofRoom: "Followthrough has not been added to it in Teams, or was removed from it",
  },
  {
    words: /MessageWritesBlocked|cannot_dm_bot|user_not_visible|ConversationBlockedByUser/,
    said: "they do not take messages from Followthrough",
    ofRoom: "it does not take messages from Followthrough",
  },
  {
    words: /not connected/,
    said: "they are on no platform that Followthrough is connected to, or cannot be reached there any more",
    ofRoom: "it is on no platform that Followthrough is connected to, or cannot be reached there any more",
  },
  {
    words: /channel_not_found|is_archived|channel_archived|not_in_channel|ConversationNotFound/,
    said: "the conversation is closed, or Followthrough is not in it",
  },
  {
    words: /ratelimited|^http 5|internal_error|fatal_error|service_unavailable|no answer|timeout|^E[A-Z]+$/,
    said: "the platform did not answer for a day",
    late: "the platform does not answer",
  },
];

/** What it was that did not arrive. */
export const MESSAGE_WORDS: Record<Notice["kind"], string> = {
  draft: "a draft that waits for them",
  called: "a call in a room",
  proposed: "a request to accept an action",
  chase: "a request to reach an owner",
  "evidence-in": "a request to sign off",
  request: "a request to decide",
  decided: "the decision on a request",
  told: "news of an action",
  reminder: "word of a due date",
  silence: "word that something waits",
  "owner-left": "word that an owner has left",
  "leave-uncovered": "word of a leave without cover",
  "leave-cover": "word of who stands in during a leave",
  digest: "the daily digest",
  weekly: "the weekly summary",
  "room-digest": "the daily digest of a room",
  "minutes-room": "the minutes of a meeting",
  minutes: "the minutes of a meeting",
  "minutes-outside": "the minutes of a meeting, to hand on",
  undelivered: "word of a message that did not arrive",
  escalation: "an escalation to decide",
  "escalation-thread": "word that an escalation was opened",
  "escalation-line": "word of what became of an escalation",
  "escalation-card": "a card brought up to date",
  "escalation-told": "word of an escalation",
  "escalation-lead": "word that nobody decides an escalation",
  relayed: "a message from the other side of a thread",
  "threshold-agree": "thresholds to agree to",
  "threshold-card": "a card brought up to date",
  "threshold-told": "word of thresholds in force",
  "threshold-review": "a review of thresholds to decide",
  "ladder-told": "word of a changed ladder",
  "ladder-line": "word of a changed ladder",
  "meeting-card": "the card of a meeting",
  "meeting-asked": "a question whether a meeting goes on",
  "follow-up-check": "the follow-up check of a meeting",
  "follow-up-room": "the follow-up check of a meeting",
  state: "the card of an action",
  refresh: "a card brought up to date",
};
