import { addHours } from "date-fns/addHours";
import { addMinutes } from "date-fns/addMinutes";
import { max } from "date-fns/max";
import type { Moment } from "./agenda.ts";
import { canHear } from "./at-work.ts";
import type { CaseFile } from "./case-file.ts";
import { answerer, leadsHearer, once } from "./hearers.ts";
import type { Meeting } from "./meeting.ts";
import type { Recipient } from "./notice.ts";
import { outOfQuiet, quietHoursOf, zoneOf } from "./quiet-time.ts";
import { instantAt } from "./wall-time.ts";
import { addWorkingDays, type Calendar, type Day, dayOf } from "./working-day.ts";

/** What the clock has to say of a meeting: whether it is still going, and on its day what became of what was agreed. */

/** A meeting that lasts longer has probably been forgotten. */
const ASKED_AFTER_HOURS = 3;

/** How long a meeting that nobody ends is asked about, in working days; then the weekly summary and the card have it. */
const ASKED_FOR_DAYS = 10;

/** Rooms whose readers may see what was agreed. */
export const roomsOf = ({ places }: Pick<CaseFile, "places">) => places.filter(({ audience }) => audience !== "mixed");

export function meetingMoments(meeting: Meeting, file: CaseFile, calendar: Calendar): Moment[] {
  return meeting.state === "open" ? askedMoments(meeting, file, calendar) : followUpMoments(meeting, file);
}

/** After three hours the chair is asked; after three more the lead as well; then both on each working day. */
function askedMoments(meeting: Meeting, file: CaseFile, calendar: Calendar): Moment[] {
  const since = new Date(meeting.goingSince);
  const soon = [1, 2].map((step) => ({ step, at: addHours(since, step * ASKED_AFTER_HOURS) }));
  const last = dayOf(addHours(since, 2 * ASKED_AFTER_HOURS), file.timeZone);
  const later = Array.from({ length: ASKED_FOR_DAYS }, (_, count) => ({
    step: count + 3,
    at: instantAt(addWorkingDays(last, count + 1, calendar), file.digestTime, file.timeZone),
  }));
  return [...soon, ...later].flatMap(({ step, at }) => {
    const today = dayOf(at, file.timeZone);
    const hearers =
      step === 1 ? [chairsHearer(meeting, file, today)] : [chairsHearer(meeting, file, today), leadsHearer(file, today)];
    return once(hearers.filter((to) => to !== null)).map(
      (to): Moment => ({
        at: outOfQuietOf(file, to, at),
        notice: { kind: "meeting-asked", to, meeting: meeting.id, since: meeting.goingSince, step },
      }),
    );
  });
}

/**
 * On its day at the provider's time, in the rooms of the case and to whoever chaired. Where somebody said only later that the meeting had
 * ended, that may have passed: then a minute after they said so, since nothing is looked for up to that moment.
 */
function followUpMoments({ id, chair, followUp, changedAt }: Meeting, file: CaseFile): Moment[] {
  if (followUp === null) return [];
  const at = max([instantAt(followUp, file.digestTime, file.timeZone), addMinutes(changedAt, 1)]);
  const to = chairsHearer({ chair }, file, dayOf(at, file.timeZone));
  return [
    ...roomsOf(file).map(({ id: placeId }): Moment => ({ at, notice: { kind: "follow-up-room", placeId, meeting: id } })),
    ...(to ? [{ at: outOfQuietOf(file, to, at), notice: { kind: "follow-up-check" as const, to, meeting: id } }] : []),
  ];
}

/** The chair, while they are away their cover; where nobody answers for them, whoever hears for the lead. */
export function chairsHearer({ chair }: Pick<Meeting, "chair">, file: CaseFile, today: Day): Recipient | null {
  const asked = canHear(file, chair, today) ? answerer(file, chair, today) : null;
  return asked ?? leadsHearer(file, today);
}

function outOfQuietOf(file: CaseFile, { personId }: Recipient, at: Date): Date {
  const person = file.people[personId];
  return person ? outOfQuiet(at, quietHoursOf(person, file), zoneOf(person, file)) : at;
}
