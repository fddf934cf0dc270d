import { z } from "zod";
import { PLAIN_ID } from "../chat/plain-id.ts";

/** What Teams posts, cut to what we use. Anything that does not fit is not answered as if it did. */

const id = z.string().min(1).max(400).regex(PLAIN_ID);
const lower = z.string().min(1).max(100).regex(PLAIN_ID).toLowerCase();

const Account = z.object({
  /** `29:…` for a person, `28:…` for a bot; another for each bot that looks. */
  id,
  name: z.string().nullish(),
  /** The same for every bot. Only people have it. */
  aadObjectId: lower.nullish(),
  tenantId: lower.nullish(),
});
export type Account = z.infer<typeof Account>;

const Mention = z.object({ type: z.literal("mention"), text: z.string().min(1), mentioned: Account });
export type Mention = z.infer<typeof Mention>;

/** Not asked of the schema: each message comes with an entity about its client, and a refusal costs more than all else there is to read. */
const isMention = (entity: unknown): boolean => (entity as { type?: unknown } | null)?.type === "mention";

export const Activity = z.object({
  type: z.string().max(100),
  id: id.nullish(),
  timestamp: z.string().max(100).nullish(),
  channelId: id,
  serviceUrl: id,
  from: Account,
  recipient: z.object({ id }),
  conversation: z.object({ id, tenantId: lower.nullish(), conversationType: z.string().nullish() }),
  channelData: z
    .object({ tenant: z.object({ id: lower }).nullish(), eventType: z.string().max(100).nullish().catch(null) })
    .nullish(),
  text: z.string().nullish(),
  /** Of all that Teams says about a message, the mentions. */
  entities: z
    .array(z.unknown())
    .nullish()
    .transform((all) =>
      (all ?? [])
        .filter(isMention)
        .map((each) => Mention.safeParse(each).data)
        .filter((mention) => mention !== undefined),
    ),
  replyToId: id.nullish(),
  name: z.string().max(100).nullish(),
  value: z.unknown().optional(),
  /** Of an installation: `add`, `remove`, and those of an upgrade. */
  action: z.string().max(100).nullish(),
  membersAdded: z.array(z.object({ id })).nullish(),
  membersRemoved: z.array(z.object({ id })).nullish(),
});
export type Activity = z.infer<typeof Activity>;

const Data = z.record(z.string(), z.unknown());

/** A pressed `Action.Execute`, or a card that asks to be drawn anew. `data` holds the command and the inputs of the card. */
export const Execute = z.object({ action: z.object({ verb: z.string().nullish(), data: Data }) });

/** A message as Graph has it. */
const MessagePayload = z.object({
  id,
  from: z.object({ user: z.object({ id: lower }).nullish() }).nullish(),
  body: z.object({ contentType: z.string().nullish(), content: z.string().nullish() }).nullish(),
  linkToMessage: z.string().max(2000).nullish().catch(null),
  mentions: z.array(z.object({ id: z.number(), mentioned: z.object({ user: z.object({ id }).nullish() }).nullish() })).nullish(),
});
export type MessagePayload = z.infer<typeof MessagePayload>;

/** **Make this an action** was chosen, or its dialog sent. */
export const MessageAction = z.object({ messagePayload: MessagePayload.nullish(), data: Data.nullish() });
export type MessageAction = z.infer<typeof MessageAction>;
