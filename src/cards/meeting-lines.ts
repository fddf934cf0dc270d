import { accessLevel } from "../core/access.ts";
import type { Action } from "../core/action.ts";
import type { Audience } from "../core/case-file.ts";
import type { MeetingView } from "../core/meeting-view.ts";
import { isReadIn, neverConfirmed, visibleTo } from "../core/visible.ts";
import type { Line } from "./action-view.ts";
import { join } from "./markup.ts";
import { rowText } from "./row.ts";
import { roomLine } from "./status-line.ts";
import { type Telling, todayOf } from "./telling.ts";

export type LineOf = Line;

/** As many as a card of a meeting holds beside all else; the list of actions has them all. A room's is one message, brought up to date. */
const MOST = 12;
const MOST_IN_ROOM = 5;

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
    // Of somebody else's draft there is no more to say than that it is one.
    if (neverConfirmed(seen) && seen.text === null && seen.owner === null)
      return join([roomLine(telling, { action: seen, file, calendar }), ...ends], " · ");
    const { title, detail } = rowText(telling, { action: seen, file, calendar });
    return join([title, detail, ...ends], " · ");
  };
  const most = audience === undefined ? MOST : MOST_IN_ROOM;
  const left = actions.length - most;
  const lines = [...actions.slice(0, most).map(line), ...(left > 0 ? [`${left} more: action list ${file.ref}`] : [])];
  // A list that a whole room reads rings for nobody: each of them has heard of their own.
  if (audience !== undefined) for (const named of Object.values(telling.mentions)) named.ids = [];
  return lines;
}
