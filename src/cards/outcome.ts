import type { Outcome } from "../core/outcome.ts";
import type { Card } from "./card.ts";
import { contactAwayCard } from "./contact-away.ts";
import { digestCard } from "./digest.ts";
import { digestSettingCard } from "./digest-setting.ts";
import { draftsCard } from "./draft.ts";
import { escalationCard } from "./escalation.ts";
import { escalationReportCard } from "./escalation-report.ts";
import { helpCard } from "./help.ts";
import { historyCard } from "./history.ts";
import { homeCard } from "./home.ts";
import { incidentCard, incidentsCard } from "./incident.ts";
import { ladderCard } from "./ladder.ts";
import { leaveCard } from "./leave.ts";
import { listCard } from "./list.ts";
import { meetingAnswer } from "./meeting.ts";
import { messageCard } from "./message.ts";
import { minutesAnswer, minutesLinkCard } from "./minutes.ts";
import { liveCard } from "./notice.ts";
import { draftFor, standingCard } from "./standing.ts";
import type { CardContext } from "./telling.ts";
import { thresholdAnswer } from "./threshold.ts";
import { reviewAnswer } from "./threshold-review.ts";
import { weeklyCard } from "./weekly.ts";

/** Forms are drawn by `formCard`; a repeated delivery was answered before. */
export type Answered = Exclude<Outcome, { kind: "form" | "repeated" }>;

/** The one place where an answer becomes a card. */
export function outcomeCard(outcome: Answered, context: CardContext): Card {
  switch (outcome.kind) {
    case "draft":
      return draftAnswer(context, outcome);
    case "drafts":
      return draftsCard(context, outcome);
    case "done":
      return standingCard(context, outcome.view, {
        said: [outcome.said],
        why: outcome.next === null ? [] : [outcome.next],
        offersNext: outcome.verb === "not-achieved",
      });
    case "stale":
      return standingCard(context, outcome.view, { said: [outcome.said] });
    case "shown":
      return outcome.as ? liveCard(outcome.as, outcome.view, context) : standingCard(context, outcome.view);
    case "list":
      return listCard(context, outcome);
    case "digest":
      return digestCard(context, outcome.digest, "asked");
    case "weekly":
      return weeklyCard(context, outcome.weekly, { ...outcome, how: "asked" });
    case "home":
      return homeCard(context, outcome);
    case "history":
      return historyCard(context, outcome);
    case "escalation":
      return escalationCard(context, outcome.view, { said: outcome.said === null ? [] : [outcome.said] });
    case "away":
      return contactAwayCard(context, outcome);
    case "digest-setting":
      return digestSettingCard(context, outcome);
    case "leave":
      return leaveCard(context, outcome);
    case "ladder":
      return ladderCard(context, outcome);
    case "escalation-report":
      return escalationReportCard(context, outcome.report);
    case "incident":
      return incidentCard(context, outcome);
    case "incidents":
      return incidentsCard(context, outcome);
    case "threshold":
      return thresholdAnswer(context, outcome);
    case "threshold-review":
      return reviewAnswer(context, outcome);
    case "meeting":
      return meetingAnswer(context, outcome);
    case "minutes":
      return minutesAnswer(context, outcome);
    case "minutes-link":
      return minutesLinkCard(context, outcome);
    case "help":
      return helpCard(context, outcome);
    case "no-access":
    case "stranger":
    case "not-allowed":
    case "invalid":
    case "protected":
    case "unknown-words":
    case "which-case":
    case "failed":
      return messageCard(context, outcome);
  }
}

/** Whoever gave it to somebody else reads no more of it than others do. */
function draftAnswer(context: CardContext, draft: Extract<Outcome, { kind: "draft" }>): Card {
  const said = draft.said === null ? [] : [draft.said];
  return draftFor(context, draft, { said }) ?? standingCard(context, draft.view, { said });
}
