import { afterAll, type Escalation, type Happening } from "../../src/core/escalation.ts";
import type { PrismaClient } from "../../src/store/database.ts";

interface Told {
  escalation: string;
  seq: number;
  happening: Happening;
}

/** What happened to every escalation, from the rows of the trail and from nothing else. */
export async function timelinesFromTrail(db: PrismaClient): Promise<Map<string, Happening[]>> {
  const rows = await db.$queryRaw<{ after: Told }[]>`
    SELECT after FROM audit_entry WHERE result = 'done' AND after ? 'happening' ORDER BY seq`;
  const byId = Map.groupBy(
    rows.map(({ after }) => after),
    ({ escalation }) => escalation,
  );
  return new Map(
    [...byId].map(([id, told]) => {
      const inOrder = told.toSorted((a, b) => a.seq - b.seq);
      if (inOrder.some(({ seq }, i) => seq !== i + 1)) throw new Error(`the trail of ${id} has a hole`);
      return [id, inOrder.map(({ happening }) => happening)];
    }),
  );
}

/** Each escalation as the trail alone says that it is. */
export const escalationsFromTrail = async (db: PrismaClient): Promise<Map<string, Escalation | null>> =>
  new Map([...(await timelinesFromTrail(db))].map(([id, happenings]) => [id, afterAll(null, happenings)]));
