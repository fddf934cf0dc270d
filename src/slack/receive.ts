import { createHash } from "node:crypto";
import type { z } from "zod";
import type { ChatRequest } from "../chat/chat.ts";
import { actionLines, chosenWords, spokenToUs, verbForChosen } from "../chat/spoken.ts";
import {
  type FormBody,
  FormOrigin,
  type HomeEvent,
  type MessageEvent,
  type PressBody,
  type ShortcutBody,
  type SlashBody,
} from "./body.ts";
import { neutralWords } from "./words.ts";

type Parsed<Schema extends z.ZodType> = z.infer<Schema>;

/** Direct conversations have ids that start with D. */
const isPersonal = (channel: string): boolean => channel.startsWith("D");

const placeOf = (workspace: string, channel: string | null | undefined): ChatRequest["place"] =>
  channel ? { workspace, conversation: channel, personal: isPersonal(channel) } : null;

/** People from another organisation's workspace come with a team of their own. */
const fromOf = (user: { id: string; team_id?: string | undefined }, workspace: string): ChatRequest["from"] => ({
  workspace: user.team_id ?? workspace,
  user: user.id,
});

/** A command that is not one of ours is answered with the forms that are; nothing of it is run. */
export function fromSlash(body: Parsed<typeof SlashBody>): ChatRequest {
  const [, door] = /^\/(action|mdt)$/.exec(body.command) ?? [];
  return {
    platform: "slack",
    from: { workspace: body.team_id, user: body.user_id },
    place: placeOf(body.team_id, body.channel_id),
    body:
      door === "action" || door === "mdt"
        ? { kind: "words", door, text: neutralWords(body.text, body.team_id) }
        : { kind: "command", command: { do: "help", door: "action" } },
    pressed: null,
    canOpenForms: true,
    delivery: `slack:command:${body.trigger_id}`,
  };
}

/** A button's value is a command as JSON; one that is not is answered as a button out of use. */
export function fromPress(body: Parsed<typeof PressBody>): ChatRequest {
  const workspace = body.team?.id ?? body.user.team_id ?? "";
  const channel = body.container.channel_id ?? body.channel?.id;
  const message = body.container.message_ts ?? body.message?.ts;
  const alone = body.container.is_ephemeral === true || !message || (channel !== undefined && isPersonal(channel));
  return {
    platform: "slack",
    from: fromOf(body.user, workspace),
    place: placeOf(workspace, channel),
    body: { kind: "command", command: parseJson(body.actions[0]?.value) },
    pressed: channel ? { conversation: channel, message: message ?? "", readBy: alone ? "one" : "room" } : null,
    canOpenForms: true,
    delivery: `slack:press:${body.trigger_id}`,
  };
}

/** A filled form: the command it was opened for, completed by its inputs. The same form with other words is another delivery. */
export function fromForm(body: Parsed<typeof FormBody>): { request: ChatRequest; origin: FormOrigin } {
  const origin = FormOrigin.parse(parseJson(body.view.private_metadata));
  const workspace = body.team?.id ?? body.user.team_id ?? "";
  const inputs = inputsOf(body.view.state.values);
  const words = createHash("sha256").update(JSON.stringify(inputs)).digest("hex").slice(0, 16);
  const { channel, message, readBy } = origin;
  const request: ChatRequest = {
    platform: "slack",
    from: fromOf(body.user, workspace),
    place: placeOf(workspace, channel),
    body: { kind: "command", command: { ...origin.command, ...inputs } },
    pressed: channel && readBy ? { conversation: channel, message: message ?? "", readBy } : null,
    canOpenForms: false,
    delivery: `slack:form:${body.view.id}:${words}`,
  };
  return { request, origin };
}

type Values = Parsed<typeof FormBody>["view"]["state"]["values"];

/** Each input under its own name; those left empty are absent. */
function inputsOf(values: Values): Record<string, string> {
  const filled = Object.values(values).flatMap((block) => Object.entries(block).map(([name, input]) => [name, filledIn(input)]));
  return Object.fromEntries(filled.filter(([, value]) => typeof value === "string" && value.trim() !== ""));
}

