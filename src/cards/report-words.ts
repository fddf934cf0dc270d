import { CLOSED_WORDS, verdictWords } from "../core/decide-escalation.ts";
import { momentLabel } from "../core/due.ts";
import { elapsedWords, spanLabel } from "../core/elapsed.ts";
import type { Fact, Happening, OpenedStep, StepBecause, Verdict } from "../core/escalation.ts";
import type { DecisionTime, Ending, EscalationReport, Gap, ReportPart } from "../core/escalation-report.ts";
import { whyOf } from "../core/happening-words.ts";
import { limitWords } from "../core/limit.ts";
import type { Recipient } from "../core/notice.ts";
import { nameAndRole } from "../core/now-true.ts";
import { aboutOf, joinedWords } from "./escalation-facts.ts";
import { nameOnly } from "./person-view.ts";
import { capitalised } from "./status-line.ts";
import { type CardContext, zoneOf } from "./telling.ts";

/** How a report says what happened: each line as it was at its moment, with the people of the case as its reader may know them. */

export interface ReportTelling {
  context: CardContext;
  titles: EscalationReport["titles"];
  /** Whether the reader may read what people wrote of this part. */
  reasons: boolean;
}

/** What happened, in one line. */
export function timelineWords(telling: ReportTelling, { view }: ReportPart, happening: Happening): string {
  const { file } = view;
  const { context } = telling;
  const who = (id: string, coverFor: string | null) => `${nameAndRole(file, id)}${coverWords(file, coverFor)}`;
  switch (happening.kind) {
    case "opened": {
      const { begun } = happening;
      const crossed = begun.rule?.kind === "threshold" ? `threshold ${begun.rule.ref} crossed. ` : "";
      return `Opened: ${crossed}${begun.facts.map((fact) => factThen(context, view, fact, happening.at)).join(". ")}`;
    }
    case "step":
      return stepWords(telling, view, happening.step);
    case "heard":
      return `Now with ${who(happening.to.personId, happening.to.coverFor)}`;
    case "acknowledged":
      return `Acknowledged by ${who(happening.by, happening.coverFor)}`;
    case "joined":
      return `Joined: ${factThen(context, view, happening.fact, happening.at)}`;
    case "lead-told": {
      const told = happening.to ? `${who(happening.to.personId, happening.to.coverFor)} told` : "the lead could not be reached";
      return happening.first ? `Everybody was asked and nobody has decided: ${told}` : `Still not decided: ${told}`;
    }
    case "decided": {
      const { by, role, coverFor, verdict } = happening.decision;
      const as = `${known(telling, file, by)} as ${role === "Lead" ? "the lead" : role}${coverWords(file, coverFor)}`;
      return `Decided by ${as}: ${verdictWords(verdict, file)}`;
    }
    case "closed":
      return `Closed${happening.by === null ? "" : ` through ${nameAndRole(file, happening.by)}`}: ${CLOSED_WORDS[happening.because]}`;
  }
}

/** Why, and what came with it: what people wrote only for whom it is. */
export function timelineMore({ reasons }: ReportTelling, { view }: ReportPart, happening: Happening): string[] {
  const why = reasons && whyOf(happening);
  const note = reasons && happening.kind === "closed" && happening.note;
  const because = happening.kind === "step" ? [BECAUSE[happening.step.because](happening.step, view.file)] : [];
  const plan = happening.kind === "decided" ? planWords(happening.decision.verdict, view.file, reasons) : [];
  return [
    ...because.filter((words) => words !== ""),
    ...plan,
    ...(why ? [`Because: ${why}`] : []),
    ...(note ? [`Said: ${note}`] : []),
  ];
}

type File = ReportPart["view"]["file"];

const BECAUSE: Record<StepBecause, (step: OpenedStep, file: File) => string> = {
  first: () => "",
  "not-acknowledged": () => "It was not acknowledged within its limit.",
  "not-decided": () => "It was not decided within its limit.",
  "still-undecided": () => "It was acknowledged and not decided.",
  "nobody-reachable": () => "Nobody could be reached on the step before.",
  "owns-it": () => "Whoever stands on the step before owns the action.",
  "passed-on": ({ passedBy }, file) => `Passed on by ${passedBy === null ? "somebody" : nameAndRole(file, passedBy)}.`,
  joined: () => "It was asked because of what joined.",
};

const planWords = (verdict: Verdict, file: File, reasons: boolean): string[] =>
  verdict.what === "stabilisation"
    ? [
        `Lead ${nameOnly(file, verdict.lead)}, cover ${nameOnly(file, verdict.cover)}, daily update at ${verdict.dailyAt}.`,
        ...(reasons ? [`It ends by decision: ${verdict.stepDown}`] : []),
      ]
    : [];

