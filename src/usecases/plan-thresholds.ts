import { randomUUID } from "node:crypto";
import { canHear } from "../core/at-work.ts";
import type { CaseFile } from "../core/case-file.ts";
import { earliest, punctual } from "../core/climb.ts";
import { recipient } from "../core/decision.ts";
import type { Escalation, Happening } from "../core/escalation.ts";
import type { Notice, Recipient } from "../core/notice.ts";
import { reviewDue, reviewHeard, reviewMoments, type ThresholdReview } from "../core/threshold-review.ts";
import { type Calendar, dayOf } from "../core/working-day.ts";
import { casesByIds } from "../store/cases.ts";
import {
  addReview,
  type Cluster,
  closeCluster,
  holdEscalationsOf,
  openCluster,
  openClusters,
  openReviews,
  waitingIn,
} from "../store/clusters.ts";
import type { Statements } from "../store/database.ts";
import { address } from "../store/outbox.ts";
import { caseById } from "../store/presence.ts";
import { inTurn, versionInForce } from "../store/thresholds.ts";
import { fileConnected, platformsOf, soonEnough } from "./connected.ts";
import { calendarOf, type Deps } from "./deps.ts";
import { type Batch, eachByItself, type Looked, leased } from "./look-at.ts";
import { happenTo, type Raising } from "./open-escalation.ts";

/** Cases with a cluster that is open, or a review that nobody has decided: whether the one is over, and the other has to be spoken of. */
export async function lookAtThresholds(deps: Deps, tx: Statements, { providerId, now, rows }: Batch): Promise<Looked[]> {
  const ids = rows.map(({ subject }) => subject);
  const [files, clusters, reviews] = await Promise.all([
    casesByIds(tx, providerId, ids),
    openClusters(tx, ids),
    openReviews(tx, ids),
  ]);
  const byCase = Map.groupBy(reviews, ({ caseId }) => caseId);
  const platforms = platformsOf(deps);
  return eachByItself(deps, "threshold", rows, ({ subject, lookedAt }): Looked => {
    const read = files.get(subject);
    const cluster = clusters.get(subject);
    const open = byCase.get(subject) ?? [];
    if (!read || (!cluster && open.length === 0)) return { subject, gone: true, say: [] };
    if (cluster && isOver(cluster, now)) return leased(subject, now);
    const file = fileConnected(read, platforms);
    const calendar = calendarOf(deps, file);
    const spoken = open.map((review) => {
      const to = readerOf(file, review, now);
      const heard = reviewHeard(review.openedAt, file.people[to.personId], file, calendar);
      return { review, to, ...reviewMoments(review, heard, file, calendar, { since: lookedAt, now }) };
    });
    const closes = cluster && cluster.waiting === 0 ? cluster.closesAt : null;
    const next = earliest([closes, ...spoken.map((each) => each.next)]);
    return {
      ...{ subject, next: file === read ? next : soonEnough(next, now) },
      say: spoken.flatMap(({ review, to, say }) =>
        say.flatMap(({ occasion, at }) => {
          const notice: Notice = { kind: "threshold-review", to, case: file.id, review: review.id, occasion };
          const notices = address([notice], file, platforms);
          return notices.map((each) => ({ ...each, caseId: file.id, actionId: null, dueAt: at }));
        }),
      ),
    };
  });
}

/** Nothing of it waits to be decided, and its last window has passed. */
const isOver = ({ closesAt, waiting }: Pick<Cluster, "closesAt"> & { waiting: number }, now: Date): boolean =>
  closesAt <= now && waiting === 0;

function readerOf(file: CaseFile, { owner }: Pick<ThresholdReview, "owner">, now: Date): Recipient {
  const today = dayOf(now, file.timeZone);
  // Whoever led the case then may have left it since.
  return recipient(file, canHear(file, owner, today) ? owner : file.leadId, today);
}

/** A cluster that is over is closed, its threads are told so, and whoever looks after the thresholds is asked to review them. */
export async function closeOver(deps: Deps, raising: Raising, caseId: string): Promise<void> {
  const { tx, providerId, now } = raising;
  await inTurn(tx, caseId);
  const cluster = await openCluster(tx, caseId);
  const read = cluster && (await caseById(tx, providerId, caseId));
  if (!cluster || !read) return;
  const spoken = await holdEscalationsOf(tx, cluster.id);
  if (!isOver({ ...cluster, waiting: await waitingIn(tx, cluster.id) }, now)) return;
  const file = fileConnected(read, platformsOf(deps));
  const calendar = calendarOf(deps, file);
  const at = punctual(cluster.closesAt, now);
  await closeCluster(tx, cluster.id, at);
  for (const escalation of lastOfEach(spoken)) {
    const closed: Happening = { kind: "closed", at: at.toISOString(), because: "cluster-over", by: null, note: null };
    await happenTo(deps, raising, { escalation, action: null, file, calendar }, [closed]);
  }
  await ask(raising, { file, calendar }, cluster, at);
}

/** The last of a thread speaks for it; a review stands for itself. */
const lastOfEach = (escalations: readonly Escalation[]): Escalation[] => {
  const thread = escalations.findLast(({ asks }) => asks === "stabilisation");
  return escalations.filter((each) => each.closed === null && (each.asks === "review" || each === thread));
};

/** Whoever is asked hears of it in their morning: the planner says it then. */
async function ask(
  raising: Raising,
  { file, calendar }: { file: CaseFile; calendar: Calendar },
  cluster: Cluster,
  at: Date,
): Promise<void> {
  const { tx, providerId, now } = raising;
  const review: ThresholdReview = {
    ...{ id: randomUUID(), caseId: file.id, clusterId: cluster.id },
    ...{ version: (await versionInForce(tx, file.id)) ?? cluster.version, owner: file.leadId, openedAt: at },
    dueDay: reviewDue(dayOf(at, file.timeZone), calendar),
    ...{ decision: null, decidedBy: null, decidedAt: null, why: null },
  };
  await addReview(tx, providerId, review);
  raising.audit.push({
    ...{ providerId, at: now, actor: null, coverFor: null, verb: "cluster-over", result: "done" },
    ...{ caseRef: file.ref, actionNumber: null, before: null, why: null, origin: { kind: "clock" } },
    after: {
      cluster: cluster.id,
      opened: cluster.openedAt.toISOString(),
      closed: at.toISOString(),
      review: review.id,
      due: review.dueDay,
    },
  });
}
