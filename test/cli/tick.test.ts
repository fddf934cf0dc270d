import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { run } from "../support/run-command.ts";
import { settings, type TestService, testService } from "../support/service.ts";
import { personal } from "../support/teams-driver.ts";
import { CASE_ROOM, MIXED_ROOM, PRIYA, teamsService } from "../support/teams-service.ts";

const NOW = "2026-11-23T09:00:00Z";

let running: TestService;
beforeAll(async () => {
  // The replica that people talk to delivers nothing, so that all that is said comes from `tick`.
  running = await testService({ CLOCK: "off" });
});
afterAll(() => running.stop());
beforeEach(async () => {
  running.slack.reset();
  await running.db.lane.deleteMany();
});

const tick = (args = ["--now", NOW], more: Record<string, string> = {}) =>
  run(["tick", ...args], settings(running.databaseUrl, running.slack.apiUrl, more));

/** An action of Priya's for a room each of two, where nothing was said yet. */
async function agreed(): Promise<void> {
  const words = 'assign me by tomorrow evidence "note" ring the landlord';
  const draft = await (await running.people.command("U0PRIYA", "/action", words)).answers.next();
  const [ref = ""] = /C-014\/A\d+/.exec(JSON.stringify(draft)) ?? [];
  await (await running.people.command("U0PRIYA", "/action", `confirm ${ref}`)).answers.next();
}
const posted = () => running.slack.callsTo("chat.postMessage").map(({ channel }) => channel);

