import type { PersonEntry } from "./schema.ts";
import type { SetupCase, SetupFile } from "./setup-file.ts";

/**
 * What is allowed but is seldom meant. A case with one of these works worse than its people expect: somebody is asked about a case
 * they may not see, or nobody is there to act while somebody is away.
 */
export function setupWarnings(setup: SetupFile): string[] {
  const unreachable = new Set(setup.people.filter(({ entry }) => outOfReach(entry)).map(({ entry }) => entry.id));
  return [...setup.cases.flatMap((each) => caseWarnings(each, unreachable)), ...sharedRooms(setup)];
}

function caseWarnings({ head, team, map }: SetupCase, unreachable: ReadonlySet<string>): string[] {
  const onTeam = new Set(team.map(({ entry }) => entry.person));
  const absent = new Map<string, string>();
  if (!onTeam.has(head.entry.lead)) absent.set(head.entry.lead, "leads it");
  for (const { entry } of map) {
    if (!onTeam.has(entry.person)) absent.set(entry.person, `is its ${entry.role}`);
    for (const { person } of entry.cover) if (!onTeam.has(person)) absent.set(person, `covers its ${entry.role}`);
  }

  const warnings = [...absent].map(([person, why]) => `${person} ${why}, but is not on the team and cannot see the case`);
  const uncovered = map.filter(({ entry }) => entry.cover.length === 0).map(({ entry }) => entry.role);
  if (uncovered.length > 0) warnings.push(`no cover for ${uncovered.join(", ")}`);
  if (!map.some(({ entry }) => entry.signsOff.includes("evidence"))) {
    warnings.push("nobody signs off evidence; add signsOff: [evidence] to a role");
  }
  for (const person of onTeam) {
    if (unreachable.has(person))
      warnings.push(`${person} is on the team without slack, teams, email or phone; nobody can be told how to reach them`);
  }
  return warnings.map((warning) => `${head.entry.ref}: ${warning}`);
}

const outOfReach = ({ slack, teams, email, phone }: PersonEntry): boolean => !slack && !teams && !email && !phone;

/** A room that is one case's own shows that case to everybody in it, also to those who are there for another case. */
function sharedRooms(setup: SetupFile): string[] {
  const cases = new Map<string, { refs: string[]; own: boolean }>();
  for (const { head, places } of setup.cases) {
    for (const { entry } of places) {
      const name = entry.slack?.channel ?? entry.teams?.conversation ?? "";
      const room = cases.get(name) ?? { refs: [], own: false };
      cases.set(name, { refs: [...room.refs, head.entry.ref], own: room.own || entry.audience === "case" });
    }
  }
  return [...cases]
    .filter(([, { refs, own }]) => refs.length > 1 && own)
    .map(([name, { refs }]) => `${refs.join(", ")}: share the room ${name} with audience case; use mixed or provider there`);
}
