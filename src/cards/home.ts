import type { Outcome } from "../core/outcome.ts";
import type { Card } from "./card.ts";
import { digestCounts, type Section, sectionsOf } from "./digest.ts";
import { notAll } from "./list.ts";
import { type Row, rowOf } from "./row.ts";
import { joinParts } from "./status-line.ts";
import { type CardContext, type Telling, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** A home page holds twice what a message does. */
const MOST_ROWS = 60;
const MOST_CASES = 15;

/** One person's own page: what waits for them, what is theirs, the cases they lead. */
export function homeCard(context: CardContext, { digest, leads }: Extract<Outcome, { kind: "home" }>): Card {
  const telling = tell(context);
  const parts = sectionsOf(digest, ["waiting", "overdue", "dueToday", "dueSoon", "ownerLeft", "later"]);
  const { sections, shown } = fitting(parts, MOST_ROWS, telling);
  const total = parts.reduce((sum, { views }) => sum + views.length, 0);
  const data = {
    title: "Your actions",
    status: joinParts([digestCounts(digest), digest.later.length > 0 ? `${digest.later.length} later` : null]),
    sections,
    why: [
      ...notAll(shown, total),
      ...(leads.length > MOST_CASES ? [`${MOST_CASES} of the ${leads.length} cases you lead are shown.`] : []),
    ],
    leadsAny: leads.length > 0,
    leads: leads.slice(0, MOST_CASES).map(({ file, live, overdue }) => ({
      title: `${file.ref} · ${file.purpose}`,
      counts: joinParts([live === 1 ? "1 action" : `${live} actions`, overdue > 0 ? `${overdue} overdue` : null]),
      case: file.ref,
    })),
  };
  return fillCard("home", data, telling, { do: "home" });
}

/** As many rows as fit, from the first section on; a section with none left is dropped. */
function fitting(
  parts: Section[],
  most: number,
  telling: Telling,
): { sections: { heading: string; rows: Row[] }[]; shown: number } {
  let left = most;
  const sections: { heading: string; rows: Row[] }[] = [];
  for (const { heading, views } of parts) {
    const rows = views.slice(0, left).map((view) => rowOf(telling, view));
    left -= rows.length;
    if (rows.length > 0) sections.push({ heading, rows });
  }
  return { sections, shown: most - left };
}
