import { digestTimeOf, digestWallTime } from "../core/digest-time.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Person } from "../core/person.ts";
import { type Rhythm, zoneOf } from "../core/quiet-time.ts";
import { MONDAY_TO_FRIDAY, weekdaysLabel } from "../core/weekdays.ts";
import type { Card } from "./card.ts";
import { capitalised, joinParts } from "./status-line.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** How somebody's daily digest is set, and what comes all the same where it is off. */
export function digestSettingCard(
  context: CardContext,
  { person, rhythm, said }: Extract<Outcome, { kind: "digest-setting" }>,
): Card {
  const { on, weekdays } = person.digest;
  const when = [`at ${digestTimeOf(person, rhythm)}`, weekdaysLabel(weekdays ?? MONDAY_TO_FRIDAY)];
  const data = {
    title: "Your daily digest",
    status: joinParts(on ? ["On", ...when] : ["Off", capitalised(weekdaysLabel(weekdays ?? MONDAY_TO_FRIDAY))]),
    said: said === null ? [] : [said],
    notes: on ? [...inQuietHours(person, rhythm), ...ON] : OFF,
    why: [`Times are in ${zoneOf(person, rhythm)}.`],
    isOn: on,
    isOff: !on,
  };
  return fillCard("digest-setting", data, tell(context), said === null ? { do: "digest-setting" } : undefined);
}

/** Where it would come in quiet hours, when it comes instead. */
function inQuietHours(person: Person, rhythm: Rhythm): string[] {
  const comes = digestWallTime(person, rhythm);
  if (comes === digestTimeOf(person, rhythm)) return [];
  return comes === null
    ? ["At that time you have quiet hours, so it does not come. Reminders come instead."]
    : [`At that time you have quiet hours, so it comes at ${comes}.`];
}

const ON = [
  "It comes on working days of your cases, if something is due or waits for you.",
  "Cases that are stabilising count on every day.",
];

const OFF = [
  "Reminders still come, each by itself when it is due.",
  "Questions to you, escalations and a lead's weekly summary still come, too.",
];
