import { accessLevel } from "./access.ts";
import { type Action, isEnded, isOwners, type Status } from "./action.ts";
import { whoLeft } from "./at-work.ts";
import type { CaseFile } from "./case-file.ts";
import { nextQuestion } from "./decide-draft.ts";
import { leaveOnDays, uncoveredDays } from "./leave.ts";
import type { ActionNotice, Recipient } from "./notice.ts";
import { mayDo } from "./permission.ts";
import { waitsOf } from "./silence-moments.ts";
import type { Told } from "./told.ts";
import type { Day } from "./working-day.ts";

/**
 * Why a notice must not be said any more, or null where it still holds. Asked at the moment of sending: who may see a case, whose an
 * action is and what it waits for may all have changed since it was put in line.
 */
export function noLongerTrue(notice: ActionNotice, action: Action, file: CaseFile, today: Day): string | null {
  if (notice.kind === "state")
    return file.places.some((place) => place.id === notice.placeId) ? null : "the room is not one of the case";
  if (notice.kind === "called") {
    if (!file.places.some((place) => place.id === notice.placeId)) return "the room is not one of the case";
    return noLongerTrue(notice.question, action, file, today);
  }
  if (notice.kind === "refresh") return null;
  if (accessLevel(file, notice.to.personId, today) === null) return "the reader is not on the case";
  const unless = (waits: boolean, verb: Asked): string | null => {
    if (!waits) return `the action is ${action.status}`;
    return isTheirs(verb, file, action, notice.to, today) ? null : "it is somebody else's to answer";
  };
  switch (notice.kind) {
    case "proposed":
      return unless(action.status === "proposed", "accept");
    case "draft":
      return draftNoLongerTrue(notice, action, file, today);
    case "chase":
      return unless(action.status === "open" && action.notYetHeard, "accept");
    case "evidence-in":
      return unless(action.status === "evidence submitted", "sign-off");
    case "request":
      return action.request?.id === notice.request ? unless(true, "approve") : "the request is settled";
    case "told":
      return STANDS[notice.what].includes(action.status) ? null : `the action is ${action.status}`;
    case "decided":
      return null;
    case "reminder": {
      if (!isSameDue(action.due, notice.due)) return "the due date is another";
      if (action.escalation !== null) return "it has been escalated";
      if ((action.putOff[notice.to.personId] ?? "") > today) return "the reader put it off";
      return unless(isOwners(action.status), "evidence");
    }
    case "silence": {
      if (action.statusSince.toISOString() !== notice.since) return "it waits since another moment";
      if (notice.step === 1 && (action.putOff[notice.to.personId] ?? "") > today) return "the reader put it off";
      if (notice.step === 1) return unless(waitsOf(action) === notice.waits, notice.waits);
      return waitsOf(action) === notice.waits ? null : `the action is ${action.status}`;
    }
    case "leave-uncovered": {
      const leave = leaveOnDays(file, notice.away, notice);
      if (!leave || leave.until < today) return "the leave is over or was taken back";
      return uncoveredDays(file, leave) === "none" ? "somebody stands in by now" : null;
    }
    case "owner-left": {
      if (isEnded(action.status)) return `the action is ${action.status}`;
      return whoLeft(action, file, today) === notice.owner ? null : "it is in hands that may hold it";
    }
  }
}

/** Its asker is shown it once; whoever said it is asked until nothing is missing. */
function draftNoLongerTrue({ to }: { to: Recipient }, action: Action, file: CaseFile, today: Day): string | null {
  if (action.status !== "draft") return `the action is ${action.status}`;
  const isAskers = to.personId === action.asker;
  if (isAskers && action.shown) return "its asker has seen it";
  if (!isTheirs(isAskers ? "confirm" : "edit", file, action, to, today)) return "it is somebody else's to answer";
  return !isAskers && nextQuestion(action, file) === null ? "nothing is missing" : null;
}

const LIVE: readonly Status[] = ["proposed", "open", "blocked", "evidence submitted"];

/** News is said for as long as it is how things stand: with a later status beside it, it would contradict itself. */
const STANDS: Record<Told, readonly Status[]> = {
  "not-me": ["draft"],
  completed: ["draft"],
  "no-action": ["cancelled"],
  "signed-off": ["complete"],
  returned: ["open", "blocked"],
  "not-achieved": ["not achieved"],
  cancelled: ["cancelled"],
  reopened: ["draft", ...LIVE],
  blocked: ["blocked"],
  unblocked: ["open"],
  "owner-changed": ["draft", ...LIVE],
  "date-changed": LIVE,
  "not-delivered": ["draft", ...LIVE],
};

const isSameDue = (due: Action["due"], { day, time }: { day: Day; time: string | null }): boolean =>
  due !== null && due.day === day && due.time === time;

type Asked = "confirm" | "edit" | "accept" | "evidence" | "sign-off" | "approve";

/** Cover that has ended since does not lose the notice: the question is still that of the person covered. */
function isTheirs(verb: Asked, file: CaseFile, action: Action, { personId, coverFor }: Recipient, today: Day): boolean {
  const may = (id: string): boolean => mayDo(verb, file, action, id, today).allowed;
  return may(personId) || (coverFor !== null && may(coverFor));
}
