import { dayLabel, momentLabel } from "../core/due.ts";
import type { Outcome } from "../core/outcome.ts";
import type { ReviewOccasion } from "../core/threshold-review.ts";
import type { ReviewView } from "../core/threshold-view.ts";
import type { Card } from "./card.ts";
import { EMERGENCY_LINE } from "./emergency.ts";
import { nameOnly } from "./person-view.ts";
import { joinParts } from "./status-line.ts";
import { type CardContext, tell, zoneOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

interface Shown {
  occasion: ReviewOccasion | null;
  said: string[];
  why: string[];
}

/** After a cluster, whoever looks after the thresholds is asked whether they are kept, changed or retired. */
export function reviewCard(context: CardContext, view: ReviewView, { occasion, said, why }: Shown): Card {
  const { file, review, mayDecide } = view;
  const { dueDay, version, id } = review;
  const data = {
    title: joinParts([file.ref, "review of the thresholds"]),
    status: statusOf(context, view),
    said: [...said, ...(review.decision === null ? asked(occasion, dueDay) : [])],
    lines: [
      `No incident has followed since. Version ${version} was crossed in this cluster:`,
      ...firedLines(view),
      ...(review.decision === null ? ["Whatever is decided becomes a version that the same people agree to."] : []),
      ...(review.why === null ? [] : [`Because: ${review.why}`]),
    ],
    why,
    footer: [EMERGENCY_LINE],
    mayDecide: mayDecide && review.decision === null,
    keep: { do: "threshold-review", case: file.ref, review: id, decision: "keep" } as const,
    change: { do: "threshold-review", case: file.ref, review: id, decision: "change" } as const,
    retire: { do: "threshold-review", case: file.ref, review: id, decision: "retire" } as const,
  };
  return fillCard("threshold-review", data, tell(context), { do: "threshold-review", case: file.ref, review: id });
}

export const reviewAnswer = (context: CardContext, outcome: Extract<Outcome, { kind: "threshold-review" }>): Card =>
  reviewCard(context, outcome.review, { occasion: null, said: outcome.said === null ? [] : [outcome.said], why: [] });

const DECIDED = { keep: "Kept", change: "Changed", retire: "Retired" } as const;

function statusOf(context: CardContext, { file, review }: ReviewView): string {
  const { decision, decidedAt, decidedBy, dueDay } = review;
  if (decision === null || decidedAt === null) return `Due ${dayLabel(dueDay)}`;
  return joinParts([DECIDED[decision], momentLabel(decidedAt, zoneOf(context, file)), `by ${nameOnly(file, decidedBy)}`]);
}

function asked(occasion: ReviewOccasion | null, dueDay: string): string[] {
  const please = "Please say whether they are kept, changed or retired.";
  if (occasion === "due") return [`The review is due today. ${please}`];
  if (occasion === "missed") return [`The review was due on ${dayLabel(dueDay)} and has not been decided. ${please}`];
  return [please];
}

const firedLines = ({ fired }: ReviewView): string[] =>
  fired.map(({ rule, by }) => `${rule} by ${new Intl.ListFormat("en-GB").format(by)}`);
