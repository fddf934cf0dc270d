import type { CaseFile, Place } from "../core/case-file.ts";
import { accessLevel } from "../core/permission.ts";
import { type Day, dayOf } from "../core/working-day.ts";
import type { Db } from "./database.ts";

/** Who and where of the whole store, for the rehearsal page: everybody with their Slack identity, every Slack room with its readers. */
export async function castOf(db: Db, now: Date) {
  const people = await db.person.findMany({
    include: { identities: { where: { platform: "slack" } }, organisation: true },
    orderBy: { name: "asc" },
  });
  const files = (await db.$queryRaw<{ file: CaseFile }[]>`SELECT file FROM case_snapshot ORDER BY ref`).map(({ file }) => file);
  return {
    people: leadsFirst(people, files).map(({ id, name, role, organisation, identities: [slack] }) => ({
      ...{ id, name, role, organisationName: organisation.name },
      ...{ slackUser: slack?.userId ?? null, slackTeam: slack?.workspace ?? null },
    })),
    rooms: roomsOf(files, now),
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

function roomsOf(files: CaseFile[], now: Date) {
  const shared = Map.groupBy(
    files.flatMap((file) => file.places.filter(({ platform }) => platform === "slack").map((place) => ({ file, place }))),
    ({ place }) => `${place.workspace}/${place.conversation}`,
  );
  return [...shared.values()].flatMap((uses) => {
    const [first] = uses;
    if (!first) return [];
    const { place } = first;
    const caseRefs = uses.map(({ file }) => file.ref);
    const members = uses.flatMap(({ file }) => readersOf(file, place, dayOf(now, file.timeZone)));
    return [
      {
        team: place.workspace,
        channel: place.conversation,
        name: nameOf(place, caseRefs),
        audience: place.audience,
        caseRefs,
        members: [...new Set(members)],
      },
    ];
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
    .flatMap((person) => person.identities.filter(({ platform }) => platform === "slack").map(({ user }) => user));
}
