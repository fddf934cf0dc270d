import { type Action, actionRef, type Missing, missingFrom } from "./action.ts";
import type { CaseFile } from "./case-file.ts";
import { ownerIsOutside } from "./decide-draft.ts";
import { dayLabel } from "./due.ts";
import type { Meeting } from "./meeting.ts";
import { neverConfirmed } from "./visible.ts";
import type { Day } from "./working-day.ts";

/** DOMAIN rule 3: a meeting cannot close without actions, or why none are needed, and a day on which they are looked at again. */

/** Of what a meeting made, what counts: what was discarded does not. */
export const actionsThatCount = (actions: readonly Action[]): Action[] =>
  actions.filter((action) => !(action.status === "cancelled" && neverConfirmed(action)));

/**
 * Exactly what is missing before a meeting can end, a sentence each, actions first; nothing where it can.
 *
 * @param day on which it ends: today, or an earlier one
 */
export function missingBeforeEnd(meeting: Meeting, actions: readonly Action[], file: CaseFile, day: Day): string[] {
  const counted = actionsThatCount(actions);
  const none = counted.length === 0 && meeting.noActionsBecause === null;
  return [
    ...counted.flatMap((action) => lackingIn(meeting, action, file)),
    ...(none ? ["No actions, and no reason why none are needed."] : []),
    ...followUpLacks(meeting, day),
  ];
}

const WORDS: Record<Missing, string> = {
  text: "no text",
  owner: "no owner",
  due: "no due date",
  evidence: "no evidence",
  chaser: "no chaser",
};

const AND = new Intl.ListFormat("en-GB");

/** `A2 has no evidence.` A whole draft is no promise either until it is confirmed. */
function lackingIn({ type }: Meeting, action: Action, file: CaseFile): string[] {
  const ref = actionRef(action);
  const missing = action.status === "draft" ? missingFrom(action, ownerIsOutside(action, file)) : [];
  const isTimeless = type === "rapid" && action.due !== null && action.due.time === null;
  const lacks = [...missing.map((part) => WORDS[part]), ...(isTimeless && isStillToDo(action) ? ["no due time"] : [])];
  if (lacks.length > 0) return [`${ref} has ${AND.format(lacks)}.`];
  return action.status === "draft" ? [`${ref} is not confirmed.`] : [];
}

/** What has ended needs no time any more. */
const isStillToDo = ({ status }: Action): boolean => !["complete", "not achieved", "cancelled"].includes(status);

function followUpLacks({ followUp }: Meeting, day: Day): string[] {
  if (followUp === null) return ["No follow-up check date set."];
  return followUp <= day ? [`The follow-up check date ${dayLabel(followUp)} is not after today.`] : [];
}
