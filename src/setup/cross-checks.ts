import { type Problem, unknownName } from "./problem.ts";
import type { PersonEntry, PlaceEntry } from "./schema.ts";
import type { Located, ReadableEntries, SetupCase } from "./setup-file.ts";
import type { Path } from "./yaml.ts";

/**
 * Whether the entries of a file fit together: names refer to entries of the same file and nothing is there twice. `raw` is the file
 * as written: an entry that is wrong in itself still counts as there, so that it is not reported a second time by all who name it.
 */
export function crossChecks(file: ReadableEntries, raw: unknown): Problem[] {
  const people = written(raw, "people", "id");
  const organisations = written(raw, "organisations", "id");
  return [
    ...twice(file.organisations, ({ id }) => id, "id", "organisations"),
    ...twice(file.people, ({ id }) => id, "id", "people"),
    ...twice(
      file.cases.map(({ head }) => head),
      ({ ref }) => ref,
      "ref",
      "cases",
    ),
    ...file.people.flatMap(({ path, entry }) =>
      named(entry.organisation, [...path, "organisation"], "an organisation of this file", organisations),
    ),
    ...sharedIdentities(file.people),
    ...file.cases.flatMap((each) => caseChecks(each, people, organisations)),
  ];
}

function caseChecks(
  { head, places, team, map, ladder }: SetupCase,
  people: ReadonlySet<string>,
  organisations: ReadonlySet<string>,
): Problem[] {
  const person = (id: string, path: Path): Problem[] => named(id, path, "a person of this file", people);
  const roles = written(head.entry, "map", "role");
  return [
    ...person(head.entry.lead, [...head.path, "lead"]),
    ...twice(places, placeName, null, "places of this case"),
    ...twice(team, ({ person }) => person, "person", "team of this case"),
    ...twice(map, ({ role }) => role.toLowerCase(), "role", "map of this case"),
    ...team.flatMap(({ path, entry }) => person(entry.person, [...path, "person"])),
    ...map.flatMap(({ path, entry }) => [
      ...named(entry.organisation, [...path, "organisation"], "an organisation of this file", organisations),
      ...person(entry.person, [...path, "person"]),
      ...entry.cover.flatMap((cover, index) => person(cover.person, [...path, "cover", index, "person"])),
      ...coverChecks(entry, path),
    ]),
    ...ladder.flatMap(({ path, entry }) => named(entry.role, [...path, "role"], "a role on this case's map", roles)),
  ];
}

function coverChecks(role: { person: string; cover: { person: string; from?: string | undefined }[] }, path: Path): Problem[] {
  const cover = role.cover.map((entry, index) => ({ path: [...path, "cover", index], entry }));
  const own = cover.filter(({ entry }) => entry.person === role.person);
  return [
    ...own.map(({ path }) => ({ path: [...path, "person"], message: "holds the role already; cover is somebody else" })),
    ...twice(cover, ({ person, from }) => `${person} ${from ?? ""}`, null, "cover of this role with the same start"),
  ];
}

const named = (name: string, path: Path, what: string, known: ReadonlySet<string>): Problem[] =>
  known.has(name) ? [] : [{ path, message: unknownName(name, what, known) }];

/** Reports the second and later ones. `field` is where it shows, or null for the entry as a whole. */
function twice<Entry>(list: Located<Entry>[], nameOf: (entry: Entry) => string, field: string | null, where: string): Problem[] {
  const seen = new Set<string>();
  return list.flatMap(({ path, entry }) => {
    const name = nameOf(entry);
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ path: field ? [...path, field] : path, message: `already in the ${where}; list it once` }];
  });
}

/** One account is one person: what they press would otherwise be put down to somebody else. */
function sharedIdentities(people: Located<PersonEntry>[]): Problem[] {
  const holders = new Map<string, string>();
  return people.flatMap(({ path, entry }) =>
    (["slack", "teams"] as const).flatMap((platform) => {
      const identity = entry[platform];
      if (!identity) return [];
      const key = [platform, ...Object.values(identity)].join(" ");
      const holder = holders.get(key);
      if (holder === undefined) holders.set(key, entry.id);
      return holder === undefined || holder === entry.id
        ? []
        : [{ path: [...path, platform, "user"], message: `is the account of "${holder}" already; two people never share one` }];
    }),
  );
}

const placeName = ({ slack, teams }: PlaceEntry): string =>
  slack ? `slack ${slack.team} ${slack.channel}` : `teams ${teams?.tenant} ${teams?.conversation}`;

/** Every `field` written in the entries of `list`, whatever else is wrong with them. */
function written(raw: unknown, list: string, field: string): ReadonlySet<string> {
  const entries = property(raw, list);
  if (!Array.isArray(entries)) return new Set();
  return new Set(entries.map((entry) => property(entry, field)).filter((value) => typeof value === "string"));
}

const property = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
