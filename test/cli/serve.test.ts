import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { createLog } from "../../src/log.ts";
import { importSetup } from "../../src/usecases/import-setup.ts";
import { testDatabase } from "../support/database.ts";
import { fakeSlack, soon } from "../support/fake-slack.ts";
import { realNow, SETUP, SIGNING_SECRET, settings } from "../support/service.ts";
import { slackDriver } from "../support/slack-driver.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const FOLDER = fileURLToPath(new URL("../support", import.meta.url));

let children: ChildProcess[] = [];
let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  for (const close of closing.reverse()) await close();
  children = [];
  closing = [];
});

/** Starts the process as a host would, away from any `.env` of whoever runs the tests. */
function start(env: Record<string, string>, args = ["serve"]) {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: FOLDER, env: { PATH: process.env.PATH ?? "", ...env } });
  children.push(child);
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  return { child, ended, out: () => out, err: () => err };
}

async function world() {
  const [database, slack] = await Promise.all([testDatabase(), fakeSlack()]);
  closing.push(database.close, slack.close);
  const deps = { db: database.db, log: createLog("silent"), now: realNow };
  await importSetup(deps, { name: "setup.yaml", text: SETUP }, { dryRun: false });
  return { database, slack };
}

/** The port that the process was given; `PORT=0` asks the system for one, so it is told beforehand here. */
async function freePort(): Promise<string> {
  const { createServer } = await import("node:net");
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return String(address && typeof address === "object" ? address.port : 0);
}

describe("serve", () => {
  it("asked to stop, answers the command in flight, says what is being said, and ends with 0", async () => {
    const { database, slack } = await world();
    const port = await freePort();
    const serving = start(settings(database.url, slack.apiUrl, { PORT: port }));
    await soon(() => (serving.out().includes("Followthrough is ready") ? true : undefined), "the service");
    const people = slackDriver({ url: `http://127.0.0.1:${port}` }, SIGNING_SECRET, slack);

    // The rooms' cards of the first draft are being posted, and the second command waits for the store, when the stop comes.
    slack.react("chat.postMessage", ({ channel }) => ({ afterMs: 500, body: { ok: true, channel, ts: "1.1" } }));
    await (await people.command("U0PRIYA", "/action", "assign me by tomorrow ring the landlord")).answers.next();
    await slack.call("chat.postMessage");
    const answers = slack.responseUrl({ afterMs: 300 });
    const held = database.db.$transaction(async (tx) => {
      await tx.$executeRaw`LOCK TABLE delivery IN EXCLUSIVE MODE`;
      const inFlight = people.command("U0PRIYA", "/action", "assign me by Friday ring the council", { answers });
      await new Promise((resolve) => setTimeout(resolve, 150));
      serving.child.kill("SIGTERM");
      const asked = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 150));
      return { inFlight, asked };
    });
    const { inFlight, asked } = await held;

    expect((await inFlight).status).toBe(200);
    expect(await serving.ended).toBe(0);
    // Not held up by the connection that is kept for the next request.
    expect(performance.now() - asked).toBeLessThan(2_800);
    expect(answers.posts).toHaveLength(1);
    expect(await database.db.action.count()).toBe(2);
    const said = slack.callsTo("chat.postMessage").length;
    expect(await database.db.notice.count({ where: { state: "sent" } })).toBe(said);
    // What was not said yet waits for the next start.
    expect(await database.db.notice.count({ where: { state: { in: ["waiting", "sent"] } } })).toBe(2);
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
  });

  it("says on one line that its port is taken, and ends with 1", async () => {
    const { database, slack } = await world();
    const port = new URL(slack.apiUrl).port;
    const taken = start(settings(database.url, slack.apiUrl, { PORT: port }));

    expect(await taken.ended).toBe(1);
    expect(taken.err()).toBe(`PORT ${port} is taken: set PORT to a free one, for example 3979.\n`);
  });

  it("says on one line that its address is not one of this machine, and ends with 1", async () => {
    const { database, slack } = await world();
    const elsewhere = start(settings(database.url, slack.apiUrl, { HOST: "192.0.2.1" }));

    expect(await elsewhere.ended).toBe(1);
    expect(elsewhere.err()).toBe(
      "HOST 192.0.2.1 is not an address of this machine: set HOST, for example 127.0.0.1 or 0.0.0.0.\n",
    );
  });

  it("says on one line which setting is wrong, and ends with 1", async () => {
    const wrong = start({ SLACK_BOT_TOKEN: "xoxb-secret" });

    expect(await wrong.ended).toBe(1);
    expect(wrong.err()).toBe("SLACK_SIGNING_SECRET is needed with SLACK_BOT_TOKEN: set both, or neither.\n");
    expect(wrong.out()).toBe("");
  });
});