/** Several that were ticked are one value with commas between, as Teams sends them. */
function filledIn(input: Record<string, unknown>): unknown {
  const { selected_option: option, selected_options: several } = input;
  if (Array.isArray(several)) return several.map(choiceOf).join(",");
  if (option !== null && option !== undefined) return choiceOf(option);
  return input.value ?? input.selected_date ?? input.selected_time ?? input.selected_user;
}

const choiceOf = (option: unknown): unknown =>
  option !== null && typeof option === "object" && "value" in option ? option.value : undefined;

/**
 * **Make this an action** on any message: what `assign` does with its words, said by its writer, asked for by who pressed. Of a message
 * that is too long for one action, what `from` finds in it.
 */
export function fromShortcut(body: Parsed<typeof ShortcutBody>, link: string | null): ChatRequest {
  const workspace = body.team?.id ?? body.user.team_id ?? "";
  const { ts, text, user, team } = body.message;
  const speaker = user ? { workspace: team ?? workspace, user } : null;
  const words = chosenWords(neutralWords(text, workspace));
  const source = sourceOf(workspace, body.channel.id, ts, link, speaker);
  return {
    platform: "slack",
    from: fromOf(body.user, workspace),
    place: placeOf(workspace, body.channel.id),
    body: {
      kind: "command",
      command: { do: verbForChosen(words), ...(words && { words }), source },
    },
    pressed: null,
    canOpenForms: true,
    delivery: `slack:shortcut:${body.trigger_id}`,
  };
}

/**
 * A message that starts with `ACTION:`, words in a direct conversation with us, or a reply in a thread of a room; null for conversation that
 * is not ours.
 */
export function fromMessage(body: Parsed<typeof MessageEvent>, link: string | null = null): ChatRequest | null {
  const { event, team_id: workspace } = body;
  const from = { workspace: event.user_team ?? event.team ?? workspace, user: event.user };
  const words = neutralWords(event.text, workspace);
  const lines = actionLines(words);
  const personal = event.channel_type === "im";
  const source = sourceOf(workspace, event.channel, event.ts, link, from);
  const asked = lines.length > 0 ? ({ kind: "command", command: { do: "capture", lines, source } } as const) : spokenToUs(words);
  const heard = lines.length > 0 || personal ? asked : saidInThread(body);
  return (
    heard && {
      platform: "slack",
      from,
      place: { workspace, conversation: event.channel, personal },
      body: heard,
      pressed: null,
      canOpenForms: false,
      // What people write to each other is known by the message: whatever tells of it a second time tells of the same.
      delivery: heard.kind === "said" ? `slack:said:${workspace}:${event.channel}:${event.ts}` : `slack:event:${body.event_id}`,
    }
  );
}

/** A reply; whom it names of us is called as people call us. */
function saidInThread({ event, team_id: workspace, authorizations }: Parsed<typeof MessageEvent>) {
  const { thread_ts: thread, ts } = event;
  if (thread === undefined || thread === ts) return null;
  const us = authorizations?.find(({ is_bot: isBot }) => isBot)?.user_id;
  const text = neutralWords(us ? event.text.replaceAll(`<@${us}>`, "Followthrough") : event.text, workspace);
  return text === "" ? null : ({ kind: "said", text, thread } as const);
}

export const fromHome = (body: Parsed<typeof HomeEvent>): ChatRequest =>
  homeOf({ workspace: body.team_id, user: body.event.user }, `slack:event:${body.event_id}`);

/** Somebody's home tab as it is now. */
export const homeOf = (from: ChatRequest["from"], delivery: string): ChatRequest => ({
  platform: "slack",
  from,
  place: null,
  body: { kind: "command", command: { do: "home" } },
  pressed: null,
  canOpenForms: false,
  delivery,
});

const sourceOf = (
  workspace: string,
  conversation: string,
  message: string,
  link: string | null,
  speaker: ChatRequest["from"] | null,
) => ({
  ...{ platform: "slack", workspace, conversation, message, link },
  ...(speaker && { speaker }),
});

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
