import { accessLevel } from "./access.ts";
import { canHear } from "./at-work.ts";
import type { CaseFile } from "./case-file.ts";
import { coveredBy } from "./cover.ts";
import type { Rule, Signatory, Threshold, Versions } from "./threshold.ts";
import { rulesInWords } from "./threshold-words.ts";
import type { Day } from "./working-day.ts";

/** Who drafts a version, whose agreement it needs, and what each change or agreement makes of it. */

/** In whose place somebody may draft: null in their own, else the lead whom they cover; undefined where they may not. */
export function mayDraft(file: CaseFile, { inForce }: Versions, personId: string, today: Day): string | null | undefined {
  if (accessLevel(file, personId, today) === null) return undefined;
  if (file.leadId === personId || inForce?.signatories.some((each) => each.personId === personId)) return null;
  return coveredBy(file, personId, today).includes(file.leadId) ? file.leadId : undefined;
}

/** Whoever stands behind the roles that decide, and the lead: those who can be reached in chat today. */
export function behindRules(file: CaseFile, rules: readonly Rule[], today: Day): string[] {
  const roles = new Set(rules.flatMap(({ deciders }) => deciders.map(({ role }) => role)));
  const people = file.map.filter(({ role }) => roles.has(role)).map(({ personId }) => personId);
  return [...new Set([...people, file.leadId])].filter((id) => canHear(file, id, today));
}

/**
 * Whose agreement a draft needs where nobody was named for it: those of the draft, else of the version in force, as far as they can be
 * reached, and whoever stands behind a role that decides only from now on.
 */
export function signatoriesFor(file: CaseFile, { inForce, draft }: Versions, rules: readonly Rule[], today: Day): string[] {
  const before = draft ?? inForce;
  if (!before) return behindRules(file, rules, today);
  const asked = new Set(before.rules.flatMap(({ deciders }) => deciders.map(({ role }) => role)));
  const added = rules.flatMap(({ deciders }) => deciders).filter(({ role }) => !asked.has(role));
  const behind = file.map.filter(({ role }) => added.some((each) => each.role === role)).map(({ personId }) => personId);
  const ids = [...before.signatories.map(({ personId }) => personId), ...behind];
  return [...new Set(ids)].filter((id) => canHear(file, id, today));
}

/** Where the thresholds of a case stand: `2.0` for version 2 in force, `3.1` for the first revision of a draft. */
export const stateOf = ({ draft, inForce }: Versions): string =>
  draft ? `${draft.version}.${draft.revision}` : `${inForce?.version ?? 0}.0`;

/** What a draft becomes. */
export interface Drafting {
  file: CaseFile;
  versions: Versions;
  rules: Rule[];
  signatories: string[];
  by: string;
  now: Date;
  why: string | null;
}

/** The draft after a change: a new one, or the next revision, to which nobody has agreed. Null where nothing is different. */
export function redrafted({ file, versions, rules, signatories, by, now, why }: Drafting): Threshold | null {
  const { draft, inForce } = versions;
  const people = signatories.map((personId): Signatory => ({ personId, role: roleOf(file, personId), agreed: null }));
  if (draft && rulesInWords(draft.rules) === rulesInWords(rules) && idsOf(draft).join() === signatories.join()) return null;
  return {
    caseId: file.id,
    version: draft?.version ?? (inForce?.version ?? 0) + 1,
    revision: (draft?.revision ?? 0) + 1,
    ...{ rules, signatories: people, owner: file.leadId },
    ...{ draftedBy: by, draftedAt: now, why: why ?? draft?.why ?? null, agreedAt: null },
  };
}

const idsOf = ({ signatories }: Threshold): string[] => signatories.map(({ personId }) => personId);

/** The role that somebody has in the case; without one, in their own organisation. */
const roleOf = (file: CaseFile, personId: string): string =>
  file.map.find((role) => role.personId === personId)?.role ?? file.people[personId]?.role ?? "";

export const hasAgreed = ({ signatories }: Threshold, personId: string): boolean =>
  signatories.some((each) => each.personId === personId && each.agreed !== null);

export const isSignatory = ({ signatories }: Threshold, personId: string): boolean =>
  signatories.some((each) => each.personId === personId);

/** The draft with somebody's agreement: in force from now on where it was the last. */
export function agreedBy(draft: Threshold, personId: string, now: Date): Threshold {
  const signatories = draft.signatories.map((each) =>
    each.personId === personId && each.agreed === null ? { ...each, agreed: now.toISOString() } : each,
  );
  return { ...draft, signatories, agreedAt: signatories.every(({ agreed }) => agreed !== null) ? now : null };
}

export const notYetAgreed = ({ signatories }: Threshold): Signatory[] => signatories.filter(({ agreed }) => agreed === null);

/** The rules without some of them, and without those that were asked only during one of these. */
export function withoutRules(rules: readonly Rule[], retired: readonly string[]): Rule[] {
  const gone = new Set(retired);
  return rules.filter(
    ({ ref, when }) => !gone.has(ref) && (when.kind === "incidents" || when.during === null || !gone.has(when.during)),
  );
}

/** The rules with one changed, or added in the order of the references. */
export function withRule(rules: readonly Rule[], rule: Rule): Rule[] {
  if (rules.some(({ ref }) => ref === rule.ref)) return rules.map((each) => (each.ref === rule.ref ? rule : each));
  return [...rules, rule].toSorted((a, b) => Number(a.ref.slice(1)) - Number(b.ref.slice(1)));
}
