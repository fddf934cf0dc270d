import { isIPv4 } from "node:net";
import { type APP_TYPES, ConfigError, type Environment, type LOG_LEVELS, parse } from "./environment.ts";

export interface SlackConfig {
  signingSecret: string;
  botToken: string;
  /** Ends with a slash. */
  apiUrl: string;
}

export interface TeamsConfig {
  appId: string;
  /** Null where Azure vouches for the bot. */
  appPassword: string | null;
  tenantId: string;
  appType: (typeof APP_TYPES)[number];
  /** Whose people may talk to the bot. Lower case. */
  allowedTenants: string[];
  /** Where the bot's token may go; `*.` stands for any name below. */
  serviceHosts: string[];
  openIdUrl: string;
  tokenIssuer: string;
  /** Without a slash at its end. */
  loginUrl: string;
  tokenScope: string;
}

export interface Config {
  host: string;
  port: number;
  /** Without a slash at its end. */
  publicUrl: string;
  /** Null: the embedded store in `dataDir`. */
  databaseUrl: string | null;
  dataDir: string;
  /** Null where this service is not connected to Slack. */
  slack: SlackConfig | null;
  /** Null where this service is not connected to Teams. */
  teams: TeamsConfig | null;
  /** Null: the one that `secretKeyIn(dataDir)` keeps beside the embedded store. */
  secretKey: Buffer | null;
  rehearsal: boolean;
  /** Off: this replica neither plans nor delivers. */
  clock: boolean;
  /** Told after each full pass of the clock; null: nobody is. */
  heartbeatUrl: string | null;
  bankHolidaysFile: string | null;
  logLevel: (typeof LOG_LEVELS)[number];
  metrics: boolean;
}

/**
 * Reads the settings, once.
 *
 * @throws ConfigError for the first that cannot be
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const written = parse(env);
  const slack = slackOf(written);
  const teams = teamsOf(written, env.NODE_ENV === "production");
  if (written.DATABASE_URL && !written.SECRET_KEY) {
    throw new ConfigError(
      'SECRET_KEY is needed with DATABASE_URL: set it to 32 bytes in base64, made with "openssl rand -base64 32".',
    );
  }
  return {
    host: written.HOST,
    port: written.PORT,
    publicUrl: (written.PUBLIC_URL ?? `http://${inUrl(written.HOST)}:${written.PORT}`).replace(/\/+$/, ""),
    databaseUrl: written.DATABASE_URL ?? null,
    dataDir: written.DATA_DIR,
    slack,
    teams,
    secretKey: written.SECRET_KEY ?? null,
    rehearsal: rehearsalOf(written, slack, teams),
    clock: written.CLOCK ?? true,
    heartbeatUrl: heartbeatOf(written),
    bankHolidaysFile: written.BANK_HOLIDAYS_FILE ?? null,
    logLevel: written.LOG_LEVEL,
    metrics: written.METRICS ?? true,
  };
}

function slackOf({ SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN, SLACK_API_URL }: Environment): SlackConfig | null {
  if (!SLACK_SIGNING_SECRET && !SLACK_BOT_TOKEN) return null;
  if (!SLACK_SIGNING_SECRET) throw new ConfigError("SLACK_SIGNING_SECRET is needed with SLACK_BOT_TOKEN: set both, or neither.");
  if (!SLACK_BOT_TOKEN) throw new ConfigError("SLACK_BOT_TOKEN is needed with SLACK_SIGNING_SECRET: set both, or neither.");
  const apiUrl = `${(SLACK_API_URL ?? "https://slack.com/api/").replace(/\/+$/, "")}/`;
  requireSecure("SLACK_API_URL", apiUrl, "the bot's token goes there");
  return { signingSecret: SLACK_SIGNING_SECRET, botToken: SLACK_BOT_TOKEN, apiUrl };
}

/** Microsoft's public cloud. */
const PUBLIC_CLOUD = {
  serviceHosts: ["smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"],
  openIdUrl: "https://login.botframework.com/v1/.well-known/openidconfiguration",
  tokenIssuer: "https://api.botframework.com",
  loginUrl: "https://login.microsoftonline.com",
  tokenScope: "https://api.botframework.com/.default",
};

