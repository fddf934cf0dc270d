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

/** A draft of Priya's for a room each of two, where nothing was said yet. */
const draft = async () =>
  (await running.people.command("U0PRIYA", "/action", "assign me by tomorrow ring the landlord")).answers.next();
const posted = () => running.slack.callsTo("chat.postMessage").map(({ channel }) => channel);

describe("tick", () => {
  it("says what waits, once, and prints how much", async () => {
    await draft();

    expect(await tick()).toEqual({ code: 0, printed: ["planned 0 sent 2 failed 0"], complained: [] });
    expect(posted().toSorted()).toEqual(["C0001", "C0MIX"]);
    expect(await tick()).toEqual({ code: 0, printed: ["planned 0 sent 0 failed 0"], complained: [] });
    expect(posted()).toHaveLength(2);
  });

  it("says everything once where two run at once", async () => {
    await draft();
    const both = await Promise.all([tick(), tick()]);

    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(posted().toSorted()).toEqual(["C0001", "C0MIX"]);
    const sent = both.map(({ printed }) => Number(/sent (\d+)/.exec(printed[0] ?? "")?.[1]));
    expect(sent.reduce((sum, each) => sum + each, 0)).toBe(2);
  });

  it("ends with 1 where something failed, and leaves it for the next time", async () => {
    await draft();
    running.slack.react("chat.postMessage", ({ channel }) => (channel === "C0MIX" ? { status: 503, body: "" } : undefined));

    expect(await tick()).toEqual({ code: 1, printed: ["planned 0 sent 1 failed 1"], complained: [] });
    running.slack.reset();
    await running.db.lane.deleteMany();
    expect(await tick()).toEqual({ code: 0, printed: ["planned 0 sent 1 failed 0"], complained: [] });
    expect(posted()).toEqual(["C0MIX"]);
  });

  it("leaves a conversation alone for as long as Slack asked", async () => {
    await draft();
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
    await draft();
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

  it("says on Teams what waits there", async () => {
    const both = await teamsService({ CLOCK: "off" });
    await both.people.say(PRIYA, personal(PRIYA), "assign C-014 me by tomorrow ring the landlord");
    await both.teams.call(() => both.teams.said().length > 0);
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