/** A fact as it was when it came up. */
function factThen(context: CardContext, view: ReportPart["view"], fact: Fact, at: string): string {
  const { escalation, file } = view;
  if (fact.kind === "by-hand") return `${nameAndRole(file, fact.by)} asks for a decision on ${aboutOf(escalation)}`;
  return joinedWords({ ...context, now: new Date(at) }, { ...view, escalation: { ...escalation, state: "closed" } }, fact);
}

function stepWords(telling: ReportTelling, { file }: ReportPart["view"], step: OpenedStep): string {
  const role = roleWords(telling.titles, step);
  if (step.heardBy === null) return `${role}: nobody could be reached`;
  const what = step.stops === "decision" ? "decide" : "acknowledge or decide";
  const limit = momentLabel(new Date(step.limit), zoneOf(telling.context, file));
  return `${role} asked to ${what} by ${limit}: ${hearerWords(telling, file, step.heardBy)}`;
}

/** Beside a role the name is enough; who goes by role is told apart by organisation. */
const known = ({ titles }: ReportTelling, file: File, id: string): string =>
  file.people[id]?.name === titles[id] ? nameAndRole(file, id) : nameOnly(file, id);

const roleWords = (titles: EscalationReport["titles"], { role, personId }: OpenedStep): string =>
  role ?? (personId === null ? undefined : titles[personId]) ?? "Somebody named";

const hearerWords = (telling: ReportTelling, file: File, { personId, coverFor }: Recipient): string =>
  `${known(telling, file, personId)}${coverWords(file, coverFor)}`;

const coverWords = (file: File, coverFor: string | null): string =>
  coverFor === null ? "" : `, as cover for ${nameOnly(file, coverFor)}`;

/** `Decided after 25 minutes, limit 2 hours.` */
export function decisionTimeWords({ how, from, until, limit, late }: DecisionTime): string {
  const took = elapsedWords(from, until);
  const what = limit && `${limitWords(limit.within)}${limit.stops === "acknowledge" ? " to answer" : ""}`;
  const limited = what === null ? "" : late ? `, later than its limit: ${what}` : `, limit ${what}`;
  switch (how) {
    case "decided":
      return `Decided after ${took}${limited}.`;
    case "closed":
      return `Closed without a decision after ${took}${limited}.`;
    case "open":
      return `Open for ${took} and not decided${limited}.`;
  }
}

/** `A7 not acknowledged from Thu 17 June 2027, 14:20 to 19:05: accepted by Mo (Mental health team lead)`, and who was asked. */
export function gapWords(telling: ReportTelling, { view }: ReportPart, gap: Gap): [string, ...string[]] {
  const { context, titles } = telling;
  const { escalation, file } = view;
  const zone = zoneOf(context, file);
  const ended = endingWords(titles, file, gap.ending);
  switch (gap.kind) {
    case "unaccepted":
      return [`${aboutOf(escalation)} not acknowledged ${spanLabel(new Date(gap.from), new Date(gap.until), zone)}: ${ended}.`];
    case "unanswered": {
      const { step, until } = gap;
      const answer = step.stops === "decision" ? "decision" : "answer";
      const asked = step.heardBy
        ? [`Asked for by ${momentLabel(new Date(step.limit), zone)}, from ${hearerWords(telling, file, step.heardBy)}.`]
        : [];
      const span = spanLabel(new Date(step.at), new Date(until), zone);
      return [`${roleWords(titles, step)}: no ${answer} ${span}: ${ended}.`, ...asked];
    }
    case "unreached":
      return [
        `${roleWords(titles, gap.step)}: nobody could be reached on ${momentLabel(new Date(gap.step.at), zone)}: ${ended}.`,
      ];
  }
}

function endingWords(titles: EscalationReport["titles"], file: File, ending: Ending): string {
  switch (ending.kind) {
    case "acknowledged":
    case "accepted":
    case "decided":
      return ending.by === null
        ? ending.kind
        : `${ending.kind} by ${nameAndRole(file, ending.by)}${coverWords(file, ending.coverFor)}`;
    case "went-on":
      return `it went on to ${roleWords(titles, ending.to)}`;
    case "passed-on":
      return `passed on${ending.by === null ? "" : ` by ${nameAndRole(file, ending.by)}`} to ${capitalised(roleWords(titles, ending.to))}`;
    case "closed":
      return CLOSED_WORDS[ending.because];
    case "open":
      return ending.leadTold ? "the lead was told, and it is still open" : "still open";
  }
}
