import { max } from "date-fns/max";
import { subDays } from "date-fns/subDays";
import { recipient } from "../core/decision.ts";
import { type DigestCase, digestMoment, isStillToday, roomDigestMoment, weeklyMoment } from "../core/digest-time.ts";
import type { Notice } from "../core/notice.ts";
import { isOutsideChat } from "../core/person.ts";
import { type Day, dayOf } from "../core/working-day.ts";
import { type CaseDays, type ProviderRhythm, readLeads, readPeople, readRhythm, readRooms } from "../store/agenda-subjects.ts";
import type { Statements } from "../store/database.ts";
import { type About, type Addressed, laneOf, laneTo } from "../store/outbox.ts";
import { fileConnected, personConnected, platformsOf } from "./connected.ts";
import { calendarOf, type Deps } from "./deps.ts";
import { type Batch, eachByItself, type Looked } from "./look-at.ts";

/** A digest is gathered and worded when it is sent: what is planned says only whose it is, and for which day. */
interface SummaryMoment {
  day: Day;
  at: Date;
}

/** One that was missed is said until the evening of its day: nothing from before yesterday can still be worth it. */
const FURTHEST_BACK_DAYS = 2;

/** The last moment that has come since, if its day is not over yet, and the first that is to come. */
function lookAtDays(
  since: Date,
  now: Date,
  timeZone: string,
  following: (after: Date) => SummaryMoment | null,
): { due: SummaryMoment | null; next: Date | null } {
  let due: SummaryMoment | null = null;
  let moment = following(max([since, subDays(now, FURTHEST_BACK_DAYS)]));
  while (moment && moment.at <= now) {
    due = moment;
    moment = following(moment.at);
  }
  return { due: due && isStillToday(due.day, timeZone, now) ? due : null, next: moment?.at ?? null };
}

/** Digests of people. */
export async function lookAtDigests(deps: Deps, tx: Statements, { providerId, now, rows }: Batch): Promise<Looked[]> {
  const [rhythm, people] = await Promise.all([readRhythm(tx, providerId), readPeople(tx, providerId, subjectsOf(rows))]);
  const platforms = platformsOf(deps);
  return eachByItself(deps, "digest", rows, ({ subject, lookedAt }): Looked => {
    const found = people.get(subject);
    if (!found) return { subject, gone: true, say: [] };
    const { person, cases } = found;
    // Nowhere to be written to, until an account of theirs is known again.
    if (isOutsideChat(person)) return { subject, next: null, say: [] };
    const days = daysOf(deps, rhythm, cases);
    const zone = person.timeZone ?? rhythm.timeZone;
    const { due, next } = lookAtDays(lookedAt, now, zone, (after) => digestMoment(person, rhythm, days, after));
    // Where nothing is open in any of their cases, there is nothing to list; where no account of theirs is connected, nowhere to say it.
    if (!due || !cases.some(({ live }) => live) || isOutsideChat(personConnected(person, platforms)))
      return { subject, next, say: [] };
    const to = { personId: person.id, coverFor: null, coverUntil: null };
    const notice: Notice = { kind: "digest", to, day: due.day };
    return { subject, next, say: [inLine(notice, person.id, laneTo(person, platforms), due.at)] };
  });
}

/** Digests of rooms. */
export async function lookAtRooms(deps: Deps, tx: Statements, { providerId, now, rows }: Batch): Promise<Looked[]> {
  const [rhythm, rooms] = await Promise.all([readRhythm(tx, providerId), readRooms(tx, providerId, subjectsOf(rows))]);
  return eachByItself(deps, "room", rows, ({ subject, lookedAt }): Looked => {
    const found = rooms.get(subject);
    if (!found) return { subject, gone: true, say: [] };
    const { room, cases } = found;
    const calendars = daysOf(deps, rhythm, cases).map(({ calendar }) => calendar);
    const { due, next } = lookAtDays(lookedAt, now, rhythm.timeZone, (after) => roomDigestMoment(rhythm, calendars, after));
    if (!due || !cases.some(({ live }) => live) || !deps.chats.has(room.platform)) return { subject, next, say: [] };
    const lane = laneOf(room.platform, room.workspace, room.conversation);
    return { subject, next, say: [inLine({ kind: "room-digest", room, day: due.day }, null, lane, due.at)] };
  });
}

/** Weekly summaries of leads; of a lead who is away, to their cover in each case. */
export async function lookAtWeeklies(deps: Deps, tx: Statements, { providerId, now, rows }: Batch): Promise<Looked[]> {
  const [rhythm, leads] = await Promise.all([readRhythm(tx, providerId), readLeads(tx, providerId, subjectsOf(rows))]);
  const platforms = platformsOf(deps);
  return eachByItself(deps, "weekly", rows, ({ subject, lookedAt }): Looked => {
    const found = leads.get(subject);
    if (!found) return { subject, gone: true, say: [] };
    const { lead } = found;
    const files = found.files.map((file) => fileConnected(file, platforms));
    const calendars = files.map((file) => calendarOf(deps, file));
    const zone = lead.timeZone ?? rhythm.timeZone;
    const { due, next } = lookAtDays(lookedAt, now, zone, (after) => weeklyMoment(lead, rhythm, calendars, after));
    if (!due) return { subject, next, say: [] };
    const readers = new Map(
      files.map((file) => {
        const to = recipient(file, lead.id, dayOf(due.at, file.timeZone));
        return [to.personId, { to, person: file.people[to.personId] }];
      }),
    );
    const say = [...readers.values()].map(({ to, person }) =>
      inLine({ kind: "weekly", to, day: due.day }, to.personId, laneTo(person, platforms), due.at),
    );
    return { subject, next, say };
  });
}

const subjectsOf = (rows: Batch["rows"]): string[] => rows.map(({ subject }) => subject);

const daysOf = (deps: Deps, { timeZone }: ProviderRhythm, cases: CaseDays[]): DigestCase[] =>
  cases.map(({ region, stabilising }) => ({ calendar: { timeZone, region, holidays: deps.holidays(region) }, stabilising }));

const inLine = (notice: Notice, personId: string | null, lane: string, dueAt: Date): Addressed & About => ({
  ...{ notice, personId, placeId: null, lane, caseId: null, actionId: null, dueAt },
});
