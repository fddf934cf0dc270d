import { addMilliseconds } from "date-fns/addMilliseconds";
import { subMilliseconds } from "date-fns/subMilliseconds";
import { afterSend, nextTurn, type Pace, type Paced, type Paces } from "../chat/pace.ts";
import type { Platform } from "../core/person.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Db, PrismaClient } from "./database.ts";
import { direct, type Statements, shortTransaction } from "./direct.ts";

/** A workspace in which an administrator has something to mend is tried with one message a minute. */
const TRIED_EVERY = 60_000;

/** So many conversations slowed down within this time, and nothing taken meanwhile: the platform means all of the workspace. */
const SEVERAL = 4;
const WITHIN = 5_000;

/** `slack/T0001` of `slack/T0001/C0001`. */
export const workspaceOf = (lane: string): string => lane.split("/", 2).join("/");

const platformOf = (lane: string): Platform => lane.split("/", 1)[0] as Platform;

/** What leaves with a turn: those notices are under way from then on, until they are settled. */
export interface Leaving {
  notices: readonly string[];
  /** The card whose further pages follow. */
  card?: object | null;
}

export type Turn =
  | { kind: "taken" }
  /** `fault`: the workspace as a whole is paused. */
  | { kind: "wait"; until: Date; because: "pace" | "fault" };

/**
 * Takes the next turn of a conversation and of its workspace, if both are free, for all replicas at once; and notes, in the same
 * transaction, what leaves with it. It commits before the platform is called: nobody waits for a row while the platform answers. Real time.
 */
export async function takeTurn(
  db: PrismaClient,
  lane: string,
  { real, paces }: { real: Date; paces: Paces },
  leaving: Leaving,
): Promise<Turn> {
  const whole = workspaceOf(lane);
  const pace = paces[platformOf(lane)];
  return shortTransaction(db, async (tx): Promise<Turn> => {
    // The workspace first, in every replica: two that want both wait for one another in the same order.
    const [, rows] = await Promise.all([
      tx.$executeRaw`INSERT INTO lane (key, free_at) VALUES (${whole}, 'epoch'), (${lane}, 'epoch') ON CONFLICT (key) DO NOTHING`,
      tx.$queryRaw<Row[]>`
        SELECT key, free_at AS "freeAt", sends, paid_until AS "paidUntil", trouble FROM lane
        WHERE key = ${whole} OR key = ${lane} ORDER BY key FOR UPDATE`,
    ]);
    const workspace = rowOf(rows, whole);
    const conversation = rowOf(rows, lane);
    if (workspace.freeAt > real) {
      const paused = workspace.trouble !== null || workspace.freeAt.getTime() > nextTurn(pace.workspace, pacedBy(workspace));
      return { kind: "wait", until: workspace.freeAt, because: paused ? "fault" : "pace" };
    }
    if (conversation.freeAt > real) return { kind: "wait", until: conversation.freeAt, because: "pace" };
    const since = leaving.notices.length > 0 ? real : null;
    await Promise.all([
      went(tx, workspace, pace.workspace, real),
      went(tx, conversation, pace.conversation, real),
      since &&
        tx.$executeRaw`
          UPDATE notice SET sending_since = ${since}, card = coalesce(card, ${leaving.card ? JSON.stringify(leaving.card) : null}::jsonb)
          WHERE id = ANY (${leaving.notices}::uuid[])`,
      tx.commit(),
    ]);
    return { kind: "taken" };
  });
}

interface Row {
  key: string;
  freeAt: Date;
  sends: Date[] | null;
  paidUntil: Date | null;
  trouble: string | null;
}

function rowOf(rows: Row[], key: string): Row {
  const row = rows.find((each) => each.key === key);
  // Forgotten between two statements, for having been quiet so long.
  return row ?? { key, freeAt: new Date(0), sends: null, paidUntil: null, trouble: null };
}

