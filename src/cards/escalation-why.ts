import { type EscalationView, leadAsked } from "../core/climb.ts";
import { coversOf } from "../core/cover.ts";
import { type DeciderStand, isLatest, roleOf, standsIn } from "../core/decide-escalation.ts";
import type { Escalation, OpenedStep } from "../core/escalation.ts";
import { limitWords } from "../core/limit.ts";
import { nameAndRole } from "../core/now-true.ts";
import { joinedWords } from "./escalation-facts.ts";
import { readsReasons } from "./escalation-reading.ts";
import { coverSentence } from "./person-view.ts";
import { type CardContext, todayOf } from "./telling.ts";

/** Why the reader sees an escalation, a sentence each; a room reads why the latest step was reached. */
export function whyYou(context: CardContext, view: EscalationView): string[] {
  const { escalation } = view;
  const last = escalation.steps.at(-1);
  if (context.reader === "") return last ? whyStep(context, view, last) : [];
  const [stand] = standsIn(view, context.reader, todayOf(context, view));
  if (!stand) return [];
  const reached = isLeads(stand) ? (stand.coverFor === null ? ["You lead this case."] : []) : whyStep(context, view, stand.step);
  return [...inWhosePlace(context, view, stand), ...reached, ...earlier(escalation, stand)];
}

/** As whoever sends it says it: by the cover that it was sent to, else by the cover that the reader is today. */
function inWhosePlace(context: CardContext, view: EscalationView, stand: DeciderStand): string[] {
  const { file, escalation } = view;
  const { coverFor } = stand;
  if (coverFor === null) return [];
  const today = todayOf(context, view);
  const heard = isLeads(stand) ? leadAsked(file, today) : escalation.steps.at(-1)?.heardBy;
  if (heard?.personId === context.reader && heard.coverFor === coverFor) return coverSentence(file, coverFor, heard.coverUntil);
  const cover = coversOf(file, coverFor, today).find(({ personId }) => personId === context.reader);
  return coverSentence(file, coverFor, cover?.until ?? null);
}

const isLeads = ({ role }: DeciderStand): boolean => role === "Lead";

/** Earlier steps may decide until somebody has. */
const earlier = (escalation: Escalation, { step }: DeciderStand): string[] =>
  escalation.state === "open" && !isLatest(escalation, step) ? ["You were asked before, and may still decide it."] : [];

/** `Step 2 of the ladder, version 3: not acknowledged within 1 working day.` Nothing of the first: the rule says it. */
function whyStep(context: CardContext, view: EscalationView, step: OpenedStep): string[] {
  const why = stepReason(context, view, step);
  if (why === null) return [];
  return step.place === null ? [why] : [`${stepName(view.escalation, step.place)}: ${why}`];
}

/** `Step 2 of the ladder, version 3`; without a rule `Step 2`. */
export function stepName({ rule }: Pick<Escalation, "rule">, place: number): string {
  return rule?.kind === "ladder" ? `Step ${place + 1} of the ladder, version ${rule.version}` : `Step ${place + 1}`;
}

/** Ends with a full stop, unless somebody's words end it; null of the first step. */
export function stepReason(context: CardContext, view: EscalationView, step: OpenedStep): string | null {
  const { escalation, file } = view;
  const before = escalation.steps[escalation.steps.findIndex(({ at, place }) => at === step.at && place === step.place) - 1];
  switch (step.because) {
    case "first":
      return null;
    case "not-acknowledged":
      return `not acknowledged${withinOf(escalation, before)}.`;
    case "not-decided":
      return `not decided${withinOf(escalation, before)}.`;
    case "still-undecided":
      return "acknowledged, and not decided yet.";
    case "nobody-reachable":
      return `${before ? roleOf(before, file) : "nobody before"} could not be reached.`;
    case "owns-it":
      return `${before ? roleOf(before, file) : "whoever was to be asked"} owns the action.`;
    case "passed-on": {
      const by = `Passed on by ${step.passedBy ? nameAndRole(file, step.passedBy) : "somebody"}`;
      return step.why && readsReasons(context, view) ? `${by}: ${step.why}` : `${by}.`;
    }
    case "joined": {
      const fact = escalation.facts.findLast(({ at }) => at <= step.at) ?? escalation.facts.at(-1);
      return fact ? `${joinedWords(context, view, fact)}.` : null;
    }
  }
}

/** How long the step before was given; one that was passed on has that of the step it came from. */
function withinOf({ ladder, steps }: Escalation, step: OpenedStep | undefined): string {
  if (!step) return "";
  const place = steps.slice(0, steps.indexOf(step) + 1).findLast((each) => each.place !== null)?.place ?? 0;
  const within = ladder[place]?.within;
  return within ? ` within ${limitWords(within)}` : "";
}
