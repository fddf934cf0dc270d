import type { NoteMessage } from "../chat/chat.ts";
import { ChangedEvent } from "./body.ts";

/** Which message was changed or taken away; null for any other event, and where Slack itself added a preview and the words are the same. */
export function changedMessage(body: unknown): Parameters<NoteMessage> | null {
  const parsed = ChangedEvent.safeParse(body).data;
  if (!parsed) return null;
  const { team_id: workspace, event } = parsed;
  const named = (message: string) => ({ platform: "slack" as const, workspace, conversation: event.channel, message });
  if (event.subtype === "message_deleted") return [named(event.deleted_ts), "removed"];
  const { message, previous_message: before } = event;
  if (message.subtype === "tombstone") return [named(message.ts), "removed"];
  return before && before.text !== message.text ? [named(message.ts), "changed"] : null;
}