const pacedBy = ({ sends, paidUntil }: Row): Paced => ({
  sends: (sends ?? []).map((moment) => moment.getTime()),
  paidUntil: paidUntil?.getTime() ?? 0,
});

async function went(tx: Statements, row: Row, pace: Pace, real: Date): Promise<void> {
  const { sends, paidUntil } = afterSend(pace, pacedBy(row), real.getTime());
  const next = row.trouble === null ? nextTurn(pace, { sends, paidUntil }) : real.getTime() + TRIED_EVERY;
  await tx.$executeRaw`
    INSERT INTO lane (key, free_at, sends, paid_until)
    VALUES (${row.key}, ${new Date(next)}, ${sends.map((moment) => new Date(moment))}::timestamptz[],
            ${paidUntil > 0 ? new Date(paidUntil) : null}::timestamptz)
    ON CONFLICT (key) DO UPDATE SET free_at = excluded.free_at, sends = excluded.sends, paid_until = excluded.paid_until`;
}

/** The platform asked for patience, or is out of reach: nothing goes to this conversation before then. */
export async function closeLane(tx: Statements, lane: string, until: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO lane (key, free_at) VALUES (${lane}, ${until})
    ON CONFLICT (key) DO UPDATE SET free_at = greatest(lane.free_at, excluded.free_at)`;
}

/** The platform slowed this conversation down. Where it does so to several at once, all of the workspace waits as long. */
export async function noteLimited(tx: Statements, lane: string, real: Date, until: Date): Promise<void> {
  const recent = Prisma.sql`lane.limited_since >= ${subMilliseconds(real, WITHIN)}`;
  const limited = Prisma.sql`
    CASE WHEN ${recent} THEN array_append(array_remove(lane.limited, ${lane}), ${lane}) ELSE ARRAY[${lane}] END`;
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO lane (key, free_at, limited, limited_since) VALUES (${workspaceOf(lane)}, 'epoch', ARRAY[${lane}], ${real})
    ON CONFLICT (key) DO UPDATE SET
      limited = ${limited}, limited_since = CASE WHEN ${recent} THEN lane.limited_since ELSE ${real} END,
      free_at = CASE WHEN cardinality(${limited}) >= ${SEVERAL} THEN greatest(lane.free_at, ${until}) ELSE lane.free_at END`);
}

/** An administrator has something to mend: nothing goes anywhere in the workspace but one message a minute, to see whether it is. */
export async function noteTrouble(tx: Statements, lane: string, real: Date, reason: string): Promise<Date> {
  const until = addMilliseconds(real, TRIED_EVERY);
  await tx.$executeRaw`
    INSERT INTO lane (key, free_at, trouble, trouble_since) VALUES (${workspaceOf(lane)}, ${until}, ${reason}, ${real})
    ON CONFLICT (key) DO UPDATE SET
      free_at = greatest(lane.free_at, excluded.free_at), trouble = excluded.trouble,
      trouble_since = coalesce(lane.trouble_since, excluded.trouble_since)`;
  return until;
}

/** The platform took something: whatever was wrong with the workspace is not any more. True where something was. */
export async function noteTaken(tx: Statements, lane: string, real: Date): Promise<boolean> {
  const mended = await tx.$executeRaw`
    UPDATE lane SET free_at = CASE WHEN trouble IS NULL THEN free_at ELSE ${real} END,
                    limited = NULL, limited_since = NULL, trouble = NULL, trouble_since = NULL
    WHERE key = ${workspaceOf(lane)} AND (limited IS NOT NULL OR trouble IS NOT NULL)`;
  return mended > 0;
}

/** A workspace that an administrator has to mend, for doctor and metrics. */
export interface Trouble {
  /** `slack/T0001` */
  workspace: string;
  reason: string;
  since: Date;
}

export const troubles = (db: Db): Promise<Trouble[]> =>
  direct(db)
    .$queryRaw`SELECT key AS workspace, trouble AS reason, trouble_since AS since FROM lane WHERE trouble IS NOT NULL ORDER BY key`;
