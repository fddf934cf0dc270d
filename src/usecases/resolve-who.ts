import { mayTakePart } from "../core/access.ts";
import type { CaseFile, MapRole } from "../core/case-file.ts";
import { type Identity, normalName, type Person, type Platform } from "../core/person.ts";
import type { Day } from "../core/working-day.ts";
import { personMentioned } from "../store/cases.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";

export type WhoFound = { kind: "person"; personId: string; role: string | null } | { kind: "nobody"; message: string };

export const MENTION = /^<@(slack|teams)\/([^/>]+)\/([^>]+)>$/;

/**
 * A person of the case from a mention, a name, a role of the partner map, `me`, or a picked `person:<id>` or `role:<role>`. Nobody
 * who may not see the case today is ever found, and the message for that does not tell why.
 *
 * @param me whose words these are, where it is not the asker; null where that person is not known here
 */
export async function resolveWho(
  deps: Deps,
  asking: Asking,
  { file, today }: { file: CaseFile; today: Day },
  said: string,
  me: string | null = asking.person.id,
): Promise<WhoFound> {
  const wanted = said.trim().replace(/^["“](.+)["”]$/, "$1");
  const isMe = wanted.toLowerCase() === "me";
  const found = isMe ? (me === null ? undefined : { personId: me, role: null }) : await find(deps, asking, file, wanted);
  if (found === "several") return nobody(`More than one person on ${file.ref} is called that. Use a mention or the role.`);
  if (!found || !mayTakePart(file, found.personId, today)) {
    return nobody(`Nobody of that name or role is on ${file.ref} today. Use a mention, a name or a role from the partner map.`);
  }
  return { kind: "person", ...found };
}

const nobody = (message: string): WhoFound => ({ kind: "nobody", message });

type Found = { personId: string; role: string | null };

async function find(deps: Deps, asking: Asking, file: CaseFile, wanted: string): Promise<Found | "several" | undefined> {
  const mention = MENTION.exec(wanted);
  if (mention) return byMention(deps, asking, file, mention);
  return byRoleOrName(file, wanted);
}

/** Or a picked `person:<id>` or `role:<role>`. */
export function byRoleOrName(file: CaseFile, wanted: string): Found | "several" | undefined {
  if (wanted.startsWith("person:")) return { personId: wanted.slice("person:".length), role: null };
  return byRole(file, wanted.replace(/^role:/, "")) ?? byName(file, wanted.replace(/^@/, ""));
}

/** Nearly always somebody of the case, who needs no looking for. */
async function byMention(
  deps: Deps,
  asking: Asking,
  file: CaseFile,
  [, platform, workspace = "", user = ""]: string[],
): Promise<Found | undefined> {
  const mention = { platform: platform as Platform, workspace, user };
  const isMeant = (identity: Identity) =>
    identity.platform === platform && identity.workspace === workspace && identity.user === user;
  const person =
    Object.values(file.people).find(({ identities }) => identities.some(isMeant)) ??
    (await personMentioned(deps.db, asking.providerId, mention));
  return person ? { personId: person.id, role: null } : undefined;
}

/** By the role as the map has it, else with its organisation said along: `GP practice manager` for the GP practice's Practice manager. */
function byRole(file: CaseFile, wanted: string): Found | undefined {
  const role =
    file.map.find((candidate) => normalName(candidate.role) === normalName(wanted)) ?? byRoleAndOrganisation(file, wanted);
  return role && { personId: role.personId, role: role.role };
}

function byRoleAndOrganisation(file: CaseFile, wanted: string): MapRole | undefined {
  const said = wordsOf(wanted);
  const meant = file.map.filter((candidate) => {
    const role = wordsOf(candidate.role);
    const person = file.people[candidate.personId];
    const organisation = wordsOf(`${person?.organisationName ?? ""} ${person?.organisationKind ?? ""}`);
    return [...role].every((word) => said.has(word)) && [...said].every((word) => role.has(word) || organisation.has(word));
  });
  return meant.length === 1 ? meant[0] : undefined;
}

const wordsOf = (name: string): Set<string> => new Set(normalName(name).split(" ").filter(Boolean));

function byName(file: CaseFile, wanted: string): Found | "several" | undefined {
  const named = Object.values(file.people).filter((person) => namesOf(person).includes(normalName(wanted)));
  const meant = named.length > 0 ? named.map(({ id }): Found => ({ personId: id, role: null })) : byInitials(file, wanted);
  return new Set(meant.map(({ personId }) => personId)).size > 1 ? "several" : meant[0];
}

/** `JB`, as minutes call people, and `HO` for the housing officer. */
function byInitials({ people, map }: CaseFile, wanted: string): Found[] {
  if (!/^\p{Lu}{2,4}$/u.test(wanted)) return [];
  const roles = map.filter(({ role }) => initialsOf(role) === wanted);
  const named = Object.values(people).filter(({ name }) => initialsOf(name) === wanted);
  return [...roles.map(({ role, personId }) => ({ personId, role })), ...named.map(({ id }) => ({ personId: id, role: null }))];
}

const initialsOf = (name: string): string =>
  name
    .match(/(?<!\p{L})\p{L}/gu)
    ?.join("")
    .toUpperCase() ?? "";

const namesOf = (person: Person): string[] => [person.name, person.id, person.name.split(" ")[0] ?? ""].map(normalName);
