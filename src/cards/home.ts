import type { Outcome } from "../core/outcome.ts";
import type { Card } from "./card.ts";
import { digestCounts, fitting, sectionsOf } from "./digest.ts";
import { notAll } from "./list.ts";
import { joinParts } from "./status-line.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** A home page holds twice what a message does. */
const MOST_ROWS = 60;
const MOST_CASES = 15;

/** One person's own page: what waits for them, what is theirs, the cases they lead. */
export function homeCard(context: CardContext, { digest, leads }: Extract<Outcome, { kind: "home" }>): Card {
  const telling = tell(context);
  const parts = sectionsOf(digest, ["waiting", "overdue", "dueToday", "dueSoon", "later"]);
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
