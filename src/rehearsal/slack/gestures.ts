import type { Cast, SlackPerson } from "../cast.ts";
import { DONE, type GestureOutcome, problem } from "../gesture-outcome.ts";
import { parseJson } from "../http.ts";
import { SLACKBOT, SLASH_COMMANDS } from "./app-identity.ts";
import { findElement } from "./blocks.ts";
import { type Conversation, dmOf, findConversation, teamOf } from "./conversations.ts";
import { type Answer, type Deliver, refusedBy } from "./deliver.ts";
import type { SlackMessage } from "./messages.ts";
import * as payloads from "./payloads.ts";
import { postAnswer, ResponseBody } from "./response-url.ts";
import { pressedAction, stateValues, type Typed } from "./state-values.ts";
import { afterSubmission } from "./submission.ts";
import { asSlackSends, mentionables } from "./user-text.ts";
import type { SlackView } from "./views.ts";
import type { Workspace } from "./workspace.ts";

export interface GestureDeps {
  workspace: Workspace;
  deliver: Deliver;
  publicUrl(): string;
  now(): Date;
  realNow(): Date;
}

export interface By {
  cast: Cast;
  person: SlackPerson;
}

const GONE = problem("That message is no longer there. The page shows what is there now.");
const NOT_HERE = problem("You are not in that room.");

const FORM = "application/x-www-form-urlencoded";

const actor = ({ cast, person }: By): payloads.Actor => ({
  user: person.slackUser,
  name: person.name,
  team: person.slackTeam ?? teamOf(cast),
  installedIn: teamOf(cast),
});

/** What people in a conversation see and do there; undefined for places that the person is not in. */
function placeOf({ cast, person }: By, channel: string): Conversation | undefined {
  const place = findConversation(cast, channel);
  return place?.members.includes(person.slackUser) ? place : undefined;
}

