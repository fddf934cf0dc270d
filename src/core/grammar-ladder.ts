import type { Form } from "./form-row.ts";

/** What is written of a case's ladder, and of what it led to. */

const CASE = String.raw`(?:([A-Z]{1,6}-\d{1,6})(?![\w/])\s*)?`;
const SHOW = new RegExp(`^${CASE}(?:v(?:ersion)?\\s*([1-9]\\d{0,4}))?$`, "i");
const CHANGE = new RegExp(`^${CASE}change$`, "i");
const STEPS = new RegExp(`^${CASE}(?:change\\s+)?((?:overdue|blocked|request)\\b.*?|[^:]+:.*?)(?:\\s+because\\s+(.+))?$`, "is");
const REPORT = new RegExp(`^${CASE}(.*?)\\s*((?:\\b[A-Z]{1,6}-\\d{1,6}[/ ])?\\bE\\d{1,6})?$`, "is");

const known = (fields: Record<string, string | number | undefined>) =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([field, said]) => [field, typeof said === "string" ? said.trim() : said] as const)
      .filter(([, said]) => said !== undefined && said !== ""),
  );

const reading =
  (form: RegExp, fields: (said: (string | undefined)[]) => Record<string, string | number | undefined>) => (rest: string) => {
    const match = form.exec(rest);
    return match ? known(fields(match.slice(1))) : undefined;
  };

const row = (form: Omit<Form, "door" | "common">): Form => ({ door: "mdt", common: false, ...form });

export const LADDER_FORMS: Form[] = [
  row({
    ...{ verb: "ladder", do: "ladder", form: "ladder [C-014] [v1]", example: "mdt ladder C-014" },
    does: "shows who hears, step by step, when something stays undone",
    read: reading(SHOW, ([caseRef, version]) => ({ case: caseRef, version: version && Number(version) })),
  }),
  row({
    ...{ verb: "ladder", do: "change-ladder", form: "ladder [C-014] <step>; <step> because <why>" },
    example: "mdt ladder C-014 overdue 2wd: Housing team manager, acknowledge within 1wd because housing has a new manager",
    does: "agrees another ladder; for the lead or cover",
    read: reading(STEPS, ([caseRef, text, reason]) => ({ case: caseRef, text, reason })),
  }),
  row({
    ...{ verb: "ladder", do: "change-ladder", form: "ladder [C-014] change", example: "mdt ladder C-014 change" },
    does: "opens a form for that, with the steps that are in force",
    read: reading(CHANGE, ([caseRef]) => ({ case: caseRef })),
  }),
  row({
    ...{ verb: "report", do: "report", form: "report [C-031] escalation [E1]", example: "mdt report C-031 escalation" },
    does: "shows what happened in an escalation, whom it reached and how soon it was decided",
    read: reading(REPORT, ([caseRef, what, about]) => ({ case: caseRef, what, about: about?.replace(" ", "/") })),
  }),
];
