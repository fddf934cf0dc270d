import { closest } from "fastest-levenshtein";
import { CASE_REF, type Verb } from "./command.ts";
import { LADDER_FORMS } from "./grammar-ladder.ts";
import { THRESHOLD_FORMS } from "./grammar-thresholds.ts";

/** One form that people can type. The same row parses it and prints it in the help. */
export interface Form {
  door: "action" | "mdt";
  /** The first word. Several rows may begin with it: the first that can read what follows does. */
  verb: string;
  /** The command that it makes. */
  do: Verb;
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
/** Or an escalation. */
const ANY_REF = String.raw`((?:[A-Z]{1,6}-\d{1,6}[/ ])?[AE]\d{1,6})`;

const pattern = (source: string): RegExp => new RegExp(`^${source}$`, "is");
const ONLY_REF = pattern(REF);
const REF_TEXT = pattern(String.raw`${REF}(?:\s+(.+))?`);
const REF_BECAUSE = pattern(String.raw`${REF}(?:\s+because\s+(.+))?`);
const REF_TO_BECAUSE = pattern(String.raw`${REF}(?:\s+to\s+(.+?))?(?:\s+because\s+(.+))?`);
const ANY_TO_BECAUSE = pattern(String.raw`${ANY_REF}(?:\s+to\s+(.+?))?(?:\s+because\s+(.+))?`);
const REF_TO = pattern(String.raw`${REF}(?:\s+to\s+(.+))?`);

const ref = (said: string | undefined): string => (said ?? "").toUpperCase().replace(" ", "/");

const reads = (form: RegExp, fields: string[]) => (rest: string) => {
  const match = form.exec(rest);
  if (!match) return undefined;
  const said = match.slice(2).map((part) => part?.trim());
  return { ref: ref(match[1]), ...Object.fromEntries(fields.map((field, i) => [field, said[i]]).filter(([, value]) => value)) };
};

const onlyRef = reads(ONLY_REF, []);
const anyRef = reads(pattern(ANY_REF), []);
const anyBecause = reads(pattern(String.raw`${ANY_REF}(?:\s+because\s+(.+))?`), ["reason"]);
const refText = reads(REF_TEXT, ["text"]);
const refBecause = reads(REF_BECAUSE, ["reason"]);
const refToBecause = reads(REF_TO_BECAUSE, ["date", "reason"]);

const row = (verb: Verb, form: string, example: string, does: string, read: Form["read"], common = false): Form => ({
  door: "action",
  verb,
  do: verb,
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

/** A row behind the other door: what people type there is about themselves. */
const mdt = (verb: string, command: Verb, rest: Pick<Form, "form" | "example" | "does" | "read">, common = false): Form => ({
  door: "mdt",
  verb,
  do: command,
  common,
  ...rest,
  form: rest.form ? `${verb} ${rest.form}` : verb,
  example: `mdt ${verb}${rest.example && ` ${rest.example}`}`,
});

const without = (fields: Record<string, string | undefined>) =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([field, said]) => [field, said?.trim()])
      .filter(([, said]) => said),
  );

/** `off`, `time 09:15`, each also `for @who`: that is refused, and not met with a form. */
const setting = (pattern: string, field: string) => {
  const form = new RegExp(`^${pattern}(?:\\s+for\\s+(.+))?$`, "is");
  return (rest: string) => {
    const match = form.exec(rest);
    return match ? without({ [field]: field === "state" ? match[1]?.toLowerCase() : match[1], who: match[2] }) : undefined;
  };
};

const LEAVE_DAYS = /^(?:from\b\s*)?(.*?)(?:(?:^|\s+)(?:to|until|till|-|–)\s+(.*?))?(?:(?:^|\s+)cover(?:ed by)?\s+(.+))?$/is;

function readLeave(rest: string) {
  const match = LEAVE_DAYS.exec(rest);
  return match && rest !== "" ? without({ date: match[1], until: match[2], who: match[3] }) : undefined;
}

const CANCEL_LEAVE = /^cancel(?:\s+(?:from|on)?\s*(.+))?$/is;

function readCancelLeave(rest: string) {
  const match = CANCEL_LEAVE.exec(rest);
  return match ? without({ date: match[1] }) : undefined;
}

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
  row("show", "A1", "A1", "shows an action, or an escalation, as it stands", anyRef),
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
    reads(ANY_TO_BECAUSE, ["date", "reason"]),
  ),
  row("decline", "A1 because <why>", "A1 because the repair cannot wait", "refuses what was asked", anyBecause),
  row("escalate", "A1 because <why>", "A1 because nobody answers", "takes it to whoever is named on the ladder", refBecause),
  row("acknowledge", "A1", "A1", "says that you have seen an escalation and will decide", anyRef),
  row(
    "pass-on",
    "A1 to <who> because <why>",
    "A1 to @Connie because the spend is hers to agree",
    "hands an escalation to somebody else to decide",
    reads(ANY_TO_BECAUSE, ["who", "reason"]),
  ),
  row("not-today", "A1", "A1", "puts it off, for you alone, to your next working day", onlyRef),
  row("away", "A1", "A1", "the owner outside chat is away: names their cover", onlyRef),
  row("send-to-cover", "A1", "A1", "from today that cover acts for the owner", onlyRef),
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
  mdt("digest", "digest-setting", { form: "", example: "", does: "shows how your daily digest is set", read: nothing }, true),
  mdt(
    "digest",
    "set-digest",
    {
      form: "on|off",
      example: "off",
      does: "turns your daily digest on or off; reminders still come",
      read: setting("(on|off)", "state"),
    },
    true,
  ),
  mdt("digest", "set-digest", {
    form: "time <time>",
    example: "time 09:15",
    does: "says when your digest comes; before 18:00",
    read: setting("(?:time|at)(?:\\s+(?!for\\s)(.+?))?", "time"),
  }),
  mdt("digest", "set-digest", {
    form: "weekdays <days>",
    example: "weekdays mon-fri",
    does: "says on which days you work",
    read: setting("(?:weekdays|days)(?:\\s+(?!for\\s)(.+?))?", "weekdays"),
  }),
  mdt("stabilise", "stabilise", {
    form: "E1 because <why>",
    example: "E1 because three incidents in four days",
    does: "starts stabilisation, where an escalation asks you to decide it",
    read: anyBecause,
  }),
  mdt("review", "review", {
    form: "E1 <text>",
    example: "E1 keep watching; evening routine adjusted",
    does: "records the review that an escalation asks you for",
    read: reads(pattern(String.raw`${ANY_REF}(?:\s+(.+))?`), ["text"]),
  }),
  mdt("weekly", "weekly", {
    form: "",
    example: "",
    does: "shows the summary of the cases that you lead, as it is now",
    read: nothing,
  }),
  mdt("leave", "leave", { form: "", example: "", does: "shows your leave", read: nothing }, true),
  mdt("leave", "cancel-leave", {
    form: "cancel [from <when>]",
    example: "cancel",
    does: "takes your leave back",
    read: readCancelLeave,
  }),
  mdt(
    "leave",
    "take-leave",
    {
      form: "from <when> to <when> [cover <who>]",
      example: "from 19 April to 30 April cover @Leah",
      does: "says when you are away, and who stands in for you",
      read: readLeave,
    },
    true,
  ),
  ...THRESHOLD_FORMS,
  ...LADDER_FORMS,
  mdt(
    "help",
    "help",
    {
      form: "",
      example: "",
      does: "shows these forms",
      read: (rest) => ({ door: "mdt", ...(/^all$/i.test(rest) && { all: true }) }),
    },
    true,
  ),
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
  const rest = said.slice(verb.length).trim();
  const called = forms.filter((candidate) => candidate.verb === verb.toLowerCase());
  for (const form of called) {
    const fields = form.read(rest);
    if (fields) return { kind: "command", command: { do: form.do, ...fields } };
  }
  const [near] = called.length > 0 ? called : forms.filter((candidate) => candidate.verb === nearestVerb(verb, forms));
  return { kind: "unknown", nearest: near ? `${door} ${near.form}` : `${door} help`, example: near?.example ?? `${door} help` };
}

const nearestVerb = (verb: string, forms: Form[]): string =>
  closest(
    verb.toLowerCase(),
    forms.map((form) => form.verb),
  );
