import { climb } from "../core/climb.ts";
import type { Statements } from "../store/database.ts";
import { escalationsByIds } from "../store/escalations.ts";
import { fileConnected, platformsOf, soonEnough } from "./connected.ts";
import { calendarOf, type Deps } from "./deps.ts";
import { type Batch, eachByItself, type Looked, leased } from "./look-at.ts";

/** Open escalations: whether silence has climbed, and when it will. */
export async function lookAtEscalations(deps: Deps, tx: Statements, { providerId, now, rows }: Batch): Promise<Looked[]> {
  const found = await escalationsByIds(
    tx,
    providerId,
    rows.map(({ subject }) => subject),
  );
  const platforms = platformsOf(deps);
  return eachByItself(deps, "escalation", rows, ({ subject }): Looked => {
    const read = found.get(subject);
    if (read?.escalation.state !== "open") return { subject, gone: true, say: [] };
    const file = fileConnected(read.file, platforms);
    const { happenings, next } = climb({ ...read, file, calendar: calendarOf(deps, file) }, now);
    if (happenings.length > 0) return leased(subject, now);
    return { subject, next: file === read.file ? next : soonEnough(next, now), say: [] };
  });
}
