import { addDays } from "date-fns/addDays";
import { min } from "date-fns/min";
import type { CaseFile } from "../core/case-file.ts";
import type { Person, Platform } from "../core/person.ts";
import type { Deps } from "./deps.ts";

type Platforms = ReadonlySet<Platform>;

export const platformsOf = (deps: Pick<Deps, "chats">): Platforms => new Set(deps.chats.keys());

/** Whether an account of somebody's would count, were its platform connected. */
const hasUnconnected = ({ identities }: Person, platforms: Platforms): boolean =>
  platforms.size > 0 && identities.some(({ platform, gone }) => !gone && !platforms.has(platform));

/**
 * Somebody as this service can reach them: an account on a platform that it is not connected to is as good as gone. Where it is connected
 * to none, as in a command that says nothing, nobody knows better than the store.
 */
export const personConnected = (person: Person, platforms: Platforms): Person =>
  hasUnconnected(person, platforms)
    ? { ...person, identities: person.identities.map((at) => (platforms.has(at.platform) ? at : { ...at, gone: true })) }
    : person;

/** A case with its people as this service can reach them: whom the rules have somebody else hear for. */
export function fileConnected(file: CaseFile, platforms: Platforms): CaseFile {
  if (!Object.values(file.people).some((person) => hasUnconnected(person, platforms))) return file;
  const people = Object.entries(file.people).map(([id, person]) => [id, personConnected(person, platforms)] as const);
  return { ...file, people: Object.fromEntries(people) };
}

/**
 * Which platforms are connected is settled at a start, and no row of the agenda is written by it: what hangs on it is looked at every day.
 */
export const soonEnough = (next: Date | null, now: Date): Date => min([next ?? addDays(now, 1), addDays(now, 1)]);
