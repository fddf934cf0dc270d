import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionMoments } from "../../src/core/action-agenda.ts";
import { lookAt, type Moment } from "../../src/core/agenda.ts";
import { digestMoment, isStillToday, roomDigestMoment, weeklyMoment } from "../../src/core/digest-time.ts";
import { noticeKey } from "../../src/core/notice.ts";
import type { ActionView } from "../../src/core/outcome.ts";
import type { Person } from "../../src/core/person.ts";
import { reminderMoments } from "../../src/core/reminder-moments.ts";
import { type Calendar, REGIONS } from "../../src/core/working-day.ts";
import { to } from "../support/builders.ts";
import { daysFrom, later, momentAt, weekday, works } from "../support/plain-clock.ts";
import {
  aSetting,
  calendarOf,
  type Habits,
  HOME,
  personOf,
  plainly,
  type Reminder,
  type Setting,
  usual,
  viewOf,
} from "../support/plain-reminders.ts";

/** What the rules say over a long time, against plain definitions that share nothing with them. */

const ZONES = [HOME, "America/New_York", "Asia/Kolkata"];
const FIRST = "2027-01-01";
const LAST = "2028-12-31";
const DAYS = daysFrom(FIRST, LAST);
const START = new Date("2026-12-30T12:00Z");
const END = new Date("2029-01-02T12:00Z");
/** Sundays on which the clocks change in London or New York. */
const CHANGES = ["2027-03-14", "2027-03-28", "2027-10-31", "2027-11-07", "2028-03-12", "2028-03-26", "2028-10-29", "2028-11-05"];
const isNear = (day: string, change: string): boolean => later(change, -2) <= day && day <= later(change, 2);
const PLACES = REGIONS.flatMap((region) => ZONES.map((zone) => [region, zone] as const));

const RHYTHM = { timeZone: HOME, digestTime: "08:30", quietHours: null };

type Said = { day: string; at: Date };

/** Everything that comes in the two years, one after the other. */
function all(next: (after: Date) => Said | null): Said[] {
  const said: Said[] = [];
  for (let found = next(START); found && found.at < END; found = next(found.at)) said.push(found);
  return said.filter(({ day }) => FIRST <= day && day <= LAST);
}

/** Every day of the two years that is wanted, at what the wall shows there then. */
const onDays = (isWanted: (day: string) => boolean, time: string, timeZone: string): Said[] =>
  DAYS.filter(isWanted).map((day) => ({ day, at: momentAt(day, time, timeZone) }));

