import { closest } from "fastest-levenshtein";
import { type Form, mdt, row } from "./form-row.ts";
import { ACTION_FORMS } from "./grammar-actions.ts";
import { ESCALATION_FORMS } from "./grammar-escalations.ts";
import { LADDER_FORMS } from "./grammar-ladder.ts";
import { OWN_FORMS } from "./grammar-own.ts";
import { THRESHOLD_FORMS } from "./grammar-thresholds.ts";

export type Reading = { kind: "command"; command: unknown } | { kind: "unknown"; nearest: string; example: string };

const helpOf = (door: "action" | "mdt") => (rest: string) => ({ door, ...(/^all$/i.test(rest) && { all: true }) });

/** Everything that people can type, in the order in which the help tells it. */
export const FORMS: Form[] = [
  ...ACTION_FORMS,
  ...OWN_FORMS,
  ...ESCALATION_FORMS,
  ...LADDER_FORMS,
  ...THRESHOLD_FORMS,
  row("help", "", "", "shows these forms", helpOf("action")),
  mdt("help", "help", { form: "", example: "", does: "shows these forms", read: helpOf("mdt") }, true),
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
