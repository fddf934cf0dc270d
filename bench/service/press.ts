import type { Posted } from "./press-sink.ts";

// biome-ignore lint/suspicious/noExplicitAny: JSON as Slack has it
type SlackJson = Record<string, any>;

/** The button with these words, where the card has one. */
export function buttonOf({ blocks }: Posted, label: string): SlackJson | undefined {
  for (const { block_id, elements = [], accessory } of blocks) {
    const found = [...elements, accessory].find((element) => element?.type === "button" && element.text.text === label);
    if (found) return { ...found, block_id };
  }
  return undefined;
}

interface Gesture {
  team: string;
  user: string;
  responseUrl: string;
  triggerId: string;
}

const by = ({ team, user, triggerId }: Gesture) => ({
  ...{ user: { id: user, username: user.toLowerCase(), team_id: team }, team: { id: team, domain: "bench" } },
  ...{ api_app_id: "A0BENCH", trigger_id: triggerId },
});

/** A button that somebody presses in their own conversation. */
export const pressed = ({ channel, ts }: Posted, { block_id, action_id, value }: SlackJson, gesture: Gesture) => ({
  ...{
    type: "block_actions",
    ...by(gesture),
    response_url: gesture.responseUrl,
    channel: { id: channel, name: "directmessage" },
  },
  container: { type: "message", message_ts: ts, channel_id: channel, is_ephemeral: false },
  actions: [{ type: "button", block_id, action_id, value, action_ts: ts }],
});

/** A form that somebody sends, with the same words in each of its boxes. */
export const submitted = (view: SlackJson, words: string, gesture: Gesture) => ({
  ...{ type: "view_submission", ...by(gesture), response_urls: [] },
  view: {
    ...{ ...view, id: gesture.triggerId },
    state: {
      values: Object.fromEntries(
        (view.blocks as SlackJson[])
          .filter(({ type }) => type === "input")
          .map(({ block_id, element }) => [block_id, { [element.action_id]: { type: element.type, value: words } }]),
      ),
    },
  },
});
