import { momentLabel } from "../core/due.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Rule, Signatory, Threshold } from "../core/threshold.ts";
import { hasAgreed, isSignatory, notYetAgreed } from "../core/threshold-agreement.ts";
import type { ThresholdView } from "../core/threshold-view.ts";
import { ruleInWords } from "../core/threshold-words.ts";
import type { Card } from "./card.ts";
import { EMERGENCY_LINE } from "./emergency.ts";
import { nameOnly } from "./person-view.ts";
import { joinParts } from "./status-line.ts";
import { type CardContext, tell, zoneOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

interface Shown {
  /** This version alone. */
  version: number | null;
  said: string[];
  why: string[];
}

/** The thresholds of a case: what is in force, what is being agreed and by whom, and which versions there were. */
export function thresholdCard(context: CardContext, view: ThresholdView, { version, said, why }: Shown): Card {
  const { file, versions } = view;
  const { inForce, draft, older } = versions;
  const all = [inForce, draft, ...older].filter((each) => each !== null);
  const meant = version === null ? [inForce, draft] : [all.find((each) => each.version === version)];
  const asks = meant.find(
    (each) => each && each === draft && isSignatory(each, context.reader) && !hasAgreed(each, context.reader),
  );
  const data = {
    title: joinParts([file.ref, version === null ? "thresholds" : `thresholds, version ${version}`]),
    status: statusOf(view),
    said,
    parts: [
      ...meant.flatMap((each) => (each ? [partOf(context, view, each)] : [])),
      ...(version === null && older.length > 0 ? [olderOnes(context, view)] : []),
    ],
    why: [...why, ...(view.reads ? [] : ["What crosses them is shown at care level, and to whoever is asked to agree."])],
    footer: [EMERGENCY_LINE],
    asks: asks !== undefined,
    agreeLabel: `Agree v${asks?.version ?? 0}`,
    agree: { do: "threshold-agree", case: file.ref, version: asks?.version ?? 0, revision: asks?.revision ?? 0 } as const,
    mayDraft: view.mayDraft && version === null,
    change: { do: "threshold-draft", case: file.ref } as const,
  };
  const shows = { do: "threshold", case: file.ref, ...(version !== null && { version }) } as const;
  return fillCard("threshold", data, tell(context), said.length > 0 ? undefined : shows);
}

export const thresholdAnswer = (context: CardContext, outcome: Extract<Outcome, { kind: "threshold" }>): Card =>
  thresholdCard(context, outcome.thresholds, {
    version: outcome.version,
    said: outcome.said === null ? [] : [outcome.said],
    why: [],
  });

function statusOf({ versions: { inForce, draft } }: ThresholdView): string {
  const now = inForce ? `Version ${inForce.version} in force` : "No thresholds are in force";
  return joinParts([now, draft && `version ${draft.version} being agreed`]);
}

type Part = { heading: string; lines: string[] };

function partOf(context: CardContext, view: ThresholdView, each: Threshold): Part {
  const { file } = view;
  const heading = joinParts([`Version ${each.version}`, standing(context, view, each)]);
  const because = each.why === null || !view.reads ? [] : [`Because: ${each.why}`];
  const rules = view.reads ? each.rules.map(ruleInWords) : [each.rules.map(({ ref }) => ref).join(", ")];
  const drafted = `Drafted by ${nameOnly(file, each.draftedBy)} on ${momentLabel(each.draftedAt, zoneOf(context, file))}.`;
  return {
    heading,
    lines: [
      ...(each.rules.length > 0 ? rules : ["No thresholds: what was agreed before no longer holds."]),
      ...(each.agreedAt === null && view.versions.inForce ? differences(view.versions.inForce.rules, each.rules) : []),
      ...because,
      ...(each.agreedAt === null ? [drafted] : []),
      ...agreement(context, view, each),
    ],
  };
}

function standing(context: CardContext, { file, versions }: ThresholdView, each: Threshold): string {
  if (each.agreedAt === null) return each.revision > 1 ? `being agreed, revision ${each.revision}` : "being agreed";
  const since = momentLabel(each.agreedAt, zoneOf(context, file));
  const [next] = [...versions.older, versions.inForce]
    .filter((other): other is Threshold => other !== null && other.version > each.version)
    .toSorted((a, b) => a.version - b.version);
  return next?.agreedAt
    ? `in force from ${since} to ${momentLabel(next.agreedAt, zoneOf(context, file))}`
    : `in force since ${since}`;
}

/** Who has agreed, and when, a line each; and who has not yet. */
function agreement(context: CardContext, { file }: ThresholdView, each: Threshold): string[] {
  const named = ({ personId, role }: Signatory): string => `${nameOnly(file, personId)} (${role})`;
  const waiting = notYetAgreed(each);
  return [
    ...each.signatories.flatMap((one) => {
      if (one.agreed === null) return [];
      return [`Agreed by ${named(one)} on ${momentLabel(new Date(one.agreed), zoneOf(context, file))}.`];
    }),
    ...(waiting.length > 0 ? [`Not yet agreed by ${list(waiting.map(named))}.`] : []),
  ];
}

const list = (parts: string[]): string => new Intl.ListFormat("en-GB").format(parts);

/** What a draft would change of what is in force. */
function differences(before: readonly Rule[], after: readonly Rule[]): string[] {
  const words = new Map(before.map((rule) => [rule.ref, ruleInWords(rule)]));
  const changed = after.filter((rule) => words.has(rule.ref) && words.get(rule.ref) !== ruleInWords(rule));
  const added = after.filter(({ ref }) => !words.has(ref));
  const gone = before.filter(({ ref }) => !after.some((rule) => rule.ref === ref));
  const said = (what: string, rules: readonly Rule[]): string | null =>
    rules.length > 0 ? `${what} ${list(rules.map(({ ref }) => ref))}` : null;
  const all = [said("changed:", changed), said("new:", added), said("gone:", gone)].filter((each) => each !== null);
  return [`Against the version in force, ${all.length > 0 ? all.join("; ") : "the thresholds are the same"}.`];
}

function olderOnes(context: CardContext, view: ThresholdView): Part {
  const { file, versions } = view;
  return {
    heading: "Earlier versions",
    lines: versions.older.map(
      (each) =>
        `${joinParts([`Version ${each.version}`, standing(context, view, each)])}. Read it with mdt threshold ${file.ref} v${each.version}`,
    ),
  };
}
