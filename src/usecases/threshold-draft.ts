import type { Command } from "../core/command.ts";
import type { FormRequest, Outcome } from "../core/outcome.ts";
import type { Rule, Threshold } from "../core/threshold.ts";
import { mayDraft, redrafted, signatoriesFor, stateOf, withoutRules, withRule } from "../core/threshold-agreement.ts";
import { reasonAfterReview } from "../core/threshold-review.ts";
import { checkedTogether, readRule, readRules, rulesInWords, THRESHOLD_EXAMPLE, type Wrong } from "../core/threshold-words.ts";
import { isDelivered } from "../store/change.ts";
import { reviewAnsweredSince, reviewById } from "../store/clusters.ts";
import type { Asking } from "./asking.ts";
import { afresh } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { refuseProtected } from "./protect.ts";
import { peopleToAsk, resolveSignatories } from "./resolve-signatories.ts";
import { caseOf, type OpenThresholds, viewFor, withThresholds } from "./threshold.ts";
import { saveThresholdDraft } from "./threshold-save.ts";
import { recordRefusal } from "./trail.ts";

type Draft = Extract<Command, { do: "threshold-draft" }>;

/** Somebody wins every round. */
const TRIES = 8;

/** Drafts a version, or changes the one that is being agreed: from a form, from one typed rule, or by naming who has to agree. */
export async function draftThreshold(deps: Deps, asking: Asking, command: Draft): Promise<Outcome> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const outcome = await tryOnce(deps, attempt === 1 ? asking : afresh(asking), command);
    if (outcome) return outcome;
  }
  throw new Error("thresholds kept changing while they were drafted");
}

async function tryOnce(deps: Deps, asking: Asking, command: Draft): Promise<Outcome | null> {
  const found = await caseOf(deps, asking, command, (ref) => `mdt threshold ${ref} draft`);
  if ("kind" in found) return found;
  const unsafe = await refuseProtected(deps, asking, found, command);
  if (unsafe) return unsafe;
  const open = await withThresholds(deps, found);
  const { file, versions, today } = open;
  const coverFor = mayDraft(file, versions, asking.person.id, today);
  if (coverFor === undefined) return refuseDraft(deps, asking, open);
  const isBegun = [command.text, command.words, command.without, command.signatories].some((said) => said !== undefined);
  if (!isBegun) return { kind: "form", form: formFor(open, command, base(open)?.rules ?? []) };
  if (command.from && command.from !== stateOf(open.versions)) return (await repeated(deps, asking)) ?? movedOn(open);

  const read = rulesSaid(open, command);
  if ("wrong" in read) return invalid(open, command.text === undefined ? null : "text", read.wrong);
  const people = command.signatories
    ? await resolveSignatories(deps, asking, open, command.signatories)
    : { ids: signatoriesFor(file, versions, read.rules, today) };
  if ("message" in people) return invalid(open, "signatories", people.message);
  if (people.ids.length === 0) return invalid(open, "signatories", "nobody who has to agree can be reached in chat.");
  const next = versions.draft?.version ?? (versions.inForce?.version ?? 0) + 1;
  const answered = await reviewAnswered(deps, open);
  if (next > 1 && !command.reason && (!versions.draft?.why || (answered && !isSame(versions.draft.rules, read.rules))))
    return { kind: "form", form: formFor(open, command, read.rules, people.ids) };

  const signatories = people.ids;
  const draft = redrafted({
    ...{ file, versions, rules: read.rules, signatories },
    ...{ by: asking.person.id, now: asking.now, why: command.reason ? reasonAfterReview(command.reason, answered) : null },
  });
  if (!draft) return (await repeated(deps, asking)) ?? invalid(open, null, "nothing is different from the draft.");
  return save(deps, asking, open, { command, draft, coverFor });
}

/** What the draft came to in the review that it answers. The reason that was given there is not one for another change. */
async function reviewAnswered(deps: Deps, { file, versions: { draft, inForce } }: OpenThresholds) {
  return draft && inForce?.agreedAt ? reviewAnsweredSince(deps.db, file.id, inForce.agreedAt) : null;
}

const isSame = (a: readonly Rule[], b: readonly Rule[]): boolean => rulesInWords(a) === rulesInWords(b);

/** The draft; without one, what is in force. */
export const base = ({ versions: { draft, inForce } }: OpenThresholds): Threshold | null => draft ?? inForce;

