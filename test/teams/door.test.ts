import { createHmac } from "node:crypto";
import { exportSPKI } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { BOT, type TeamsJson, type TokenParts } from "../support/fake-teams.ts";
import { personal } from "../support/teams-driver.ts";
import { HARRIET, PRIYA, type TeamsService, teamsService } from "../support/teams-service.ts";

const FOREIGN = "99999999-9999-4999-8999-999999999999";

let running: TeamsService;
beforeAll(async () => {
  // The library writes to the console what is wrong with a token.
  vi.spyOn(console, "error").mockImplementation(() => {});
  running = await teamsService({ CLOCK: "off" });
});
afterAll(() => running.stop());
beforeEach(() => {
  running.teams.reset();
  running.logged.length = 0;
});

const WORDS = "assign C-014 me by tomorrow ring the landlord";
const said = (parts: TeamsJson = {}): TeamsJson => running.people.activity(PRIYA, personal(PRIYA), { text: WORDS, ...parts });

/** What the service has stored of anything that was asked. */
const stored = async () => ({
  actions: await running.db.action.count(),
  trail: await running.db.auditEntry.count(),
  deliveries: await running.db.delivery.count(),
  references: await running.db.conversationReference.count(),
});

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const claims = () => ({
  iss: "https://api.botframework.com",
  aud: BOT.appId,
  serviceurl: running.teams.serviceUrl,
  exp: Math.floor(Date.now() / 1000) + 600,
});

/** Signed with the public key, for a verifier that takes it for a shared secret. */
async function withPublicKeyAsSecret(): Promise<string> {
  const head = `${base64({ alg: "HS256", kid: "good" })}.${base64(claims())}`;
  const secret = await exportSPKI(await running.teams.publicKey());
  return `${head}.${createHmac("sha256", secret).update(head).digest("base64url")}`;
}

const UNSIGNED = () => `${base64({ alg: "none", kid: "good" })}.${base64(claims())}.`;

type Forgery = [
  what: string,
  status: number,
  activity: () => TeamsJson,
  token: () => TokenParts | string | null | Promise<string>,
];
const sound = () => said();
const FORGERIES: Forgery[] = [
  ["no token", 401, sound, () => null],
  ["no JWT", 401, sound, () => "abc"],
  ["a signature of another key under the same name", 401, sound, () => ({ key: "forger" })],
  ["a key that nobody has published", 401, sound, () => ({ key: "unknown" })],
  ["a key endorsed for another channel", 401, sound, () => ({ key: "webchat" })],
  ["no signature at all", 401, sound, UNSIGNED],
  ["a shared-secret signature", 401, sound, withPublicKeyAsSecret],
  ["another audience", 401, sound, () => ({ audience: FOREIGN })],
  ["another issuer", 401, sound, () => ({ issuer: "https://evil.example" })],
  [
    "the issuer of an emulator",
    401,
    sound,
    () => ({
      issuer: "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
      claims: { ver: "1.0", appid: BOT.appId },
    }),
  ],
  ["a token that ended an hour ago", 401, sound, () => ({ expires: -3600 })],
  ["a token that ended two minutes ago, which the library would take", 401, sound, () => ({ expires: -120 })],
  ["a token for another service address", 401, sound, () => ({ serviceUrl: "https://smba.trafficmanager.net/emea/" })],
  ["no service address", 401, () => said({ serviceUrl: undefined }), () => ({})],
  [
    "a service address elsewhere, with a token for it",
    401,
    () => said({ serviceUrl: "https://evil.example/" }),
    () => ({ serviceUrl: "https://evil.example/" }),
  ],
  [
    "a service address that only looks like this machine",
    401,
    () => said({ serviceUrl: "http://127.0.0.1.evil.example/" }),
    () => ({ serviceUrl: "http://127.0.0.1.evil.example/" }),
  ],
  ["another channel", 401, () => said({ channelId: "webchat" }), () => ({ key: "webchat" })],
  ["the emulator", 401, () => said({ channelId: "emulator" }), () => ({})],
  ["the App Service channel", 401, () => said({ channelId: "AseChannel" }), () => ({})],
  [
    "another tenant",
    403,
    () => said({ conversation: { id: "a:9", tenantId: FOREIGN }, channelData: { tenant: { id: FOREIGN } } }),
    () => ({}),
  ],
  ["a team of another tenant", 403, () => said({ channelData: { tenant: { id: FOREIGN } } }), () => ({})],
  ["a person of another tenant", 403, () => said({ from: { id: "29:x", aadObjectId: PRIYA, tenantId: FOREIGN } }), () => ({})],
  ["no tenant", 403, () => said({ conversation: { id: "a:9" }, channelData: {} }), () => ({})],
  ["a type that is no word", 400, () => said({ type: 5 }), () => ({})],
  ["nobody who sends it", 400, () => said({ from: undefined }), () => ({})],
  ["an id with a NUL in it", 400, () => said({ id: "a\u0000b" }), () => ({})],
  ["somebody with a NUL in their id", 400, () => said({ from: { id: "29:\u0000", aadObjectId: "a\u0000" } }), () => ({})],
  [
    "a conversation with a line break in its id",
    400,
    () => said({ conversation: { id: "19:a\nb", tenantId: BOT.tenant, conversationType: "channel" } }),
    () => ({}),
  ],
  ["a conversation that is a word", 403, () => said({ conversation: "a:1", channelData: {} }), () => ({})],
];

