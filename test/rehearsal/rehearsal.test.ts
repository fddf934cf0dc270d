import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ClockTooFar } from "../../src/rehearsal/clock.ts";
import { type StubService, startStubService } from "./stub-service.ts";

let service: StubService;
beforeEach(async () => {
  service = await startStubService({ bot: () => undefined });
});
afterEach(() => service.stop());

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${service.url}${path}`, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });

/** `fetch` does not let the host be chosen. */
const asHost = (host: string): Promise<number> =>
  new Promise((answered, failed) => {
    request(`${service.url}/`, { headers: { host } }, (res) => {
      res.resume();
      answered(res.statusCode ?? 0);
    })
      .on("error", failed)
      .end();
  });

describe("the clock", () => {
  it("tells the rehearsal's time and moves it forward", async () => {
    expect(await (await fetch(`${service.url}/rehearsal/clock`)).json()).toEqual({ now: "2027-03-11T14:00:00.000Z" });

    const moved = await post("/rehearsal/clock", '{"now":"2027-03-12T09:00:00+00:00"}');

    expect(moved.status).toBe(200);
    expect(await moved.json()).toEqual({ now: "2027-03-12T09:00:00.000Z", sent: 3 });
  });

  it("does not go back", async () => {
    const moved = await post("/rehearsal/clock", '{"now":"2027-03-10T09:00:00Z"}');

    expect(moved.status).toBe(409);
    expect(await moved.json()).toMatchObject({ now: "2027-03-11T14:00:00.000Z" });
  });

  it("goes no further than the service can follow, and says how far that is", async () => {
    const now = new Date("2027-03-11T14:00:00Z");
    const moveTo = () => Promise.reject(new ClockTooFar("The clock goes no further than Sun 31 December 2028."));
    const limited = await startStubService({ bot: () => undefined, clock: { now: () => now, moveTo } });

    const moved = await fetch(`${limited.url}/rehearsal/clock`, { method: "POST", body: '{"now":"9999-01-01T09:00:00Z"}' });

    expect(moved.status).toBe(400);
    expect(await moved.json()).toEqual({
      error: "The clock goes no further than Sun 31 December 2028.",
      now: "2027-03-11T14:00:00.000Z",
    });
    await limited.stop();
  });

  it.each(["", "{}", '{"now":"tomorrow"}', '{"now":"2027-02-31T09:00:00Z"}', "[]"])(
    "asks for a time when it gets %j",
    async (body) => {
      const moved = await post("/rehearsal/clock", body);

      expect(moved.status).toBe(400);
      expect(await moved.json()).toEqual({ error: 'Say when, as { "now": "2027-03-12T09:00:00Z" }.' });
    },
  );

  it.each([
    ["hour", "2027-03-11T15:00:00.000Z"],
    ["day", "2027-03-12T14:00:00.000Z"],
    ["morning", "2027-03-12T09:00:00.000Z"],
  ])("jumps by %s", async (jump, now) => {
    expect(await (await post("/rehearsal/jump", JSON.stringify({ jump }))).json()).toEqual({ now, sent: 3 });
  });

  it("keeps the wall time across the change to summer time, and skips the weekend", async () => {
    await post("/rehearsal/clock", '{"now":"2027-03-27T14:00:00Z"}');

    const day = await (await post("/rehearsal/jump", '{"jump":"day"}')).json();
    const morning = await (await post("/rehearsal/jump", '{"jump":"morning"}')).json();

    expect(day).toMatchObject({ now: "2027-03-28T13:00:00.000Z" });
    expect(morning).toMatchObject({ now: "2027-03-29T08:00:00.000Z" });
  });

  it("takes the service's word for the next working morning", async () => {
    const easter = await startStubService({ bot: () => undefined, nextWorkingMorning: () => new Date("2027-03-30T08:00:00Z") });

    const moved = await fetch(`${easter.url}/rehearsal/jump`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"jump":"morning"}',
    });

    expect(await moved.json()).toMatchObject({ now: "2027-03-30T08:00:00.000Z" });
    await easter.stop();
  });
});

describe("who may open it", () => {
  it.each(["127.0.0.1:3978", "localhost:3978", "[::1]:3978", "localhost"])("answers under %s", async (host) => {
    expect(await asHost(host)).toBe(200);
  });

  it.each(["rehearsal.example", "127.0.0.1.example", "10.0.0.7:3978"])("answers nobody under %s", async (host) => {
    expect(await asHost(host)).toBe(403);
  });

  it.each(["https://elsewhere.example", "null", "http://127.0.0.1:1"])("takes nothing from a page at %s", async (origin) => {
    expect((await post("/rehearsal/clock", '{"now":"2027-03-12T09:00:00Z"}', { origin })).status).toBe(403);
    expect((await post("/rehearsal/act", '{"do":"open-home","as":"priya"}', { origin })).status).toBe(403);
  });

  it("takes what its own page sends", async () => {
    expect((await post("/rehearsal/act", '{"do":"open-home","as":"priya"}', { origin: service.url })).status).toBe(200);
  });

  it("takes acts as JSON only, which no foreign form can send", async () => {
    expect((await post("/rehearsal/act", '{"do":"open-home","as":"priya"}', { "content-type": "text/plain" })).status).toBe(415);
  });
});

describe("the page", () => {
  it("runs its own scripts and nothing else", async () => {
    const page = await fetch(service.url);
    const policy = page.headers.get("content-security-policy");

    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(policy).toContain("default-src 'none'; script-src 'self'");
    expect(policy).not.toContain("unsafe");
    expect(await page.text()).not.toMatch(/<script(?![^>]*src=)|\son\w+=|style=/);
  });

  it.each(["../rehearsal.ts", "..%2frehearsal.ts", "jsconfig.json", "nothing.js"])("serves no %s", async (name) => {
    expect((await fetch(`${service.url}/rehearsal/assets/${name}`)).status).toBe(404);
  });

  it("leaves other paths to the service", async () => {
    expect(await (await fetch(`${service.url}/healthz`)).text()).toBe("not the rehearsal's");
  });

  it("shows no chat and signs nothing where Slack is elsewhere", async () => {
    const elsewhere = await startStubService({ bot: () => undefined, slack: "elsewhere" });

    expect(await (await fetch(`${elsewhere.url}/rehearsal/state`)).json()).toMatchObject({ slack: null });
    expect((await fetch(`${elsewhere.url}/rehearsal/slack/api/auth.test`, { method: "POST" })).status).toBe(404);
    await elsewhere.stop();
  });
});

describe("news", () => {
  it("counts what was said to somebody directly, privately or by name, until they have seen it", async () => {
    await service.api("chat.postMessage", { channel: "C0014", text: "for the room" });
    await service.api("chat.postMessage", { channel: "C0014", text: "for <@U0003>" });
    const { ts } = await service.api("chat.postMessage", { channel: "U0003", text: "directly" });
    const newsOf = async (id: string) => (await service.column("priya")).people.find((person) => person.id === id)?.news;

    expect(await newsOf("harriet")).toEqual([
      { conversation: "D0003", count: 1, direct: true },
      { conversation: "C0014", count: 1, direct: false },
    ]);
    expect(await newsOf("tom")).toEqual([]);

    await service.act({ do: "read", as: "harriet", channel: "D0003", ts });
    expect(await newsOf("harriet")).toEqual([{ conversation: "C0014", count: 1, direct: false }]);
  });
});
