import { readFileSync } from "node:fs";
import type { App } from "@slack/bolt";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import type { Card } from "../src/cards/card.ts";
import type { ChatRequest } from "../src/chat/chat.ts";
import { FORMS } from "../src/core/grammar.ts";
import { listen } from "../src/slack/listen.ts";
import { fromSlash } from "../src/slack/receive.ts";
import { SCOPES } from "../src/slack/scopes.ts";
import { Activity } from "../src/teams/body.ts";
import { listen as listenToTeams } from "../src/teams/listen.ts";
import { replies } from "../src/teams/reply.ts";

const text = readFileSync(new URL("../manifests/slack/manifest.yaml", import.meta.url), "utf8");

const SlackManifest = z.object({
  features: z.object({
    app_home: z.object({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    slash_commands: z.array(z.object({ command: z.string(), should_escape: z.boolean(), url: z.string() })),
    shortcuts: z.array(z.object({ name: z.string(), type: z.string(), callback_id: z.string() })),
  }),
  oauth_config: z.object({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z.strictObject({ request_url: z.string(), bot_events: z.array(z.string()) }),
    interactivity: z.object({ is_enabled: z.boolean(), request_url: z.string() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});
const { features, oauth_config: oauth, settings } = SlackManifest.parse(parse(text));

/** Slack refuses a manifest whose subscriptions lack their scope; this is its table of what ours need. */
const NEEDED_FOR: Record<string, string | null> = {
  "message.channels": "channels:history",
  "message.groups": "groups:history",
  "message.im": "im:history",
  app_home_opened: null,
  user_change: "users:read",
};

/** What `listen` asks Bolt to tell it of, by kind. */
function heard(): { kind: string; what: unknown }[] {
  const calls: { kind: string; what: unknown }[] = [];
  const app = new Proxy({} as App, { get: (_app, kind) => (what: unknown) => calls.push({ kind: String(kind), what }) });
  const answer = () => Promise.reject(new Error("nobody asks anything here"));
  const clientFor = () => {
    throw new Error("nothing is said here");
  };
  const notePresence = async () => {};
  listen(app, { answer, clientFor, notePresence, stopping: () => AbortSignal.abort(), log: pino({ level: "silent" }) });
  return calls;
}

const slash = (command: string) =>
  fromSlash({
    ...{ command, text: "help", team_id: "T1", user_id: "U1", channel_id: "C1" },
    ...{ trigger_id: "1.1", response_url: "https://hooks.slack.com/commands/1" },
  });

describe("the Slack manifest", () => {
  it("asks for the scopes that the code needs, each with the same reason, and no other", () => {
    const reasons = Object.fromEntries(
      [...text.matchAll(/^ {6}- ([a-z]+(?::[a-z]+)?) # (.+)$/gm)].map(([, scope, why]) => [scope, why]),
    );

    expect(oauth.scopes.bot).toEqual(Object.keys(SCOPES));
    expect(reasons).toMatchObject(SCOPES);
  });

  it("subscribes to the events that the code hears, and to no other", () => {
    const events = heard().flatMap(({ kind, what }) => (kind === "event" ? [what] : kind === "message" ? ["message"] : []));
    const subscribed = settings.event_subscriptions.bot_events.map((event) => event.split(".")[0]);

    expect(new Set(subscribed)).toEqual(new Set(events));
  });

  it("has the scope that Slack demands for each subscription", () => {
    const needed = settings.event_subscriptions.bot_events.map((event) => NEEDED_FOR[event]);

    expect(needed).not.toContain(undefined);
    expect(oauth.scopes.bot).toEqual(expect.arrayContaining(needed.filter((scope) => scope !== null)));
  });

  it("has the commands that the code answers, with mentions as ids", () => {
    const doors = features.slash_commands.map(({ command }) => [command, slash(command).body]);

    expect(doors).toEqual([
      ["/action", { kind: "words", door: "action", text: "help" }],
      ["/mdt", { kind: "words", door: "mdt", text: "help" }],
    ]);
    expect(features.slash_commands.every((command) => command.should_escape)).toBe(true);
  });

  it("has the message shortcut that the code hears", () => {
    const callbacks = heard().flatMap(({ kind, what }) => {
      const found = z.object({ callback_id: z.string() }).safeParse(what);
      return kind === "shortcut" && found.success ? [found.data.callback_id] : [];
    });
    const [shortcut, ...others] = features.shortcuts;

    expect(others).toEqual([]);
    expect(shortcut).toEqual(
      expect.objectContaining({ name: "Make this an action", type: "message", callback_id: callbacks[0] }),
    );
    expect(callbacks).toHaveLength(1);
  });

  it("sends everything to the one address that there is", () => {
    const addresses = [
      ...features.slash_commands.map(({ url }) => url),
      settings.event_subscriptions.request_url,
      settings.interactivity.request_url,
    ];

    expect(new Set(addresses)).toEqual(new Set(["https://followthrough.example/slack/events"]));
  });

  it("shows the home tab and lets people write in the messages tab", () => {
    expect(settings.interactivity.is_enabled).toBe(true);
    expect(features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  it("needs neither Socket Mode nor an organisation-wide installation nor fresh tokens", () => {
    const { org_deploy_enabled, socket_mode_enabled, token_rotation_enabled } = settings;

    expect([org_deploy_enabled, socket_mode_enabled, token_rotation_enabled]).toEqual([false, false, false]);
  });
});

const teams = (file: string): Buffer => readFileSync(new URL(`../manifests/teams/${file}`, import.meta.url));

const TeamsManifest = z.looseObject({
  manifestVersion: z.string(),
  version: z.string(),
  id: z.string(),
  description: z.object({ short: z.string(), full: z.string() }),
  icons: z.strictObject({ color: z.string(), outline: z.string() }),
  bots: z.tuple([
    z.strictObject({
      botId: z.string(),
      scopes: z.array(z.string()),
      isNotificationOnly: z.boolean(),
      supportsFiles: z.boolean(),
      commandLists: z.array(
        z.strictObject({
          scopes: z.array(z.string()),
          commands: z.array(z.strictObject({ title: z.string(), description: z.string() })),
        }),
      ),
    }),
  ]),
  composeExtensions: z.tuple([
    z.strictObject({ botId: z.string(), commands: z.array(z.looseObject({ id: z.string(), title: z.string() })) }),
  ]),
  supportsChannelFeatures: z.string(),
  supportedChannelTypes: z.array(z.string()),
  validDomains: z.array(z.string()),
  webApplicationInfo: z.strictObject({ id: z.string(), resource: z.string() }),
  authorization: z.strictObject({
    permissions: z.strictObject({ resourceSpecific: z.array(z.strictObject({ name: z.string(), type: z.string() })) }),
  }),
});
const app = TeamsManifest.parse(JSON.parse(teams("manifest.json").toString()));
const [bot] = app.bots;
const [extension] = app.composeExtensions;

const FORM: Card = {
  template: "form-assign",
  content: {
    ...{ type: "AdaptiveCard", version: "1.5", body: [{ type: "Input.Text", id: "text" }] },
    actions: [{ type: "Action.Execute", title: "Make the draft", verb: "assign", data: { do: "assign" } }],
  },
  mentions: {},
};

/** What the code asks, and answers, when Teams invokes this. Everything that is asked gets a form. */
async function invoked(name: string, value: object) {
  const asked: ChatRequest["body"][] = [];
  const answer = (request: ChatRequest) => {
    asked.push(request.body);
    return Promise.resolve({ replace: null, tell: null, form: FORM, wrong: null });
  };
  const silent = () => Promise.reject(new Error("nothing is said here"));
  const log = pino({ level: "silent" });
  const hear = listenToTeams({
    ...{ answer, log, track: (job) => job, notePresence: async () => {} },
    memory: { heard: async () => {}, installed: async () => {}, removed: async () => {}, whoIs: async () => null },
    replies: replies({
      voice: { say: silent, sayWords: silent, tell: silent, update: silent, memberOf: silent, membersOf: silent },
      track: (job) => job,
      stopping: () => new AbortController().signal,
      log,
    }),
  });
  const response = await hear(
    Activity.parse({
      ...{ type: "invoke", id: "f:1", channelId: "msteams", serviceUrl: "https://smba.trafficmanager.net/uk/", name, value },
      ...{ from: { id: "29:priya", aadObjectId: "priya" }, recipient: { id: "28:bot" } },
      conversation: { id: "19:room@thread.tacv2", tenantId: "tenant", conversationType: "channel" },
    }),
  );
  return { asked, response };
}

/** Width, height, and whether there is an alpha channel, as a PNG's first chunk has them. */
const png = (file: string) => {
  const bytes = teams(file);
  return {
    mark: bytes.toString("latin1", 1, 4),
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    alpha: bytes[25] === 6,
  };
};

describe("the Teams manifest", () => {
  it("lists the words that the code understands first, and no other, wherever it is installed", () => {
    const titles = bot.commandLists.flatMap(({ commands }) => commands.map(({ title }) => title));

    expect(titles).toEqual([...new Set(FORMS.map(({ door }) => door))]);
    expect(bot.commandLists.map(({ scopes }) => scopes)).toEqual([bot.scopes]);
    expect(bot.scopes.toSorted()).toEqual(["groupChat", "personal", "team"]);
  });

  it("has the message action, with a form that the service fills", () => {
    expect(extension.commands).toEqual([
      {
        ...{ id: "make_action", type: "action", title: "Make this an action" },
        ...{ description: "Drafts an action from this message", context: ["message"], fetchTask: true },
      },
    ]);
  });

  it.each(extension.commands)(
    "has no command but what the code hears: $id, chosen on a message, opens its form",
    async (command) => {
      const message = { id: "17001", body: { contentType: "html", content: "<p>Call the landlord</p>" } };
      const chosen = { commandId: command.id, commandContext: "message", messagePayload: message };
      const { asked, response } = await invoked("composeExtension/fetchTask", chosen);
      const sent = { ...chosen, data: { do: "assign", text: "Call the landlord" } };

      expect(asked).toEqual([
        { kind: "command", command: { do: "assign", source: expect.objectContaining({ message: "17001" }) } },
      ]);
      expect(response.body).toMatchObject({ task: { type: "continue", value: { title: command.title } } });
      expect((await invoked("composeExtension/submitAction", sent)).asked).toEqual([
        { kind: "command", command: { do: "assign", text: "Call the landlord" } },
      ]);
    },
  );

  it("asks for nothing that the code does not hear: no search, no link of a page", async () => {
    for (const name of ["composeExtension/query", "composeExtension/queryLink"]) {
      expect(await invoked(name, {})).toEqual({ asked: [], response: { status: 200 } });
    }
    expect(extension.commands.map(({ type }) => type)).toEqual(["action"]);
  });

  it("is one application by one id, filled when it is packed", () => {
    expect(new Set([app.id, bot.botId, extension.botId, app.webApplicationInfo.id])).toEqual(new Set(["${{MicrosoftAppId}}"]));
  });

  it("asks to read messages where it is installed, for the reasons in the guide, and for nothing else", () => {
    const guide = readFileSync(new URL("../docs/connect-teams.md", import.meta.url), "utf8");
    const explained = [...guide.matchAll(/^\| `([A-Za-z]+\.[A-Za-z.]+)` \| .{10,} \|$/gm)].map(([, name]) => name);
    const asked = app.authorization.permissions.resourceSpecific;

    expect(asked.map(({ name }) => name)).toEqual(["ChannelMessage.Read.Group", "ChatMessage.Read.Chat"]);
    expect(asked.map(({ name }) => name)).toEqual(explained);
    expect(Object.keys(app)).not.toContain("permissions");
    expect(app.validDomains).toEqual([]);
  });

  it("says to whoever installs it which messages it reads", () => {
    expect(app.description.full).toMatch(
      /reads messages that begin with ACTION:.*replies in the thread of an escalation.*neither stored nor logged/,
    );
  });

  it("may be added to shared and private channels", () => {
    expect(app.supportsChannelFeatures).toBe("tier1");
    expect(app.supportedChannelTypes).toEqual(["sharedChannels", "privateChannels"]);
  });

  it("has icons of the sizes that Teams wants", () => {
    expect(png(app.icons.color)).toMatchObject({ mark: "PNG", width: 192, height: 192 });
    expect(png(app.icons.outline)).toEqual({ mark: "PNG", width: 32, height: 32, alpha: true });
  });
});
