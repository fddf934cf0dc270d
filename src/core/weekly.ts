import { type CaseFile, isWithin } from "./case-file.ts";
import { isOverdue } from "./due.ts";
import type { Ladder } from "./ladder.ts";
import { type LadderHole, ladderHoles, type NeededRole } from "./ladder-holes.ts";
import type { Notice } from "./notice.ts";
import type { ActionView } from "./outcome.ts";
import type { Threshold } from "./threshold.ts";
import { type ThresholdReview, type ThresholdWaits, thresholdsWaiting } from "./threshold-review.ts";
import { addDays, type Calendar, type Day, dayOf } from "./working-day.ts";

/** What a lead has to look after this week, case by case; only cases with something to say. */
export interface Weekly {
  cases: WeeklyCase[];
}

export interface WeeklyCase {
  file: CaseFile;
  overdue: ActionView[];
  blocked: ActionView[];
  /** Neither of these two, and nothing was heard of it for 14 days. */
  quiet: ActionView[];
  evidenceWaiting: ActionView[];
  /** Roles of the partner map that nobody covers, now or later, where there is work that could fall through. */
  withoutCover: string[];
  /** Where nobody would hear of what is taken up the ladder, now or soon. */
  gaps: LadderHole[];
  /** Reviews of thresholds past their day, and a version that not everybody has agreed to in time. */
  thresholds: ThresholdWaits[];
  undelivered: Undelivered[];
}

/** A message that did not arrive. */
export interface Undelivered {
  personId: string | null;
  what: Notice["kind"];
  at: Date;
  reason: string;
  ref: string | null;
}

const QUIET_DAYS = 14;
const UNDELIVERED_DAYS = 7;

/** What is looked through for a case: its live actions, what counts on whom, and what did not arrive. */
export interface LookedAfter {
  file: CaseFile;
  calendar: Calendar;
  views: ActionView[];
  ladder: Ladder | undefined;
  /** Roles that decide by its thresholds. */
  needed: NeededRole[];
  /** Reviews of its thresholds that nobody has decided, and the version that is being agreed. */
  reviews: ThresholdReview[];
  draft: Threshold | null;
  undelivered: Undelivered[];
}

export function weeklyOf(cases: LookedAfter[], now: Date): Weekly {
  return { cases: cases.map((one) => caseOf(one, now)).filter(saysSomething) };
}

function caseOf({ file, calendar, views, ladder, needed, reviews, draft, undelivered }: LookedAfter, now: Date): WeeklyCase {
  const today = dayOf(now, calendar.timeZone);
  const work = views.filter(({ action: { status } }) => status === "proposed" || status === "open" || status === "blocked");
  const overdue = work.filter(({ action: { due } }) => due !== null && isOverdue(due, now));
  const blocked = work.filter(({ action }) => action.status === "blocked");
  return {
    file,
    overdue,
    blocked,
    quiet: work.filter((view) => !overdue.includes(view) && !blocked.includes(view) && isQuiet(view, today)),
    evidenceWaiting: views.filter(({ action }) => action.status === "evidence submitted"),
    withoutCover: work.length > 0 ? withoutCover(file, today) : [],
    gaps: work.length > 0 ? ladderHoles(file, ladder, today, needed) : [],
    thresholds: thresholdsWaiting(reviews, draft, today, calendar),
    undelivered: undelivered.filter(({ at }) => dayOf(at, calendar.timeZone) > addDays(today, -UNDELIVERED_DAYS)),
  };
}

/** A move, an update or a question to decide shows that somebody is at it. */
function isQuiet({ action, calendar }: ActionView, today: Day): boolean {
  const signs = [action.statusSince, action.latestUpdate?.at, action.latestEvidence?.at, action.request?.at];
  const latest = signs.filter((at) => at !== undefined).reduce((a, b) => (b > a ? b : a));
  return dayOf(latest, calendar.timeZone) <= addDays(today, -QUIET_DAYS);
}

function withoutCover(file: CaseFile, today: Day): string[] {
  const covers = (role: CaseFile["map"][number]): boolean =>
    role.cover.some((cover) => cover.personId !== role.personId && isWithin({ from: null, until: cover.until }, today));
  return file.map.filter((role) => !covers(role)).map((role) => role.role);
}

const saysSomething = ({
  overdue,
  blocked,
  quiet,
  evidenceWaiting,
  withoutCover,
  gaps,
  thresholds,
  undelivered,
}: WeeklyCase): boolean =>
  [overdue, blocked, quiet, evidenceWaiting, withoutCover, gaps, thresholds, undelivered].some((part) => part.length > 0);
