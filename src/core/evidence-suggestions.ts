/** Statements that fit what an action is about. Whoever reads one knows what to send. */
const FITTING: { about: RegExp; statements: string[] }[] = [
  { about: /\bsurvey/i, statements: ["surveyor's report", "survey date and reference"] },
  { about: /\b(?:risk|care|support|safety) plan\b|\bplan update\b/i, statements: ["plan version and date"] },
  { about: /\bmediation\b/i, statements: ["offer letter and reply"] },
  { about: /\bletter\b|\bwrite to\b/i, statements: ["copy of the letter, with the date sent"] },
  { about: /\bmeet(?:ing)?\b|\breview\b/i, statements: ["minutes with the date"] },
  {
    about: /\bphone\b|\bcall\b|\bring\b|\bspeak (?:to|with)\b|\btalk to\b/i,
    statements: ["note of the call: who, when, outcome"],
  },
  {
    about: /\brepair|\bfix\b|\blagging\b|\binsulation\b|\bboiler\b/i,
    statements: ["completed job sheet", "dated photo of the work"],
  },
  { about: /\brefer(?:ral|s|red)?\b/i, statements: ["referral reference and date"] },
  { about: /\be-?mail\b/i, statements: ["copy of the email, with the date sent"] },
  { about: /\bbook\b|\bappointment\b|\bvisit\b/i, statements: ["appointment date and confirmation"] },
  { about: /\btraining\b|\bbrief(?:ing)?\b/i, statements: ["list of who attended, with the date"] },
  { about: /\badjustments?\b|\bflag\b|\brecord\b/i, statements: ["written confirmation that it is on the record"] },
  { about: /\broutine\b|\brota\b/i, statements: ["dated copy of the routine"] },
];

const FOR_ANYTHING = ["written confirmation", "note of what was done, with the date"];

/**
 * Two or three answers to *What will show this is done?*, best first. Only offered: evidence has no default, because whoever agreed
 * to the action knows better than its words.
 */
export function evidenceSuggestions(text: string): string[] {
  const fitting = FITTING.filter(({ about }) => about.test(text)).flatMap(({ statements }) => statements);
  return [...new Set([...fitting.slice(0, 2), ...FOR_ANYTHING])].slice(0, 3);
}

/** What making or changing a document leaves behind, which nobody has to be asked for: its new version. */
const LEFT_BEHIND: { about: RegExp; evidence: (...said: string[]) => string }[] = [
  { about: /^(?:then )?(?:update|revise|rewrite|amend) the ((?:[\w-]+ ){0,2}plan)$/i, evidence: (plan) => `${plan} version` },
  {
    about: /^(?:then )?(?:set|write|agree|draw up) an? (?:[\w-]+ )?(routine|rota|timetable) for ([\w-]+) days$/i,
    evidence: (what, day) => `${day}-day ${what}`,
  },
];

/** `risk plan version and repair-day routine`, where each thing that is to be done is a document; else null. */
export function impliedEvidence(text: string): string | null {
  const parts = text.replace(/[.]$/, "").split(/,? and /);
  const left = parts.map((part) => {
    const fitting = LEFT_BEHIND.map(({ about, evidence }) => ({ said: about.exec(part), evidence })).find(({ said }) => said);
    return fitting?.said ? fitting.evidence(...fitting.said.slice(1)) : null;
  });
  return left.includes(null) ? null : left.join(" and ");
}
