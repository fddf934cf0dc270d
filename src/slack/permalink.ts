import type { WebClient } from "@slack/web-api";

/** The address of a message, for those who can open it. A message without one is made into an action all the same. */
export async function permalink(client: WebClient, channel: string, message: string): Promise<string | null> {
  try {
    const { permalink: address } = await client.chat.getPermalink({ channel, message_ts: message });
    return address ?? null;
  } catch {
    return null;
  }
}
