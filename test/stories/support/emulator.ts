import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createEmulator } from "emulate";
import { SCOPES } from "../../../src/slack/scopes.ts";
import type { SlackJson } from "../../support/fake-slack.ts";
import { freePort } from "./free-port.ts";

const BOT_TOKEN = "xoxb-emulated-1";
const WATCHER_TOKEN = "xoxp-emulated-watcher";

/** One call of ours, and what the emulator said to it. */
export interface Call {
  method: string;
  asked: SlackJson;
  said: SlackJson;
}

/**
 * A workspace in an emulator of Slack that others have written. The service has the scopes of our manifest there and no others; its
 * calls pass through a recorder, because a workspace does not tell which of them it refused.
 */
export async function emulatedSlack(names: { people: string[]; rooms: string[] }, secret: string) {
  const port = await freePort();
  const emulator = await createEmulator({
    service: "slack",
    port,
    seed: {
      slack: {
        signing_secret: secret,
        strict_scopes: true,
        users: names.people.map((name) => ({ name })),
        channels: names.rooms.map((name) => ({ name })),
        oauth_apps: [
          {
            ...{ client_id: "1.2", client_secret: "not-used", app_id: "A0FOLLOWUP", name: "Followthrough", redirect_uris: [] },
            ...{ bot_id: "B0FOLLOWUP", bot_user_id: "U0FOLLOWUP", bot_name: "followthrough" },
          },
        ],
        tokens: [
          {
            ...{ token: BOT_TOKEN, type: "bot", user_id: "U0FOLLOWUP", app_id: "A0FOLLOWUP" },
            ...{ bot_id: "B0FOLLOWUP", bot_user_id: "U0FOLLOWUP", scopes: Object.keys(SCOPES) },
          },
          { token: WATCHER_TOKEN, type: "user", user: names.people[0] },
        ],
      },
    },
  });
  const recorder = await record(`http://127.0.0.1:${port}`);

  async function ask(token: string, method: string, body: SlackJson = {}): Promise<SlackJson> {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(`http://127.0.0.1:${port}/api/${method}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    const said = (await response.json()) as SlackJson;
    if (said.ok !== true) throw new Error(`the emulator refused ${method}: ${said.error}`);
    return said;
  }

  const { members } = await ask(WATCHER_TOKEN, "users.list");
  const { channels } = await ask(WATCHER_TOKEN, "conversations.list");
  const idOf = (list: SlackJson[], name: string): string => list.find((each) => each.name === name)?.id;

  return {
    apiUrl: `${recorder.url}/api/`,
    botToken: BOT_TOKEN,
    team: members[0].team_id as string,
    calls: recorder.calls,
    user: (name: string): string => idOf(members, name),
    room: (name: string): string => idOf(channels, name),
    /** The direct conversation of somebody with the app. */
    async directWith(name: string): Promise<string> {
      return (await ask(BOT_TOKEN, "conversations.open", { users: idOf(members, name) })).channel.id;
    },
    /** Everything that stands in a conversation, newest first. */
    history: async (channel: string): Promise<SlackJson[]> =>
      (await ask(BOT_TOKEN, "conversations.history", { channel })).messages,
    /** A form can only be opened with one of these, within three seconds. */
    trigger: async (name: string): Promise<string> =>
      (await ask(BOT_TOKEN, "views.generateTriggerId", { user_id: idOf(members, name) })).trigger_id,
    /** What Slack itself does where an answer replaces a message that everybody sees. */
    replace: (channel: string, ts: string, { text, blocks }: SlackJson) =>
      ask(BOT_TOKEN, "chat.update", { channel, ts, text, blocks }),
    async close(): Promise<void> {
      await recorder.close();
      await emulator.close();
    },
  };
}

/** Passes every call on as it is, and keeps it together with its answer. */
async function record(to: string) {
  const calls: Call[] = [];
  const server = createServer(async (req, res) => {
    const parts: Buffer[] = [];
    for await (const part of req as AsyncIterable<Buffer>) parts.push(part);
    const body = Buffer.concat(parts).toString("utf8");
    const { authorization = "", "content-type": type = "" } = req.headers;
    const response = await fetch(`${to}${req.url}`, { method: "POST", headers: { authorization, "content-type": type }, body });
    const said = await response.text();
    calls.push({ method: (req.url ?? "").replace("/api/", ""), asked: fields(body), said: JSON.parse(said) });
    res.writeHead(response.status, { "content-type": "application/json" }).end(said);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Slack's client sends forms whose fields may hold JSON. */
const fields = (body: string): SlackJson =>
  Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [name, /^[[{]/.test(value) ? JSON.parse(value) : value]),
  );
