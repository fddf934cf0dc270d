import { z } from "zod";
import type { Card } from "../cards/card.ts";
import { ChatError, type MessageRef, sure } from "../chat/chat.ts";
import type { KnownConversation, Reach, References } from "../chat/references.ts";
import type { TeamsConfig } from "../config.ts";
import type { Connector } from "./connector.ts";
import { placeOf, threadOf } from "./conversation-id.ts";
import { chatError } from "./faults.ts";
import { renderTeams, type TeamsPage } from "./render.ts";
import { isServiceHost } from "./service-host.ts";

export const ADAPTIVE = "application/vnd.microsoft.card.adaptive";

/** Where something is said: a conversation as Teams names it, threads included. */
export interface Spot extends Reach {
  workspace: string;
  conversation: string;
}

/** Somebody in Teams. `met` is how their request reached us, where they have just asked for something. */
export interface Reader {
  workspace: string;
  user: string;
  met: (Reach & { account: string }) | null;
}

/** Everything that the bot says in Teams goes through here. All of it throws `ChatError` and nothing else. */
export interface Voice {
  /** All of a card, or only that one of its messages. */
  say(spot: Spot, card: Card, which?: number): Promise<MessageRef>;
  sayWords(spot: Spot, text: string, mentioned?: { id: string; name: string }): Promise<void>;
  /** In their own conversation with us, which is begun where there is none yet. */
  tell(reader: Reader, card: Card, which?: number): Promise<MessageRef>;
  update(spot: Spot, message: string, card: Card): Promise<void>;
  /** The directory's id of a `29:…` member of a conversation; null where they are not in it. */
  memberOf(spot: Spot, account: string): Promise<string | null>;
  /** The directory's ids of everybody in a conversation; null where it cannot be told, or of somebody in it. */
  membersOf(spot: Spot): Promise<string[] | null>;
}

/** Where every tenant of the public cloud can be reached before it was heard from. */
const ANYWHERE = "https://smba.trafficmanager.net/teams/";

type Speaking = {
  config: Pick<TeamsConfig, "appId" | "serviceHosts">;
  references: References;
  connector: Connector;
  realNow: () => Date;
};

