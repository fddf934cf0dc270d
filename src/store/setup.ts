import type { Audience, Level } from "../core/case-file.ts";
import type { Platform } from "../core/person.ts";
import type { Region } from "../core/working-day.ts";
import type { Prisma } from "../generated/prisma/client.ts";
import type { SetupEntry } from "../setup/entries.ts";
import type { Db } from "./database.ts";

/** Imports wait for each other: two at once would both add what neither has seen. Held until the transaction ends. */
export async function lockSetup(tx: Db): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('followthrough set-up'))`;
}

/** Everything that is set up, in the form in which a file says it. Empty where nothing was ever imported. */
export async function storedSetup(tx: Db): Promise<SetupEntry[]> {
  const providers = await tx.provider.findMany();
  const organisations = await tx.organisation.findMany({ orderBy: { id: "asc" } });
  const people = await tx.person.findMany({ include: { identities: true }, orderBy: { id: "asc" } });
  const cases = await tx.case.findMany({ include: PARTS, orderBy: { ref: "asc" } });
  return [
    ...providers.map(({ region, ...rest }): SetupEntry => ({ kind: "provider", is: { ...rest, region: region as Region } })),
    ...organisations.map(({ id, name, kind }): SetupEntry => ({ kind: "organisation", is: { id, name, kind } })),
    ...people.flatMap(personEntries),
    ...cases.flatMap(caseEntries),
  ];
}

type StoredPerson = Prisma.PersonGetPayload<{ include: { identities: true } }>;

function personEntries({ id, name, role, organisationId, email, timeZone, quietHours, identities }: StoredPerson): SetupEntry[] {
  return [
    { kind: "person", is: { id, name, role, organisationId, email, timeZone, quietHours } },
    ...identities.map(({ platform, workspace, userId }): SetupEntry => {
      return { kind: "identity", is: { personId: id, platform: platform as Platform, workspace, userId } };
    }),
  ];
}

const PARTS = {
  places: { orderBy: { conversation: "asc" } },
  team: { orderBy: { personId: "asc" } },
  map: { include: { cover: { orderBy: { position: "asc" } } }, orderBy: { position: "asc" } },
  ladder: { orderBy: { position: "asc" } },
} satisfies Prisma.CaseInclude;

type StoredCase = Prisma.CaseGetPayload<{ include: typeof PARTS }>;

function caseEntries({
  ref: caseRef,
  purpose,
  leadId,
  region,
  protectedTerms,
  places,
  team,
  map,
  ladder,
}: StoredCase): SetupEntry[] {
  return [
    { kind: "case", is: { ref: caseRef, purpose, leadId, region: region as Region | null, protectedTerms } },
    ...places.map(({ platform, workspace, conversation, audience }): SetupEntry => {
      const where = { platform: platform as Platform, workspace, conversation };
      return { kind: "place", is: { caseRef, ...where, audience: audience as Audience } };
    }),
    ...team.map(({ personId, level, from, until }): SetupEntry => {
      return { kind: "membership", is: { caseRef, personId, level: level as Level, from, until } };
    }),
    ...map.flatMap((role) => roleEntries(caseRef, role)),
    ...ladder.map(({ position, on, after, role, acknowledgeWithin }): SetupEntry => {
      return { kind: "step", is: { caseRef, position, on, after, role, acknowledgeWithin } };
    }),
  ];
}

function roleEntries(caseRef: string, stored: StoredCase["map"][number]): SetupEntry[] {
  const { role, organisationId, personId, issues, signsOff, position, cover } = stored;
  return [
    { kind: "role", is: { caseRef, role, organisationId, personId, issues, signsOff, position } },
    ...cover.map((each): SetupEntry => {
      return {
        kind: "cover",
        is: { caseRef, role, personId: each.personId, from: each.from, until: each.until, position: each.position },
      };
    }),
  ];
}
