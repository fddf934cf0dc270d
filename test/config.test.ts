import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ConfigError, readConfig, SETTINGS } from "../src/config.ts";
import { secretKeyIn } from "../src/secret-key.ts";

const KEY = Buffer.alloc(32, 7).toString("base64");
const SLACK = { SLACK_SIGNING_SECRET: "s1gn", SLACK_BOT_TOKEN: "xoxb-1" };
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
      secretKey: null,
      rehearsal: true,
      clock: true,
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
      SECRET_KEY: KEY,
      REHEARSAL: "0",
      CLOCK: "off",
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
      secretKey: Buffer.alloc(32, 7),
      rehearsal: false,
      clock: false,
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
    ["CLOCK", { CLOCK: "sometimes" }],
    ["METRICS", { METRICS: "maybe" }],
    ["LOG_LEVEL", { LOG_LEVEL: "loud" }],
    ["REHEARSAL", { REHEARSAL: "perhaps" }],
  ])("refuses a wrong %s with one line that names it and shows no secret: %o", (name, env) => {
    const said = refusal(env);

    expect(said).toMatch(new RegExp(`^${name} `));
    expect(said).not.toMatch(/\n|opensesame/);
  });

  describe("rehearsal", () => {
    it.each([
      ["on where there is no Slack and only this machine can reach it", {}, true],
      ["off where Slack is configured", SLACK, false],
      ["off beside a stand-in for Slack, unless asked for", LOCAL_SLACK, false],
      ["on beside a stand-in for Slack where asked for", { ...LOCAL_SLACK, REHEARSAL: "1" }, true],
      ["off where other machines can reach it", { HOST: "0.0.0.0" }, false],
      ["off where asked for", { REHEARSAL: "0" }, false],
      ["on for ::1", { HOST: "::1" }, true],
      ["off for a name that only looks like this machine", { HOST: "127.0.0.1.example.org" }, false],
    ])("is %s", (_when, env, expected) => {
      expect(readConfig(env).rehearsal).toBe(expected);
    });

    it.each([
      ["a real Slack", { ...SLACK, REHEARSAL: "1" }],
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
    const listed = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);

    expect(listed.sort()).toEqual([...SETTINGS].sort());
  });

  it("starts as it stands, with the defaults", async () => {
    const example = await readFile(path.join(import.meta.dirname, "../.env.example"), "utf8");
    const env = Object.fromEntries([...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]));

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
