import type { Command } from "../core/command.ts";
import type { FormRequest, Outcome } from "../core/outcome.ts";
import { sees } from "../core/permission.ts";
import type { Rule } from "../core/threshold.ts";
import { redrafted, signatoriesFor } from "../core/threshold-agreement.ts";
import { mayReview, type ThresholdReview } from "../core/threshold-review.ts";
import type { ReviewView } from "../core/threshold-view.ts";
import { ruleInWords } from "../core/threshold-words.ts";
import { isDelivered } from "../store/change.ts";
import { firingsIn, openReviews, reviewById } from "../store/clusters.ts";
import type { Statements } from "../store/database.ts";
import { type Asking, afresh, type OpenCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { refuseProtected } from "./protect.ts";
import { caseOf, type OpenThresholds, withThresholds } from "./threshold.ts";
import { base, drafted, formFor, withoutSaid } from "./threshold-draft.ts";
import { saveThresholdDraft } from "./threshold-save.ts";
import { recordRefusal } from "./trail.ts";

type Review = Extract<Command, { do: "threshold-review" }>;

const TRIES = 8;

/** After a cluster: the thresholds are kept, changed or retired. Each ends in a version that the same people agree to. */
export async function reviewThreshold(deps: Deps, asking: Asking, command: Review): Promise<Outcome> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const outcome = await tryOnce(deps, attempt === 1 ? asking : afresh(asking), command);
    if (outcome) return outcome;
  }
  throw new Error("thresholds kept changing while they were reviewed");
}

async function tryOnce(deps: Deps, asking: Asking, command: Review): Promise<Outcome | null> {
  const found = await caseOf(deps, asking, command, (ref) => `mdt threshold ${ref} review`);
  if ("kind" in found) return found;
  const unsafe = await refuseProtected(deps, asking, found, command);
  if (unsafe) return unsafe;
  const { file, today } = found;
  const review = await meant(deps, file.id, command.review);
  if (!review) return invalid(found, null, `No review of the thresholds of ${file.ref} waits to be decided.`);
  const open = await withThresholds(deps, found);
  const coverFor = mayReview(file, review, asking.person.id, today);
  const { decision, reason } = command;
  const isTheirs = coverFor !== undefined;
  if (!isTheirs && (decision !== undefined || !sees(open.level, "care"))) return refuse(deps, asking, open);
  const view = await reviewViewOf(deps.db, open, review, isTheirs);
  if (decision === undefined) return { kind: "threshold-review", review: view, said: null };
  if (review.decision !== null) {
    const isOwn = await isDelivered(deps.db, asking.delivery);
    return { kind: "threshold-review", review: view, said: isOwn ? null : "This review has been decided." };
  }
  if (decision === "change")
    return { kind: "form", form: formFor(open, { do: "threshold-draft", review: review.id, reason }, base(open)?.rules ?? []) };
  if (open.versions.draft)
    return invalid(
      open,
      null,
      `Version ${open.versions.draft.version} is being agreed already. Press Change, or have it agreed.`,
    );
  const rules = open.versions.inForce?.rules ?? [];
  if (reason === undefined || (decision === "retire" && command.without === undefined && command.review !== undefined))
    return { kind: "form", form: reasonForm(open, { ...command, review: review.id }, view) };
  const kept = decision === "keep" ? { rules } : withoutSaid(rules, command.without ?? firedRefs(view).join(", "));
  if ("wrong" in kept) return invalid(open, "without", `Not saved: ${kept.wrong}`);
  return save(deps, asking, open, { review, decision, rules: kept.rules, why: reason, coverFor: coverFor ?? null });
}

const meant = async (deps: Deps, caseId: string, id: string | undefined): Promise<ThresholdReview | null> =>
  id === undefined ? ((await openReviews(deps.db, [caseId]))[0] ?? null) : reviewById(deps.db, caseId, id);

export async function reviewViewOf(
  db: Statements,
  { file, calendar, versions }: Pick<OpenThresholds, "file" | "calendar" | "versions">,
  review: ThresholdReview,
  mayDecide: boolean,
): Promise<ReviewView> {
  const firings = await firingsIn(db, review.clusterId);
  const fired = firings.map(({ rule, facts }) => ({ rule, by: "incidents" in facts ? facts.incidents : [facts.action] }));
  return { file, calendar, review, fired, draft: versions.draft, mayDecide };
}

const firedRefs = ({ fired }: ReviewView): string[] => [...new Set(fired.map(({ rule }) => rule))];

function reasonForm(open: OpenThresholds, command: Review, view: ReviewView): FormRequest {
  const { file, versions } = open;
  const fired = firedRefs(view);
  return {
    name: command.decision === "keep" ? "threshold-keep" : "threshold-retire",
    command: { ...command, case: file.ref },
    ...{ view: null, file },
    threshold: {
      ...{ rules: "", signatories: [], people: [], version: (versions.inForce?.version ?? 0) + 1 },
      retiring: (versions.inForce?.rules ?? []).map((rule) => ({
        ...{ ref: rule.ref, words: ruleInWords(rule), fired: fired.includes(rule.ref) },
      })),
    },
  };
}

const invalid = ({ file }: OpenCase, field: string | null, message: string): Outcome => ({
  ...{ kind: "invalid", field, message },
  example: `mdt threshold ${file.ref} review keep because they came at the right time`,
});

async function refuse(deps: Deps, asking: Asking, { file }: OpenThresholds): Promise<Outcome> {
  const recorded = await recordRefusal(deps, asking, { verb: "threshold-review", caseRef: file.ref, actionNumber: null });
  if (recorded === "repeated") return { kind: "repeated" };
  return { kind: "not-allowed", view: null, verb: "threshold-review", who: "Only the lead or cover" };
}

interface Deciding {
  review: ThresholdReview;
  decision: "keep" | "retire";
  rules: Rule[];
  why: string;
  coverFor: string | null;
}

async function save(deps: Deps, asking: Asking, open: OpenThresholds, deciding: Deciding): Promise<Outcome | null> {
  const { file, versions, today } = open;
  const { review, decision, rules, why, coverFor } = deciding;
  const draft = redrafted({
    ...{ file, versions, rules, signatories: signatoriesFor(file, versions, rules, today) },
    ...{ by: asking.person.id, now: asking.now, why },
  });
  if (!draft) throw new Error("a new version is never the same as a draft");
  const saved = await saveThresholdDraft(deps, asking, open, { versions, draft, coverFor, review: { review, decision, why } });
  if (saved.kind === "stale") return null;
  if (saved.kind === "repeated") return { kind: "repeated" };
  deps.log.info({ caseRef: file.ref, person: asking.person.id, decision }, "thresholds reviewed");
  return drafted(asking, open, draft);
}
