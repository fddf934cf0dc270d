import { addMinutes } from "date-fns/addMinutes";
import { accessLevel } from "./access.ts";
import type { CaseFile } from "./case-file.ts";
import { earliest } from "./climb.ts";
import { coveredBy } from "./cover.ts";
import { isStillToday, workingMorning } from "./digest-time.ts";
import type { Person } from "./person.ts";
import type { Threshold } from "./threshold.ts";
import { notYetAgreed } from "./threshold-agreement.ts";
import { instantAt } from "./wall-time.ts";
import { addWorkingDays, type Calendar, type Day, dayOf } from "./working-day.ts";

/** After a cluster, the thresholds are looked at again: kept, changed or retired. */

export const REVIEW_DECISIONS = ["keep", "change", "retire"] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

const DECIDED_AS = { keep: "kept", change: "changed", retire: "retired" } as const;

/** The reason of a draft that answers a review, where it was changed after it: what the review came to stays readable. */
export const reasonAfterReview = (why: string, decision: ReviewDecision | null): string =>
  decision === null ? why : `${why} (after the review: ${DECIDED_AS[decision]})`;

export interface ThresholdReview {
  id: string;
  caseId: string;
  clusterId: string;
  /** Of the thresholds that it looks at. */
  version: number;
  owner: string;
  openedAt: Date;
  dueDay: Day;
  decision: ReviewDecision | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  why: string | null;
}

/** Working days for a review, and for everybody to agree to a draft. */
const WORKING_DAYS = 5;

export const reviewDue = (today: Day, calendar: Calendar): Day => addWorkingDays(today, WORKING_DAYS, calendar);

/** `due`: on the day. `missed`: once, on the working day after. */
export type ReviewOccasion = "opened" | "due" | "missed";

/** The minutes within which the planner finds a cluster to be over: a digest time in them has passed already. */
const FOUND_WITHIN = 2;

/** When whoever is asked for a review hears of it: a cluster may end at night, and the review has days. */
export const reviewHeard = (openedAt: Date, reader: Person | undefined, file: CaseFile, calendar: Calendar): Date =>
  reader ? workingMorning(reader, file, calendar, addMinutes(openedAt, FOUND_WITHIN)) : openedAt;

/**
 * When a review is spoken of: at first when its reader hears of it, then at the provider's digest time of its day and the working day after.
 * What came up since, and the next.
 *
 * @param heard when its reader hears of it first
 */
export function reviewMoments(
  { dueDay }: Pick<ThresholdReview, "dueDay">,
  heard: Date,
  { digestTime }: Pick<CaseFile, "digestTime">,
  calendar: Calendar,
  { since, now }: { since: Date; now: Date },
): { say: { occasion: ReviewOccasion; at: Date }[]; next: Date | null } {
  const moments = [
    { occasion: "due" as const, day: dueDay },
    { occasion: "missed" as const, day: addWorkingDays(dueDay, 1, calendar) },
  ].map((each) => ({ ...each, at: instantAt(each.day, digestTime, calendar.timeZone) }));
  const cameUp = (at: Date): boolean => at > since && at <= now;
  return {
    say: [
      ...(cameUp(heard) ? [{ occasion: "opened" as const, at: heard }] : []),
      // After an outage only what is still of the day.
      ...moments.filter(({ at, day }) => cameUp(at) && isStillToday(day, calendar.timeZone, now)),
    ],
    next: earliest([heard, ...moments.map(({ at }) => at)].map((at) => (at > now ? at : null))),
  };
}

/** In whose place somebody may decide a review: null in their own; undefined where they may not. Its owner, the lead, and who covers them. */
export function mayReview(
  file: CaseFile,
  { owner }: Pick<ThresholdReview, "owner">,
  personId: string,
  today: Day,
): string | null | undefined {
  if (accessLevel(file, personId, today) === null) return undefined;
  const owners = [owner, file.leadId];
  if (owners.includes(personId)) return null;
  return owners.find((id) => coveredBy(file, personId, today).includes(id));
}

/** A review past its day, or a version that not everybody has agreed to in the same time. */
export type ThresholdWaits =
  | { kind: "review"; version: number; dueDay: Day }
  | { kind: "draft"; version: number; since: Day; waiting: string[] };

/** What a lead has to look after. */
export function thresholdsWaiting(
  reviews: readonly ThresholdReview[],
  draft: Threshold | null,
  today: Day,
  calendar: Calendar,
): ThresholdWaits[] {
  const missed = reviews.filter(({ dueDay }) => dueDay < today);
  const since = draft && dayOf(draft.draftedAt, calendar.timeZone);
  const isLate = since !== null && reviewDue(since, calendar) < today;
  return [
    ...missed.map(({ version, dueDay }): ThresholdWaits => ({ kind: "review", version, dueDay })),
    ...(draft && isLate
      ? [{ kind: "draft" as const, version: draft.version, since, waiting: notYetAgreed(draft).map(({ personId }) => personId) }]
      : []),
  ];
}
