import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from "jose";
import { soon } from "./fake-slack.ts";

// biome-ignore lint/suspicious/noExplicitAny: JSON as Teams has it; each test says what it expects of it
export type TeamsJson = Record<string, any>;

export interface ConnectorCall {
  method: string;
  /** Below the service address, decoded: `/v3/conversations/19:abc@thread.tacv2/activities`. */
  path: string;
  authorization: string;
  body: TeamsJson;
}

/** How one call is answered, where the usual is not what a test is about. */
export interface Trouble {
  status: number;
  headers?: Record<string, string>;
  code?: string;
}

export const BOT = {
  appId: "b0000000-0000-4000-8000-00000000000b",
  password: "the-bots-secret",
  user: "28:b0000000-0000-4000-8000-00000000000b",
  tenant: "11111111-1111-4111-8111-111111111111",
};

const ISSUER = "https://api.botframework.com";

/** Which key signs: the right one, one that is endorsed for another channel, one that nobody has published. */
export type Signer = "good" | "webchat" | "unknown" | "forger";

export interface TokenParts {
  key?: Signer;
  issuer?: string;
  audience?: string;
  serviceUrl?: string;
  /** Seconds from now. */
  expires?: number;
  claims?: TeamsJson;
}

/** Microsoft's side on loopback: OpenID document and keys, the token endpoint, and a Bot Connector that records what it is told. */
export async function fakeTeams() {
  const calls: ConnectorCall[] = [];
  const tokenRequests: { path: string; form: Record<string, string> }[] = [];
  const troubles: { fits: (call: ConnectorCall) => boolean; trouble: Trouble }[] = [];
  const members = new Map<string, string>();
  let tokenTrouble: Trouble | null = null;
  let latency = (): number => 0;
  let counter = 0;
  let rosters: TeamsJson[][] = [];

  const keys = {
    good: await generateKeyPair("RS256", { extractable: true }),
    webchat: await generateKeyPair("RS256", { extractable: true }),
    unknown: await generateKeyPair("RS256", { extractable: true }),
    forger: await generateKeyPair("RS256", { extractable: true }),
  };
  const published = [
    { ...(await exportJWK(keys.good.publicKey)), kid: "good", use: "sig", alg: "RS256", endorsements: ["msteams"] },
    { ...(await exportJWK(keys.webchat.publicKey)), kid: "webchat", use: "sig", alg: "RS256", endorsements: ["webchat"] },
  ];

  const server = createServer(async (req, res) => {
    const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
      res
        .writeHead(status, { "content-type": "application/json", ...headers })
        .end(body === undefined ? "" : JSON.stringify(body));
    const text = await read(req);
    const path = decodeURIComponent(req.url ?? "");
    if (path === "/openid") return answer(200, { issuer: ISSUER, jwks_uri: `${base}/keys` });
    if (path === "/keys") return answer(200, { keys: published });
    if (path.endsWith("/oauth2/v2.0/token")) {
      tokenRequests.push({ path, form: Object.fromEntries(new URLSearchParams(text)) });
      if (tokenTrouble) return answer(tokenTrouble.status, { error: tokenTrouble.code });
      return answer(200, { token_type: "Bearer", expires_in: 3599, access_token: `token-${tokenRequests.length}` });
    }
    const call = {
      method: req.method ?? "",
      path: path.replace("/connector", ""),
      authorization: req.headers.authorization ?? "",
      body: text ? JSON.parse(text) : {},
    };
    calls.push(call);
    const trouble = troubles.find(({ fits }) => fits(call))?.trouble;
    await sleep(latency());
    if (trouble)
      return answer(trouble.status, { error: { code: trouble.code ?? "X", message: "as asked for" } }, trouble.headers);
    return usual(call, answer);
  });

  function usual(call: ConnectorCall, answer: (status: number, body: unknown) => unknown): unknown {
    counter += 1;
    if (call.method === "POST" && call.path === "/v3/conversations") return answer(201, { id: `a:${call.body.members[0].id}` });
    const paged = /\/pagedmembers\?.*?(?:continuationToken=(\d+))?$/.exec(call.path);
    if (paged) {
      const page = Number(paged[1] ?? 0);
      const more = page + 1 < rosters.length ? { continuationToken: String(page + 1) } : {};
      return answer(200, { members: rosters[page] ?? [], ...more });
    }
    const member = /\/members\/(.+)$/.exec(call.path)?.[1];
    if (member) {
      const user = members.get(member);
      if (!user) return answer(404, { error: { code: "MemberNotFoundInConversation", message: "no" } });
      return answer(200, { id: member, aadObjectId: user, tenantId: BOT.tenant });
    }
    return answer(call.method === "PUT" ? 200 : 201, { id: `m${counter}` });
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serviceUrl = `${base}/connector/`;

  return {
    base,
    serviceUrl,
    calls,
    tokenRequests,
    /** Who a `29:…` id is, as rosters have it. */
    members,
    /** The settings that lead a service here. */
    settings: {
      MicrosoftAppId: BOT.appId,
      MicrosoftAppPassword: BOT.password,
      MicrosoftAppTenantId: BOT.tenant,
      MicrosoftAppType: "SingleTenant",
      TEAMS_OPENID_URL: `${base}/openid`,
      TEAMS_TOKEN_ISSUER: ISSUER,
      TEAMS_LOGIN_URL: `${base}/login`,
      TEAMS_TOKEN_SCOPE: "https://api.botframework.com/.default",
      TEAMS_SERVICE_HOSTS: "127.0.0.1",
    } as Record<string, string>,
    /** A token as the Bot Connector signs them, but for what is said. */
    token({
      key = "good",
      issuer = ISSUER,
      audience = BOT.appId,
      serviceUrl: url = serviceUrl,
      expires = 600,
      claims = {},
    }: TokenParts = {}) {
      const header: JWTHeaderParameters = { alg: "RS256", kid: key === "forger" ? "good" : key, typ: "JWT" };
      return new SignJWT({ serviceurl: url, ...claims })
        .setProtectedHeader(header)
        .setIssuer(issuer)
        .setAudience(audience)
        .setExpirationTime(Math.floor(Date.now() / 1000) + expires)
        .sign(keys[key].privateKey);
    },
    /** Who is in every conversation, as pages of its roster. */
    roster(...pages: TeamsJson[][]): void {
      rosters = pages;
    },
    /** From now on each answer takes so many milliseconds; what was asked is done before. */
    slow(milliseconds: () => number): void {
      latency = milliseconds;
    },
    /** The public key, for who takes it for a secret. */
    publicKey: async () => keys.good.publicKey,
    /** What was posted to a conversation, or to any. */
    said: (conversation?: string): TeamsJson[] =>
      calls
        .filter(({ method, path }) => method === "POST" && /\/activities(\/|$)/.test(path))
        .filter(({ path }) => conversation === undefined || path === `/v3/conversations/${conversation}/activities`)
        .map(({ body }) => body),
    /** Waits for the first call that fits. */
    call: (fits: (call: ConnectorCall) => boolean): Promise<ConnectorCall> =>
      soon(() => calls.find(fits), "a call of the connector"),
    /** From now on calls that fit fail like this. */
    trouble(fits: (call: ConnectorCall) => boolean, trouble: Trouble): void {
      troubles.unshift({ fits, trouble });
    },
    refuseTokens(trouble: Trouble | null): void {
      tokenTrouble = trouble;
    },
    reset(): void {
      calls.length = 0;
      troubles.length = 0;
      tokenTrouble = null;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export type FakeTeams = Awaited<ReturnType<typeof fakeTeams>>;

async function read(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of req as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

/** The card of a message or of an answer to a press. */
export const cardIn = (said: TeamsJson): TeamsJson => said.attachments?.[0]?.content ?? said.value ?? said;

/** Every text that a card shows, a line each. */
export function cardText(said: TeamsJson): string {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    for (const [key, member] of Object.entries(value)) {
      if (typeof member === "string" && (key === "text" || key === "title" || key === "value")) texts.push(member);
      else if (key !== "data" && key !== "fallbackText") walk(member);
    }
  };
  walk(cardIn(said));
  return texts.join("\n");
}

/** The button of a card with this title. */
export function teamsButton(said: TeamsJson, title: string): TeamsJson {
  const found: TeamsJson[] = [];
  const walk = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    const element = value as TeamsJson;
    if (/^Action\.(Execute|Submit)$/.test(element.type ?? "") && element.title === title) found.push(element);
    for (const member of Object.values(element)) walk(member);
  };
  walk(cardIn(said));
  if (!found[0]) throw new Error(`there is no button ${title} in ${JSON.stringify(said).slice(0, 500)}`);
  return found[0];
}