describe("tick", () => {
  it("says what waits, once, and prints how much", async () => {
    await agreed();

    expect(await tick()).toEqual({ code: 0, printed: ["planned 0 sent 2 failed 0"], complained: [] });
    expect(posted().toSorted()).toEqual(["C0001", "C0MIX"]);
    expect(await tick()).toEqual({ code: 0, printed: ["planned 0 sent 0 failed 0"], complained: [] });
    expect(posted()).toHaveLength(2);
  });

  it("says everything once where two run at once", async () => {
    await agreed();
    const both = await Promise.all([tick(), tick()]);

    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(posted().toSorted()).toEqual(["C0001", "C0MIX"]);
    const sent = both.map(({ printed }) => Number(/sent (\d+)/.exec(printed[0] ?? "")?.[1]));
    expect(sent.reduce((sum, each) => sum + each, 0)).toBe(2);
  });

  it("ends with 1 where something failed, and leaves it for the next time", async () => {
    await agreed();
    running.slack.react("chat.postMessage", ({ channel }) => (channel === "C0MIX" ? { status: 503, body: "" } : undefined));

    expect(await tick()).toEqual({ code: 1, printed: ["planned 0 sent 1 failed 1"], complained: [] });
    running.slack.reset();
    await running.db.lane.deleteMany();
    expect(await tick()).toEqual({ code: 0, printed: ["planned 0 sent 1 failed 0"], complained: [] });
    expect(posted()).toEqual(["C0MIX"]);
  });

  it("leaves a conversation alone for as long as Slack asked", async () => {
    await agreed();
    running.slack.react("chat.postMessage", ({ channel }) =>
      channel === "C0MIX" ? { status: 429, headers: { "retry-after": "60" }, body: "" } : undefined,
    );
    await tick();
    running.slack.reset();

    expect(await tick()).toEqual({ code: 0, printed: ["planned 0 sent 0 failed 0"], complained: [] });
    expect(running.slack.calls).toEqual([]);
    await running.db.lane.deleteMany();
    await tick();
  });

  it("records nothing as undeliverable where no platform is configured", async () => {
    await agreed();
    const { code, printed, complained } = await tick(["--now", NOW], {
      SLACK_SIGNING_SECRET: "",
      SLACK_BOT_TOKEN: "",
      REHEARSAL: "0",
    });

    expect({ code, printed }).toEqual({ code: 0, printed: ["planned 0 sent 0 failed 0"] });
    expect(complained).toEqual([expect.stringContaining("Neither Slack nor Teams is configured")]);
    expect(await running.db.notice.count({ where: { state: "dead" } })).toBe(0);
    expect((await tick()).printed).toEqual(["planned 0 sent 2 failed 0"]);
  });

  it("plans what is due at that moment, delivers it, and does so once however many run", async () => {
    await agreed();
    await tick();
    running.slack.reset();
    // Monday morning: what waits for Priya stands in her digest, and she leads the case.
    const morning = ["--now", "2026-11-30T08:30:00Z"];
    const both = await Promise.all([tick(morning), tick(morning)]);
    const said = both.map(
      ({ printed }) =>
        /planned (\d+) sent (\d+) failed 0/
          .exec(printed[0] ?? "")
          ?.slice(1)
          .map(Number) ?? [],
    );
    const keys = (await running.db.notice.findMany({ where: { dueAt: { not: null } } })).map(({ key }) => key);

    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(keys).toContain("digest:priya:2026-11-30");
    expect(keys).toContain("weekly:priya:2026-11-30");
    expect(said.reduce((sum, [planned = 0]) => sum + planned, 0)).toBe(keys.length);
    expect(said.reduce((sum, [, sent = 0]) => sum + sent, 0)).toBe(posted().length);
    expect((await tick(morning)).printed).toEqual(["planned 0 sent 0 failed 0"]);
  });

  it("plans nothing anew for a moment before what was planned already", async () => {
    await agreed();
    const { printed } = await tick(["--now", "2001-01-01T00:00:00Z"]);
    expect(printed).toEqual(["planned 0 sent 2 failed 0"]);
  });

  it("goes no further than the known bank holidays, and says so", async () => {
    await agreed();
    const { code, printed, complained } = await tick(["--now", "2200-01-01T00:00:00Z"]);

    expect({ code, printed }).toEqual({ code: 1, printed: [] });
    expect(complained).toEqual([
      expect.stringMatching(/^--now is after .*, where the known bank holidays end: nothing was planned or sent\.$/),
    ]);
    expect((await tick()).printed).toEqual(["planned 0 sent 2 failed 0"]);
  });

  it("tells the heartbeat of a full pass", async () => {
    const asked: string[] = [];
    const watch = createServer((req, res) => {
      asked.push(req.url ?? "");
      res.end();
    });
    await new Promise<void>((listening) => watch.listen(0, "127.0.0.1", listening));
    const { port } = watch.address() as AddressInfo;
    await tick(["--now", "2026-12-01T08:30:00Z"], { HEARTBEAT_URL: `http://127.0.0.1:${port}/ping` });
    watch.close();

    expect(asked).toEqual(["/ping"]);
  });

  it("says on Teams what waits there", async () => {
    const both = await teamsService({ CLOCK: "off" });
    await both.people.say(PRIYA, personal(PRIYA), 'assign C-014 me by tomorrow evidence "note" ring the landlord');
    await both.teams.call(() => both.teams.said().length > 0);
    await both.people.say(PRIYA, personal(PRIYA), "confirm C-014/A1");
    await both.teams.call(() => both.teams.said().length > 1);
    both.teams.reset();
    const { printed } = await run(["tick", "--now", NOW], settings(both.databaseUrl, both.slack.apiUrl, both.teams.settings));

    expect(printed).toEqual(["planned 0 sent 3 failed 0"]);
    expect(both.teams.said(CASE_ROOM)).toHaveLength(1);
    expect(both.teams.said(MIXED_ROOM)).toHaveLength(1);
    expect(both.slack.callsTo("chat.postMessage")).toHaveLength(1);
    await both.stop();
  });

  it.each([[[]], [["--now"]], [["--now", "tomorrow"]], [["--now", "2026-11-23T09:00:00"]], [["--when", NOW]]])(
    "wants a moment with its zone, not %j",
    async (args) => {
      const { code, printed, complained } = await tick(args);

      expect({ code, printed }).toEqual({ code: 1, printed: [] });
      expect(complained).toEqual(["tick --now ISO; for example tick --now 2027-03-12T08:30:00Z"]);
    },
  );
});
