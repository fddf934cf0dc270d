import type { Audience, Level } from "../core/case-file.ts";
import type { LadderStep } from "../core/ladder.ts";
import type { Platform } from "../core/person.ts";
import type { Region } from "../core/working-day.ts";
import type { Entries, SetupEntry } from "../setup/entries.ts";
import type { Db } from "./database.ts";

/** Imports wait for each other: two at once would both add what neither has seen. Held until the transaction ends. */
export async function lockSetup(tx: Db): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('followthrough set-up'))`;
}

/**
 * Everything that is set up, in the form in which a file says it; empty where nothing was ever imported. Not scoped to a provider: a
 * file of another one has to be told apart.
 */
export async function storedSetup(tx: Db): Promise<SetupEntry[]> {
  return [
    ...(await providers(tx)).map((is): SetupEntry => ({ kind: "provider", is })),
    ...(await organisations(tx)).map((is): SetupEntry => ({ kind: "organisation", is })),
    ...(await people(tx)).map((is): SetupEntry => ({ kind: "person", is })),
    ...(await identities(tx)).map((is): SetupEntry => ({ kind: "identity", is })),
    ...(await cases(tx)).map((is): SetupEntry => ({ kind: "case", is })),
    ...(await places(tx)).map((is): SetupEntry => ({ kind: "place", is })),
    ...(await memberships(tx)).map((is): SetupEntry => ({ kind: "membership", is })),
    ...(await roles(tx)).map((is): SetupEntry => ({ kind: "role", is })),
    ...(await covers(tx)).map((is): SetupEntry => ({ kind: "cover", is })),
    ...(await steps(tx)).map((is): SetupEntry => ({ kind: "step", is })),
  ];
}

// Each table by itself: relations side by side would be read at once, which one connection in a transaction cannot do. Words that
// the database checks are taken at its word.

async function providers(tx: Db): Promise<Entries["provider"][]> {
  const rows = await tx.provider.findMany();
  return rows.map((row) => ({ ...row, region: row.region as Region }));
}

const organisations = (tx: Db): Promise<Entries["organisation"][]> =>
  tx.organisation.findMany({ select: { id: true, name: true, kind: true }, orderBy: { id: "asc" } });

const people = (tx: Db): Promise<Entries["person"][]> =>
  tx.person.findMany({ omit: { providerId: true }, orderBy: { id: "asc" } });

async function identities(tx: Db): Promise<Entries["identity"][]> {
  const rows = await tx.identity.findMany({
    omit: { providerId: true, lastSeen: true, goneSince: true },
    orderBy: [{ personId: "asc" }, { platform: "asc" }],
  });
  return rows.map((row) => ({ ...row, platform: row.platform as Platform }));
}

async function cases(tx: Db): Promise<Entries["case"][]> {
  const select = { ref: true, purpose: true, leadId: true, region: true, stabilising: true, protectedTerms: true };
  const rows = await tx.case.findMany({ select, orderBy: { ref: "asc" } });
  return rows.map((row) => ({ ...row, region: row.region as Region | null }));
}

const ofCase = { select: { ref: true } } as const;

async function places(tx: Db): Promise<Entries["place"][]> {
  const rows = await tx.place.findMany({ include: { case: ofCase }, orderBy: [{ caseId: "asc" }, { conversation: "asc" }] });
  return rows.map(({ case: { ref }, platform, workspace, conversation, audience }) => {
    return { caseRef: ref, platform: platform as Platform, workspace, conversation, audience: audience as Audience };
  });
}

async function memberships(tx: Db): Promise<Entries["membership"][]> {
  const rows = await tx.membership.findMany({ include: { case: ofCase }, orderBy: [{ caseId: "asc" }, { personId: "asc" }] });
  return rows.map(({ case: { ref }, personId, level, from, until }) => {
    return { caseRef: ref, personId, level: level as Level, from, until };
  });
}

async function roles(tx: Db): Promise<Entries["role"][]> {
  const rows = await tx.mapRole.findMany({ include: { case: ofCase }, orderBy: [{ caseId: "asc" }, { position: "asc" }] });
  return rows.map(({ case: { ref }, role, organisationId, personId, issues, signsOff, position }) => {
    return { caseRef: ref, role, organisationId, personId, issues, signsOff, position };
  });
}

async function covers(tx: Db): Promise<Entries["cover"][]> {
  const mapRole = { select: { role: true, case: ofCase } } as const;
  const rows = await tx.cover.findMany({ include: { mapRole }, orderBy: [{ mapRoleId: "asc" }, { position: "asc" }] });
  return rows.map(
    ({
      mapRole: {
        role,
        case: { ref },
      },
      personId,
      from,
      until,
      position,
    }) => {
      return { caseRef: ref, role, personId, from, until, position };
    },
  );
}

/** Of the ladders that are in force. */
async function steps(tx: Db): Promise<Entries["step"][]> {
  const rows = await tx.ladder.findMany({ include: { case: ofCase }, orderBy: [{ caseId: "asc" }, { version: "desc" }] });
  const latest = new Map(rows.toReversed().map((row) => [row.caseId, row]));
  return [...latest.values()].flatMap(({ case: { ref }, steps }) =>
    (steps as unknown as LadderStep[]).map((step, index) => ({ caseRef: ref, position: index + 1, ...step })),
  );
}
