import type { Outcome } from "../core/outcome.ts";
import { MONDAY_TO_FRIDAY, weekdaysLabel } from "../core/weekdays.ts";
import type { Card } from "./card.ts";
import { capitalised, joinParts } from "./status-line.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** How somebody's daily digest is set, and what comes all the same where it is off. */
export function digestSettingCard(
  context: CardContext,
  { person, digestTime, timeZone, said }: Extract<Outcome, { kind: "digest-setting" }>,
): Card {
  const { on, time, weekdays } = person.digest;
  const when = [`at ${time ?? digestTime}`, weekdaysLabel(weekdays ?? MONDAY_TO_FRIDAY)];
  const data = {
    title: "Your daily digest",
    status: joinParts(on ? ["On", ...when] : ["Off", capitalised(weekdaysLabel(weekdays ?? MONDAY_TO_FRIDAY))]),
    said: said === null ? [] : [said],
    notes: on ? ON : OFF,
    why: [`Times are in ${timeZone}.`],
    isOn: on,
    isOff: !on,
  };
  return fillCard("digest-setting", data, tell(context), said === null ? { do: "digest-setting" } : undefined);
}

const ON = [
  "It comes on working days of your cases, if something is due or waits for you.",
  "Cases that are stabilising count on every day.",
];

const OFF = [
  "Reminders still come, each by itself when it is due.",
  "Questions to you, escalations and a lead's weekly summary still come, too.",
];
