import { accessLevel } from "../core/access.ts";
import type { Action } from "../core/action.ts";
import type { Audience } from "../core/case-file.ts";
import type { MeetingView } from "../core/meeting-view.ts";
import { isReadIn, visibleTo } from "../core/visible.ts";
import type { Line } from "./action-view.ts";
import { join } from "./markup.ts";
import { rowText } from "./row.ts";
import { roomLine } from "./status-line.ts";
import { type Telling, todayOf } from "./telling.ts";

export type LineOf = Line;

/** As many as a card of a meeting holds beside all else; the list of actions has them all. */
const MOST = 12;

/**
 * Actions, a line each, as far as the reader may see them: somebody by their level, a room by who reads there.
 *
 * @param beside what else is said of one, after how it stands
 */
export function linesOf(
  telling: Telling,
  { file, calendar }: Pick<MeetingView, "file" | "calendar">,
  actions: readonly Action[],
  audience: Audience | undefined,
  beside: (action: Action) => string | null = () => null,
): Line[] {
  const today = todayOf(telling, { file });
  const level = accessLevel(file, telling.reader, today);
  const line = (action: Action): Line => {
    const more = beside(action);
    const ends = more === null ? [] : [more];
    if (audience !== undefined && !isReadIn(audience, action))
      return join([roomLine(telling, { action, file, calendar }), ...ends], " · ");
    const seen = audience === undefined && level !== null ? visibleTo(action, file, telling.reader, level, today) : action;
    const { title, detail } = rowText(telling, { action: seen, file, calendar });
    return join([title, detail, ...ends], " · ");
  };
  const left = actions.length - MOST;
  return [...actions.slice(0, MOST).map(line), ...(left > 0 ? [`${left} more: action list ${file.ref}`] : [])];
}
