import { fullRef } from "../core/action.ts";
import type { Command } from "../core/command.ts";
import type { Digest } from "../core/digest.ts";
import { dayLabel } from "../core/due.ts";
import type { ActionView } from "../core/outcome.ts";
import { dayOf } from "../core/working-day.ts";
import type { Card } from "./card.ts";
import { type Group, groupsOf } from "./groups.ts";
import { offersTo } from "./offers.ts";
import { type Button, expected } from "./row.ts";
import { joinParts } from "./status-line.ts";
import { type CardContext, type Telling, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";
import { chasersCopy } from "./text-to-copy.ts";

/**
 * What one person has before them today, all of it: a digest longer than a message goes on in the next. One that was sent in the morning
 * stays what it said then; one that was asked for can be asked again.
 */
export function digestCard(context: CardContext, digest: Digest, how: "sent" | "asked"): Card {
  const telling = tell(context);
  const again: Command = { do: "digest" };
  const zone = readersZone(context, digest);
  const data = {
    title: joinParts(["Your actions", zone ? dayLabel(dayOf(context.now, zone)) : null]),
    status: digestCounts(digest),
    groups: sectionsOf(digest, ["overdue", "dueToday", "dueSoon", "waiting", "ownerLeft"]).flatMap((section) =>
      digestGroups(telling, section, again),
    ),
    why: [],
  };
  return fillCard("digest", data, telling, how === "asked" ? again : undefined);
}

const digestGroups = (telling: Telling, { name, heading, views }: Section, again: Command): Group[] =>
  groupsOf(telling, heading, views, { again, buttons: (view) => buttonsOf(telling, name, view) });

/** Overdue work offers what can be said of it; anything else the one press that is expected. */
function buttonsOf(telling: Telling, name: Section["name"], view: ActionView): Button[] {
  const ref = fullRef(view.action);
  const on = { ref, seen: view.action.version };
  if (name === "ownerLeft") return [{ button: "Show", command: { do: "show", ref } }];
  const offers = offersTo(telling, view);
  const works = offers.includes("evidence") && name !== "waiting";
  const copy = chasersCopy(telling, view);
  // Four buttons at most: the chaser asks for a new date once it is known who answers.
  const mayExtend = offers.includes("extend") && !copy.canBeAway;
  const several: Button[] =
    name === "overdue" && works
      ? [
          { button: "Submit evidence", command: { do: "evidence", ...on } },
          { button: "Give update", command: { do: "update", ...on } },
          ...(mayExtend ? [{ button: "Ask for new date", command: { do: "extend", ...on } } as const] : []),
        ]
      : [expected(telling, view)];
  const as = view.action.notYetHeard ? "chase" : "reminder";
  return [
    ...several,
    ...(copy.hasCopy ? [{ button: "Text to copy", command: { do: "show", ref, as } } as const] : []),
    ...(works && copy.canBeAway ? [{ button: "Contact is away", command: { do: "away", ...on } } as const] : []),
  ];
}

/** Counts in one line: `1 overdue · 2 due today · 1 waiting for you`. */
export function digestCounts(digest: Digest): string {
  const counts: [number, string][] = [
    [digest.overdue.length, "overdue"],
    [digest.dueToday.length, "due today"],
    [digest.dueSoon.length, "due soon"],
    [digest.waiting.length, "waiting for you"],
    [digest.ownerLeft.length, digest.ownerLeft.length === 1 ? "whose owner has left" : "whose owners have left"],
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
  ownerLeft: "Owner has left",
} as const;

export type Section = { name: keyof typeof HEADINGS; heading: string; views: ActionView[] };

/** The named parts of a digest that are not empty, in the order asked for. */
export function sectionsOf(digest: Digest, names: readonly Section["name"][]): Section[] {
  const viewsOf = (name: Section["name"]): ActionView[] =>
    name === "waiting" ? digest.waiting.map(({ view }) => view) : digest[name];
  return names.map((name) => ({ name, heading: HEADINGS[name], views: viewsOf(name) })).filter(({ views }) => views.length > 0);
}

/** The zone of any case at hand; without one the day is left out. */
function readersZone(context: CardContext, digest: Digest): string | undefined {
  const [first] = sectionsOf(digest, ["overdue", "dueToday", "dueSoon", "waiting", "ownerLeft", "later"]);
  const file = first?.views[0]?.file;
  return file && (file.people[context.reader]?.timeZone ?? file.timeZone);
}
