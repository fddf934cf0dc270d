import type { Cast, TeamsPerson } from "../cast.ts";
import { DONE, type GestureOutcome, problem } from "../gesture-outcome.ts";
import { type Activity, executeInvoke, messageActivity, type Scene, submitActivity } from "./activities.ts";
import { actionsOf, type CardAction, refreshOf } from "./card-actions.ts";
import { type Conversation, findConversation, tenantOf } from "./conversations.ts";
import { type Deliver, refusedBy } from "./deliver.ts";
import { readExecuteAnswer } from "./invoke-answer.ts";
import type { TeamsMessage } from "./messages.ts";
import type { Tenant } from "./tenant.ts";
import { asTeamsSends } from "./user-text.ts";

export interface By {
  cast: Cast;
  person: TeamsPerson;
}

/** A message, by its conversation and its id there. */
export interface At {
  conversation: string;
  message: string;
}

export interface GestureDeps {
  tenant: Tenant;
  deliver: Deliver;
  serviceUrl(): string;
  now(): Date;
}

export const GONE = problem("That message is no longer there. The page shows what is there now.");
const NOT_HERE = problem("You are not in that conversation.");
const notInstalled = ({ person }: By) =>
  problem(
    `${person.name} has not added Followthrough in Teams, so there is nobody to talk to here yet. Press Add Followthrough.`,
  );

/** Where somebody does something; undefined for conversations that they are not in. */
export function sceneOf({ cast, person }: By, conversation: string, { serviceUrl, now }: GestureDeps): Scene | undefined {
  const place = findConversation(cast, conversation);
  if (!place?.members.includes(person.teamsUser)) return undefined;
  return { person, place, tenant: tenantOf(cast), serviceUrl: serviceUrl(), now: now() };
}

/** Everything that a visitor can do with messages and cards in the Teams column, each as the activity that Teams would send. */
export function createGestures(deps: GestureDeps) {
  const { tenant, deliver } = deps;
  const { messages, installations } = tenant;

  const send = async (activity: Activity): Promise<GestureOutcome> => {
    const refused = refusedBy(await deliver(activity));
    return refused ? problem(refused) : DONE;
  };

  /** The app hears a personal chat only where it was added; it is in every channel and group chat of the sample. */
  const heard = (by: By, place: Conversation): boolean => place.kind !== "personal" || installations.has(by.person);

  async function execute(
    scene: Scene,
    message: TeamsMessage,
    pressed: { action: CardAction; inputs: Record<string, unknown>; trigger: "manual" | "automatic" },
  ): Promise<GestureOutcome> {
    const { teamsUser } = scene.person;
    const seen = messages.seenBy(message, teamsUser);
    const executed = readExecuteAnswer(await deliver(executeInvoke(scene, message, pressed)));
    switch (executed.kind) {
      case "card":
        // What came of a press, or a newer card, is not undone by a refresh that was asked for before.
        if (pressed.trigger === "manual" || messages.seenBy(message, teamsUser) === seen) {
          messages.replaceFor(message, teamsUser, executed.card);
        }
        return DONE;
      case "said":
        return { kind: "told", said: executed.text };
      case "problem":
        return executed;
    }
  }

  return {
    /**
     * Words typed in the box. Everybody there sees them; the app is named where it is meant.
     *
     * @param to a message of the thread that they are a reply in; only channels have threads
     */
    async say(by: By, conversation: string, typed: string, to: string | null = null): Promise<GestureOutcome> {
      const scene = sceneOf(by, conversation, deps);
      if (!scene) return NOT_HERE;
      if (!heard(by, scene.place)) return notInstalled(by);
      const thread = to === null ? null : scene.place.kind === "channel" && messages.find(scene.place.id, to)?.thread;
      if (thread === undefined || thread === false) return GONE;
      const said = asTeamsSends(typed, by.cast, scene.place);
      const message = messages.post({
        ...said,
        conversation: scene.place.id,
        from: by.person.teamsUser,
        cards: [],
        thread,
      });
      return send(messageActivity(scene, message));
    },

    /** A button of a card, by its number on the card that this person sees. */
    async press(by: By, at: At & { action: number; inputs: Record<string, unknown> }): Promise<GestureOutcome> {
      const scene = sceneOf(by, at.conversation, deps);
      if (!scene) return NOT_HERE;
      const message = messages.find(scene.place.id, at.message);
      const action = message && messages.cardsFor(message, by.person.teamsUser).flatMap(actionsOf)[at.action];
      if (!message || !action) return GONE;
      if (action.type === "Action.Submit") return send(submitActivity(scene, message, { ...action.data, ...at.inputs }));
      return execute(scene, message, { action, inputs: at.inputs, trigger: "manual" });
    },

    /** A card that brings itself up to date for whoever looks at it. */
    async refresh(by: By, at: At): Promise<GestureOutcome> {
      const scene = sceneOf(by, at.conversation, deps);
      const message = scene && messages.find(scene.place.id, at.message);
      const refresh = message?.cards.map(refreshOf).find((each) => each !== undefined);
      if (!scene || !message || !refresh) return DONE;
      const outcome = await execute(scene, message, { action: refresh.action, inputs: {}, trigger: "automatic" });
      // Teams says nothing where a refresh fails: the card as it was sent is still there.
      return outcome.kind === "done" ? outcome : DONE;
    },
  };
}

export type Gestures = ReturnType<typeof createGestures>;
