import { closest } from "fastest-levenshtein";
import { DECIDABLE, type Decidable, LADDER_CAUSES, type LadderStep } from "./ladder.ts";
import { readLimit } from "./limit.ts";
import { normalName } from "./person.ts";

/** A ladder in plain words, a step a line: what the form holds, and what people type. */

const MOST_STEPS = 10;

export type StepsRead = { kind: "steps"; steps: LadderStep[] } | { kind: "wrong"; message: string };

/** `overdue 2wd: Housing team manager, acknowledge within 1wd`; read back, it is the same step. */
export function stepLine({ on, after, role, acknowledgeWithin, mayDecide }: LadderStep): string {
  const whole = DECIDABLE.every((each) => mayDecide.includes(each));
  const may = mayDecide.length > 0 ? `, may ${mayDecide.join(", ")}` : ", may only acknowledge";
  return `${on} ${after}: ${inQuotes(role)}, acknowledge within ${acknowledgeWithin}${whole ? "" : may}`;
}

export const stepLines = (steps: readonly LadderStep[]): string => steps.map(stepLine).join("\n");

/**
 * Steps as somebody wrote them, a line each, or several in one line with a semicolon between them. What is wrong is named by its line,
 * with one example that would do.
 *
 * @param roles those of the partner map, as they are written there
 */
export function readSteps(text: string, roles: readonly string[]): StepsRead {
  const lines = (text.match(LINE) ?? []).map((line) => line.replace(/\s+/g, " ").trim()).filter((line) => line !== "");
  const steps: LadderStep[] = [];
  for (const [i, line] of lines.entries()) {
    const read = readStep(line, roles);
    const wrong = "wrong" in read ? read : misplaced(read.step, steps);
    if (wrong) return { kind: "wrong", message: sentence(i + 1, line, wrong.wrong, "like" in wrong ? wrong.like : roles[0]) };
    if ("step" in read) steps.push(read.step);
  }
  if (steps.length === 0) return { kind: "wrong", message: `a ladder has at least one step. ${likeThis(roles[0])}` };
  return { kind: "steps", steps };
}

/** A semicolon within quotes belongs to a role's name. */
const LINE = /(?:"[^"\n]*"|[^;\n])+/g;

type Wrong = { wrong: string; like?: string | undefined };

function readStep(line: string, roles: readonly string[]): { step: LadderStep } | Wrong {
  const [cause, words = ""] = parted(line, line.search(/[ :]/));
  const [after, rest] = parted(words, words.indexOf(":"));
  const [named, limits] = parted(rest ?? "", (rest ?? "").toLowerCase().lastIndexOf(ACKNOWLEDGE), ACKNOWLEDGE.length);
  const [, limit = "", may] = LIMIT_AND_MORE.exec(limits ?? "") ?? [];
  const on = LADDER_CAUSES.find((each) => each === cause.toLowerCase().replace(/^requests$/, "request"));
  if (!on) return { wrong: "does not begin with overdue, blocked or request" };
  if (after === "" || rest === undefined)
    return { wrong: "does not say after how long, and then who, with a colon between them" };
  const opens = readSpan(after.replace(/^after /i, ""));
  if (!opens) return { wrong: unreadable(after) };
  if (limit === "") return { wrong: "does not say within what time to acknowledge" };
  const within = readSpan(limit);
  if (!within) return { wrong: unreadable(limit) };
  const wanted = named.replace(/ ?,? ?$/, "").replace(/^["“](.+)["”]$/, "$1");
  const role = roles.find((each) => normalName(each) === normalName(wanted));
  if (role === undefined) return { wrong: `“${wanted}” is not a role on the partner map`, like: nearest(wanted, roles) };
  const mayDecide = readMay(may);
  if (!mayDecide) return { wrong: "what may be decided is approve, decline and pass-on" };
  return { step: { on, after: opens, role, acknowledgeWithin: within, mayDecide } };
}

const unreadable = (said: string): string =>
  `the time “${said}” cannot be read: it is a number of working days (wd), hours (h) or minutes (m)`;

const ACKNOWLEDGE = "acknowledge within ";
const LIMIT_AND_MORE = /^(.*?)(?:,? may (.*?))?\.?$/i;

/** What stands before a mark and after it; only the first where the mark is not there. */
const parted = (said: string, at: number, length = 1): [string, string?] =>
  at < 0 ? [said.trim()] : [said.slice(0, at).trim(), said.slice(at + length).trim()];

const UNITS: [RegExp, string][] = [
  [/^(?:wd|working ?days?)$/, "wd"],
  [/^(?:h|hours?)$/, "h"],
  [/^(?:m|mins?|minutes?)$/, "m"],
];

/** `2wd`, `2 working days`, `4 hours`, as ladders keep them. Days that are not working days are none of a ladder's. */
function readSpan(said: string): string | null {
  const [, count = "", unit = ""] = /^(\d+) ?(.+)$/.exec(said.toLowerCase()) ?? [];
  const short = UNITS.find(([form]) => form.test(unit))?.[1];
  const limit = `${count.replace(/^0+/, "")}${short}`;
  return short && readLimit(limit) ? limit : null;
}

/** Nothing said is everything. In the order in which they are kept, each once. */
function readMay(said: string | undefined): Decidable[] | null {
  if (said === undefined) return [...DECIDABLE];
  if (/^only\s+acknowledge$/i.test(said)) return [];
  const words = said
    .toLowerCase()
    .replace(/pass\s+on/g, "pass-on")
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+|\s+or\s+/);
  const known = DECIDABLE.filter((each) => words.includes(each));
  return words.every((word) => DECIDABLE.some((each) => each === word)) ? known : null;
}

/** Steps of one cause are climbed in the order in which they stand. */
function misplaced({ on, after }: LadderStep, before: readonly LadderStep[]): Wrong | null {
  const same = before.filter((step) => step.on === on);
  const last = same.at(-1);
  if (same.length >= MOST_STEPS) return { wrong: `is one more than the ${MOST_STEPS} steps that a ladder may have for ${on}` };
  if (last && lengthOf(after) < lengthOf(last.after))
    return { wrong: `opens before the step above it, which opens after ${last.after}` };
  return null;
}

/** In minutes, only to compare by: a working day is a day at least. */
function lengthOf(after: string): number {
  const limit = readLimit(after);
  if (!limit) return 0;
  return limit.count * { wd: 24 * 60, h: 60, m: 1 }[limit.unit];
}

function nearest(said: string, roles: readonly string[]): string | undefined {
  if (roles.length === 0) return undefined;
  const like = closest(normalName(said), roles.map(normalName));
  return roles.find((role) => normalName(role) === like);
}

const inQuotes = (role: string): string => (/[;"]/.test(role) ? `"${role}"` : role);

const LONGEST_QUOTE = 60;

const sentence = (number: number, line: string, wrong: string, like: string | undefined): string =>
  `line ${number} (${line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE - 1)}…` : line}): ${wrong}. ${likeThis(like)}`;

const likeThis = (role = "Housing team manager"): string =>
  `For example: ${stepLine({ on: "overdue", after: "2wd", role, acknowledgeWithin: "1wd", mayDecide: [...DECIDABLE] })}`;
