import { accessLevel } from "../core/access.ts";
import type { CaseFile, Place } from "../core/case-file.ts";
import type { Platform } from "../core/person.ts";
import { type Day, dayOf } from "../core/working-day.ts";
import type { Db } from "./database.ts";

/** Who and where of the whole store, for the rehearsal page: everybody with their identities, every room with its readers. */
export async function castOf(db: Db, now: Date) {
  const people = await db.person.findMany({ include: { identities: true, organisation: true }, orderBy: { name: "asc" } });
  const files = (await db.$queryRaw<{ file: CaseFile }[]>`SELECT file FROM case_snapshot ORDER BY ref`).map(({ file }) => file);
  return {
    people: leadsFirst(people, files).map(({ id, name, role, organisation, identities }) => {
      const slack = identities.find(({ platform }) => platform === "slack");
      const teams = identities.find(({ platform }) => platform === "teams");
      return {
        ...{ id, name, role, organisationName: organisation.name },
        ...{ slackUser: slack?.userId ?? null, slackTeam: slack?.workspace ?? null },
        ...{ teamsUser: teams?.userId ?? null, teamsTenant: teams?.workspace ?? null },
      };
    }),
    slackRooms: roomsOn("slack", files, now),
    teamsRooms: roomsOn("teams", files, now),
  };
}

/** Whoever leads a case comes first: a visitor begins as somebody who has something to do. */
const leadsFirst = <P extends { id: string }>(people: P[], files: CaseFile[]): P[] => {
  const leads = (id: string): number => {
    const at = files.findIndex((file) => file.leadId === id);
    return at < 0 ? files.length : at;
  };
  return people.toSorted((a, b) => leads(a.id) - leads(b.id));
};

function roomsOn(platform: Platform, files: CaseFile[], now: Date) {
  const shared = Map.groupBy(
    files.flatMap((file) => file.places.filter((place) => place.platform === platform).map((place) => ({ file, place }))),
    ({ place }) => `${place.workspace}/${place.conversation}`,
  );
  return [...shared.values()].flatMap((uses) => {
    const [first] = uses;
    if (!first) return [];
    const { workspace, conversation, audience } = first.place;
    const caseRefs = uses.map(({ file }) => file.ref);
    const members = uses.flatMap(({ file }) => readersOf(file, first.place, dayOf(now, file.timeZone)));
    return [{ workspace, conversation, name: nameOf(first.place, caseRefs), audience, caseRefs, members: [...new Set(members)] }];
  });
}

const SUFFIX = { case: "", provider: "-staff", mixed: "-mdt" } as const;

const nameOf = ({ audience }: Place, refs: string[]): string =>
  refs.length === 1
    ? `${refs[0]?.toLowerCase()}${SUFFIX[audience]}`
    : { case: "cases", provider: "staff", mixed: "mdt" }[audience];

function readersOf(file: CaseFile, place: Place, today: Day): string[] {
  return Object.values(file.people)
    .filter((person) => accessLevel(file, person.id, today) !== null)
    .filter((person) => place.audience !== "provider" || person.organisationKind === "provider")
    .flatMap((person) => person.identities.filter(({ platform }) => platform === place.platform).map(({ user }) => user));
}
