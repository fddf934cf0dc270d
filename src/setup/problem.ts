import { distance } from "fastest-levenshtein";
import type { Path } from "./yaml.ts";

/** Something wrong in a set-up file. The example is looked up by the field. */
export interface Problem {
  path: Path;
  message: string;
}

/** `people[2].slack.team`. */
const fieldName = (path: Path): string =>
  path.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join("");

/** How each field may look. The key is the field's name without positions. */
export const EXAMPLES: Record<string, string> = {
  "": "provider: { id: harbour, name: Harbour Autism Services }",
  provider: "provider: { id: harbour, name: Harbour Autism Services, timeZone: Europe/London, region: england }",
  "provider.id": "id: harbour",
  "provider.name": "name: Harbour Autism Services",
  "provider.timeZone": "timeZone: Europe/London",
  "provider.region": "region: england",
  "provider.digestTime": 'digestTime: "08:30"',
  "provider.escalateAt": 'escalateAt: "12:00"',
  "provider.quietHours": 'quietHours: "20:00-07:00"',
  organisations: "organisations: [{ id: housing, name: Quayside Homes, kind: housing }]",
  "organisations[].id": "id: housing",
  "organisations[].name": "name: Quayside Homes",
  "organisations[].kind": "kind: housing",
  people: "people: [{ id: priya, name: Priya, role: Service manager, organisation: provider }]",
  "people[].id": "id: priya",
  "people[].name": "name: Priya",
  "people[].role": "role: Service manager",
  "people[].organisation": "organisation: provider",
  "people[].email": "email: priya@harbour.example",
  "people[].phone": 'phone: "01632 960014"',
  "people[].timeZone": "timeZone: Europe/London",
  "people[].quietHours": 'quietHours: "20:00-07:00"',
  "people[].slack": "slack: { team: T0001, user: U0001 }",
  "people[].slack.team": "slack: { team: T0001, user: U0001 }",
  "people[].slack.user": "slack: { team: T0001, user: U0001 }",
  "people[].teams": "teams: { tenant: 11111111-1111-4111-8111-111111111111, user: aaaaaaaa-0000-4000-8000-000000000001 }",
  "people[].teams.tenant": "tenant: 11111111-1111-4111-8111-111111111111",
  "people[].teams.user": "user: aaaaaaaa-0000-4000-8000-000000000001",
  cases: "cases: [{ ref: C-014, purpose: Housing, lead: priya }]",
  "cases[].ref": "ref: C-014",
  "cases[].purpose": "purpose: Housing and environmental stability",
  "cases[].lead": "lead: priya",
  "cases[].region": "region: scotland",
  "cases[].stabilising": "stabilising: true",
  "cases[].protectedTerms": 'protectedTerms: ["Example Person"]',
  "cases[].places": "places: [{ slack: { team: T0001, channel: C0001 }, audience: case }]",
  "cases[].places[].slack": "slack: { team: T0001, channel: C0001 }",
  "cases[].places[].slack.team": "slack: { team: T0001, channel: C0001 }",
  "cases[].places[].slack.channel": "slack: { team: T0001, channel: C0001 }",
  "cases[].places[].teams": 'teams: { tenant: 11111111-1111-4111-8111-111111111111, conversation: "19:abc@thread.tacv2" }',
  "cases[].places[].teams.tenant": "tenant: 11111111-1111-4111-8111-111111111111",
  "cases[].places[].teams.conversation": 'conversation: "19:abc@thread.tacv2"',
  "cases[].places[].audience": "audience: case",
  "cases[].team": "team: [{ person: priya, level: restricted }]",
  "cases[].team[].person": "person: priya",
  "cases[].team[].level": "level: coordination",
  "cases[].team[].from": "from: 2027-03-01",
  "cases[].team[].until": "until: 2027-12-31",
  "cases[].map": "map: [{ role: Housing officer, organisation: housing, person: harriet }]",
  "cases[].map[].role": "role: Housing officer",
  "cases[].map[].organisation": "organisation: housing",
  "cases[].map[].person": "person: harriet",
  "cases[].map[].issues": "issues: [repairs, noise]",
  "cases[].map[].signsOff": "signsOff: [evidence]",
  "cases[].map[].cover": "cover: [{ person: hassan, from: 2027-03-01, to: 2027-03-12 }]",
  "cases[].map[].cover[].person": "person: hassan",
  "cases[].map[].cover[].from": "from: 2027-03-01",
  "cases[].map[].cover[].to": "to: 2027-03-12",
  "cases[].ladder": "ladder: [{ after: 2wd, role: Housing team manager, acknowledgeWithin: 1wd }]",
  "cases[].ladder[].on": "on: overdue",
  "cases[].ladder[].after": "after: 2wd",
  "cases[].ladder[].role": "role: Housing team manager",
  "cases[].ladder[].acknowledgeWithin": "acknowledgeWithin: 1wd",
  "cases[].ladder[].mayDecide": "mayDecide: [approve, decline]",
};

const withoutPositions = (path: Path): string => fieldName(path).replaceAll(/\[\d+\]/g, "[]");

/** The example of the field itself, or of the nearest field around it. */
function exampleFor(path: Path): string {
  for (let length = path.length; length > 0; length -= 1) {
    const example = EXAMPLES[withoutPositions(path.slice(0, length))];
    if (example) return example;
  }
  return EXAMPLES[""] ?? "";
}

/** `people[2].slack.team: missing; for example slack: { team: T0001, user: U0001 }` */
export const problemText = ({ path, message }: Problem): string =>
  `${fieldName(path) || "(whole file)"}: ${message}; for example ${exampleFor(path)}`;

/** The fields that may stand in an entry. */
export function knownKeys(path: Path): string[] {
  const entry = withoutPositions(path);
  const prefix = entry === "" ? "" : `${entry}.`;
  return Object.keys(EXAMPLES)
    .filter((field) => field.startsWith(prefix))
    .map((field) => field.slice(prefix.length))
    .filter((key) => /^[a-zA-Z]+$/.test(key));
}

/** The one of `known` that was probably meant: at most a third of its letters differ. */
function nearest(said: string, known: Iterable<string>): string | undefined {
  let best: { word: string; far: number } | undefined;
  for (const word of known) {
    const far = distance(said.toLowerCase(), word.toLowerCase());
    if (far <= Math.max(word.length, said.length) / 3 && (!best || far < best.far)) best = { word, far };
  }
  return best?.word;
}

/** `"kofie" is not among the people; did you mean "kofi"?` */
export function unknownName(said: string, where: string, known: Iterable<string>): string {
  const meant = nearest(said, known);
  return `"${said}" is not ${where}${meant ? `; did you mean "${meant}"?` : ""}`;
}

/** More than anybody mends in one go; the rest shows when these are mended. */
const SHOWN = 20;

export function problemLines(file: string, problems: { line: number; text: string }[]): string[] {
  const sorted = [...problems].sort((one, other) => one.line - other.line);
  const lines = sorted.slice(0, SHOWN).map(({ line, text }) => `${file}:${line} ${text}`);
  return sorted.length > SHOWN ? [...lines, `${file}: and ${sorted.length - SHOWN} more`] : lines;
}
