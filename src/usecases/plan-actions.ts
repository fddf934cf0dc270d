import { actionMoments } from "../core/action-agenda.ts";
import { lookAt } from "../core/agenda.ts";
import type { CaseFile } from "../core/case-file.ts";
import { earliest } from "../core/climb.ts";
import { mattersOf } from "../core/matters.ts";
import { readActions } from "../store/agenda-subjects.ts";
import type { Statements } from "../store/database.ts";
import { laddersOf } from "../store/ladders.ts";
import { address } from "../store/outbox.ts";
import { watchesOf } from "../store/thresholds.ts";
import { fileConnected, platformsOf, soonEnough } from "./connected.ts";
import { calendarOf, type Deps } from "./deps.ts";
import { type Batch, eachByItself, type Looked, leased } from "./look-at.ts";

/** Reminders, silences and owners who have left, of a batch of actions; and which of them go up the ladder. */
export async function lookAtActions(deps: Deps, tx: Statements, { providerId, now, rows }: Batch): Promise<Looked[]> {
  const cases = [...new Set(rows.flatMap(({ caseId }) => caseId ?? []))];
  const ids = rows.map(({ subject }) => subject);
  const [subjects, ladders, watches] = await Promise.all([
    readActions(tx, providerId, ids, cases),
    laddersOf(tx, cases),
    watchesOf(tx, cases),
  ]);
  const platforms = platformsOf(deps);
  const files = new Map<CaseFile, CaseFile>();
  const connected = (file: CaseFile): CaseFile => {
    const known = files.get(file) ?? fileConnected(file, platforms);
    files.set(file, known);
    return known;
  };
  return eachByItself(deps, "action", rows, ({ subject: id, lookedAt }): Looked => {
    const subject = subjects.get(id);
    if (!subject) return { subject: id, gone: true, say: [] };
    const { action } = subject;
    const file = connected(subject.file);
    const calendar = calendarOf(deps, file);
    const { say, next } = lookAt(actionMoments({ action, file, calendar }, now), lookedAt, now);
    const agreed = { ladder: ladders.get(file.id), watches: watches.get(file.id) ?? [] };
    const openings = mattersOf(action, file, agreed, calendar).map(({ at }) => at);
    const raises = openings.some((at) => at <= now);
    const first = earliest([next, ...openings]);
    return {
      ...(raises ? leased(id, now) : { subject: id, next: file === subject.file ? first : soonEnough(first, now) }),
      say: say.flatMap(({ at, notice }) =>
        address([notice], file, platforms).map((each) => ({ ...each, caseId: file.id, actionId: action.id, dueAt: at })),
      ),
    };
  });
}
