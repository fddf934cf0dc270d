import { accessLevel } from "../core/access.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { ActionView } from "../core/outcome.ts";
import { visibleTo } from "../core/visible.ts";
import { type Calendar, dayOf } from "../core/working-day.ts";
import type { CaseRead } from "../store/cases.ts";
import { fileConnected, platformsOf } from "./connected.ts";
import { calendarOf, type Deps } from "./deps.ts";

/** A case with its live actions, as one reader may see them, or as they are. */
export interface GatheredCase {
  file: CaseFile;
  calendar: Calendar;
  views: ActionView[];
}

/** Cases with their actions, all of them as they are. */
export const gathered = (deps: Deps, cases: CaseRead[]): GatheredCase[] =>
  cases.map(({ file: read, actions }) => {
    const file = fileConnected(read, platformsOf(deps));
    const calendar = calendarOf(deps, file);
    return { file, calendar, views: actions.map((action) => ({ action, file, calendar })) };
  });

/** Need to know, at the moment of sending: cases that the reader may see now, each action as far as they may. */
export function asSeenBy(personId: string, cases: GatheredCase[], now: Date): GatheredCase[] {
  return cases.flatMap(({ file, calendar, views }) => {
    const today = dayOf(now, file.timeZone);
    const level = accessLevel(file, personId, today);
    if (level === null) return [];
    const seen = views.map((view) => ({ ...view, action: visibleTo(view.action, file, personId, level, today) }));
    return [{ file, calendar, views: seen }];
  });
}
