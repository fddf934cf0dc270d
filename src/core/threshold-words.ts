import type { CaseFile } from "./case-file.ts";
import { CATEGORIES, type Category } from "./incident.ts";
import { readSpan } from "./limit-words.ts";
import { normalName } from "./person.ts";
import type { Alternative, Condition, Decider, Response, Rule } from "./threshold.ts";

/** Thresholds in writing, one a line: read kindly, and always printed in the same words. */

export const THRESHOLD_EXAMPLE = "T1: 2 self-harm without injury in 7d: review by Service manager within 1wd";

const MOST_RULES = 20;
/** As much as a form holds. */
const LONGEST_RULES = 2000;
const MOST_DAYS = 90;
const MOST_COUNT = 50;

/** What is wrong, as a sentence that names the line. */
export interface Wrong {
  wrong: string;
}

type Map = Pick<CaseFile, "map">;

/** Rules as they are printed. Reading them again gives the same. */
export const rulesInWords = (rules: readonly Rule[]): string => rules.map(ruleInWords).join("\n");

export const ruleInWords = ({ ref, when, response, deciders }: Rule): string => {
  const asked = deciders.map(({ role, within }) => `${role} within ${within}`).join(" then ");
  return `${ref}: ${conditionInWords(when)}: ${RESPONSE_WORDS[response]} ${asked}`;
};

const RESPONSE_WORDS: Record<Response, string> = {
  review: "review by",
  stabilisation: "stabilisation decision by",
  escalation: "escalation to",
};

function conditionInWords(when: Condition): string {
  if (when.kind === "incidents") return when.alternatives.map(alternativeInWords).join(", or ");
  const what = when.kind === "overdue" ? "action overdue" : "request unacknowledged";
  return `${what} ${when.after}${when.during === null ? "" : ` during ${when.during}`}`;
}

function alternativeInWords({ count, category, injury, days }: Alternative): string {
  const hurt = injury === null ? "" : ` ${injury} injury`;
  if (days === null) return `any${category === null ? (hurt === "" ? " incident" : "") : ` ${category}`}${hurt}`;
  return `${count} ${category ?? "incidents"}${hurt} in ${days}d`;
}

/** Whole rules, one a line. The first line that is wrong is named. */
export function readRules(text: string, file: Map): { rules: Rule[] } | Wrong {
  const lines = text.split(/\r?\n/).map((line) => line.trim().replace(/^[-*•]\s+/, ""));
  const rules: Rule[] = [];
  for (const line of lines.filter((each) => each !== "")) {
    const read = readRule(line, file);
    if ("wrong" in read) return read;
    rules.push(read.rule);
  }
  return checkedTogether(rules);
}

/** What holds of rules only as a whole. */
export function checkedTogether(rules: Rule[]): { rules: Rule[] } | Wrong {
  const refs = rules.map(({ ref }) => ref);
  const twice = refs.find((ref, at) => refs.indexOf(ref) !== at);
  if (twice) return { wrong: `There are two thresholds ${twice}. Each needs a reference of its own.` };
  for (const { ref, when } of rules) {
    if (when.kind === "incidents" || when.during === null) continue;
    const named = rules.find((rule) => rule.ref === when.during);
    if (named?.when.kind !== "incidents")
      return { wrong: `${ref}: “during ${when.during}” needs a threshold ${when.during} that counts incidents.` };
  }
  if (rules.length > MOST_RULES) return { wrong: `There are more than ${MOST_RULES} thresholds.` };
  if (rulesInWords(rules).length > LONGEST_RULES) return { wrong: `The thresholds are longer than ${LONGEST_RULES} characters.` };
  return { rules };
}

const LINE = /^(T\d{1,2})\s*[:.)–-]\s*(.+?)\s*:\s*(.+)$/is;

/** One rule. */
export function readRule(line: string, file: Map): { rule: Rule } | Wrong {
  const [, said = "", condition = "", response = ""] = LINE.exec(line.trim()) ?? [];
  if (said === "") return { wrong: `“${cut(line)}” is no threshold: it needs a reference, what crosses it, and who decides.` };
  const ref = `T${Number(said.slice(1))}`;
  const named = (wrong: string): Wrong => ({ wrong: `${ref}: ${wrong}` });
  const when = readCondition(condition);
  if ("wrong" in when) return named(when.wrong);
  const asked = readResponse(response, file);
  if ("wrong" in asked) return named(asked.wrong);
  const isCounted = when.kind === "incidents";
  if (isCounted && asked.response === "escalation")
    return named("incidents are answered by a review or a stabilisation decision, not by an escalation.");
  if (!isCounted && asked.response !== "escalation")
    return named("a request or an action is answered by an escalation to a role.");
  return { rule: { ref, when, ...asked } };
}

const cut = (line: string): string => (line.length > 60 ? `${line.slice(0, 59).trimEnd()}…` : line);

const WATCHED =
  /^(?:(?<request>(?:a\s+)?request(?:\s+is)?\s+(?:unacknowledged|not\s+acknowledged))|(?:an\s+)?action(?:\s+is)?\s+overdue)\s+(?:by\s+|for\s+|within\s+)?(?<after>.+?)(?:\s+during\s+(?<during>T\d{1,2}))?$/is;

