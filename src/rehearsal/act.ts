import { z } from "zod";
import { type Cast, inSlack } from "./cast.ts";
import type { GestureOutcome } from "./gesture-outcome.ts";
import type { SlackStandIn } from "./slack/slack.ts";

const said = z.union([z.string().max(4000), z.array(z.string().max(200)).max(100)]).nullable();
const values = z.record(z.string(), z.record(z.string(), said)).default({});
/** `as` is the person whom the visitor acts as. */
const as = z.string();
const inMessage = { as, channel: z.string(), ts: z.string() };

/** What the page may ask for. Everything but `read` becomes a request that Slack would send. */
export const Act = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("say"),
    as,
    channel: z.string(),
    text: z.string().trim().min(1).max(4000),
    /** A message of the thread that it is a reply in. */
    thread: z.string().nullable().default(null),
  }),
  z.object({ do: z.literal("press"), ...inMessage, block: z.string(), action: z.string(), said: said.default(null), values }),
  z.object({
    do: z.literal("press-view"),
    as,
    view: z.string(),
    block: z.string(),
    action: z.string(),
    said: said.default(null),
    values,
  }),
  z.object({ do: z.literal("submit"), as, view: z.string(), values }),
  z.object({ do: z.literal("close"), as, view: z.string() }),
  z.object({ do: z.literal("make-action"), ...inMessage }),
  z.object({ do: z.literal("open-home"), as }),
  z.object({ do: z.literal("read"), ...inMessage }),
]);
export type Act = z.infer<typeof Act>;

/** The message shortcut as the manifest names it. */
const MAKE_ACTION = "make_action";

export async function perform(slack: SlackStandIn, cast: Cast, act: Act): Promise<GestureOutcome> {
  const person = cast.people.filter(inSlack).find(({ id }) => id === act.as);
  if (!person) return { kind: "problem", said: "That person is not in Slack. Choose somebody else on the left." };
  const by = { cast, person };
  const { gestures, workspace } = slack;
  switch (act.do) {
    case "say":
      return gestures.say(by, act.channel, act.text, act.thread);
    case "press":
      return gestures.pressInMessage(by, { ...act, blockId: act.block, actionId: act.action }, act);
    case "press-view":
      return gestures.pressInView(by, { viewId: act.view, blockId: act.block, actionId: act.action }, act);
    case "submit":
      return gestures.submit(by, act.view, act.values);
    case "close":
      return gestures.closeView(by, act.view);
    case "make-action":
      return gestures.shortcut(by, act, MAKE_ACTION);
    case "open-home":
      return gestures.openHome(by);
    case "read":
      workspace.messages.markRead(person.slackUser, act.channel, act.ts);
      return { kind: "done" };
  }
}