export function voice({ config, references, connector, realNow }: Speaking): Voice {
  async function post(spot: Spot, activity: object): Promise<string> {
    const body = { type: "message", from: { id: spot.botId, name: "Followthrough" }, ...activity };
    const sent = await connector(spot.serviceUrl, { method: "POST", path: `${conversationPath(spot)}/activities`, body });
    return Named.parse(sent).id;
  }

  async function say(spot: Spot, card: Card, which?: number): Promise<MessageRef> {
    const { workspace } = spot;
    const { more, ...first } = renderTeams(card, { tenant: workspace, refreshFor: "everybody" });
    const [begins, ...follow] = which === undefined ? [first, ...more] : [[first, ...more][which]];
    if (!begins) throw new ChatError("gone", "a card without that page");
    const message = await post(spot, carrying(begins));
    for (const next of follow) if (next) await post(spot, carrying(next));
    const thread = threadOf(spot.conversation);
    return { platform: "teams", workspace, conversation: placeOf(spot.conversation), message, ...(thread && { thread }) };
  }

  async function tell(reader: Reader, card: Card, which?: number): Promise<MessageRef> {
    const { workspace, user } = reader;
    const known = await references.personal(workspace, user);
    if (known) {
      const said = await say(known, card, which).catch((err: unknown) =>
        ifGone(err, () => references.forget(workspace, known.conversation)),
      );
      if (said) return said;
    }
    return say(await begin(reader, reader.met ?? known), card, which);
  }

  /** Begins the personal conversation. Teams allows it where the person, or somebody for them, has installed the app. */
  async function begin({ workspace, user, met }: Reader, reach: Reach | null): Promise<KnownConversation> {
    const { serviceUrl, botId } = reach ?? (await references.lastReach(workspace)) ?? anywhere();
    // Of those who have not been heard from, Teams takes the directory's id as well.
    const account = met?.account ?? (await references.accountOf(workspace, user)) ?? user;
    const body = {
      isGroup: false,
      bot: { id: botId, name: "Followthrough" },
      members: [{ id: account }],
      tenantId: workspace,
      channelData: { tenant: { id: workspace } },
    };
    const { id } = Named.parse(
      await connector(serviceUrl, { method: "POST", path: "conversations", body }).catch(asNotInstalled),
    );
    const begun = { platform: "teams", kind: "personal", workspace, conversation: id, user, serviceUrl, botId } as const;
    await references.remember(begun, realNow());
    return begun;
  }

  function anywhere(): Reach {
    if (!isServiceHost(ANYWHERE, config.serviceHosts)) throw new ChatError("gone", "nobody of this tenant has added the app");
    return { serviceUrl: ANYWHERE, botId: `28:${config.appId}` };
  }

  async function update(spot: Spot, message: string, card: Card): Promise<void> {
    const page = renderTeams(card, { tenant: spot.workspace, refreshFor: "everybody" });
    const path = `${conversationPath(spot)}/activities/${encodeURIComponent(message)}`;
    await connector(spot.serviceUrl, { method: "PUT", path, body: { type: "message", id: message, ...carrying(page) } });
  }

  async function memberOf(spot: Spot, account: string): Promise<string | null> {
    const path = `${conversationPath(spot)}/members/${encodeURIComponent(account)}`;
    const member = await connector(spot.serviceUrl, { method: "GET", path }).catch((err: unknown) => ifGone(err, async () => {}));
    const { aadObjectId, objectId } = Member.parse(member ?? {});
    return (aadObjectId ?? objectId)?.toLowerCase() ?? null;
  }

  async function membersOf(spot: Spot): Promise<string[] | null> {
    const users: string[] = [];
    let more = "";
    do {
      const path = `${conversationPath(spot)}/pagedmembers?pageSize=500${more && `&continuationToken=${encodeURIComponent(more)}`}`;
      const said = await connector(spot.serviceUrl, { method: "GET", path }).catch((err: unknown) => ifGone(err, async () => {}));
      const page = Roster.safeParse(said).data;
      const ids = page?.members.map(({ aadObjectId, objectId }) => (aadObjectId ?? objectId)?.toLowerCase());
      // Somebody without an id of the directory is somebody we cannot know.
      if (!ids?.every((id) => id !== undefined)) return null;
      users.push(...ids);
      more = page?.continuationToken ?? "";
    } while (more);
    return users;
  }

  return {
    say: (spot, card, which) => say(spot, card, which).catch(rethrow),
    sayWords: async (spot, text, mentioned) => {
      await post(spot, {
        text,
        ...(mentioned && { entities: [{ type: "mention", text: `<at>${mentioned.name}</at>`, mentioned }] }),
      }).catch(rethrow);
    },
    tell: (reader, card, which) => tell(reader, card, which).catch(rethrow),
    update: (spot, message, card) => update(spot, message, card).catch(rethrow),
    memberOf: (spot, account) => memberOf(spot, account).catch(rethrow),
    membersOf: (spot) => membersOf(spot).catch(rethrowSure),
  };
}

/** What the connector has made: a conversation, a message. */
const Named = z.object({ id: z.string().default("") });
const Member = z.object({ aadObjectId: z.string().nullish(), objectId: z.string().nullish() });
const Roster = z.object({ members: z.array(Member), continuationToken: z.string().nullish() });

const conversationPath = ({ conversation }: Spot): string => `conversations/${encodeURIComponent(conversation)}`;

const carrying = ({ content, summary }: TeamsPage) => ({ summary, attachments: [{ contentType: ADAPTIVE, content }] });

function rethrow(err: unknown): never {
  throw chatError(err);
}

function rethrowSure(err: unknown): never {
  throw sure(chatError(err));
}

async function ifGone(err: unknown, then: () => Promise<void>): Promise<null> {
  const fault = chatError(err);
  if (fault.fault !== "gone") throw fault;
  await then();
  return null;
}

function asNotInstalled(err: unknown): never {
  const fault = chatError(err);
  if (fault.fault !== "gone") throw sure(fault);
  throw new ChatError("gone", `the person has not added the app (${fault.message})`, undefined, { unreachable: true });
}