function readCondition(said: string): Condition | Wrong {
  const watched = WATCHED.exec(said)?.groups;
  if (watched) {
    const after = readSpan(watched.after ?? "");
    if (after === null) return { wrong: `“${cut(watched.after ?? "")}” is no length of time. Write 4h or 1wd.` };
    const during = watched.during ? `T${Number(watched.during.slice(1))}` : null;
    return { kind: watched.request ? "unacknowledged" : "overdue", after, during };
  }
  const alternatives: Alternative[] = [];
  for (const part of said.split(/\s*,?\s+or\s+/i)) {
    const read = readAlternative(part.trim());
    if ("wrong" in read) return read;
    alternatives.push(read);
  }
  return { kind: "incidents", alternatives };
}

const NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
/** `in 7d without injury` is meant as `without injury in 7d`. */
const DAYS_FIRST = /\s+((?:with)?in\s+\d+\s*[a-z]+)\s+(with(?:out)?\s.+)$/i;
const ANY_INJURY = /^any\s+injury\b/i;
const INCIDENTS = /\bincidents?\b/gi;
const COUNTED =
  /^(?<count>any|an?|\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b\s*(?<what>.*?)\s*(?<injury>with(?:out)?(?:\s+(?:an|any))?\s+injur(?:y|ies))?(?:\s+(?:with)?in\s+(?<length>\d+)\s*(?<unit>d|days?|w|weeks?))?$/is;

function readAlternative(said: string): Alternative | Wrong {
  const groups = COUNTED.exec(said.replace(ANY_INJURY, "any with injury").replace(DAYS_FIRST, " $2 $1"))?.groups;
  const category = groups && categorySaid(groups.what ?? "");
  if (!groups || category === undefined)
    return { wrong: `“${cut(said)}” does not say what to count. Write a number or any, and one of ${CATEGORIES.join(", ")}.` };
  const injury = groups.injury ? (/^without/i.test(groups.injury) ? "without" : "with") : null;
  const isAny = /^an?y?$/i.test(groups.count ?? "");
  const count = isAny ? 1 : numberSaid(groups.count ?? "");
  if (count < 1 || count > MOST_COUNT) return { wrong: `a count is from 1 to ${MOST_COUNT}.` };
  if (count === 1) return { count, category, injury, days: null };
  if (groups.length === undefined) return { wrong: `“${cut(said)}” needs its days: in 7d.` };
  const days = Number(groups.length) * (/^w/i.test(groups.unit ?? "") ? 7 : 1);
  if (days < 1 || days > MOST_DAYS) return { wrong: `days are from 1 to ${MOST_DAYS}.` };
  return { count, category, injury, days };
}

function numberSaid(said: string): number {
  const spelt = NUMBERS.indexOf(said.toLowerCase());
  return spelt < 0 ? Number(said) : spelt + 1;
}

/** Null: of any category; undefined: of none that we know. */
function categorySaid(said: string): Category | null | undefined {
  const what = said
    .replace(INCIDENTS, "")
    .replace(/\s+/g, " ")
    .replace(/^of\s+/i, "")
    .trim();
  return what === "" ? null : readCategory(what);
}

/** As people call them. */
const CALLED: [RegExp, Category][] = [
  [/^self[\s-]?harm(?:s|ing)?$/i, "self-harm"],
  [/^(?:harm|aggression|violence)(?:\s+(?:to|toward|towards|against)\s+others)?$/i, "harm to others"],
  [/^(?:property\s+)?damage(?:\s+to\s+property)?$/i, "damage to property"],
  [/^(?:gone\s+)?missing(?:\s+person)?$|^abscond(?:ing|ed)?$/i, "missing"],
  [/^other$/i, "other"],
];

export const readCategory = (said: string): Category | undefined =>
  CALLED.find(([pattern]) => pattern.test(said.trim().replace(/\s+/g, " ")))?.[1];

const ASKED =
  /^(?<response>(?:manager(?:'s)?\s+)?review|stabilisation(?:\s+decision)?|escalation|escalate)\s+(?:by|to)\s+(?<who>.+)$/is;
const ONE = /^(?<role>.+?)\s+within\s+(?<within>.+)$/is;

function readResponse(said: string, file: Map): Pick<Rule, "response" | "deciders"> | Wrong {
  const groups = ASKED.exec(said)?.groups;
  if (!groups) return { wrong: `“${cut(said)}” does not say what follows. Write: review by Service manager within 1wd.` };
  const response = responseSaid(groups.response ?? "");
  const deciders: Decider[] = [];
  for (const part of (groups.who ?? "").split(/\s*,?\s+then\s+(?:by\s+|to\s+)?/i)) {
    const read = readDecider(part.trim().replace(/\.$/, ""), file);
    if ("wrong" in read) return read;
    if (deciders.some(({ role }) => role === read.role)) return { wrong: `${read.role} is asked twice.` };
    deciders.push(read);
  }
  return { response, deciders };
}

const responseSaid = (said: string): Response =>
  /review/i.test(said) ? "review" : /^stab/i.test(said) ? "stabilisation" : "escalation";

function readDecider(said: string, file: Map): Decider | Wrong {
  const { role = "", within: limit = "" } = ONE.exec(said)?.groups ?? {};
  if (role === "") return { wrong: `“${cut(said)}” needs a role and a limit: Service manager within 1wd.` };
  const wanted = normalName(role.replace(/^["“](.+)["”]$/, "$1"));
  const named = file.map.find((each) => normalName(each.role) === wanted);
  if (!named) return { wrong: `“${cut(role)}” is no role of the partner map.` };
  const within = readSpan(limit);
  return within === null ? { wrong: `“${cut(limit)}” is no limit. Write 2h or 1wd.` } : { role: named.role, within };
}
