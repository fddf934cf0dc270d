import { type Form, mdt, ofCase } from "./form-row.ts";
import { THRESHOLD_EXAMPLE } from "./threshold-words.ts";

/** What people type about incidents and thresholds, all of it behind `mdt`. The first row that can read what follows does. */

type Fields = Record<string, unknown>;

/** The named groups of a pattern that stands for the whole. */
const whole = (source: string, make: (said: Record<string, string | undefined>) => Fields) => {
  const pattern = new RegExp(`^${source}$`, "is");
  return ofCase((rest) => {
    const said = pattern.exec(rest)?.groups;
    return said && Object.fromEntries(Object.entries(make(said)).filter(([, value]) => value !== undefined && value !== ""));
  });
};

const BECAUSE = String.raw`(?:\s+because\s+(?<reason>.+))?`;
const number = (said: string | undefined): number | undefined => (said === undefined ? undefined : Number(said));

export const THRESHOLD_FORMS: Form[] = [
  mdt(
    "incident",
    "incident",
    {
      form: "[C-031] [<what kind> at <time> injury none|minor|serious <text>]",
      example: "C-031 self-harm at 21:40 injury none",
      does: "records an incident; with nothing more it opens a form",
      read: ofCase((words) => (words === "" ? {} : { words })),
    },
    true,
  ),
  mdt("incidents", "incidents", {
    form: "[C-031] [I3]",
    example: "C-031",
    does: "lists the incidents of a case, or shows one",
    read: whole(String.raw`(?:I?(?<number>\d{1,6}))?`, (said) => ({ number: number(said.number) })),
  }),
  mdt("threshold", "threshold-draft", {
    form: "[C-031] T1: <what crosses it>: <who decides> because <why>",
    example: `C-031 ${THRESHOLD_EXAMPLE} because two in a week need a look`,
    does: "drafts one threshold anew, or adds it",
    read: whole(String.raw`(?<words>T\d{1,2}\s*[:.)–-].+?)${BECAUSE}`, ({ words, reason }) => ({ words, reason })),
  }),
  mdt("threshold", "threshold-agree", {
    form: "[C-031] agree v2",
    example: "C-031 agree v2",
    does: "agrees to a version, as one of its signatories",
    read: whole(
      String.raw`agree\s+(?:to\s+)?(?:v|version\s*)?(?<version>\d{1,6})(?:,?\s+revision\s+(?<revision>\d{1,6}))?`,
      (said) => ({
        version: number(said.version),
        revision: number(said.revision),
      }),
    ),
  }),
  mdt("threshold", "threshold-review", {
    form: "[C-031] review [keep|change|retire because <why>]",
    example: "C-031 review keep because they came at the right time",
    does: "shows or decides the review after incidents",
    read: whole(
      String.raw`review(?:\s+(?<decision>keep|change|retire)(?:\s+(?<without>T\d{1,2}(?:(?:\s*,\s*|\s+and\s+)T\d{1,2})*))?)?${BECAUSE}`,
      ({ decision, without, reason }) => ({ decision: decision?.toLowerCase(), without, reason }),
    ),
  }),
  mdt("threshold", "threshold-draft", {
    form: "[C-031] signed by <who>, <who> and <who>",
    example: "C-031 signed by @Dana, @Mo and @Connie",
    does: "says whose agreement a draft needs",
    read: whole(String.raw`signed\s+by\s+(?<signatories>.+?)${BECAUSE}`, ({ signatories, reason }) => ({ signatories, reason })),
  }),
  mdt("threshold", "threshold-draft", {
    form: "[C-031] without T3 because <why>",
    example: "C-031 without T3 because the role has gone",
    does: "drafts the thresholds without one of them",
    read: whole(
      String.raw`without\s+(?<without>T\d{1,2}(?:(?:\s*,\s*|\s+and\s+)T\d{1,2})*)${BECAUSE}`,
      ({ without, reason }) => ({ without, reason }),
    ),
  }),
  mdt("threshold", "threshold-draft", {
    form: "[C-031] draft",
    example: "C-031 draft",
    does: "opens a form to draft the thresholds",
    read: whole(String.raw`draft(?:\s+(?<text>.+?))??${BECAUSE}`, ({ text, reason }) => ({ text, reason })),
  }),
  mdt(
    "threshold",
    "threshold",
    {
      form: "[C-031] [v2]",
      example: "C-031",
      does: "shows the thresholds agreed for a case, or one version",
      read: whole(String.raw`(?:(?:v|version\s*)(?<version>\d{1,6}))?`, (said) => ({ version: number(said.version) })),
    },
    true,
  ),
];
