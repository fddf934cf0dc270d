import type { Verb } from "./command.ts";
import { CASE_REF } from "./command-fields.ts";

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

const REF = String.raw`((?:[A-Z]{1,6}-\d{1,6}[/ ])?A\d{1,6})`;
/** Or an escalation. */
const ANY_REF = String.raw`((?:[A-Z]{1,6}-\d{1,6}[/ ])?[AE]\d{1,6})`;

const pattern = (source: string): RegExp => new RegExp(`^${source}$`, "is");
const BECAUSE = String.raw`(?:\s+because\s+(.+))?`;

const ref = (said: string | undefined): string => (said ?? "").toUpperCase().replace(" ", "/");

const reads = (form: RegExp, fields: string[]) => (rest: string) => {
  const match = form.exec(rest);
  if (!match) return undefined;
  const said = match.slice(2).map((part) => part?.trim());
  return { ref: ref(match[1]), ...Object.fromEntries(fields.map((field, i) => [field, said[i]]).filter(([, value]) => value)) };
};

/** What stands after the verb: `A1`, or an action or an escalation, alone or with more. */
export const onlyRef = reads(pattern(REF), []);
export const refText = reads(pattern(String.raw`${REF}(?:\s+(.+))?`), ["text"]);
export const refBecause = reads(pattern(REF + BECAUSE), ["reason"]);
export const refToBecause = reads(pattern(String.raw`${REF}(?:\s+to\s+(.+?))?${BECAUSE}`), ["date", "reason"]);
export const refToWho = reads(pattern(String.raw`${REF}(?:\s+to\s+(.+))?`), ["who"]);
export const anyRef = reads(pattern(ANY_REF), []);
export const anyText = reads(pattern(String.raw`${ANY_REF}(?:\s+(.+))?`), ["text"]);
export const anyBecause = reads(pattern(ANY_REF + BECAUSE), ["reason"]);
export const anyToBecause = (to: "date" | "who") =>
  reads(pattern(String.raw`${ANY_REF}(?:\s+to\s+(.+?))?${BECAUSE}`), [to, "reason"]);
export const nothing = (rest: string) => (rest === "" ? {} : undefined);

/** The case, if the first word is one, and whatever `read` makes of the rest. */
export const ofCase =
  <Fields extends object>(read: (rest: string) => Fields | undefined) =>
  (said: string): (Fields & { case?: string }) | undefined => {
    const [first = ""] = said.split(/\s+/);
    if (!CASE_REF.test(first.toUpperCase())) return read(said);
    const found = read(said.slice(first.length).trim());
    return found && { case: first.toUpperCase(), ...found };
  };

export const row = (verb: Verb, form: string, example: string, does: string, read: Form["read"], common = false): Form => ({
  door: "action",
  verb,
  do: verb,
  form: form ? `${verb} ${form}` : verb,
  example: `action ${verb}${example && ` ${example}`}`,
  does,
  common,
  read,
});

/** A row behind the other door. */
export const mdt = (
  verb: string,
  command: Verb,
  rest: Pick<Form, "form" | "example" | "does" | "read">,
  common = false,
): Form => ({
  door: "mdt",
  verb,
  do: command,
  common,
  ...rest,
  form: rest.form ? `${verb} ${rest.form}` : verb,
  example: `mdt ${verb}${rest.example && ` ${rest.example}`}`,
});
