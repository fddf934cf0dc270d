import type { CaseFile } from "./case-file.ts";
import { roleOn } from "./ladder.ts";
import { signersOf } from "./permission.ts";

/**
 * Who is named in a report: the lead, the signers of the map, and whoever holds or covers a role that written rules count on. Everybody
 * else is in it by role and organisation.
 *
 * @param roles those of the ladder and of the thresholds
 * @param covered whom somebody stood in for, by whoever did
 */
export function namedInReports(
  file: CaseFile,
  roles: readonly (string | null)[],
  covered: ReadonlyMap<string, string> = new Map(),
): Set<string> {
  const held = roles.flatMap((role) => (role === null ? [] : (roleOn(file, role) ?? [])));
  const holders = new Set(held.map(({ personId }) => personId));
  const byMap = held.flatMap(({ cover }) => cover.map(({ personId }) => personId));
  const byLeave = file.leave.flatMap(({ personId, coverId }) => (coverId !== null && holders.has(personId) ? [coverId] : []));
  const then = [...covered].flatMap(([cover, away]) => (holders.has(away) ? [cover] : []));
  return new Set([file.leadId, ...signersOf(file), ...holders, ...byMap, ...byLeave, ...then]);
}

/** The case as it is told to whoever may not know everybody's name: those go by their role, in their organisation. */
export function withNamesOf(file: CaseFile, named: ReadonlySet<string>): CaseFile {
  const people = Object.entries(file.people).map(([id, person]) =>
    named.has(id) ? [id, person] : [id, { ...person, name: person.role, role: person.organisationName }],
  );
  return { ...file, people: Object.fromEntries(people) };
}
