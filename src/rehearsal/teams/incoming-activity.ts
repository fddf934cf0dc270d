import { z } from "zod";
import type { AdaptiveCard, Mention } from "./messages.ts";

/** About what Teams takes for one message, its cards included. */
export const LARGEST_ACTIVITY = 80 * 1024;

const ADAPTIVE = "application/vnd.microsoft.card.adaptive";

const Attachment = z.looseObject({ contentType: z.string(), content: z.unknown().optional() });
const Entity = z.looseObject({ type: z.string() });
const CardContent = z.looseObject({
  type: z.literal("AdaptiveCard"),
  version: z.string(),
  msteams: z.looseObject({ entities: z.array(Entity).nullish() }).nullish(),
});
const MentionEntity = z.object({
  type: z.literal("mention"),
  text: z.string().min(1),
  mentioned: z.object({ id: z.string().min(1), name: z.string().default("") }),
});

/** An activity as the service sends it to the Bot Connector. */
const Activity = z.looseObject({
  type: z.enum(["message", "typing"]),
  text: z.string().nullish(),
  summary: z.string().nullish(),
  attachments: z.array(Attachment).nullish(),
  entities: z.array(Entity).nullish(),
  replyToId: z.string().nullish(),
});

export interface Said {
  text: string;
  mentions: Mention[];
  cards: AdaptiveCard[];
}

export type ReadActivity = { kind: "message"; said: Said } | { kind: "typing" } | { kind: "refused"; reason: string };

const refused = (reason: string): ReadActivity => ({ kind: "refused", reason });

/** Reads what the service wants said, and refuses what Teams would refuse. */
export function readActivity(raw: unknown): ReadActivity {
  const parsed = Activity.safeParse(raw);
  if (!parsed.success) return refused("The activity is not one that the connector takes.");
  const { type, attachments, entities } = parsed.data;
  if (type === "typing") return { kind: "typing" };
  const text = parsed.data.text ?? "";
  const cards: AdaptiveCard[] = [];
  const mentions: Mention[] = [];
  /** Takes those named in these words; false where one is not described as Teams needs it. */
  const take = (named: z.infer<typeof Entity>[] | null | undefined, says: (words: string) => boolean): boolean => {
    const read = (named ?? [])
      .filter((entity) => entity.type === "mention")
      .map((entity) => MentionEntity.safeParse(entity).data);
    for (const mention of read) {
      if (!mention || !says(mention.text)) return false;
      mentions.push({ text: mention.text, ...mention.mentioned });
    }
    return true;
  };
  for (const { contentType, content } of attachments ?? []) {
    if (contentType !== ADAPTIVE) return refused(`The stand-in draws no ${contentType}.`);
    const card = CardContent.safeParse(content);
    if (!card.success) return refused("An Adaptive Card needs a type and a version.");
    const { msteams, ...drawn } = card.data;
    if (!take(msteams?.entities, (words) => says(drawn, words))) return refused(BAD_MENTION);
    cards.push(card.data);
  }
  if (!text && cards.length === 0) return refused("A message needs text or an attachment.");
  if (!take(entities, (words) => text.includes(words))) return refused(BAD_MENTION);
  return { kind: "message", said: { text, mentions, cards } };
}

const BAD_MENTION = "A mention needs the id of who is mentioned, and its text must stand in the message.";

/** Whether these words stand somewhere in a card. */
function says(card: unknown, words: string): boolean {
  if (typeof card === "string") return card.includes(words);
  return typeof card === "object" && card !== null && Object.values(card).some((part) => says(part, words));
}
