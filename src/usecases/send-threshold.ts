import { coverSentence } from "../cards/person-view.ts";
import { thresholdCard } from "../cards/threshold.ts";
import { reviewCard } from "../cards/threshold-review.ts";
import { accessLevel } from "../core/access.ts";
import type { ThresholdNotice } from "../core/escalation-notice.ts";
import { versionsOf } from "../core/threshold.ts";
import { hasAgreed, isSignatory } from "../core/threshold-agreement.ts";
import { mayReview } from "../core/threshold-review.ts";
import { dayOf } from "../core/working-day.ts";
import { reviewById } from "../store/clusters.ts";
import type { ClaimedNotice, Settled } from "../store/delivery.ts";
import type { Transaction } from "../store/direct.ts";
import { caseById } from "../store/presence.ts";
import { thresholdsOf } from "../store/thresholds.ts";
import { fileConnected, platformsOf } from "./connected.ts";
import { calendarOf, type Deps } from "./deps.ts";
import { ifOvertaken, keepAgreeCard } from "./keep-agree-card.ts";
import { dead, sayToPerson, skipped } from "./sending.ts";
import { type OpenThresholds, viewFor } from "./threshold.ts";
import { reviewViewOf } from "./threshold-review.ts";

/** Says what there is to agree to, to review, or what is in force, if that is still so and its reader may still see it. */
export async function sendThreshold(
  deps: Deps,
  tx: Transaction,
  claimed: ClaimedNotice,
  notice: ThresholdNotice,
): Promise<Settled> {
  const read = await caseById(tx, claimed.providerId, notice.case);
  if (!read) return dead("the case is gone");
  const file = fileConnected(read, platformsOf(deps));
  const now = deps.now();
  const today = dayOf(now, file.timeZone);
  const reader = notice.kind === "threshold-card" ? claimed.personId : notice.to.personId;
  const personId = reader ?? "";
  const level = accessLevel(file, personId, today);
  if (level === null) return skipped("the reader is not on the case");
  const versions = versionsOf(await thresholdsOf(tx, file.id));
  const open: OpenThresholds = { file, calendar: calendarOf(deps, file), level, today, versions };
  const context = { now, reader: personId };
  if (notice.kind === "threshold-card") return keepAgreeCard(deps, tx, open, notice);
  const why = coverSentence(file, notice.to.coverFor, notice.to.coverUntil);
  switch (notice.kind) {
    case "threshold-agree": {
      const { version, revision } = notice;
      const { draft } = versions;
      if (draft?.version !== version || draft.revision !== revision) return skipped("there is a later draft, or it is in force");
      if (!isSignatory(draft, personId) || hasAgreed(draft, personId)) return skipped("the reader has agreed");
      const said = [`Please read version ${version} of the thresholds of ${file.ref}, and say whether you agree.`];
      const asked = await say(thresholdCard(context, { ...viewFor(personId, open), mayDraft: false }, { version, said, why }));
      await ifOvertaken(deps, tx, claimed, open, versions);
      return asked;
    }
    case "threshold-told": {
      const { version } = notice;
      if (versions.inForce?.version !== version) return skipped("a later version is in force");
      const said = [`Version ${version} of the thresholds of ${file.ref} is in force from now on.`];
      return say(thresholdCard(context, { ...viewFor(personId, open), mayDraft: false }, { version, said, why }));
    }
    case "threshold-review": {
      const review = await reviewById(tx, file.id, notice.review);
      if (!review || review.decision !== null) return skipped("the review is decided");
      const mayDecide = mayReview(file, review, personId, today) !== undefined;
      const view = await reviewViewOf(tx, open, review, mayDecide);
      return say(reviewCard(context, view, { occasion: notice.occasion, said: [], why }));
    }
  }

  function say(card: Parameters<typeof sayToPerson>[2]): Promise<Settled> {
    return sayToPerson(deps, file.people[personId], card, claimed.key);
  }
}
