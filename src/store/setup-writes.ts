import { randomUUID } from "node:crypto";
import type { LadderStep } from "../core/ladder.ts";
import type { Prisma } from "../generated/prisma/client.ts";
import type { Change, WrittenLadder } from "../setup/diff.ts";
import type { Entries, EntryKind, SetupEntry } from "../setup/entries.ts";
import type { Db } from "./database.ts";

/**
 * Writes what an import adds, kind by kind, each after what it refers to. Entries come in any order; nothing that they refer to may
 * be missing from both them and the store.
 */
export async function addEntries(tx: Db, providerId: string, entries: SetupEntry[]): Promise<void> {
  const of = <Kind extends EntryKind>(kind: Kind): Entries[Kind][] =>
    entries
      .filter((entry): entry is Extract<SetupEntry, { kind: Kind }> => entry.kind === kind)
      .map(({ is }) => is as Entries[Kind]);

  await tx.provider.createMany({ data: of("provider") });
  await tx.organisation.createMany({ data: of("organisation").map((is) => ({ providerId, ...is })) });
  await tx.person.createMany({ data: of("person").map((is) => ({ providerId, ...is })) });
  await tx.identity.createMany({ data: of("identity").map((is) => ({ providerId, ...is })) });
  await tx.case.createMany({ data: of("case").map((is) => ({ id: randomUUID(), providerId, ...is })) });

  const caseId = await caseIds(tx, providerId);
  const within = <Part extends { caseRef: string }>({ caseRef, ...rest }: Part) => ({ caseId: caseId(caseRef), ...rest });
  await tx.place.createMany({ data: of("place").map((is) => ({ id: randomUUID(), ...within(is) })) });
  await tx.membership.createMany({ data: of("membership").map(within) });
  await tx.mapRole.createMany({ data: of("role").map((is) => ({ id: randomUUID(), providerId, ...within(is) })) });

  const roleId = await roleIds(tx, providerId);
  const cover = of("cover").map(({ caseRef, role, ...rest }) => ({
    id: randomUUID(),
    mapRoleId: roleId(caseRef, role),
    ...rest,
  }));
  await tx.cover.createMany({ data: cover });
}

/** Writes the entries that an import changes. Each is found by what it was known by before. */
export async function changeEntries(tx: Db, providerId: string, changes: Change[]): Promise<void> {
  if (changes.length === 0) return;
  const caseId = await caseIds(tx, providerId);
  const roleId = await roleIds(tx, providerId);
  for (const { after } of changes) await changeEntry(tx, providerId, after, { caseId, roleId });
}

/** A new version of each ladder that an import makes: its steps and no others, in the order of the file. */
export async function writeLadders(tx: Db, providerId: string, ladders: WrittenLadder[], at: Date): Promise<void> {
  if (ladders.length === 0) return;
  const caseId = await caseIds(tx, providerId);
  for (const { caseRef, steps: written } of ladders) {
    const { _max } = await tx.ladder.aggregate({ where: { caseId: caseId(caseRef) }, _max: { version: true } });
    const steps = written.map(({ caseRef: _, position: __, ...step }): LadderStep => step);
    const version = (_max.version ?? 0) + 1;
    await tx.ladder.create({
      data: { caseId: caseId(caseRef), version, at, steps: steps as unknown as Prisma.InputJsonValue },
    });
  }
}

interface Ids {
  caseId: (ref: string) => string;
  roleId: (ref: string, role: string) => string;
}

async function changeEntry(tx: Db, providerId: string, { kind, is }: SetupEntry, { caseId, roleId }: Ids): Promise<unknown> {
  switch (kind) {
    case "provider":
      return tx.provider.update({ where: { id: is.id }, data: is });
    case "organisation":
      return tx.organisation.update({ where: { providerId_id: { providerId, id: is.id } }, data: is });
    case "person":
      return tx.person.update({ where: { providerId_id: { providerId, id: is.id } }, data: is });
    case "identity": {
      const { personId, platform } = is;
      return tx.identity.update({ where: { providerId_personId_platform: { providerId, personId, platform } }, data: is });
    }
    case "case":
      return tx.case.update({ where: { id: caseId(is.ref) }, data: is });
    case "place": {
      const { caseRef, audience, ...conversation } = is;
      const key = { caseId: caseId(caseRef), ...conversation };
      return tx.place.update({ where: { caseId_platform_workspace_conversation: key }, data: { audience } });
    }
    case "membership": {
      const { caseRef, personId, ...data } = is;
      return tx.membership.update({ where: { caseId_personId: { caseId: caseId(caseRef), personId } }, data });
    }
    case "role": {
      const { caseRef, role, ...data } = is;
      return tx.mapRole.update({ where: { id: roleId(caseRef, role) }, data });
    }
    case "cover": {
      const { caseRef, role, personId, from, ...data } = is;
      return tx.cover.updateMany({ where: { mapRoleId: roleId(caseRef, role), personId, from }, data });
    }
    // Ladders are written by version, all of a case's steps together.
    case "step":
      return undefined;
  }
}

async function caseIds(tx: Db, providerId: string): Promise<Ids["caseId"]> {
  const cases = await tx.case.findMany({ where: { providerId }, select: { id: true, ref: true } });
  const ids = new Map(cases.map(({ ref, id }) => [ref, id]));
  return (ref) => found(ids.get(ref), `case ${ref}`);
}

async function roleIds(tx: Db, providerId: string): Promise<Ids["roleId"]> {
  const roles = await tx.mapRole.findMany({
    where: { providerId },
    select: { id: true, role: true, case: { select: { ref: true } } },
  });
  const ids = new Map(roles.map((each) => [`${each.case.ref} ${each.role}`, each.id]));
  return (ref, role) => found(ids.get(`${ref} ${role}`), `role ${role} of ${ref}`);
}

function found(id: string | undefined, what: string): string {
  if (id === undefined) throw new Error(`${what} is not in the store`);
  return id;
}