/** Everything that a visitor can do in the Slack column, each turned into the request that Slack would send. */
export function createGestures({ workspace, deliver, publicUrl, now, realNow }: GestureDeps) {
  const { messages, views, triggers, responseUrls, nextId } = workspace;
  const actionTs = () => (+realNow() / 1000).toFixed(6);

  const responseUrl = (by: By, place: Conversation, source: SlackMessage | null): string => {
    const token = responseUrls.issue({ user: by.person.slackUser, channel: place.id, source });
    return `${publicUrl()}/rehearsal/slack/response/${token}`;
  };

  const sendEvent = async (by: By, event: Record<string, unknown>): Promise<GestureOutcome> => {
    const id = `Ev${nextId().replace(/[^a-zA-Z0-9]/g, "0")}${+realNow()}`;
    const refused = refusedBy(await deliver(payloads.eventBody(actor(by), event, { id, time: realNow() }), "application/json"));
    return refused ? problem(refused) : DONE;
  };

  const sendInteraction = async (payload: Record<string, unknown>): Promise<GestureOutcome> => {
    const refused = refusedBy(await deliver(payloads.interactionBody(payload), FORM));
    return refused ? problem(refused) : DONE;
  };

  const whisper = (by: By, place: Conversation, text: string, threadTs: string | null = null) =>
    messages.post({ channel: place.id, user: SLACKBOT, onlyFor: by.person.slackUser, text, blocks: [], threadTs });

  /** A reply in a thread, where Slack knows no commands. */
  async function reply(by: By, place: Conversation, typed: string, to: string): Promise<GestureOutcome> {
    const message = messages.history(place.id).find(({ ts }) => ts === to);
    const begins = message && messages.find(place.id, message.threadTs ?? message.ts);
    if (!begins) return GONE;
    if (typed.startsWith("/")) {
      whisper(by, place, `\`${typed.split(/\s/, 1)[0]}\` does not work in threads.`, begins.ts);
      return DONE;
    }
    const text = asSlackSends(typed, mentionables(by.cast, "message"));
    const said = { channel: place.id, user: by.person.slackUser, onlyFor: null, text, blocks: [], threadTs: begins.ts };
    return sendEvent(by, payloads.messageEvent(actor(by), place, messages.post(said), begins));
  }

  async function command(by: By, place: Conversation, typed: string): Promise<GestureOutcome> {
    const [name = ""] = typed.split(/\s/, 1);
    const text = typed.slice(name.length).trim();
    if (!SLASH_COMMANDS.includes(name)) {
      whisper(by, place, `${name} is not a command here. Try \`/action help\`.`);
      return DONE;
    }
    const said = {
      command: name,
      text: asSlackSends(text, mentionables(by.cast, "command")),
      triggerId: triggers.issue(by.person.slackUser),
      responseUrl: responseUrl(by, place, null),
    };
    const answer = await deliver(payloads.commandBody(actor(by), place, said), FORM);
    const refused = refusedBy(answer);
    if (refused) whisper(by, place, refused);
    else if (answer.kind === "answered") showAck(by, place, answer);
    return DONE;
  }

  /** A command may be answered in the acknowledgement itself. */
  function showAck(by: By, place: Conversation, answer: Extract<Answer, { kind: "answered" }>): void {
    if (!answer.body.trim()) return;
    const said = answer.contentType.includes("json") ? ResponseBody.safeParse(parseJson(answer.body)) : undefined;
    const body = said ? said.data : ResponseBody.parse({ text: answer.body });
    if (body && (body.text || body.blocks.length > 0)) {
      postAnswer(messages, { user: by.person.slackUser, channel: place.id }, body);
    }
  }

  const openView = (by: By, viewId: string): SlackView | undefined => {
    const view = views.top(by.person.slackUser);
    return view?.id === viewId ? view : undefined;
  };

  return {
    /**
     * Words typed in the box: a command where they start with `/`, else a message that everybody there sees.
     *
     * @param thread a message of the thread that they are a reply in
     */
    async say(by: By, channel: string, typed: string, thread: string | null = null): Promise<GestureOutcome> {
      const place = placeOf(by, channel);
      if (!place) return NOT_HERE;
      if (thread !== null) return reply(by, place, typed, thread);
      if (typed.startsWith("/")) return command(by, place, typed);
      const text = asSlackSends(typed, mentionables(by.cast, "message"));
      const message = messages.post({ channel: place.id, user: by.person.slackUser, onlyFor: null, text, blocks: [] });
      return sendEvent(by, payloads.messageEvent(actor(by), place, message));
    },

    async pressInMessage(
      by: By,
      at: { channel: string; ts: string; blockId: string; actionId: string },
      typed: { said: string | string[] | null; values: Typed },
    ): Promise<GestureOutcome> {
      const place = placeOf(by, at.channel);
      if (!place) return NOT_HERE;
      const message = messages.visibleTo(by.person.slackUser, place.id).find(({ ts }) => ts === at.ts);
      const element = message && findElement(message.blocks, at.blockId, at.actionId);
      if (!message || !element) return GONE;
      return sendInteraction(
        payloads.messagePress(actor(by), place, message, {
          action: pressedAction(element, at.blockId, typed.said, actionTs()),
          values: stateValues(message.blocks, typed.values),
          triggerId: triggers.issue(by.person.slackUser),
          responseUrl: responseUrl(by, place, message),
        }),
      );
    },

    /** A press on the home tab or inside an open form. */
    async pressInView(
      by: By,
      at: { viewId: string; blockId: string; actionId: string },
      typed: { said: string | string[] | null; values: Typed },
    ): Promise<GestureOutcome> {
      const home = views.home(by.person.slackUser);
      const view = home?.id === at.viewId ? home : openView(by, at.viewId);
      const element = view && findElement(view.blocks, at.blockId, at.actionId);
      if (!view || !element) return GONE;
      return sendInteraction(
        payloads.viewPress(actor(by), view, {
          action: pressedAction(element, at.blockId, typed.said, actionTs()),
          values: stateValues(view.blocks, typed.values),
          triggerId: triggers.issue(by.person.slackUser),
        }),
      );
    },

    async submit(by: By, viewId: string, typed: Typed): Promise<GestureOutcome> {
      const view = openView(by, viewId);
      if (!view) return problem("That form is already closed.");
      const triggerId = triggers.issue(by.person.slackUser);
      const payload = payloads.viewSubmission(actor(by), view, stateValues(view.blocks, typed), triggerId);
      return afterSubmission(
        workspace,
        { user: by.person.slackUser, view },
        await deliver(payloads.interactionBody(payload), FORM),
      );
    },

    async closeView(by: By, viewId: string): Promise<GestureOutcome> {
      const view = openView(by, viewId);
      if (!view) return DONE;
      views.closeTop(by.person.slackUser);
      return view.notify_on_close ? sendInteraction(payloads.viewClosed(actor(by), view)) : DONE;
    },

    async shortcut(by: By, at: { channel: string; ts: string }, callbackId: string): Promise<GestureOutcome> {
      const place = placeOf(by, at.channel);
      if (!place) return NOT_HERE;
      const message = messages.history(place.id).find(({ ts }) => ts === at.ts);
      if (!message) return GONE;
      return sendInteraction(
        payloads.messageShortcut(actor(by), place, message, {
          callbackId,
          actionTs: actionTs(),
          triggerId: triggers.issue(by.person.slackUser),
          responseUrl: responseUrl(by, place, null),
        }),
      );
    },

    async openHome(by: By): Promise<GestureOutcome> {
      const user = by.person.slackUser;
      const eventTs = (+now() / 1000).toFixed(6);
      return sendEvent(by, payloads.homeOpened(actor(by), dmOf(user), views.home(user), eventTs));
    },
  };
}

export type Gestures = ReturnType<typeof createGestures>;
