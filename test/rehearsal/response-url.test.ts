import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { messagesIn, type StubService, startStubService } from "./stub-service.ts";

const button = {
  type: "actions",
  block_id: "row",
  elements: [{ type: "button", action_id: "confirm", text: { type: "plain_text", text: "Confirm" } }],
};

let service: StubService;
let real: Date;
beforeEach(async () => {
  real = new Date("2026-11-23T10:00:00Z");
  service = await startStubService({ bot: () => undefined, realNow: () => real });
});
afterEach(() => service.stop());

const respond = async (body: unknown) => {
  const url = String(service.received.at(-1)?.response_url);
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
};
const seenBy = async (person: string) => messagesIn(await service.column(person), "C0014");
const texts = async (person: string) => (await seenBy(person)).map(({ text }) => text);

describe("a response to a command", () => {
  beforeEach(async () => {
    await service.act({ do: "say", as: "priya", channel: "C0014", text: "/action list" });
  });

  it("is private by default and for everybody where it says so", async () => {
    await respond({ text: "for you" });
    await respond({ text: "for all", response_type: "in_channel" });

    expect(await texts("priya")).toEqual(["for you", "for all"]);
    expect(await texts("tom")).toEqual(["for all"]);
  });

  it("replaces nothing, for a command's own text is not a message", async () => {
    await respond({ text: "one" });
    await respond({ text: "two", replace_original: true });

    expect(await texts("priya")).toEqual(["one", "two"]);
  });

  it("can be given five times", async () => {
    for (let use = 0; use < 5; use += 1) expect((await respond({ text: `answer ${use}` })).status).toBe(200);

    expect(await respond({ text: "one too many" })).toEqual({ status: 404, text: "used_url" });
  });

  it("can be given for half an hour of real time", async () => {
    real = new Date("2026-11-23T10:30:00.001Z");

    expect(await respond({ text: "late" })).toEqual({ status: 404, text: "expired_url" });
    expect(await texts("priya")).toEqual([]);
  });

  it("is held to Slack's limits", async () => {
    const blocks = Array.from({ length: 51 }, () => ({ type: "divider" }));

    expect(await respond({ text: "long", blocks })).toEqual({ status: 400, text: "invalid_blocks" });
  });
});

describe("a response to a press on a private message", () => {
  beforeEach(async () => {
    const posted = await service.api("chat.postEphemeral", { channel: "C0014", user: "U0001", text: "draft", blocks: [button] });
    await service.act({ do: "press", as: "priya", channel: "C0014", ts: posted.message_ts, block: "row", action: "confirm" });
  });

  it("takes the message's place, and stays private", async () => {
    await respond({ text: "confirmed" });

    expect(await seenBy("priya")).toMatchObject([{ text: "confirmed", private: true, blocks: [] }]);
    expect(await texts("tom")).toEqual([]);
  });

  it("stands below it where it must not replace", async () => {
    await respond({ text: "and another thing", replace_original: false });

    expect(await texts("priya")).toEqual(["draft", "and another thing"]);
  });

  it("removes it", async () => {
    await respond({ delete_original: true });

    expect(await seenBy("priya")).toEqual([]);
  });
});
