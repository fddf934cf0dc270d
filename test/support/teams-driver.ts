import { randomBytes } from "node:crypto";
import { BOT, type FakeTeams, type TeamsJson, type TokenParts } from "./fake-teams.ts";

/** What Teams got back for one activity. */
export interface Posted {
  status: number;
  text: string;
  /** The body as JSON; empty where there is none. */
  body: TeamsJson;
  sent: TeamsJson;
}

export interface Spot {
  conversation: string;
  kind: "personal" | "channel" | "groupChat";
}

export const personal = (user: string): Spot => ({ conversation: `a:chat-${user}`, kind: "personal" });
export const channel = (conversation: string, thread?: string): Spot => ({
  conversation: thread ? `${conversation};messageid=${thread}` : conversation,
  kind: "channel",
});
export const groupChat = (conversation: string): Spot => ({ conversation, kind: "groupChat" });

/** How this bot knows somebody. */
export const accountOf = (user: string): string => `29:${user}`;

/** Sends what Teams sends when people do things, signed, to the one door. People are given by their directory's id. */
export function teamsDriver(service: { url: string }, teams: FakeTeams) {
  const fresh = (): string => randomBytes(6).toString("hex");

  const activity = (user: string, { conversation, kind }: Spot, parts: TeamsJson): TeamsJson => ({
    type: "message",
    id: String(Date.now()) + fresh(),
    timestamp: new Date().toISOString(),
    channelId: "msteams",
    serviceUrl: teams.serviceUrl,
    from: { id: accountOf(user), name: "Somebody", aadObjectId: user },
    recipient: { id: BOT.user, name: "Followthrough" },
    conversation: { id: conversation, tenantId: BOT.tenant, conversationType: kind, isGroup: kind !== "personal" },
    channelData: { tenant: { id: BOT.tenant } },
    ...parts,
  });

  async function post(sent: unknown, token: TokenParts | string | null = {}): Promise<Posted> {
    const bearer = token === null || typeof token === "string" ? token : await teams.token(token);
    const response = await fetch(`${service.url}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(bearer !== null && { authorization: `Bearer ${bearer}` }) },
      body: typeof sent === "string" ? sent : JSON.stringify(sent),
    });
    const text = await response.text();
    return { status: response.status, text, body: text ? JSON.parse(text) : {}, sent: sent as TeamsJson };
  }

  const invoke = (user: string, spot: Spot, name: string, value: TeamsJson, parts: TeamsJson = {}): Promise<Posted> =>
    post(activity(user, spot, { type: "invoke", id: `f:${fresh()}`, name, value, ...parts }));

  /** `@Followthrough` and whoever else is named, as Teams writes them. */
  const mention = (id: string, name: string): TeamsJson => ({
    type: "mention",
    text: `<at>${name}</at>`,
    mentioned: { id, name },
  });

  return {
    activity,
    post,
    invoke,
    mention,
    /** The same bytes again, as a repetition would be. */
    again: ({ sent }: Posted): Promise<Posted> => post(sent),
    /** In a room the bot is mentioned first. */
    say(user: string, spot: Spot, text: string, mentions: TeamsJson[] = []): Promise<Posted> {
      if (spot.kind === "personal") return post(activity(user, spot, { text, entities: mentions }));
      const us = mention(BOT.user, "Followthrough");
      return post(activity(user, spot, { text: `${us.text} ${text}`, entities: [us, ...mentions] }));
    },
    /** What everybody in the room reads, and the bot only where it may read all. */
    sayToRoom: (user: string, spot: Spot, text: string, mentions: TeamsJson[] = []): Promise<Posted> =>
      post(activity(user, spot, { text, entities: mentions })),
    /** A button as it was drawn, with what was filled in beside it. */
    press: (
      user: string,
      spot: Spot,
      button: TeamsJson,
      inputs: Record<string, string> = {},
      replyToId = "m1",
    ): Promise<Posted> =>
      invoke(
        user,
        spot,
        "adaptiveCard/action",
        { action: { ...button, data: { ...button.data, ...inputs } }, trigger: "manual" },
        { replyToId },
      ),
    /** **Make this an action** on a message. */
    choose: (user: string, spot: Spot, message: TeamsJson): Promise<Posted> =>
      invoke(user, spot, "composeExtension/fetchTask", {
        commandId: "make_action",
        commandContext: "message",
        messagePayload: message,
      }),
    sendDialog: (user: string, spot: Spot, button: TeamsJson, inputs: Record<string, string> = {}): Promise<Posted> =>
      invoke(user, spot, "composeExtension/submitAction", {
        commandId: "make_action",
        commandContext: "message",
        data: { ...button.data, ...inputs },
      }),
    install: (user: string, spot: Spot, action: "add" | "remove" = "add"): Promise<Posted> =>
      post(activity(user, spot, { type: "installationUpdate", id: `f:${fresh()}`, action })),
  };
}

export type TeamsDriver = ReturnType<typeof teamsDriver>;
