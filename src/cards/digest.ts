import type { Command } from "../core/command.ts";
import type { Digest } from "../core/digest.ts";
import { dayLabel } from "../core/due.ts";
import type { ActionView } from "../core/outcome.ts";
import { dayOf } from "../core/working-day.ts";
import type { Card } from "./card.ts";
import { MOST_ROWS, notAll } from "./list.ts";
import { type Row, rowOf } from "./row.ts";
import { joinParts } from "./status-line.ts";
import { type CardContext, type Telling, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

export type Section = { heading: string; rows: Row[] };

/** What one person has before them today. */
export function digestCard(context: CardContext, digest: Digest): Card {
  const telling = tell(context);
  const again: Command = { do: "digest" };
  const parts = sectionsOf(digest, ["overdue", "dueToday", "dueSoon", "waiting"]);
  const { sections, shown } = fitting(parts, MOST_ROWS, telling, again);
  const total = digest.overdue.length + digest.dueToday.length + digest.dueSoon.length + digest.waiting.length;
  const zone = readersZone(context, digest);
  const data = {
    title: joinParts(["Your actions", zone ? dayLabel(dayOf(context.now, zone)) : null]),
    status: digestCounts(digest),
    sections,
    why: notAll(shown, total),
  };
  return fillCard("digest", data, telling, again);
}

/** Counts in one line: `1 overdue · 2 due today · 1 waiting for you`. */
export function digestCounts(digest: Digest): string {
  const counts: [number, string][] = [
    [digest.overdue.length, "overdue"],
    [digest.dueToday.length, "due today"],
    [digest.dueSoon.length, "due soon"],
    [digest.waiting.length, "waiting for you"],
  ];
  return (
    joinParts(counts.map(([count, what]) => (count > 0 ? `${count} ${what}` : null))) || "Nothing is due or waiting for you."
  );
}

const HEADINGS = {
  overdue: "Overdue",
  dueToday: "Due today",
  dueSoon: "Due soon",
  later: "Later",
  waiting: "Waiting for you",
} as const;

type Part = { heading: string; views: ActionView[] };

/** The named parts of a digest that are not empty, in the order asked for. */
export function sectionsOf(digest: Digest, names: readonly (keyof typeof HEADINGS)[]): Part[] {
  const viewsOf = (name: keyof typeof HEADINGS): ActionView[] =>
    name === "waiting" ? digest.waiting.map(({ view }) => view) : digest[name];
  return names.map((name) => ({ heading: HEADINGS[name], views: viewsOf(name) })).filter(({ views }) => views.length > 0);
}

/** As many rows as fit, from the first section on; a section with none left is dropped. */
export function fitting(parts: Part[], most: number, telling: Telling, again?: Command): { sections: Section[]; shown: number } {
  let left = most;
  const sections: Section[] = [];
  for (const { heading, views } of parts) {
    const rows = views.slice(0, left).map((view) => rowOf(telling, view, again));
    left -= rows.length;
    if (rows.length > 0) sections.push({ heading, rows });
  }
  return { sections, shown: most - left };
}

/** The zone of any case at hand; without one the day is left out. */
function readersZone(context: CardContext, digest: Digest): string | undefined {
  const views = [
    ...digest.overdue,
    ...digest.dueToday,
    ...digest.dueSoon,
    ...digest.later,
    ...digest.waiting.map(({ view }) => view),
  ];
  const file = views[0]?.file;
  return file && (file.people[context.reader]?.timeZone ?? file.timeZone);
}
