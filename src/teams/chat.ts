import { type Chat, type ChatAddress, ChatError, type MessageRef } from "../chat/chat.ts";
import type { References } from "../chat/references.ts";
import { renderTeams } from "./render.ts";
import type { Spot, Voice } from "./voice.ts";

/** Teams as a place to send cards to. Teams keeps nothing with a message, so a notice's key goes nowhere and no fate can be told. */
export function teamsChat(voice: Voice, references: References): Chat {
  async function spotOf(workspace: string, conversation: string): Promise<Spot> {
    const reach = (await references.room(workspace, conversation)) ?? (await references.lastReach(workspace));
    if (!reach) throw new ChatError("gone", "nobody of this tenant has added the app");
    return { workspace, conversation, serviceUrl: reach.serviceUrl, botId: reach.botId };
  }

  return {
    pages: ({ workspace }, card) => 1 + renderTeams(card, { tenant: workspace, refreshFor: "everybody" }).more.length,
    async send(address: ChatAddress, card, _key, which = 0): Promise<MessageRef> {
      const { workspace } = address;
      if (address.kind === "person") return voice.tell({ workspace, user: address.user, met: null }, card, which);
      return voice.say(await spotOf(workspace, address.conversation), card, which);
    },
    async update({ workspace, conversation, message }, card) {
      await voice.update(await spotOf(workspace, conversation), message, card);
    },
    find: async () => "cannot tell",
    async members({ workspace, conversation }) {
      const users = await voice.membersOf(await spotOf(workspace, conversation));
      return users?.map((user) => ({ user })) ?? null;
    },
  };
}