describe("over two years, with clock changes and bank holidays", { timeout: 30_000 }, () => {
  it.each(PLACES)("every digest in %s, read in %s, comes once, at the right minute", (region, timeZone) => {
    const cases = [{ calendar: calendarOf(region), stabilising: false }];
    const digests = (habits: Partial<Habits>) =>
      all((after) => digestMoment(personOf("harriet", usual(timeZone, habits)), RHYTHM, cases, after));
    const worksThere = (day: string) => works(day, region);

    expect(digests({})).toEqual(onDays(worksThere, "08:30", timeZone));
    expect(digests({ time: "17:45", weekdays: "135" })).toEqual(
      onDays((day) => worksThere(day) && [1, 3, 5].includes(weekday(day)), "17:45", timeZone),
    );
    expect(digests({ quietHours: "19:00-09:15" })).toEqual(onDays(worksThere, "09:15", timeZone));
    expect(digests({ on: false })).toEqual([]);
  });

  it.each(PLACES)("every weekly summary in %s, read in %s, and every room's digest comes once", (region, timeZone) => {
    const calendars = [calendarOf(region)];
    const isFirstOfWeek = (day: string): boolean => {
      const before = daysFrom(later(day, 1 - weekday(day)), later(day, -1));
      return works(day, region) && !before.some((earlier) => works(earlier, region));
    };

    expect(all((after) => weeklyMoment(personOf("priya", usual(timeZone)), RHYTHM, calendars, after))).toEqual(
      onDays(isFirstOfWeek, "08:30", timeZone),
    );
    const room = { ...RHYTHM, timeZone };
    expect(all((after) => roomDigestMoment(room, calendars, after))).toEqual(
      onDays((day) => works(day, region), "08:30", timeZone),
    );
  });

  it.each(PLACES)(
    "every reminder of an action due on any third day in %s, and about clock changes, read in %s, comes once",
    (region, timeZone) => {
      const times = [null, "07:15", "14:30", "23:45"];
      const turn = PLACES.findIndex((place) => place[0] === region && place[1] === timeZone) % ZONES.length;
      const days = DAYS.slice(7, -45).filter(
        (day, at) => at % ZONES.length === turn || CHANGES.some((change) => isNear(day, change)),
      );
      const different = days.flatMap((day, at) => {
        const setting = aSetting({ region, owner: usual(timeZone, { on: false }), due: { day, time: times[at % 4] ?? null } });
        const until = new Date(Date.parse(`${day}T12:00Z`) + 20 * 86_400_000);
        const expected = plainly(setting).filter((reminder) => reminder.at <= until);
        const said = stepping(viewOf(setting), until);
        return JSON.stringify(said) === JSON.stringify(expected) ? [] : [{ due: setting.due, said, expected }];
      });

      expect(different).toEqual([]);
    },
  );
});

/** The same from the rules, by a clock that looks only when it was told to. */
function stepping(view: ActionView, until: Date): Reminder[] {
  const said: Reminder[] = [];
  let now = START;
  for (let look = lookAt(reminderMoments(view, now), now, now); look.next && look.next <= until; ) {
    const since = now;
    now = look.next;
    look = lookAt(reminderMoments(view, now), since, now);
    said.push(...look.say.map(asReminder));
  }
  return said;
}

function asReminder({ at, notice }: Moment): Reminder {
  if (notice.kind !== "reminder") throw new Error(notice.kind);
  return { at, occasion: notice.occasion, day: notice.day, to: notice.to.personId };
}

const quarter = fc.integer({ min: 0, max: 95 }).map((count) => new Date(count * 15 * 60_000).toISOString().slice(11, 16));
const someDay = fc.oneof(
  fc.integer({ min: 10, max: 600 }).map((count) => DAYS[count] ?? FIRST),
  fc.constantFrom("2027-03-28", "2027-03-27", "2027-10-31", "2027-10-30", "2027-03-14", "2027-12-27", "2028-03-26"),
);
const someHabits: fc.Arbitrary<Habits> = fc.record({
  timeZone: fc.constantFrom(...ZONES),
  on: fc.boolean(),
  time: fc.constantFrom(null, "06:15", "09:00", "16:30"),
  weekdays: fc.constantFrom("12345", "135", "4", "1", "24567"),
  quietHours: fc.constantFrom(null, "20:00-07:00", "22:30-09:15", "12:00-13:00", "06:00-19:00"),
});
const someSetting: fc.Arbitrary<Setting> = fc
  .record({
    region: fc.constantFrom(...REGIONS),
    owner: someHabits,
    cover: fc.option(someHabits),
    due: fc.record({ day: someDay, time: fc.option(quarter, { freq: 2 }) }),
    away: fc.integer({ min: -8, max: 30 }),
    off: fc.option(fc.integer({ min: -5, max: 30 })),
    stabilising: fc.boolean(),
    asked: fc.option(fc.integer({ min: -5 * 96, max: 3 * 96 })),
  })
  .map(({ cover, away, off, asked, due, ...rest }) => ({
    ...rest,
    due,
    cover: cover && { ...cover, from: later(due.day, away), until: later(due.day, away + 5) },
    putOff: off === null ? {} : { harriet: later(due.day, off) },
    asked: asked === null ? null : new Date(Date.parse(`${due.day}T00:00Z`) + asked * 15 * 60_000),
  }));

