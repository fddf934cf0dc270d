import { actionMoments } from "../core/action-agenda.ts";
import { lookAt } from "../core/agenda.ts";
import type { CaseFile } from "../core/case-file.ts";
import { readActions } from "../store/agenda-subjects.ts";
import type { Statements } from "../store/database.ts";
import { address } from "../store/outbox.ts";
import { fileConnected, platformsOf, soonEnough } from "./connected.ts";
import { calendarOf, type Deps } from "./deps.ts";
import { type Batch, eachByItself, type Looked } from "./look-at.ts";

/** Reminders, silences and owners who have left, of a batch of actions. */
export async function lookAtActions(deps: Deps, tx: Statements, { providerId, now, rows }: Batch): Promise<Looked[]> {
  const cases = [...new Set(rows.flatMap(({ caseId }) => caseId ?? []))];
  const subjects = await readActions(
    tx,
    providerId,
    rows.map(({ subject }) => subject),
    cases,
  );
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
    const moments = actionMoments({ action, file, calendar: calendarOf(deps, file) }, now);
    const { say, next } = lookAt(moments, lookedAt, now);
    return {
      subject: id,
      next: file === subject.file ? next : soonEnough(next, now),
      say: say.flatMap(({ at, notice }) =>
        address([notice], file, platforms).map((each) => ({ ...each, caseId: file.id, actionId: action.id, dueAt: at })),
      ),
    };
  });
}
