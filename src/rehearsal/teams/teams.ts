import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Cast, inTeams } from "../cast.ts";
import { readBody, sendJson } from "../http.ts";
import { createAnnouncements } from "./announce.ts";
import { APP, TENANT, TOKEN_ISSUER, TOKEN_SCOPE } from "./app-identity.ts";
import { createConnector } from "./connector.ts";
import { createDelivery } from "./deliver.ts";
import { createGestures } from "./gestures.ts";
import { createMessageAction } from "./message-action.ts";
import { createTenant } from "./tenant.ts";
import { createTokens } from "./tokens.ts";

export const TEAMS_PATH = "/rehearsal/teams/";

export interface TeamsStandInOptions {
  publicUrl(): string;
  /** What the service shows when it asks for its token. */
  appPassword: string;
  cast(): Promise<Cast>;
  now(): Date;
  realNow(): Date;
  changed(): void;
  /** People, by their id in the set-up, who have not added the app for themselves. */
  withoutApp?: readonly string[];
}

/** What the service needs to be told to meet the stand-in at this address instead of Microsoft: the settings of a real connection. */
export const teamsSettings = (publicUrl: string, appPassword: string) => ({
  appId: APP.appId as string,
  appPassword,
  tenantId: TENANT as string,
  appType: "SingleTenant" as const,
  allowedTenants: [TENANT as string],
  serviceHosts: [new URL(publicUrl).hostname],
  openIdUrl: `${publicUrl}${TEAMS_PATH}openid`,
  tokenIssuer: TOKEN_ISSUER as string,
  loginUrl: `${publicUrl}${TEAMS_PATH}login`,
  tokenScope: TOKEN_SCOPE as string,
});

export const makeAppPassword = (): string => randomBytes(24).toString("base64url");

/** Teams as our service meets it: keys and tokens, the Bot Connector, and signed activities for what people do. */
export function createTeamsStandIn(options: TeamsStandInOptions) {
  const { publicUrl, appPassword, cast, now } = options;
  const serviceUrl = () => `${publicUrl()}${TEAMS_PATH}connector/`;
  const tokens = createTokens(options);
  const tenant = createTenant({ ...options, withoutApp: options.withoutApp ?? [] });
  const deliver = createDelivery({ publicUrl, serviceUrl, tokens });
  const connector = createConnector({ tenant, tokens, cast });
  const deps = { tenant, deliver, serviceUrl, now };

  /** The token endpoint: the app proves itself with its password, and asks for the one thing that it may have. */
  async function giveToken(req: IncomingMessage, res: ServerResponse, tenantId: string): Promise<void> {
    const asked = new URLSearchParams(await readBody(req));
    const people = (await cast()).people.filter(inTeams);
    const ours = tenantId === TENANT || people.some(({ teamsTenant }) => teamsTenant === tenantId);
    const proven = asked.get("client_id") === APP.appId && asked.get("client_secret") === appPassword;
    const scopes = asked.get("scope")?.split(" ") ?? [];
    if (!ours || asked.get("grant_type") !== "client_credentials") return sendJson(res, 400, { error: "invalid_request" });
    if (!proven) return sendJson(res, 401, { error: "invalid_client" });
    if (!scopes.includes(TOKEN_SCOPE)) return sendJson(res, 400, { error: "invalid_scope" });
    sendJson(res, 200, tokens.issue());
  }

  return {
    tenant,
    connector,
    gestures: createGestures(deps),
    messageAction: createMessageAction(deps),
    /** Tells the service where the app has been added, where it does not know yet. */
    announce: createAnnouncements(deps),

    /** Answers what is below `TEAMS_PATH`; false where nothing is there. */
    async handle(req: IncomingMessage, res: ServerResponse, path: string): Promise<boolean> {
      const rest = path.slice(TEAMS_PATH.length);
      const login = /^login\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(rest)?.[1];
      if (rest === "openid" && req.method === "GET") {
        const jwks_uri = `${publicUrl()}${TEAMS_PATH}keys`;
        sendJson(res, 200, { issuer: TOKEN_ISSUER, jwks_uri, id_token_signing_alg_values_supported: ["RS256"] });
      } else if (rest === "keys" && req.method === "GET") {
        sendJson(res, 200, await tokens.keySet());
      } else if (login && req.method === "POST") {
        await giveToken(req, res, login);
      } else if (rest.startsWith("connector/")) {
        await connector.handle(req, res, rest.slice("connector/".length));
      } else return false;
      return true;
    },
  };
}

export type TeamsStandIn = ReturnType<typeof createTeamsStandIn>;
