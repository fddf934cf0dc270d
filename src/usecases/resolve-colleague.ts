import { mayTakePart } from "../core/access.ts";
import { isOutsideChat, type Person, type Platform } from "../core/person.ts";
import { personMentioned } from "../store/cases.ts";
import type { Asking, OpenCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { byRoleOrName, MENTION } from "./resolve-who.ts";

export type ColleagueFound = { kind: "person"; person: Person } | { kind: "nobody"; message: string };

/** Whoever the asker could name to stand in for them: people in chat who are on a case of theirs today. */
export function colleaguesOf(asking: Asking, cases: OpenCase[]): Person[] {
  const found = new Map<string, Person>();
  for (const { file, today } of cases)
    for (const person of Object.values(file.people))
      if (person.id !== asking.person.id && !isOutsideChat(person) && mayTakePart(file, person.id, today))
        found.set(person.id, person);
  return [...found.values()];
}

/**
 * Somebody in chat from a mention, or by name or role from the asker's own cases: nobody learns by guessing names who else is known
 * here.
 */
export async function resolveColleague(deps: Deps, asking: Asking, cases: OpenCase[], said: string): Promise<ColleagueFound> {
  const wanted = said.trim().replace(/^["“](.+)["”]$/, "$1");
  const found = await find(deps, asking, cases, wanted);
  if (found === "several") return nobody("more than one person is called that. Use a mention.");
  if (!found) return nobody("nobody of that name is known on your cases. Use a mention, a name or a role.");
  if (found.id === asking.person.id) return nobody("you cannot stand in for yourself.");
  if (isOutsideChat(found)) return nobody(`${found.name} is outside chat and would not hear of it. Choose somebody in chat.`);
  return { kind: "person", person: found };
}

const nobody = (message: string): ColleagueFound => ({ kind: "nobody", message });

async function find(deps: Deps, asking: Asking, cases: OpenCase[], wanted: string): Promise<Person | "several" | null> {
  if (/^(?:me|myself)$/i.test(wanted)) return asking.person;
  const [, platform, workspace = "", user = ""] = MENTION.exec(wanted) ?? [];
  if (platform) return personMentioned(deps.db, asking.providerId, { platform: platform as Platform, workspace, user });
  const people = new Map<string, Person>();
  for (const { file } of cases) {
    const named = byRoleOrName(file, wanted);
    if (named === "several") return "several";
    const person = named && file.people[named.personId];
    if (person) people.set(person.id, person);
  }
  const [first, ...more] = people.values();
  return more.length > 0 ? "several" : (first ?? null);
}
