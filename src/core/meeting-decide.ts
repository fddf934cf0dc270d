import type { Attendance, Attendee, Meeting, MeetingDecision } from "./meeting.ts";
import type { Day } from "./working-day.ts";

/** What each thing that is said of a meeting makes of it. Each is safe to say twice. */

/** What changed, as the trail keeps it; null where nothing is different. */
export type Changed = { next: Meeting; before: object; after: object } | null;

const changed = (meeting: Meeting, patch: Partial<Meeting>, now: Date): Meeting => ({
  ...meeting,
  ...patch,
  changedAt: now,
  version: meeting.version + 1,
});

/** Marks some people; whoever was not on the roll is added to it. */
export function withRoll(meeting: Meeting, marks: ReadonlyMap<string, Attendance>, now: Date): Changed {
  const marked = meeting.roll.map((each): Attendee => ({ ...each, attended: marks.get(each.personId) ?? each.attended }));
  const known = new Set(marked.map(({ personId }) => personId));
  const added = [...marks].flatMap(([personId, attended]) => (known.has(personId) ? [] : [{ personId, attended }]));
  const roll = [...marked, ...added];
  const was = new Map(meeting.roll.map(({ personId, attended }) => [personId, attended]));
  const differ = roll.filter(({ personId, attended }) => (was.get(personId) ?? null) !== attended);
  if (differ.length === 0) return null;
  return {
    next: changed(meeting, { roll }, now),
    before: { roll: Object.fromEntries(differ.map(({ personId }) => [personId, was.get(personId) ?? null])) },
    after: { roll: Object.fromEntries(differ.map(({ personId, attended }) => [personId, attended])) },
  };
}

/** The same words by the same person are one decision. */
export function withDecision(meeting: Meeting, said: Pick<MeetingDecision, "text" | "by">, now: Date): Changed {
  const isSame = ({ text, by }: MeetingDecision): boolean => text === said.text && by === said.by;
  if (meeting.decisions.some(isSame)) return null;
  const decision: MeetingDecision = { ...said, at: now.toISOString() };
  return { next: changed(meeting, { decisions: [...meeting.decisions, decision] }, now), before: {}, after: { decision: said } };
}

export function withFollowUp(meeting: Meeting, followUp: Day, now: Date): Changed {
  if (meeting.followUp === followUp) return null;
  return { next: changed(meeting, { followUp }, now), before: { followUp: meeting.followUp }, after: { followUp } };
}

export function withoutActions(meeting: Meeting, because: string, now: Date): Changed {
  if (meeting.noActionsBecause === because) return null;
  const before = { noActionsBecause: meeting.noActionsBecause };
  return { next: changed(meeting, { noActionsBecause: because }, now), before, after: { noActionsBecause: because } };
}

/** Somebody says that it is still going: the hours begin anew. */
export function stillGoing(meeting: Meeting, now: Date): Changed {
  const goingSince = now.toISOString();
  if (meeting.goingSince === goingSince) return null;
  return { next: changed(meeting, { goingSince }, now), before: { goingSince: meeting.goingSince }, after: { goingSince } };
}

/**
 * `at` is when it really ended, which may be long before anybody said so. `left` are references of actions that were made in it later, and
 * are no more of it.
 */
export function ended(
  meeting: Meeting,
  by: string,
  { at, now, left }: { at: Date; now: Date; left: string[] },
): NonNullable<Changed> {
  const next = changed(meeting, { state: "ended", endedAt: at, endedBy: by }, now);
  const after = {
    state: "ended",
    followUp: meeting.followUp,
    ...(at < now && { endedAt: at.toISOString() }),
    ...(left.length > 0 && { left }),
  };
  return { next, before: { state: meeting.state }, after };
}
