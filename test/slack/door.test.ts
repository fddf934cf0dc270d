import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { button, shownIn } from "../support/fake-slack.ts";
import { type TestService, testService } from "../support/service.ts";
import { JSON_TYPE } from "../support/slack-driver.ts";

let running: TestService;
beforeAll(async () => {
  running = await testService({ CLOCK: "off" });
});
afterAll(() => running.stop());
beforeEach(() => running.slack.reset());

const actions = () => running.db.action.count();
const trail = () => running.db.auditEntry.count();
const assign = (text = "me by tomorrow ring the landlord") => running.people.commandBody("U0PRIYA", "/action", `assign ${text}`);

/** Nothing came in: neither an action nor a row of the trail. */
async function changesNothing(act: () => Promise<{ status: number; body: string }>) {
  const before = [await actions(), await trail()];
  const answered = await act();
  expect([await actions(), await trail()]).toEqual(before);
  return answered;
}

describe("the door of Slack", () => {
  it.each([
    ["a forged signature", { signature: `v0=${"0".repeat(64)}` }],
    ["a signature of another length", { signature: "v0=abc" }],
    ["a signature of an unknown version", { signature: "v1=abc" }],
    ["no signature", { signature: null }],
    ["no timestamp", { timestamp: null }],
    ["a timestamp that is no number", { timestamp: "yesterday" }],
    ["an empty timestamp", { timestamp: "" }],
    ["a timestamp of 301 seconds ago", { off: -301 }],
    ["a timestamp 301 seconds ahead", { off: 302 }],
  ])("refuses %s, runs nothing and does not say why", async (_what, signing) => {
    const { status, body } = await changesNothing(() => running.people.post(assign(), signing));

    expect(status).toBe(401);
    expect(body).toBe("");
  });

  it.each([-299, 299])("takes a timestamp that is %d seconds off", async (off) => {
    const before = await actions();

    expect((await running.people.post(assign(), { off })).status).toBe(200);
    expect(await actions()).toBe(before + 1);
  });

  it("refuses a body that was changed after it was signed", async () => {
    const signed = await running.people.post(running.people.commandBody("U0PRIYA", "/action", "list"));
    const changed = { ...signed, sent: { ...signed.sent, body: signed.sent.body.replace("text=list", "text=assign+me+x") } };

    expect((await changesNothing(() => running.people.again(changed))).status).toBe(401);
  });

  it("answers a delivery that Slack repeats once, with one effect", async () => {
    const before = await actions();
    const first = await running.people.command("U0PRIYA", "/action", "assign me by tomorrow ring the landlord");
    const again = await Promise.all([running.people.again(first), running.people.again(first)]);
    await first.answers.next();

    expect(again.map(({ status, body }) => ({ status, body }))).toEqual(Array(2).fill({ status: 200, body: "" }));
    expect(await actions()).toBe(before + 1);
    await running.people.command("U0PRIYA", "/action", "help").then(({ answers }) => answers.next());
    expect(first.answers.posts).toHaveLength(1);
  });

  it("takes nothing but POST", async () => {
    for (const method of ["GET", "PUT", "DELETE"]) {
      const response = await fetch(`${running.service.url}/slack/events`, { method });
      expect(response.status).toBe(405);
    }
  });

  it("refuses a body of another type, and JSON that is none, without a reason", async () => {
    for (const [body, contentType] of [
      [assign(), "text/plain"],
      ["<xml/>", "application/xml"],
      ["{", JSON_TYPE],
      ["", JSON_TYPE],
      ["null", JSON_TYPE],
      ["[]", JSON_TYPE],
      ["7", JSON_TYPE],
      ["payload=%7Bnot-json", undefined],
      ["payload=null", undefined],
    ] as const) {
      const answered = await changesNothing(() => running.people.post(body, { ...(contentType && { contentType }) }));
      expect({ body, status: answered.status, said: answered.body }).toEqual({ body, status: 400, said: "" });
    }
  });

  it("refuses signed payloads that are not what Slack sends, without a reason or a stack", async () => {
    for (const payload of [
      { type: "block_actions" },
      { type: "block_actions", actions: [] },
      { type: "block_actions", user: { id: "U0PRIYA" }, team: { id: "T0001" }, actions: [{ type: "button", value: "{}" }] },
      { type: "view_submission", user: { id: "U0PRIYA" }, view: { id: "V1", callback_id: "x", private_metadata: "", state: {} } },
    ]) {
      const answered = await changesNothing(() => running.people.interaction(payload));
      expect({ payload, status: answered.status, said: answered.body }).toEqual({ payload, status: 400, said: "" });
    }
  });

  it("takes in no more than Slack would ever send", async () => {
    const { status } = await changesNothing(() => posted("x".repeat(5_000_000)));

    expect(status).toBe(413);
  });

  it("runs nothing that comes with ssl_check", async () => {
    const forged = `${assign()}&ssl_check=1`;

    const { body } = await changesNothing(() => running.people.post(forged, { signature: `v0=${"0".repeat(64)}` }));
    expect(body).toBe("");
    await changesNothing(() => running.people.post(forged, { signature: null }));
    await changesNothing(() => running.people.post(forged));
  });

  it("answers the challenge of a new address", async () => {
    const challenge = JSON.stringify({ type: "url_verification", challenge: "3eZbrw1a" });

    const { status, body } = await running.people.post(challenge, { contentType: JSON_TYPE });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({ challenge: "3eZbrw1a" });
  });

  it("acknowledges events, shortcuts and closed forms that nobody here asked for", async () => {
    const took = await Promise.all([
      running.people.event({ type: "reaction_added", user: "U0PRIYA" }),
      running.people.event({ type: "something_of_next_year" }),
      running.people.shortcut("U0PRIYA", { ts: "1.1", text: "hello" }, { callback: "another_apps" }),
      running.people.interaction({
        type: "shortcut",
        callback_id: "global",
        user: { id: "U0PRIYA" },
        team: { id: "T0001" },
        trigger_id: "1",
      }),
      running.people.interaction({
        type: "view_closed",
        user: { id: "U0PRIYA" },
        team: { id: "T0001" },
        view: { id: "V1", callback_id: "f" },
      }),
      running.people.interaction({
        type: "block_suggestion",
        action_id: "who",
        block_id: "who",
        value: "x",
        user: { id: "U0PRIYA" },
        team: { id: "T0001" },
      }),
    ]);

    expect(took.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(running.slack.calls).toEqual([]);
  });

  it("answers an unknown command with the forms that are known, at once, and runs nothing of it", async () => {
    const began = performance.now();
    const before = await actions();
    const { status, answers } = await running.people.command("U0PRIYA", "/reminders", "assign me by tomorrow ring the landlord");

    expect(status).toBe(200);
    expect(shownIn(await answers.next())).toContain("What you can write after action");
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(await actions()).toBe(before);
  });

  it.each([
    ["is not JSON", "{not json"],
    ["is no command", '{"do":"explode"}'],
    ["is a number", "7"],
    ["is a command with a wrong reference", '{"do":"accept","ref":"../../etc"}'],
  ])("answers a button whose value %s kindly, and changes nothing", async (_what, value) => {
    const { status, answers } = await running.people.press("U0PRIYA", { action_id: "explode#1", value });

    expect(status).toBe(200);
    expect(shownIn(await answers.next())).toContain("That button is no longer in use.");
  });

  it("tells somebody who presses what is not theirs who may, and changes nothing", async () => {
    const { answers } = await running.people.command(
      "U0PRIYA",
      "/action",
      'assign Harriet by tomorrow fix the tap evidence "photo"',
    );
    const draft = await answers.next();

    const pressed = await running.people.press("U0HARRIET", button(draft, "Discard"));
    expect(shownIn(await pressed.answers.next())).toContain("can do this. Nothing has changed.");
    const stranger = await running.people.press("U0NOBODY", button(draft, "Confirm"));
    expect(shownIn(await stranger.answers.next())).toContain("Followthrough does not know you yet.");
    const outsider = await running.people.press("U0ZOE", button(draft, "Confirm"));
    expect(shownIn(await outsider.answers.next())).toContain("You do not have access to this case.");
    expect((await running.db.action.findFirst({ orderBy: { number: "desc" } }))?.status).toBe("draft");
  });

  it("keeps what people write out of the log, also where it cannot be read", async () => {
    const secret = "zebrafish";
    await running.people.command("U0PRIYA", "/action", `assign Harriet by tomorrow ${secret} evidence "${secret}"`);
    await running.people.command("U0PRIYA", "/action", secret);
    await running.people.command(secret.toUpperCase(), "/action", `assign me ${secret}`);
    await running.people.event({ type: "message", channel: "C0001", user: "U0PRIYA", ts: "1.2", text: `ACTION: ${secret}` });
    await running.people.event({ type: "message", channel: "C0001", text: `ACTION: ${secret}` });
    await running.people.press("U0PRIYA", { action_id: "x", value: secret });
    await running.people.post(`payload={"${secret}"`);
    await running.people.post(`{"${secret}"`, { contentType: JSON_TYPE });
    await running.people.post(`text=${secret}`, { signature: `v0=${secret}` });
    await running.people.interaction({ type: "block_actions", user: { id: "U0PRIYA" }, text: secret });
    await running.people.command("U0PRIYA", "/action", "help").then(({ answers }) => answers.next());

    const lines = running.logged.join("\n");
    expect(lines).toContain('"drafted"');
    expect(lines).toContain("without a valid signature");
    // The unknown person's id was the word in capitals: ids are what a log is for.
    expect(lines).not.toContain(secret);
    expect(lines).not.toContain("not-to-be-trusted");
    expect(lines).not.toContain("xoxb-");
  });
});

/** Posts without a right signature, as anybody on the internet can. */
function posted(body: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const req = request(`${running.service.url}/slack/events`, { method: "POST" }, (res) => {
      res.resume();
      resolve({ status: res.statusCode ?? 0, body: "" });
    });
    req.on("error", reject);
    req.setHeader("content-type", JSON_TYPE);
    req.setHeader("x-slack-request-timestamp", String(Math.floor(Date.now() / 1000)));
    req.setHeader("x-slack-signature", "v0=0");
    req.end(body);
  });
}
