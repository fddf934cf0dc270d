import type { Action } from "./action.ts";
import type { CaseFile } from "./case-file.ts";
import type { Notice, Recipient } from "./notice.ts";
import { accessLevel, mayDo } from "./permission.ts";
import type { Day } from "./working-day.ts";

/**
 * Why a notice must not be said any more, or null where it still holds. Asked at the moment of sending: who may see a case, whose an
 * action is and what it waits for may all have changed since it was put in line.
 */
export function noLongerTrue(notice: Notice, action: Action, file: CaseFile, today: Day): string | null {
  if (notice.kind === "state")
    return file.places.some((place) => place.id === notice.placeId) ? null : "the room is not one of the case";
  if (notice.kind === "refresh") return null;
  if (accessLevel(file, notice.to.personId, today) === null) return "the reader is not on the case";
  const unless = (waits: boolean, verb: Asked): string | null => {
    if (!waits) return `the action is ${action.status}`;
    return isTheirs(verb, file, action, notice.to, today) ? null : "it is somebody else's to answer";
  };
  switch (notice.kind) {
    case "proposed":
      return unless(action.status === "proposed", "accept");
    case "chase":
      return unless(action.status === "open" && action.notYetHeard, "accept");
    case "evidence-in":
      return unless(action.status === "evidence submitted", "sign-off");
    case "request":
      return action.request?.id === notice.request ? unless(true, "approve") : "the request is settled";
    case "decided":
    case "told":
      return null;
  }
}

type Asked = "accept" | "sign-off" | "approve";

/** Cover that has ended since does not lose the notice: the question is still that of the person covered. */
function isTheirs(verb: Asked, file: CaseFile, action: Action, { personId, coverFor }: Recipient, today: Day): boolean {
  const may = (id: string): boolean => mayDo(verb, file, action, id, today).allowed;
  return may(personId) || (coverFor !== null && may(coverFor));
}
