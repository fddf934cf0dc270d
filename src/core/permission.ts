import { accessLevel, coveredByMap } from "./access.ts";
import type { Action } from "./action.ts";
import { whoLeft } from "./at-work.ts";
import { type CaseFile, LEVELS, type Level } from "./case-file.ts";
import type { Verb } from "./command.ts";
import { coveredBy } from "./cover.ts";
import type { Day } from "./working-day.ts";

/** Where somebody stands towards an action. Whoever said what a draft was made of may complete it. Everybody who may see the case is a member. */
export type Stand = "asker" | "speaker" | "owner" | "chaser" | "signer" | "lead" | "member";

type ActionVerb = Exclude<
  Verb,
  | ("assign" | "capture" | "from" | "drafts" | "list" | "digest" | "weekly" | "home" | "help" | "confirm-all")
  | ("ladder" | "change-ladder" | "report")
  | ("acknowledge" | "pass-on" | "stabilise" | "review")
  | ("digest-setting" | "set-digest" | "leave" | "take-leave" | "cancel-leave")
  | (
      | "meeting-start"
      | "meeting"
      | "meeting-roll"
      | "decision"
      | "follow-up"
      | "no-actions"
      | "still-going"
      | "meeting-end"
      | "call"
    )
  | ("incident" | "incidents" | "threshold" | "threshold-draft" | "threshold-agree" | "threshold-review")
  | ("minutes" | "get-minutes" | "correct-minutes")
>;

/** CONTRACT's table, a row a verb. Whoever decides does not ask: a signer sets a new date with `approve A1 to …`. */
const MAY: Record<ActionVerb, Stand[]> = {
  confirm: ["asker", "lead"],
  edit: ["asker", "lead", "speaker"],
  discard: ["asker", "lead", "speaker"],
  accept: ["owner", "chaser"],
  "not-me": ["owner", "chaser"],
  evidence: ["owner", "chaser"],
  block: ["owner", "chaser"],
  unblock: ["owner", "chaser"],
  update: ["owner", "chaser", "member"],
  "not-today": ["owner", "chaser"],
  away: ["chaser"],
  "send-to-cover": ["chaser"],
  extend: ["asker", "owner", "chaser"],
  /** And the lead, where whoever was at work has left. */
  reassign: ["asker", "owner", "chaser"],
  approve: ["signer", "lead"],
  decline: ["signer", "lead"],
  cancel: ["signer", "lead"],
  reopen: ["signer", "lead"],
  "sign-off": ["signer", "lead"],
  return: ["signer", "lead"],
  "not-achieved": ["signer", "lead"],
  escalate: ["member"],
  show: ["member"],
  history: ["member"],
};

/** Evidence is judged by somebody else than the owner (DOMAIN rule 2), and by somebody who may read it. */
const NEVER_THE_OWNER: ReadonlySet<Verb> = new Set(["sign-off", "return", "not-achieved"]);

export const sees = (level: Level | null, needed: Level): boolean =>
  level !== null && LEVELS.indexOf(level) >= LEVELS.indexOf(needed);

/** Who may sign off, by the partner map. */
export const signersOf = (file: CaseFile): string[] => [
  ...new Set(file.map.filter((role) => role.signsOff.includes("evidence")).map((role) => role.personId)),
];

/** Where a person stands, each with the person whose place they take, or null for their own. Their own place comes first. */
export const standsOf = (file: CaseFile, action: Action, personId: string, today: Day): Map<Stand, string | null> =>
  standsFor(file, action, personId, coveredBy(file, personId, today));

/**
 * The same without leave, for what a person may read whatever their level: whoever goes on leave names who acts, not who may know. Cover
 * for leave reads what their own level shows them.
 */
const standsToKnow = (file: CaseFile, action: Action, personId: string, today: Day): Map<Stand, string | null> =>
  standsFor(file, action, personId, coveredByMap(file, personId, today));

function standsFor(file: CaseFile, action: Action, personId: string, covered: string[]): Map<Stand, string | null> {
  const stands = new Map<Stand, string | null>();
  const signers = signersOf(file);
  for (const id of [personId, ...covered]) {
    const coverFor = id === personId ? null : id;
    const add = (stand: Stand, holds: boolean) => {
      if (holds && !stands.has(stand)) stands.set(stand, coverFor);
    };
    add("owner", action.owner === id);
    add("chaser", action.chaser === id);
    add("asker", action.asker === id);
    add("speaker", isSpeaker(action, id));
    add("signer", signers.includes(id));
    add("lead", file.leadId === id);
  }
  stands.set("member", null);
  return stands;
}

