import { accessLevel } from "../../src/core/access.ts";
import type { Action } from "../../src/core/action.ts";
import { actionMoments } from "../../src/core/action-agenda.ts";
import { lookAt } from "../../src/core/agenda.ts";
import type { CaseFile } from "../../src/core/case-file.ts";
import { isEmptyDigest } from "../../src/core/digest.ts";
import { digestMoment, roomDigestMoment, weeklyMoment } from "../../src/core/digest-time.ts";
import { dailyDigestOf } from "../../src/core/in-hand.ts";
import { roomKey } from "../../src/core/notice.ts";
import type { ActionView } from "../../src/core/outcome.ts";
import { isEmptyRoomDigest, roomDigestOf } from "../../src/core/room-digest.ts";
import { noLongerTrue } from "../../src/core/still-true.ts";
import { visibleTo } from "../../src/core/visible.ts";
import { weeklyOf } from "../../src/core/weekly.ts";
import { type Calendar, dayOf } from "../../src/core/working-day.ts";

/** A case with its actions, which nobody touches. */
export interface StillCase {
  file: CaseFile;
  calendar: Calendar;
  actions: Action[];
}

interface Span {
  from: Date;
  until: Date;
}

/** `reminder harriet 2027-03-22T08:30:00.000Z` */
const line = (kind: string, reader: string, at: Date): string => `${kind} ${reader} ${at.toISOString()}`;

/** All that the pure rules say in a span, each at its own moment, where nobody does anything. Knows neither store nor planner. */
export function expectedIn(cases: StillCase[], span: Span): string[] {
  const views = cases.map(({ file, calendar, actions }) => ({
    file,
    calendar,
    views: actions.map((action): ActionView => ({ action, file, calendar })),
  }));
  const people = new Map(cases.flatMap(({ file }) => Object.entries(file.people)));
  const rooms = new Map(cases.flatMap(({ file }) => file.places.map((place) => [roomKey(place), place] as const)));
  return [
    ...views.flatMap((each) => each.views.flatMap((view) => ofAction(view, span))),
    ...[...people.values()].flatMap((person) => {
      const theirs = views.filter(({ file }) => names(file, person.id));
      const [first] = theirs;
      if (!first || person.identities.length === 0) return [];
      const days = theirs.map(({ file, calendar }) => ({ calendar, stabilising: file.stabilising }));
      return moments(span, (after) => digestMoment(person, first.file, days, after)).flatMap((at) => {
        const seen = theirs.flatMap((each) => {
          const today = dayOf(at, each.file.timeZone);
          const level = accessLevel(each.file, person.id, today);
          if (level === null) return [];
          return each.views.map((view) => ({
            view: { ...view, action: visibleTo(view.action, view.file, person.id, level, today) },
            today,
          }));
        });
        return isEmptyDigest(dailyDigestOf(person.id, seen, at)) ? [] : line("digest", person.id, at);
      });
    }),
    ...[...rooms.keys()].flatMap((key) => {
      const here = views.filter(({ file }) => file.places.some((place) => roomKey(place) === key));
      const [first] = here;
      if (!first) return [];
      const calendars = here.map(({ calendar }) => calendar);
      return moments(span, (after) => roomDigestMoment(first.file, calendars, after)).flatMap((at) =>
        isEmptyRoomDigest(roomDigestOf(here, null, at)) ? [] : line("room-digest", key, at),
      );
    }),
    ...[...new Set(cases.map(({ file }) => file.leadId))].flatMap((id) => {
      const led = views.filter(({ file }) => file.leadId === id);
      const [first] = led;
      const lead = first?.file.people[id];
      if (!first || !lead) return [];
      const calendars = led.map(({ calendar }) => calendar);
      return moments(span, (after) => weeklyMoment(lead, first.file, calendars, after)).flatMap((at) => {
        const said = weeklyOf(
          led.map((each) => ({ ...each, ladder: undefined, needed: [], reviews: [], draft: null, undelivered: [] })),
          at,
        );
        return said.cases.length === 0 ? [] : line("weekly", id, at);
      });
    }),
  ].toSorted();
}

/** Steps from one moment to the next, as the rules themselves give it. */
function ofAction(view: ActionView, { from, until }: Span): string[] {
  const said: string[] = [];
  for (let since = from; ; ) {
    const { next } = lookAt(actionMoments(view, since), since, since);
    if (next === null || next > until) return said;
    for (const { at, notice } of lookAt(actionMoments(view, next), since, next).say) {
      const today = dayOf(at, view.file.timeZone);
      if (!("to" in notice) || !isAboutAction(notice)) continue;
      if (noLongerTrue(notice, view.action, view.file, today) === null) said.push(line(notice.kind, notice.to.personId, at));
    }
    since = next;
  }
}

type AboutAction = Parameters<typeof noLongerTrue>[0];
const isAboutAction = (notice: { kind: string }): notice is AboutAction =>
  ["reminder", "silence", "owner-left"].includes(notice.kind);

const names = ({ leadId, team, map }: CaseFile, id: string): boolean =>
  leadId === id ||
  team.some(({ personId }) => personId === id) ||
  map.some(({ cover }) => cover.some(({ personId }) => personId === id));

function moments({ from, until }: Span, following: (after: Date) => { at: Date } | null): Date[] {
  const found: Date[] = [];
  for (let next = following(from); next && next.at <= until; next = following(next.at)) found.push(next.at);
  return found;
}