function rulesSaid(open: OpenThresholds, { text, words, without }: Draft): { rules: Rule[] } | Wrong {
  const { file } = open;
  const rules = base(open)?.rules ?? [];
  if (text !== undefined) {
    const read = readRules(text, file);
    return "rules" in read && read.rules.length === 0 ? { wrong: "there is no threshold in it." } : read;
  }
  if (words !== undefined) {
    const read = readRule(words, file);
    return "wrong" in read ? read : checkedTogether(withRule(rules, read.rule));
  }
  if (without !== undefined) return withoutSaid(rules, without);
  return rules.length > 0 ? { rules } : { wrong: "there are no thresholds yet to agree to." };
}

/** `T3 and T4`, of these rules. */
export function withoutSaid(rules: readonly Rule[], said: string): { rules: Rule[] } | Wrong {
  const refs = [...said.matchAll(/T(\d{1,2})/gi)].map(([, number]) => `T${Number(number)}`);
  const unknown = refs.find((ref) => !rules.some((rule) => rule.ref === ref));
  if (unknown !== undefined || refs.length === 0) return { wrong: `there is no threshold ${unknown ?? "of that name"}.` };
  return { rules: withoutRules(rules, refs) };
}

const invalid = ({ file }: OpenThresholds, field: string | null, what: string): Outcome => ({
  kind: "invalid",
  field,
  message: `Not saved: ${what}`,
  example: `mdt threshold ${file.ref} ${THRESHOLD_EXAMPLE} because two in a week need a look`,
});

const movedOn = ({ versions: { draft, inForce } }: OpenThresholds): Outcome => ({
  kind: "invalid",
  field: "text",
  message: draft
    ? `Not saved: the draft has changed since you opened this. It is at revision ${draft.revision} by now: read it first.`
    : `Not saved: version ${inForce?.version ?? 1} has come into force since you opened this. Read it first.`,
  example: null,
});

/** The same delivery again finds the effect that it had. */
const repeated = async (deps: Deps, asking: Asking): Promise<Outcome | null> =>
  (await isDelivered(deps.db, asking.delivery)) ? { kind: "repeated" } : null;

export function formFor(
  open: OpenThresholds,
  command: Draft,
  rules: readonly Rule[],
  signatories = signatoriesFor(open.file, open.versions, rules, open.today),
): FormRequest {
  const { file, versions, today } = open;
  const { draft, inForce } = versions;
  return {
    name: "threshold-draft",
    command: { ...command, case: file.ref, from: stateOf(open.versions) },
    ...{ view: null, file },
    threshold: {
      ...{ rules: rulesInWords(rules), signatories, people: peopleToAsk(file, today), retiring: [] },
      version: draft?.version ?? (inForce?.version ?? 0) + 1,
    },
  };
}

async function refuseDraft(deps: Deps, asking: Asking, { file, versions }: OpenThresholds): Promise<Outcome> {
  const recorded = await recordRefusal(deps, asking, { verb: "threshold-draft", caseRef: file.ref, actionNumber: null });
  if (recorded === "repeated") return { kind: "repeated" };
  const who = versions.inForce ? "Only the lead, cover, or whoever has agreed to the version in force" : "Only the lead or cover";
  return { kind: "not-allowed", view: null, verb: "threshold-draft", who };
}

async function save(
  deps: Deps,
  asking: Asking,
  open: OpenThresholds,
  { command, draft, coverFor }: { command: Draft; draft: Threshold; coverFor: string | null },
): Promise<Outcome | null> {
  const review = command.review ? await reviewById(deps.db, open.file.id, command.review) : null;
  const answers =
    review?.decision === null ? { review, decision: "change" as const, why: command.reason ?? draft.why ?? "" } : undefined;
  const saved = await saveThresholdDraft(deps, asking, open, { versions: open.versions, draft, coverFor, review: answers });
  if (saved.kind === "stale") return null;
  if (saved.kind === "repeated") return { kind: "repeated" };
  deps.log.info({ caseRef: open.file.ref, person: asking.person.id, version: draft.version }, "thresholds drafted");
  return drafted(asking, open, draft);
}

/** What whoever drafted it is shown. */
export function drafted(asking: Asking, open: OpenThresholds, draft: Threshold): Outcome {
  const view = viewFor(asking.person.id, { ...open, versions: { ...open.versions, draft } });
  const said = `Version ${draft.version} is drafted. It is in force once everybody named below has agreed.`;
  return { kind: "threshold", thresholds: view, version: null, said };
}
