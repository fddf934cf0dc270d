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
