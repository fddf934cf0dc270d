import { DONE, type GestureOutcome, problem } from "../gesture-outcome.ts";
import { type Chosen, fetchTaskInvoke, submitActionInvoke } from "./activities.ts";
import { MAKE_ACTION } from "./app-identity.ts";
import { actionsOf } from "./card-actions.ts";
import { findPerson } from "./conversations.ts";
import { type At, type By, type GestureDeps, GONE, sceneOf } from "./gestures.ts";
import { readTaskAnswer, type Tasked } from "./invoke-answer.ts";
import type { TeamsMessage } from "./messages.ts";

const CLOSED = problem("That form is already closed.");

/** **Make this an action** on a message: the app answers with a dialog, which is filled and sent. */
export function createMessageAction(deps: GestureDeps) {
  const { messages, dialogs } = deps.tenant;

  const chosen = ({ cast }: By, message: TeamsMessage): Chosen => ({
    message,
    sender: message.from === null ? undefined : findPerson(cast, message.from),
    commandId: MAKE_ACTION,
  });

  function show(by: By, about: TeamsMessage, tasked: Tasked): GestureOutcome {
    const user = by.person.teamsUser;
    switch (tasked.kind) {
      case "dialog":
        dialogs.open(user, { title: tasked.title, card: tasked.card, about });
        return DONE;
      case "said":
        dialogs.close(user);
        return { kind: "told", said: tasked.text };
      case "closed":
        dialogs.close(user);
        return DONE;
      case "problem":
        return tasked;
    }
  }

  return {
    async choose(by: By, at: At): Promise<GestureOutcome> {
      const scene = sceneOf(by, at.conversation, deps);
      const message = scene && messages.find(scene.place.id, at.message);
      if (!scene || !message) return GONE;
      return show(by, message, readTaskAnswer(await deps.deliver(fetchTaskInvoke(scene, chosen(by, message)))));
    },

    /** A button of the dialog, by its number. */
    async submit(by: By, at: { dialog: string; action: number; inputs: Record<string, unknown> }): Promise<GestureOutcome> {
      const dialog = dialogs.of(by.person.teamsUser);
      const scene = dialog && sceneOf(by, dialog.about.conversation, deps);
      const action = dialog && actionsOf(dialog.card)[at.action];
      if (dialog?.id !== at.dialog || !scene || !action) return CLOSED;
      const data = { ...action.data, ...at.inputs };
      return show(
        by,
        dialog.about,
        readTaskAnswer(await deps.deliver(submitActionInvoke(scene, chosen(by, dialog.about), data))),
      );
    },

    close(by: By): GestureOutcome {
      dialogs.close(by.person.teamsUser);
      return DONE;
    },
  };
}

export type MessageAction = ReturnType<typeof createMessageAction>;