/** Whether a draft was made of what they said, by somebody else. Once it has been agreed, it is no more theirs than anybody's. */
export const isSpeaker = ({ status, originalDue, source }: Action, personId: string): boolean =>
  status === "draft" && originalDue === null && source?.saidBy === personId;

/** Whoever stands so may read what was written, at whatever level they are. */
const CONCERNED: readonly Stand[] = ["asker", "speaker", "owner", "chaser", "signer", "lead"];

/** Whether somebody may read all that was written of an action, its evidence too: by their part in it, or by their level. */
export function readsAll(file: CaseFile, action: Action, personId: string, level: Level | null, today: Day): boolean {
  if (sees(level, "care") && sees(level, action.level)) return true;
  const knows = standsToKnow(file, action, personId, today);
  return CONCERNED.some((stand) => knows.has(stand));
}

/** Nobody judges evidence that they may not read, in whoever's place they stand. */
export const mayJudge = (file: CaseFile, action: Action, personId: string, today: Day): boolean =>
  readsAll(file, action, personId, accessLevel(file, personId, today), today);

export type Permission = { allowed: true; as: Stand; coverFor: string | null } | { allowed: false; who: string };

/** Whether a member of the case may do this to this action today, and in whose place. */
export function mayDo(verb: ActionVerb, file: CaseFile, action: Action, personId: string, today: Day): Permission {
  const stands = standsOf(file, action, personId, today);
  const as = standThatMay(verb, { file, action, personId, today }, stands);
  if (as) return { allowed: true, as, coverFor: stands.get(as) ?? null };
  const mustBeAnother = NEVER_THE_OWNER.has(verb) && ownsTheWork(action, stands, personId);
  return { allowed: false, who: mustBeAnother ? "Only a signer or the lead who is not the owner" : whoMay(verb, file, action) };
}

/** Those of some verbs that the person may do: what `mayDo` allows, where nobody is told why not. */
export function allowedOf<V extends ActionVerb>(
  verbs: readonly V[],
  { file, action, personId, today }: { file: CaseFile; action: Action; personId: string; today: Day },
): Set<V> {
  const stands = standsOf(file, action, personId, today);
  return new Set(verbs.filter((verb) => standThatMay(verb, { file, action, personId, today }, stands) !== undefined));
}

function standThatMay(
  verb: ActionVerb,
  { file, action, personId, today }: { file: CaseFile; action: Action; personId: string; today: Day },
  stands: Map<Stand, string | null>,
): Stand | undefined {
  if (NEVER_THE_OWNER.has(verb) && ownsTheWork(action, stands, personId)) return undefined;
  const as = MAY[verb].find((stand) => stands.has(stand));
  if (as && NEVER_THE_OWNER.has(verb) && !mayJudge(file, action, personId, today)) return undefined;
  // Nobody else may be left to ask for it.
  if (!as && verb === "reassign" && stands.has("lead") && whoLeft(action, file, today) !== null) return "lead";
  return as;
}

/**
 * The owner, or somebody who gave the evidence in the owner's place, also once their cover has ended. A chaser only hands on what an
 * owner outside chat has said.
 */
function ownsTheWork(action: Action, stands: Map<Stand, string | null>, personId: string): boolean {
  if (action.owner === personId) return true;
  if (action.latestEvidence?.by !== personId) return false;
  return stands.has("owner") || (action.status === "evidence submitted" && !stands.has("chaser"));
}

/** `Only the owner (Housing officer) or cover`: names roles, never people. */
function whoMay(verb: ActionVerb, file: CaseFile, action: Action): string {
  const named = MAY[verb]
    .filter((stand) => stand !== "member" && stand !== "speaker")
    .map((stand) => standWords(stand, file, action));
  return `Only ${EITHER.format([...named, "cover"])}`;
}

const EITHER = new Intl.ListFormat("en-GB", { type: "disjunction" });

function standWords(stand: Exclude<Stand, "speaker">, file: CaseFile, action: Action): string {
  // Whose a draft may become is for its asker and the lead to know.
  if (stand === "owner" && action.owner && action.status !== "draft")
    return `the owner (${action.ownerRole ?? file.people[action.owner]?.role ?? "not set"})`;
  if (stand === "signer") {
    const roles = file.map.filter((role) => role.signsOff.includes("evidence")).map((role) => role.role);
    return roles.length > 0 ? `a signer (${roles.join(", ")})` : "a signer";
  }
  return { asker: "the person who asked", owner: "the owner", chaser: "the chaser", lead: "the lead", member: "a member" }[stand];
}
