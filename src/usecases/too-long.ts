import type { z } from "zod";
import type { Outcome } from "../core/outcome.ts";

/** What a field is called where it is too long. */
const FIELDS: Record<string, string> = {
  words: "the text",
  text: "the text",
  who: "the name",
  date: "the date",
  until: "the last day",
  time: "the time",
  weekdays: "the weekdays",
  evidence: "the evidence",
  chaser: "the name of the chaser",
  reason: "the reason",
  signatories: "the names",
};

const COUNT = new Intl.NumberFormat("en-GB");

/** Says which field is longer than it may be, and the limit; null where that is not what is wrong. */
export function tooLong({ issues }: z.ZodError): Outcome | null {
  const issue = issues.find(({ code }) => code === "too_big");
  if (issue?.code !== "too_big") return null;
  const [field, ...inside] = issue.path.map(String);
  const limit = COUNT.format(issue.maximum);
  if (field === "lines")
    return invalid(null, inside.length > 0 ? `a line is longer than ${limit} characters` : `there are more than ${limit} lines`);
  const name = FIELDS[field ?? ""];
  return name ? invalid(field === "words" ? null : (field ?? null), `${name} is longer than ${limit} characters`) : null;
}

const invalid = (field: string | null, what: string): Outcome => ({
  kind: "invalid",
  field,
  message: `Not saved: ${what}.`,
  example: null,
});