/** Looks at any moments, now and then twice at the same: the minute's tick, an outage of an hour, of a week. */
const someLooks = fc
  .array(
    fc.oneof(
      fc.constant(0),
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 60, max: 3000 }),
      fc.integer({ min: 1, max: 12_000 }),
    ),
    {
      minLength: 10,
      maxLength: 60,
    },
  )
  .map((gaps) => {
    let minute = 0;
    return gaps.map((gap) => {
      minute += gap;
      return minute;
    });
  });

describe("whatever the habits of those who read, the cover, the due date, and what was put off", { timeout: 30_000 }, () => {
  it("every reminder comes once, at the moment that the plain definition names", () => {
    fc.assert(
      fc.property(someSetting, (setting) => {
        const until = new Date(Date.parse(`${setting.due.day}T12:00Z`) + 70 * 86_400_000);
        const expected = plainly(setting).filter(({ at }) => at > START && at <= until);

        expect(stepping(viewOf(setting), until)).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  it("a look at any moment says the last that has come since the one before, and nothing a second time", () => {
    fc.assert(
      fc.property(someSetting, someLooks, (setting, minutes) => {
        const view = viewOf(setting);
        const reminders = plainly(setting);
        const first = Date.parse(`${setting.due.day}T00:00Z`) - 8 * 86_400_000;
        const keys: string[] = [];
        let since = new Date(first);
        for (const minute of minutes) {
          const now = new Date(first + minute * 60_000);
          const { say, next } = lookAt(actionMoments(view, now), since, now);
          const came = reminders.filter(({ at }) => at > since && at <= now).slice(-1);
          expect(say.filter(({ notice }) => notice.kind === "reminder").map(asReminder)).toEqual(came);
          const coming = reminders.find(({ at }) => at > now);
          // It comes back in time, never too late.
          if (coming) expect(next && next <= coming.at).toBe(true);
          keys.push(...say.map(({ notice }) => noticeKey("a1", notice)));
          since = now;
        }
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 250 },
    );
  });

  it("a digest comes once, at the first look on its day before six in the evening, and else not at all", () => {
    const cases = fc.record({ region: fc.constantFrom(...REGIONS), timeZone: fc.constantFrom(...ZONES), from: someDay });
    fc.assert(
      fc.property(cases, someLooks, ({ region, timeZone, from }, minutes) => {
        const person = personOf("harriet", usual(timeZone));
        const first = Date.parse(`${from}T00:00Z`);
        const looks = minutes.map((minute) => new Date(first + minute * 60_000));
        const sent: { day: string; at: Date }[] = [];
        let since = new Date(first);
        for (const now of looks) {
          const { say } = lookAt(digestsFrom(since, now, person, calendarOf(region)), since, now);
          for (const { notice } of say) {
            if (notice.kind === "digest" && isStillToday(notice.day, timeZone, now)) sent.push({ day: notice.day, at: now });
          }
          since = now;
        }
        const days = daysFrom(later(from, -2), later(from, 1200)).filter((day) => works(day, region));
        const expected = days.flatMap((day) => {
          const at = momentAt(day, "08:30", timeZone);
          const seen = at > new Date(first) && looks.find((now) => now >= at);
          return seen && seen < momentAt(day, "18:00", timeZone) ? [{ day, at: seen }] : [];
        });
        expect(sent).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

/** Digests after a moment, up to the first that is still to come. */
function digestsFrom(since: Date, now: Date, person: Person, calendar: Calendar): Moment[] {
  const moments: Moment[] = [];
  for (let after = since; after <= now; ) {
    const next = digestMoment(person, RHYTHM, [{ calendar, stabilising: false }], after);
    if (!next) break;
    moments.push({ at: next.at, notice: { kind: "digest", to: to(person.id), day: next.day } });
    after = next.at;
  }
  return moments;
}
