import { addSeconds } from "date-fns/addSeconds";
import type { AgendaKind, DueRow, PutBack } from "../store/agenda.ts";
import type { Statements } from "../store/database.ts";
import type { About, Addressed } from "../store/outbox.ts";
import type { Deps } from "./deps.ts";

/** One row of the agenda, looked at: what has to be said, and when to look again. */
export type Looked = PutBack & {
  say: (Addressed & About)[];
  /** Something has to happen to it, in a transaction of its own (`usecases/raise.ts`); after that it is looked at again. */
  raise?: true;
};

/** Until then this pass leaves it alone. Should the planner be killed before it was done, the next pass does it, and is still in time. */
export const leasedUntil = (now: Date): Date => addSeconds(now, 1);

/** Something has to happen to it. */
export const leased = (subject: string, now: Date): Looked => ({ subject, next: leasedUntil(now), say: [], raise: true });

/** Rules applied to a batch of one kind. */
export type LookAt = (deps: Deps, tx: Statements, batch: Batch) => Promise<Looked[]>;

export interface Batch {
  providerId: string;
  now: Date;
  rows: DueRow[];
}

/** Looks at each row by itself: a fault of ours about one must not keep the others from being said. */
export function eachByItself(deps: Pick<Deps, "log">, kind: AgendaKind, rows: DueRow[], look: (row: DueRow) => Looked): Looked[] {
  return rows.map((row) => {
    try {
      return look(row);
    } catch (err) {
      deps.log.error({ err, kind, subject: row.subject }, "something on the agenda could not be looked at");
      return { subject: row.subject, failed: true, say: [] };
    }
  });
}
