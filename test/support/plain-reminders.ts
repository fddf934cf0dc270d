import { bankHolidays } from "../../src/core/bank-holidays.ts";
import type { ReminderOccasion } from "../../src/core/notice.ts";
import type { ActionView } from "../../src/core/outcome.ts";
import type { Person } from "../../src/core/person.ts";
import { type Calendar, REGIONS, type Region } from "../../src/core/working-day.ts";
import { aCaseFile, aMapRole, anAction, aPerson } from "./builders.ts";
import { daysFrom, later, momentAt, wall, weekday, whenAwake, works } from "./plain-clock.ts";

/** Which reminders there must be, said once more by plain definition: day by day, and by the clock on the wall. */

export const HOME = "Europe/London";

export const calendarOf = (region: Region): Calendar => ({ timeZone: HOME, region, holidays: bankHolidays(region) });

/** Working days of a nation, each found by looking at it, a while before and after the two years. */
const WORKING = Object.fromEntries(
  REGIONS.map((region) => [region, daysFrom("2026-11-01", "2031-12-31").filter((day) => works(day, region))]),
) as Record<Region, string[]>;

export interface Habits {
  timeZone: string;
  on: boolean;
  time: string | null;
  weekdays: string;
  quietHours: string | null;
}

export const usual = (timeZone: string, overrides: Partial<Habits> = {}): Habits => ({
  timeZone,
  on: true,
  time: null,
  weekdays: "12345",
  quietHours: null,
  ...overrides,
});

export const personOf = (id: string, { timeZone, on, time, weekdays, quietHours }: Habits): Person =>
  aPerson({ id, timeZone, quietHours, digest: { on, time, weekdays } });

/** An action of Harriet's, whom Hassan may cover between two days. */
export interface Setting {
  region: Region;
  owner: Habits;
  cover: (Habits & { from: string; until: string }) | null;
  due: { day: string; time: string | null };
  putOff: Record<string, string>;
  stabilising: boolean;
  /** When the owner was asked to accept; null where they have. */
  asked: Date | null;
}

export const aSetting = (overrides: Partial<Setting> & Pick<Setting, "region" | "owner" | "due">): Setting => ({
  cover: null,
  putOff: {},
  stabilising: false,
  asked: null,
  ...overrides,
});

export function viewOf({ region, owner, cover, due, putOff, stabilising, asked }: Setting): ActionView {
  const people = {
    priya: aPerson({ id: "priya" }),
    harriet: personOf("harriet", owner),
    hassan: personOf("hassan", cover ?? usual(HOME)),
  };
  const covers = cover ? [{ personId: "hassan", from: cover.from, until: cover.until }] : [];
  return {
    action: anAction({
      due: { ...due, timeZone: HOME },
      putOff,
      status: asked ? "proposed" : "open",
      ...(asked && { statusSince: asked }),
    }),
    file: aCaseFile({ people, stabilising, map: [aMapRole("Housing officer", "harriet", { cover: covers })] }),
    calendar: calendarOf(region),
  };
}

export interface Reminder {
  at: Date;
  occasion: ReminderOccasion;
  day: string;
  to: string;
}

const HOUR = 3_600_000;

/** All reminders of an action by plain definition. */
export function plainly(setting: Setting): Reminder[] {
  const { region, due, putOff, stabilising, asked } = setting;
  const working = WORKING[region];
  const place = working.findIndex((day) => day > due.day);
  const after = working.slice(place);
  const dueAt = due.time === null ? null : momentAt(due.day, due.time, HOME);
  const planned: { occasion: ReminderOccasion; day: string; at: Date | null; only?: string }[] = [
    { occasion: "soon", day: working[place - 4] ?? "", at: null },
    { occasion: "today", day: due.day, at: null },
    ...(dueAt ? [{ occasion: "overdue", day: due.day, at: dueAt } as const] : []),
    ...[1, 2, 4, 8, 16, 32, 64].map((gap) => ({ occasion: "overdue", day: after[gap - 1] ?? "", at: null }) as const),
  ];
  for (const [only, day] of Object.entries(putOff)) {
    planned.splice(
      planned.findIndex((one) => one.day >= day),
      0,
      { occasion: "again", day, at: null, only },
    );
  }
  const heard = planned.flatMap(({ occasion, day, at, only }): Reminder[] => {
    const isCovered = setting.cover !== null && setting.cover.from <= day && day <= setting.cover.until;
    const [reader, habits] = isCovered && setting.cover ? ["hassan", setting.cover] : ["harriet", setting.owner];
    if (only !== undefined && only !== reader) return [];
    const atDigest = momentAt(day, habits.time ?? "08:30", habits.timeZone);
    const reached = wall(whenAwake(atDigest, habits.quietHours, habits.timeZone), habits.timeZone);
    const isDigests = dueAt === null || (occasion === "overdue" && at === null);
    if (isDigests && habits.on && reached < `${day} 18:00`) return [];
    const anHourBefore = occasion === "today" && dueAt !== null && dueAt <= atDigest ? new Date(dueAt.getTime() - HOUR) : null;
    const wanted = at ?? anHourBefore ?? atDigest;
    const isUrgent = stabilising || (dueAt !== null && Math.abs(dueAt.getTime() - wanted.getTime()) <= 24 * HOUR);
    const moment = isUrgent ? whenAwake(wanted, habits.quietHours, habits.timeZone) : whenBothWork(wanted, habits, region);
    if (asked && moment <= asked) return [];
    if ((putOff[reader] ?? "") > wall(moment, HOME).slice(0, 10)) return [];
    return [{ at: moment, occasion, day, to: reader }];
  });
  return heard.filter(({ at }, place) => heard.slice(place + 1).every((later) => later.at > at));
}

function whenBothWork(at: Date, { timeZone, quietHours, weekdays }: Habits, region: Region): Date {
  const awake = whenAwake(at, quietHours, timeZone);
  const [day = "", time = ""] = wall(awake, timeZone).split(" ");
  if (weekdays.includes(String(weekday(day))) && works(day, region)) return awake;
  let next = later(day, 1);
  while (!weekdays.includes(String(weekday(next))) || !works(next, region)) next = later(next, 1);
  return whenAwake(momentAt(next, time, timeZone), quietHours, timeZone);
}
