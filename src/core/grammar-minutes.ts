import { CASE_REF } from "./command-fields.ts";
import { type Form, mdt } from "./form-row.ts";

/** What people type about minutes, behind `mdt`. The first row that can read what follows does. */

const WHICH = String.raw`(?:M(?<meeting>\d{1,6}))?(?:\s*v(?:ersion\s*)?(?<version>\d{1,6}))?`;

const reads = (more: string) => {
  const pattern = new RegExp(`^${WHICH}${more}$`, "is");
  return (said: string) => {
    const [first = ""] = said.split(/\s+/);
    const named = CASE_REF.test(first.toUpperCase());
    const found = pattern.exec(named ? said.slice(first.length).trim() : said)?.groups;
    if (!found) return undefined;
    const { meeting, version, reason } = found;
    return {
      ...(named && { case: first.toUpperCase() }),
      ...(meeting && { meeting: Number(meeting) }),
      ...(version && { version: Number(version) }),
      ...(reason && { reason: reason.trim() }),
    };
  };
};

export const MINUTES_FORMS: Form[] = [
  mdt("minutes", "correct-minutes", {
    form: "[C-014] [M1] correct because <why>",
    example: "C-014 correct because the payer was wrong",
    does: "opens a form to correct decisions, notes and who was there, as a new version",
    read: reads(String.raw`\s*\bcorrect(?:\s+because\s+(?<reason>.+))?`),
  }),
  mdt("minutes", "get-minutes", {
    form: "[C-014] [M1] [v1] get",
    example: "C-014 M1 get",
    does: "gives you your own link to the page and the file",
    read: reads(String.raw`\s*\bget`),
  }),
  mdt(
    "minutes",
    "minutes",
    {
      form: "[C-014] [M1] [v1]",
      example: "C-014 M1",
      does: "shows the minutes of a meeting",
      read: reads(""),
    },
    true,
  ),
];
