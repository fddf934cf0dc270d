import { tz } from "@date-fns/tz";
import { addDays } from "date-fns/addDays";
import { addHours } from "date-fns/addHours";
import { isWeekend } from "date-fns/isWeekend";
import { set } from "date-fns/set";

/** The rehearsal's clock. `moveTo` runs every moment between, and resolves when all of them have been run. */
export interface RehearsalClock {
  now(): Date;
  /** Throws `ClockBack` where the instant is before now, `ClockTooFar` where it is past what is known. `sent` counts the messages that went out because of the move. */
  moveTo(instant: Date): Promise<{ now: Date; sent: number }>;
}

/** The clock was asked to go back: what has been said cannot be unsaid. */
export class ClockBack extends Error {
  override name = "ClockBack";
}

/** The clock was asked to go where the service cannot follow; the message says how far it goes. */
export class ClockTooFar extends Error {
  override name = "ClockTooFar";
}

export const JUMPS = ["hour", "day", "morning"] as const;
export type Jump = (typeof JUMPS)[number];

/** After the digest, before the first ladder step: what a person would see on arriving at work. */
const MORNING = { hours: 9, minutes: 0, seconds: 0, milliseconds: 0 };

/** Monday to Friday. The service passes one of its own that knows bank holidays. */
export function nextWeekdayMorning(from: Date, timeZone: string): Date {
  const zone = tz(timeZone);
  let morning = set(from, MORNING, { in: zone });
  while (+morning <= +from || isWeekend(morning, { in: zone })) morning = addDays(morning, 1, { in: zone });
  return new Date(+morning);
}

/** Where a jump ends. A day keeps the wall time across a clock change. */
export async function jumpFrom(
  now: Date,
  jump: Jump,
  calendar: { timeZone: string; nextWorkingMorning(from: Date): Date | Promise<Date> },
): Promise<Date> {
  switch (jump) {
    case "hour":
      return addHours(now, 1);
    case "day":
      return new Date(+addDays(now, 1, { in: tz(calendar.timeZone) }));
    case "morning":
      return calendar.nextWorkingMorning(now);
  }
}