/** The library leaves its door open where the app id is empty: Teams is set up whole or not at all. */
function teamsOf(written: Environment, isProduction: boolean): TeamsConfig | null {
  const { MicrosoftAppId: appId, MicrosoftAppPassword, MicrosoftAppTenantId: tenantId, MicrosoftAppType } = written;
  if (!appId && !MicrosoftAppPassword && !tenantId && !MicrosoftAppType) return null;
  if (!appId) throw new ConfigError(`MicrosoftAppId is needed for Teams: ${ALL_OR_NONE}`);
  if (!tenantId) throw new ConfigError(`MicrosoftAppTenantId is needed for Teams: ${ALL_OR_NONE}`);
  if (!MicrosoftAppType && isProduction) {
    throw new ConfigError("MicrosoftAppType is needed for Teams in production: set it to SingleTenant or UserAssignedMSI.");
  }
  const appType = MicrosoftAppType ?? "SingleTenant";
  if (appType === "SingleTenant" && !MicrosoftAppPassword) {
    throw new ConfigError(
      "MicrosoftAppPassword is needed where MicrosoftAppType is SingleTenant: set it to the bot's client secret.",
    );
  }
  const teams = {
    ...{ appId, tenantId, appType },
    appPassword: MicrosoftAppPassword ?? null,
    allowedTenants: written.TEAMS_ALLOWED_TENANTS ?? [tenantId],
    serviceHosts: (written.TEAMS_SERVICE_HOSTS ?? PUBLIC_CLOUD.serviceHosts).map((host) => host.toLowerCase()),
    openIdUrl: written.TEAMS_OPENID_URL ?? PUBLIC_CLOUD.openIdUrl,
    tokenIssuer: written.TEAMS_TOKEN_ISSUER ?? PUBLIC_CLOUD.tokenIssuer,
    loginUrl: (written.TEAMS_LOGIN_URL ?? PUBLIC_CLOUD.loginUrl).replace(/\/+$/, ""),
    tokenScope: written.TEAMS_TOKEN_SCOPE ?? PUBLIC_CLOUD.tokenScope,
  };
  requireSecure("TEAMS_OPENID_URL", teams.openIdUrl, "the keys that requests are checked with come from there");
  requireSecure("TEAMS_LOGIN_URL", teams.loginUrl, "the bot's secret goes there");
  return teams;
}

const ALL_OR_NONE = "set MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId and MicrosoftAppType, or none of them.";

function requireSecure(name: string, url: string, why: string): void {
  if (url.startsWith("http://") && !isLoopbackUrl(url)) throw new ConfigError(`${name} must begin with https://: ${why}.`);
}

function heartbeatOf({ HEARTBEAT_URL }: Environment): string | null {
  if (HEARTBEAT_URL) requireSecure("HEARTBEAT_URL", HEARTBEAT_URL, "whoever knows it can keep an alarm silent");
  return HEARTBEAT_URL ?? null;
}

/** A Teams of this machine alone: nothing of it leaves, and nobody else's keys open its door. */
const isLoopbackTeams = ({ openIdUrl, loginUrl, serviceHosts }: TeamsConfig): boolean =>
  isLoopbackUrl(openIdUrl) && isLoopbackUrl(loginUrl) && serviceHosts.every(isLoopback);

/** With rehearsal on, anybody who reaches the page acts as anybody: never beside a real workspace, never from another machine. */
function rehearsalOf({ REHEARSAL, HOST }: Environment, slack: SlackConfig | null, teams: TeamsConfig | null): boolean {
  if (REHEARSAL === undefined) return slack === null && teams === null && isLoopback(HOST);
  if (REHEARSAL && slack !== null && !isLoopbackUrl(slack.apiUrl)) {
    throw new ConfigError(
      "REHEARSAL cannot be on while a real Slack is configured: unset REHEARSAL, or SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET.",
    );
  }
  if (REHEARSAL && teams !== null && !isLoopbackTeams(teams)) {
    throw new ConfigError(
      "REHEARSAL cannot be on while a real Teams is configured: unset REHEARSAL, or MicrosoftAppId and what belongs to it.",
    );
  }
  if (REHEARSAL && !isLoopback(HOST)) {
    throw new ConfigError(
      "REHEARSAL cannot be on while HOST can be reached from other machines: unset REHEARSAL, or set HOST=127.0.0.1.",
    );
  }
  return REHEARSAL;
}

/** Whether an address belongs to this machine alone. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || host === "[::1]" || (isIPv4(host) && host.startsWith("127."));

const isLoopbackUrl = (url: string): boolean => isLoopback(new URL(url).hostname);

const inUrl = (host: string): string => (host.includes(":") ? `[${host}]` : host);
