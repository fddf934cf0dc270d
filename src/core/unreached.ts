import type { Notice } from "./notice.ts";

/** Why a message did not arrive, for people. The platform's own word for it is kept beside it, for whoever looks after the service. */
export function reasonInWords(reason: string): string {
  const known = REASONS.find(({ words }) => words.test(reason));
  return known ? known.said : `the platform did not take it (${reason})`;
}

const REASONS: { words: RegExp; said: string }[] = [
  {
    words: /user_disabled|account_inactive|users?_not_found|account closed/,
    said: "their account is closed, or is not there any more",
  },
  {
    words: /has not added the app|BotNotInConversationRoster|app removed/,
    said: "they have not added Followthrough in Teams, or have removed it",
  },
  {
    words: /MessageWritesBlocked|cannot_dm_bot|user_not_visible|ConversationBlockedByUser/,
    said: "they do not take messages from Followthrough",
  },
  {
    words: /not connected/,
    said: "they are on no platform that Followthrough is connected to, or cannot be reached there any more",
  },
  {
    words: /channel_not_found|is_archived|not_in_channel|ConversationNotFound/,
    said: "the conversation is closed, or Followthrough is not in it",
  },
  {
    words: /ratelimited|^http 5|internal_error|fatal_error|service_unavailable|no answer|timeout|^E[A-Z]+$/,
    said: "the platform did not answer for a day",
  },
];

/** What it was that did not arrive. */
export const MESSAGE_WORDS: Record<Notice["kind"], string> = {
  proposed: "the question whether they accept this",
  chase: "the news that this is theirs to chase",
  "evidence-in": "the evidence to sign off",
  request: "a request to decide",
  decided: "what was decided on their request",
  told: "the news about this",
  reminder: "a message about its due date",
  silence: "the news that this waits",
  "owner-left": "the news that an owner has left",
  digest: "their daily list",
  weekly: "their weekly summary",
  "room-digest": "the daily list of a room",
  undelivered: "the news that somebody could not be reached",
  state: "the card of a room",
  refresh: "a card brought up to date",
};
