import type { Notice } from "../core/notice.ts";
import { normalised, type Threshold, type Versions, versionsOf } from "../core/threshold.ts";
import { stateOf } from "../core/threshold-agreement.ts";
import type { ReviewDecision, ThresholdReview } from "../core/threshold-review.ts";
import { rulesInWords } from "../core/threshold-words.ts";
import { agreeCardNotices, agreeCards } from "../store/agree-cards.ts";
import { type AuditDraft, appendAudit } from "../store/audit.ts";
import { Abandoned, claimDelivery, orAbandon } from "../store/change.ts";
import { decideReview } from "../store/clusters.ts";
import { address, enqueue } from "../store/outbox.ts";
import { inTurn, saveDraft, thresholdsOf } from "../store/thresholds.ts";
import { type Asking, type OpenCase, writingOf } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { auditOf } from "./trail.ts";

/** As it is kept in the trail: whole, so that what was drafted over can be read there. */
export const recorded = (threshold: Threshold | null): AuditDraft["after"] =>
  threshold && {
    ...{ version: threshold.version, revision: threshold.revision, rules: rulesInWords(threshold.rules) },
    signatories: threshold.signatories.map(({ personId, role, agreed }) => ({ personId, role, agreed })),
  };

export interface DraftChange {
  /** What it was decided on. Where that has changed since, nothing is kept. */
  versions: Versions;
  draft: Threshold;
  coverFor: string | null;
  /** The review that it answers. */
  review?: { review: ThresholdReview; decision: ReviewDecision; why: string } | undefined;
}

/** A draft, the review that it answers, the trail, and the question to everybody who has to agree: all of it, or nothing. */
export const saveThresholdDraft = (
  deps: Deps,
  asking: Asking,
  { file }: OpenCase,
  { versions, draft, coverFor, review }: DraftChange,
): Promise<{ kind: "saved" | "stale" | "repeated" }> =>
  orAbandon(deps.db, async (tx) => {
    const writing = writingOf(deps, asking);
    const { providerId, now } = writing;
    await claimDelivery(tx, writing.delivery, now);
    await inTurn(tx, file.id);
    if (normalised(versionsOf(await thresholdsOf(tx, file.id))) !== normalised(versions)) throw new Abandoned("stale");
    await saveDraft(tx, draft);
    const about = { result: "done" as const, caseRef: file.ref, actionNumber: null, coverFor };
    const audit: AuditDraft[] = [];
    if (review) {
      const { decision, why } = review;
      const { id, version } = review.review;
      if (!(await decideReview(tx, id, { decision, by: asking.person.id, at: now, why }))) throw new Abandoned("stale");
      audit.push(auditOf(asking, { ...about, verb: "threshold-review", after: { review: id, version, decision }, why }));
    }
    const before = recorded(versions.draft ?? versions.inForce);
    audit.push(auditOf(asking, { ...about, verb: "threshold-draft", before, after: recorded(draft), why: draft.why }));
    // Whoever drafted it has it before them, with the same button.
    const asked = draft.signatories.filter(({ personId }) => personId !== asking.person.id);
    const notices = asked.map(({ personId }): Notice => {
      const to = { personId, coverFor: null, coverUntil: null };
      return { kind: "threshold-agree", to, case: file.id, version: draft.version, revision: draft.revision };
    });
    const said = { providerId, caseId: file.id, actionId: null, now };
    const shows = { file, version: draft.version, state: stateOf({ ...versions, draft }) };
    const cards = agreeCardNotices(await agreeCards(tx, file.id, draft.version), shows, asking.pressed, writing.platforms);
    await writing.wake(tx, await enqueue(tx, said, [...cards, ...address(notices, file, writing.platforms)]));
    await appendAudit(tx, audit);
    return { kind: "saved" as const };
  });
