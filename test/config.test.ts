import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";
import { ConfigError, SETTINGS } from "../src/environment.ts";
import { secretKeyIn } from "../src/secret-key.ts";

const KEY = Buffer.alloc(32, 7).toString("base64");
const SLACK = { SLACK_SIGNING_SECRET: "s1gn", SLACK_BOT_TOKEN: "xoxb-1" };
const TENANT = "11111111-1111-4111-8111-111111111111";
const TEAMS = {
  MicrosoftAppId: "b0000000-0000-4000-8000-00000000000b",
  MicrosoftAppPassword: "opensesame",
  MicrosoftAppTenantId: TENANT,
  MicrosoftAppType: "SingleTenant",
};
const LOCAL_TEAMS = {
  ...TEAMS,
  TEAMS_OPENID_URL: "http://127.0.0.1:4001/openid",
  TEAMS_LOGIN_URL: "http://127.0.0.1:4001/login",
  TEAMS_SERVICE_HOSTS: "127.0.0.1",
};
const LOCAL_SLACK = { ...SLACK, SLACK_API_URL: "http://127.0.0.1:4000/api" };

describe("readConfig", () => {
  it("starts with nothing set: this machine alone, the embedded store, rehearsal on", () => {
    expect(readConfig({})).toEqual({
      host: "127.0.0.1",
      port: 3978,
      publicUrl: "http://127.0.0.1:3978",
      databaseUrl: null,
      dataDir: ".data",
      slack: null,
      teams: null,
      secretKey: null,
      rehearsal: true,
      clock: true,
      heartbeatUrl: null,
      bankHolidaysFile: null,
      logLevel: "info",
      metrics: true,
    });
  });

  it("takes an empty variable for an unset one", () => {
    const empty = Object.fromEntries(SETTINGS.map((name) => [name, " "]));

    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it("reads every setting", () => {
    const config = readConfig({
      ...SLACK,
      HOST: "0.0.0.0",
      PORT: "80",
      PUBLIC_URL: "https://actions.harbour.example/",
      DATABASE_URL: "postgresql://me:word@db/care",
      DATA_DIR: "/srv/data",
      SLACK_API_URL: "https://slack-gov.com/api",
      MicrosoftAppId: "B0000000-0000-4000-8000-00000000000B",
      MicrosoftAppPassword: "opensesame",
      MicrosoftAppTenantId: TENANT,
      MicrosoftAppType: "SingleTenant",
      TEAMS_ALLOWED_TENANTS: `${TENANT}, 22222222-2222-4222-8222-222222222222`,
      TEAMS_SERVICE_HOSTS: "*.Connector.example, smba.example",
      TEAMS_OPENID_URL: "https://keys.example/openid",
      TEAMS_TOKEN_ISSUER: "https://issuer.example",
      TEAMS_LOGIN_URL: "https://login.example/",
      TEAMS_TOKEN_SCOPE: "https://scope.example/.default",
      SECRET_KEY: KEY,
      REHEARSAL: "0",
      CLOCK: "off",
      HEARTBEAT_URL: "https://watch.example/ping/1234",
      BANK_HOLIDAYS_FILE: "holidays.json",
      LOG_LEVEL: "warn",
      METRICS: "off",
    });

    expect(config).toEqual({
      host: "0.0.0.0",
      port: 80,
      publicUrl: "https://actions.harbour.example",
      databaseUrl: "postgresql://me:word@db/care",
      dataDir: "/srv/data",
      slack: { signingSecret: "s1gn", botToken: "xoxb-1", apiUrl: "https://slack-gov.com/api/" },
      teams: {
        appId: "b0000000-0000-4000-8000-00000000000b",
        appPassword: "opensesame",
        tenantId: TENANT,
        appType: "SingleTenant",
        allowedTenants: [TENANT, "22222222-2222-4222-8222-222222222222"],
        serviceHosts: ["*.connector.example", "smba.example"],
        openIdUrl: "https://keys.example/openid",
        tokenIssuer: "https://issuer.example",
        loginUrl: "https://login.example",
        tokenScope: "https://scope.example/.default",
      },
      secretKey: Buffer.alloc(32, 7),
      rehearsal: false,
      clock: false,
      heartbeatUrl: "https://watch.example/ping/1234",
      bankHolidaysFile: "holidays.json",
      logLevel: "warn",
      metrics: false,
    });
  });

  it.each([
    ["PORT", { PORT: "http" }],
    ["PORT", { PORT: "65536" }],
    ["PUBLIC_URL", { PUBLIC_URL: "actions.example" }],
    ["PUBLIC_URL", { PUBLIC_URL: "javascript:alert(1)" }],
    ["DATABASE_URL", { DATABASE_URL: "mysql://me:opensesame@db/care" }],
    ["SECRET_KEY", { SECRET_KEY: "opensesame" }],
    ["SECRET_KEY", { DATABASE_URL: "postgresql://me:opensesame@db/care" }],
    ["SLACK_BOT_TOKEN", { SLACK_SIGNING_SECRET: "opensesame" }],
    ["SLACK_SIGNING_SECRET", { SLACK_BOT_TOKEN: "opensesame" }],
    ["SLACK_API_URL", { ...SLACK, SLACK_API_URL: "http://slack.example/api/" }],
    ["MicrosoftAppId", { ...TEAMS, MicrosoftAppId: "" }],
    ["MicrosoftAppId", { ...TEAMS, MicrosoftAppId: "followthrough" }],
    ["MicrosoftAppPassword", { ...TEAMS, MicrosoftAppPassword: "" }],
    ["MicrosoftAppTenantId", { ...TEAMS, MicrosoftAppTenantId: "" }],
    ["MicrosoftAppType", { ...TEAMS, MicrosoftAppType: "MultiTenant" }],
    ["MicrosoftAppType", { ...TEAMS, MicrosoftAppType: "", NODE_ENV: "production" }],
    ["TEAMS_ALLOWED_TENANTS", { ...TEAMS, TEAMS_ALLOWED_TENANTS: "harbour.example" }],
    ["TEAMS_SERVICE_HOSTS", { ...TEAMS, TEAMS_SERVICE_HOSTS: "https://smba.example:443" }],
    ["TEAMS_OPENID_URL", { ...TEAMS, TEAMS_OPENID_URL: "http://keys.example/openid" }],
    ["TEAMS_LOGIN_URL", { ...TEAMS, TEAMS_LOGIN_URL: "http://login.example" }],
    ["HEARTBEAT_URL", { HEARTBEAT_URL: "http://watch.example/opensesame" }],
    ["HEARTBEAT_URL", { HEARTBEAT_URL: "watch.example" }],
    ["CLOCK", { CLOCK: "sometimes" }],
    ["METRICS", { METRICS: "maybe" }],
    ["LOG_LEVEL", { LOG_LEVEL: "loud" }],
    ["REHEARSAL", { REHEARSAL: "perhaps" }],
  ])("refuses a wrong %s with one line that names it and shows no secret: %o", (name, env) => {
    const said = refusal(env);

    expect(said).toMatch(new RegExp(`^${name}[. ]`));
    expect(said).not.toMatch(/\n|opensesame/);
  });

  it("takes a heartbeat on this machine in the clear", () => {
    expect(readConfig({ HEARTBEAT_URL: "http://127.0.0.1:8000/ping" }).heartbeatUrl).toBe("http://127.0.0.1:8000/ping");
  });

  it("takes Teams in Microsoft's public cloud where nothing else is said, for people of the bot's own tenant", () => {
    const { MicrosoftAppType: _, ...withoutType } = TEAMS;

    expect(readConfig(withoutType).teams).toEqual({
      appId: TEAMS.MicrosoftAppId,
      appPassword: "opensesame",
      tenantId: TENANT,
      appType: "SingleTenant",
      allowedTenants: [TENANT],
      serviceHosts: ["smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"],
      openIdUrl: "https://login.botframework.com/v1/.well-known/openidconfiguration",
      tokenIssuer: "https://api.botframework.com",
      loginUrl: "https://login.microsoftonline.com",
      tokenScope: "https://api.botframework.com/.default",
    });
  });

  it("needs no password where Azure vouches for the bot", () => {
    const env = { ...TEAMS, MicrosoftAppPassword: "", MicrosoftAppType: "UserAssignedMSI", NODE_ENV: "production" };

    expect(readConfig(env).teams).toMatchObject({ appType: "UserAssignedMSI", appPassword: null });
  });

  describe("rehearsal", () => {
    it.each([
      ["on where there is no Slack and only this machine can reach it", {}, true],
      ["off where Slack is configured", SLACK, false],
      ["off beside a stand-in for Slack, unless asked for", LOCAL_SLACK, false],
      ["on beside a stand-in for Slack where asked for", { ...LOCAL_SLACK, REHEARSAL: "1" }, true],
      ["off where Teams is configured", TEAMS, false],
      ["on beside a stand-in for Teams where asked for", { ...LOCAL_TEAMS, REHEARSAL: "1" }, true],
      ["off where other machines can reach it", { HOST: "0.0.0.0" }, false],
      ["off where asked for", { REHEARSAL: "0" }, false],
      ["on for ::1", { HOST: "::1" }, true],
      ["off for a name that only looks like this machine", { HOST: "127.0.0.1.example.org" }, false],
    ])("is %s", (_when, env, expected) => {
      expect(readConfig(env).rehearsal).toBe(expected);
    });

    it.each([
      ["a real Slack", { ...SLACK, REHEARSAL: "1" }],
      ["a real Teams", { ...TEAMS, REHEARSAL: "1" }],
      [
        "a stand-in for Teams that sends its token elsewhere",
        { ...LOCAL_TEAMS, TEAMS_SERVICE_HOSTS: "127.0.0.1,smba.example", REHEARSAL: "1" },
      ],
      ["an address that other machines can reach", { REHEARSAL: "1", HOST: "0.0.0.0" }],
      ["an address that other machines can reach, with a stand-in", { ...LOCAL_SLACK, REHEARSAL: "1", HOST: "0.0.0.0" }],
    ])("is refused beside %s", (_beside, env) => {
      expect(refusal(env)).toMatch(/^REHEARSAL cannot be on/);
    });
  });

  it("puts an IPv6 host into links in brackets", () => {
    expect(readConfig({ HOST: "::1" }).publicUrl).toBe("http://[::1]:3978");
  });
});

describe(".env.example", () => {
  it("lists the settings that are understood, and no other", async () => {
    const example = await readFile(path.join(import.meta.dirname, "../.env.example"), "utf8");
    const listed = [...example.matchAll(/^([A-Za-z_]+)=/gm)].map((match) => match[1]);

    expect(listed.sort()).toEqual([...SETTINGS].sort());
  });

  it("starts as it stands, with the defaults", async () => {
    const example = await readFile(path.join(import.meta.dirname, "../.env.example"), "utf8");
    const env = Object.fromEntries([...example.matchAll(/^([A-Za-z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]));

    expect(readConfig(env)).toEqual(readConfig({}));
  });
});

describe("secretKeyIn", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "followthrough-key-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("makes one key that only its own user can read, and reads it ever after", async () => {
    const dataDir = path.join(folder, "made");

    const together = await Promise.all(Array.from({ length: 5 }, () => secretKeyIn(dataDir)));

    expect(together[0]).toHaveLength(32);
    expect(new Set(together.map(String)).size).toBe(1);
    expect(await secretKeyIn(dataDir)).toEqual(together[0]);
    expect((await stat(path.join(dataDir, "secret.key"))).mode & 0o777).toBe(0o600);
  });

  it("refuses a file that holds something else rather than make a new key", async () => {
    await writeFile(path.join(folder, "secret.key"), "half a k");

    await expect(secretKeyIn(folder)).rejects.toThrow(/^SECRET_KEY: .* does not hold 32 bytes/);
  });
});

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (err) {
    if (err instanceof ConfigError) return err.message;
    throw err;
  }
  throw new Error("nothing was refused");
}
