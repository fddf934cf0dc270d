import { accessLevel } from "../core/access.ts";
import type { EscalationView } from "../core/climb.ts";
import { standsIn } from "../core/decide-escalation.ts";
import { readsAll, sees } from "../core/permission.ts";
import { type CardContext, todayOf } from "./telling.ts";

/**
 * Whether the reader may read what people wrote of it: reasons and reviews. Whoever is asked to decide may, and whoever reads all of the
 * action; nobody whose level the action is above. A room in which it is spoken of reads them, too.
 */
export function readsReasons(context: CardContext, view: EscalationView): boolean {
  const { reader } = context;
  const { action, file } = view;
  if (reader === "") return true;
  const today = todayOf(context, view);
  const level = accessLevel(file, reader, today);
  if (level === null) return false;
  if (action && readsAll(file, action, reader, level, today)) return true;
  if (action && !sees(level, action.level)) return false;
  return sees(level, "care") || standsIn(view, reader, today).length > 0;
}

/** What incidents were about is for restricted eyes, and for no room. */
export const readsCategories = (context: CardContext, view: EscalationView): boolean =>
  context.reader !== "" && sees(accessLevel(view.file, context.reader, todayOf(context, view)), "restricted");

/** As other cards say it. */
export const WITHHELD = "Part of this is not shown at your level of access.";
