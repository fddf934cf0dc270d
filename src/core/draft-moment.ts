import { addMinutes } from "date-fns/addMinutes";
import type { Moment } from "./agenda.ts";
import type { Notice, Recipient } from "./notice.ts";
import type { ActionView } from "./outcome.ts";

/** Long enough for the answer that shows it to arrive, also where it had to be tried again. */
const PATIENCE_MINUTES = 1;

/**
 * When a draft that its asker has not been shown is sent to them: the service may have been stopped between storing it and answering.
 * To the asker and to no cover: it answers what they said just now.
 */
export function draftMoments({ action }: ActionView): Moment[] {
  if (action.status !== "draft" || action.shown) return [];
  return [{ at: addMinutes(action.createdAt, PATIENCE_MINUTES), notice: draftNotice(action) }];
}

/** Whoever said what it is made of, or their cover, is asked what is missing. */
export const draftQuestionTo = (to: Recipient): Extract<Notice, { kind: "draft" }> => ({ kind: "draft", to, version: 1 });

export const draftNotice = ({
  asker,
  version,
}: Pick<ActionView["action"], "asker" | "version">): Extract<Notice, { kind: "draft" }> => ({
  kind: "draft",
  to: { personId: asker, coverFor: null, coverUntil: null },
  version,
});
