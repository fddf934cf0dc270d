import { type Chat, type ChatAddress, ChatError, type MessageRef } from "../chat/chat.ts";
import type { References } from "../chat/references.ts";
import { isChannel, threadIn } from "./conversation-id.ts";
import { messageLink } from "./message-link.ts";
import { renderTeams } from "./render.ts";
import type { Spot, Voice } from "./voice.ts";

/** Teams as a place to send cards to. Teams keeps nothing with a message, so a notice's key goes nowhere and no fate can be told. */
export function teamsChat(voice: Voice, references: References): Chat {
  async function spotOf(workspace: string, conversation: string, thread?: string): Promise<Spot> {
    const reach = (await references.room(workspace, conversation)) ?? (await references.lastReach(workspace));
    if (!reach) throw new ChatError("gone", "nobody of this tenant has added the app");
    return { workspace, conversation: threadIn(conversation, thread), serviceUrl: reach.serviceUrl, botId: reach.botId };
  }

  return {
    pages: ({ workspace }, card) => 1 + renderTeams(card, { tenant: workspace, refreshFor: "everybody" }).more.length,
    async send(address: ChatAddress, card, _key, which = 0): Promise<MessageRef> {
      const { workspace } = address;
      if (address.kind === "person") return voice.tell({ workspace, user: address.user, met: null }, card, which);
      return voice.say(await spotOf(workspace, address.conversation, address.thread), card, which);
    },
    /** A reply is brought up to date where it was said: in its thread. */
    async update({ workspace, conversation, message, thread }, card) {
      await voice.update(await spotOf(workspace, conversation, thread), message, card);
    },
    find: async () => "cannot tell",
    async members({ workspace, conversation }) {
      const users = await voice.membersOf(await spotOf(workspace, conversation));
      return users?.map((user) => ({ user })) ?? null;
    },
    async link({ workspace: tenant, conversation, message, thread }) {
      // A personal chat is nobody else's.
      if (!conversation.includes("@thread.")) return null;
      return messageLink({ tenant, conversation, kind: isChannel(conversation) ? "channel" : "chat", message, thread });
    },
  };
}
