import type { Action } from "./action.ts";
import type { CaseFile } from "./case-file.ts";
import type { Notice } from "./notice.ts";
import { accessLevel } from "./permission.ts";
import type { Day } from "./working-day.ts";

/**
 * Why a notice must not be said any more, or null where it still holds. Asked at the moment of sending: who may see a case and what
 * an action waits for may both have changed since it was put in line.
 */
export function noLongerTrue(notice: Notice, action: Action, file: CaseFile, today: Day): string | null {
  if (notice.kind === "state")
    return file.places.some((place) => place.id === notice.placeId) ? null : "the room is not one of the case";
  if (notice.kind === "refresh") return null;
  if (accessLevel(file, notice.to.personId, today) === null) return "the reader is not on the case";
  switch (notice.kind) {
    case "proposed":
      return action.status === "proposed" ? null : `the action is ${action.status}`;
    case "chase":
      return action.status === "open" && action.notYetHeard ? null : `the action is ${action.status}`;
    case "evidence-in":
      return action.status === "evidence submitted" ? null : `the action is ${action.status}`;
    case "request":
      return action.request?.id === notice.request ? null : "the request is settled";
    case "decided":
    case "told":
      return null;
  }
}
