import { z } from "zod";
import { PLAIN_ID } from "../chat/plain-id.ts";

/** What Slack posts, cut to what we use. Anything that does not fit is not answered as if it did. */

const id = z.string().min(1).max(64).regex(PLAIN_ID);
/** Longer ones, by which a delivery is known again. */
const named = z.string().min(1).max(400).regex(PLAIN_ID);

export const SlashBody = z.object({
  command: z.string(),
  text: z.string().default(""),
  team_id: id,
  user_id: id,
  channel_id: id,
  trigger_id: named,
  response_url: z.url().optional(),
});

const Person = z.object({ id, team_id: id.optional() });
const Team = z.object({ id }).nullish();

export const PressBody = z.object({
  user: Person,
  team: Team,
  trigger_id: named,
  response_url: z.url().optional(),
  container: z.object({ message_ts: id.optional(), channel_id: id.optional(), is_ephemeral: z.boolean().optional() }).default({}),
  /** Where `container` does not say; a private message comes without either. */
  channel: z.object({ id }).optional(),
  message: z.object({ ts: id }).optional(),
  /** Where the button was not on a message. */
  view: z.object({ type: z.string() }).optional(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).min(1),
});

export const FormBody = z.object({
  user: Person,
  team: Team,
  view: z.object({
    id,
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), z.looseObject({ type: z.string() }))) }),
  }),
});

export const ShortcutBody = z.object({
  user: Person,
  team: Team,
  channel: z.object({ id }),
  trigger_id: named,
  response_url: z.url(),
  message: z.object({ ts: id, text: z.string().default(""), user: id.optional(), team: id.optional() }),
});

export const MessageEvent = z.object({
  team_id: id,
  event_id: named,
  event: z.object({
    channel: id,
    channel_type: z.string().optional(),
    user: id,
    user_team: id.optional(),
    team: id.optional(),
    text: z.string(),
    ts: id,
    thread_ts: id.optional(),
  }),
  /** Whom Slack shows it to: us. */
  authorizations: z.array(z.object({ user_id: id, is_bot: z.boolean().default(false) })).nullish(),
});

/** A message is another than it was, or is gone. What is left of one with replies is a message that says so. */
export const ChangedEvent = z.object({
  team_id: id,
  event: z.discriminatedUnion("subtype", [
    z.object({
      subtype: z.literal("message_changed"),
      channel: id,
      message: z.object({ ts: id, subtype: z.string().optional(), text: z.string().default("") }),
      previous_message: z.object({ text: z.string().default("") }).optional(),
    }),
    z.object({ subtype: z.literal("message_deleted"), channel: id, deleted_ts: id }),
  ]),
});

/** Somebody's profile changed; of it we look at whether the account is closed. */
export const UserEvent = z.object({
  team_id: id,
  event: z.object({ user: z.object({ id, team_id: id.optional(), deleted: z.boolean().default(false) }) }),
});

export const HomeEvent = z.object({
  team_id: id,
  event_id: named,
  event: z.object({ user: id, tab: z.string() }),
});

/** Kept by Slack with an open form and sent back with it: the command to complete, and where the form was opened from. */
export const FormOrigin = z.object({
  command: z.record(z.string(), z.unknown()),
  responseUrl: z.url().nullable(),
  channel: id.nullable(),
  message: z.string().nullable(),
  readBy: z.enum(["one", "room"]).nullable(),
});
export type FormOrigin = z.infer<typeof FormOrigin>;
