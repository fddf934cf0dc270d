import { closest } from "fastest-levenshtein";
import { CASE_REF, type Verb } from "./command.ts";

/** One form that people can type. The same row parses it and prints it in the help. */
export interface Form {
  door: "action" | "mdt";
  verb: string;
  form: string;
  example: string;
  /** What it does, in a few plain words. */
  does: string;
  /** Among the most used: shown first in the help. */
  common: boolean;
  read: (rest: string) => Record<string, unknown> | undefined;
}

export type Reading = { kind: "command"; command: unknown } | { kind: "unknown"; nearest: string; example: string };

const REF = String.raw`((?:[A-Z]{1,6}-\d{1,6}[/ ])?A\d{1,6})`;

const pattern = (source: string): RegExp => new RegExp(`^${source}$`, "is");
const ONLY_REF = pattern(REF);
const REF_TEXT = pattern(String.raw`${REF}(?:\s+(.+))?`);
const REF_BECAUSE = pattern(String.raw`${REF}(?:\s+because\s+(.+))?`);
const REF_TO_BECAUSE = pattern(String.raw`${REF}(?:\s+to\s+(.+?))?(?:\s+because\s+(.+))?`);
const REF_TO = pattern(String.raw`${REF}(?:\s+to\s+(.+))?`);

const ref = (said: string | undefined): string => (said ?? "").toUpperCase().replace(" ", "/");

const reads = (form: RegExp, fields: string[]) => (rest: string) => {
  const match = form.exec(rest);
  if (!match) return undefined;
  const said = match.slice(2).map((part) => part?.trim());
  return { ref: ref(match[1]), ...Object.fromEntries(fields.map((field, i) => [field, said[i]]).filter(([, value]) => value)) };
};

const onlyRef = reads(ONLY_REF, []);
const refText = reads(REF_TEXT, ["text"]);
const refBecause = reads(REF_BECAUSE, ["reason"]);
const refToBecause = reads(REF_TO_BECAUSE, ["date", "reason"]);

const row = (verb: Verb, form: string, example: string, does: string, read: Form["read"], common = false): Form => ({
  door: "action",
  verb,
  form: form ? `${verb} ${form}` : verb,
  example: `action ${verb}${example && ` ${example}`}`,
  does,
  common,
  read,
});

/** The first word as a case reference, the rest as it is. */
function splitCase(rest: string): { case?: string; rest: string } {
  const [first = "", ...others] = rest.split(/\s+/);
  if (!CASE_REF.test(first.toUpperCase())) return { rest };
  return { case: first.toUpperCase(), rest: rest.slice(first.length).trim() || others.join(" ") };
}

function readAssign(rest: string) {
  const { rest: words, ...found } = splitCase(rest);
  return words ? { ...found, words } : found;
}

function readList(rest: string) {
  const { rest: filter, ...found } = splitCase(rest);
  if (!filter) return { ...found, filter: "here" };
  if (/^(mine|overdue|all)$/i.test(filter)) return { ...found, filter: filter.toLowerCase() };
  return { ...found, who: filter.replace(/^["“](.+)["”]$/, "$1") };
}

const nothing = (rest: string) => (rest === "" ? {} : undefined);

export const FORMS: Form[] = [
  row(
    "assign",
    '[C-014] [owner] <who> [by|due <when>] [evidence "<what>"] [chaser <who>] <text>',
    '@Harriet by Friday get the pipe survey done evidence "surveyor\'s report"',
    "makes a draft for you to confirm; with no text it opens a form",
    readAssign,
    true,
  ),
  row("list", "[mine|overdue|all|C-014|<who>]", "mine", "lists actions", readList, true),
  row("accept", "A1", "A1", "takes on an action you were asked to own", onlyRef, true),
  row("update", "A1 <text>", "A1 surveyor booked for Thursday", "says how it is going", refText, true),
  row("evidence", "A1 <text or link>", "A1 report filed as Q-2231", "submits what shows it is done", refText, true),
  row("show", "A1", "A1", "shows an action as it stands", onlyRef),
  row("history", "A1", "A1", "shows who did what, when", onlyRef),
  row("edit", "A1", "A1", "changes a draft", onlyRef),
  row("confirm", "A1", "A1", "turns a whole draft into an action", onlyRef),
  row("discard", "A1", "A1", "drops a draft", onlyRef),
  row("not-me", "A1", "A1", "sends an action back: you are not the right owner", onlyRef),
  row("sign-off", "A1", "A1", "accepts the evidence; never by the owner", onlyRef),
  row("return", "A1 because <why>", "A1 because the report has no date", "sends evidence back to the owner", refBecause),
  row("extend", "A1 to <when> because <why>", "A1 to 6 April because the surveyor is ill", "asks for a new date", refToBecause),
  row("reassign", "A1 to <who>", "A1 to @Hassan", "asks for a new owner", reads(REF_TO, ["who"])),
  row(
    "approve",
    "A1 [to <when>] because <why>",
    "A1 because the surveyor is booked",
    "agrees to what was asked, or sets a new date",
    refToBecause,
  ),
  row("decline", "A1 because <why>", "A1 because the repair cannot wait", "refuses what was asked", refBecause),
  row("block", "A1 because <why>", "A1 because there is no access to the flat", "says that something is in the way", refBecause),
  row("unblock", "A1", "A1", "says that it can go on", onlyRef),
  row("cancel", "A1 because <why>", "A1 because the tenancy has ended", "ends an action that is not needed", refBecause),
  row(
    "not-achieved",
    "A1 because <why>",
    "A1 because mediation was declined",
    "ends an action that was tried and did not work",
    refBecause,
  ),
  row("reopen", "A1 because <why>", "A1 because the leak came back", "opens an ended action again", refBecause),
  row("digest", "", "", "shows what is waiting for you now", nothing),
  row("help", "", "", "shows these forms", (rest) => ({ door: "action", ...(/^all$/i.test(rest) && { all: true }) })),
  {
    door: "mdt",
    verb: "help",
    form: "help",
    example: "mdt help",
    does: "shows these forms",
    common: true,
    read: () => ({ door: "mdt" }),
  },
];

/**
 * Words after `action` or `mdt` as a command. Mentions arrive as `<@platform/workspace/user>`, already made so by the adapter.
 * Words that fit no form get the nearest one and an example, never silence. The command is still to be parsed by its schema, which
 * holds lengths and characters.
 */
export function readWords(door: "action" | "mdt", words: string): Reading {
  const said = words.trim();
  const forms = FORMS.filter((form) => form.door === door);
  if (said === "") return { kind: "command", command: { do: "help", door } };
  const verb = said.split(/\s+/)[0] ?? "";
  const form = forms.find((candidate) => candidate.verb === verb.toLowerCase());
  const fields = form?.read(said.slice(verb.length).trim());
  if (form && fields) return { kind: "command", command: { do: form.verb, ...fields } };
  const near = form ?? forms.find((candidate) => candidate.verb === nearestVerb(verb, forms));
  return { kind: "unknown", nearest: near ? `${door} ${near.form}` : `${door} help`, example: near?.example ?? `${door} help` };
}

const nearestVerb = (verb: string, forms: Form[]): string =>
  closest(
    verb.toLowerCase(),
    forms.map((form) => form.verb),
  );