describe("the door for Teams", () => {
  it("lets in what Teams has signed, for this bot, from an allowed tenant", async () => {
    const { status, text } = await running.people.post(said());

    expect({ status, text }).toEqual({ status: 200, text: "" });
    const draft = await running.teams.call(({ path }) => path.endsWith(`${personal(PRIYA).conversation}/activities`));
    expect(JSON.stringify(draft.body)).toContain("ring the landlord");
    expect(draft.authorization).toMatch(/^Bearer token-/);
  });

  it("takes tenants as they are, whatever their letters", async () => {
    const { status } = await running.people.post(
      said({ conversation: { id: "a:1", tenantId: BOT.tenant.toUpperCase(), conversationType: "personal" } }),
    );

    expect(status).toBe(200);
    await running.teams.call(({ path }) => path.endsWith("/activities"));
  });

  it.each(FORGERIES)("refuses %s, without a word or an effect", async (_what, expected, activity, token) => {
    const before = await stored();
    const { status, text } = await running.people.post(activity(), await token());

    expect({ status, text }).toEqual({ status: expected, text: "" });
    expect(await stored()).toEqual(before);
    expect(running.teams.calls).toEqual([]);
  });

  it("looks at what a request says also where its token was verified before", async () => {
    const token = await running.teams.token();
    expect((await running.people.post(said({ type: "typing" }), token)).status).toBe(200);
    const elsewhere = { serviceUrl: running.teams.serviceUrl.replace("connector", "another") };

    expect((await running.people.post(said(elsewhere), token)).status).toBe(401);
    expect((await running.people.post(said({ channelData: { tenant: { id: FOREIGN } } }), token)).status).toBe(403);
    expect((await running.people.post(said({ channelId: "webchat" }), token)).status).toBe(401);
    expect((await running.people.post(said(), `${token}x`)).status).toBe(401);
  });

  it.each([
    ["words", "action list"],
    ["half of an activity", '{"type":"message"'],
    ["null", "null"],
    ["a list", "[]"],
    ["nothing", ""],
    ["more than Teams would send", `{"type":"message","text":"${"x".repeat(1_100_000)}"}`],
  ])("refuses %s with 400", async (_what, body) => {
    const { status, text } = await running.people.post(body);

    expect({ status, text }).toEqual({ status: 400, text: "" });
  });

  it("logs that it refused, and nothing of what came", async () => {
    const token = await running.teams.token({ audience: FOREIGN });
    await running.people.post(said(), token);

    const lines = running.logged.join("");
    expect(lines).toContain('"door":"teams"');
    expect(lines).not.toContain("landlord");
    expect(lines).not.toContain(token.slice(0, 40));
    expect(lines).not.toContain("stack");
  });

  it("is for POST alone", async () => {
    const response = await fetch(`${running.service.url}/api/messages`);

    expect(response.status).toBe(405);
  });
});

describe("a request that comes again", () => {
  it("is taken again without a second effect, also where it comes at once", async () => {
    const before = await running.db.action.count();
    const activity = said({ text: "assign C-014 me by tomorrow ring the plumber" });
    const all = await Promise.all([running.people.post(activity), running.people.post(activity)]);
    all.push(await running.people.post(activity));

    expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
    await running.teams.call(({ path }) => path.endsWith("/activities"));
    expect(await running.db.action.count()).toBe(before + 1);
    expect(running.teams.said()).toHaveLength(1);
  });

  it("gets its first answer", async () => {
    const show = { type: "Action.Execute", verb: "help", data: { do: "help", door: "action", all: true } };
    const first = await running.people.press(HARRIET, personal(HARRIET), show);
    const again = await running.people.again(first);

    expect(again.status).toBe(200);
    expect(again.text).toBe(first.text);
    expect(running.teams.said()).toHaveLength(1);
  });

  it("after a restart has no second effect either", async () => {
    const activity = said({ text: "assign C-014 me by tomorrow ring the roofer" });
    await running.people.post(activity);
    const before = await running.db.action.count();
    // What this process remembers is crowded out, as it would be forgotten by a restart.
    for (let other = 0; other < 1_001; other += 1) {
      await running.people.post(running.people.activity(PRIYA, personal(PRIYA), { type: "typing" }));
    }
    const { status } = await running.people.post(activity);

    expect(status).toBe(200);
    expect(await running.db.action.count()).toBe(before);
  });
});
