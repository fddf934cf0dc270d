import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createLog } from "../../src/log.ts";
import { SCOPES } from "../../src/slack/scopes.ts";
import { passDone } from "../../src/store/agenda.ts";
import { importSetup } from "../../src/usecases/import-setup.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type FakeSlack, fakeSlack } from "../support/fake-slack.ts";
import { BOT, fakeTeams } from "../support/fake-teams.ts";
import { run } from "../support/run-command.ts";
import { BOT_TOKEN, realNow, SETUP, settings } from "../support/service.ts";

let database: TestDatabase;
let slack: FakeSlack;
beforeAll(async () => {
  [database, slack] = await Promise.all([testDatabase(), fakeSlack()]);
  const deps = { db: database.db, log: createLog("silent"), now: realNow };
  await importSetup(deps, { name: "setup.yaml", text: SETUP }, { dryRun: false });
});
afterAll(async () => {
  await slack.close();
  await database.close();
});
afterEach(() => slack.reset());

const doctor = (more: Record<string, string> = {}, now = "2026-11-23T09:00:00Z") =>
  run(["doctor"], settings(database.url, slack.apiUrl, more), { realNow: () => new Date(now) });

const grant = (...scopes: string[]) =>
  slack.react("auth.test", () => ({ headers: { "x-oauth-scopes": scopes.join(",") }, body: { ok: true, team_id: "T0001" } }));

const slackLine = (lines: string[]) => lines.find((line) => line.includes(" slack: "));

describe("doctor", () => {
  it("finds everything sound, a line each", async () => {
    grant(...Object.keys(SCOPES), "team:read");
    const { code, printed } = await doctor();

    expect(printed).toEqual([
      "ok    settings: read",
      "ok    store: DATABASE_URL, up to date",
      "ok    set-up: provider harbour",
      "ok    slack: token and scopes",
      "ok    teams: off; set MicrosoftAppId and what belongs to it to connect it",
      expect.stringMatching(/^ok {4}bank holidays: until /),
      "ok    agenda: nothing overdue, not planned yet",
      "ok    ladder: every step reaches somebody",
      "ok    outbox: 0 waiting, 0 never delivered",
    ]);
    expect(code).toBe(0);
    expect(slack.calls.map(({ token }) => token)).toEqual([BOT_TOKEN]);
  });

  it("names the scopes that are missing, and the mend", async () => {
    grant(...Object.keys(SCOPES).filter((scope) => scope !== "im:write" && scope !== "commands"));
    const { code, printed } = await doctor();

    expect(code).toBe(1);
    expect(slackLine(printed)).toBe("wrong slack: scopes missing: commands, im:write; add them and install the app again");
  });

  it.each(["invalid_auth", "token_revoked", "account_inactive"])(
    "says that the token was refused with %s, and the mend",
    async (error) => {
      slack.react("auth.test", () => ({ body: { ok: false, error } }));
      const { code, printed } = await doctor();

      expect(code).toBe(1);
      expect(slackLine(printed)).toBe(
        `wrong slack: the token was refused (${error}); install the app again and set SLACK_BOT_TOKEN`,
      );
      expect(printed.join("")).not.toContain(BOT_TOKEN);
    },
  );

  it("does not blame the token where Slack cannot be reached, or asks to wait", async () => {
    slack.react("auth.test", () => ({ status: 429, headers: { "retry-after": "30" }, body: "" }));
    const limited = await doctor();
    const unreached = await doctor({ SLACK_API_URL: "http://127.0.0.1:9/api/" });

    for (const { code, printed } of [limited, unreached]) {
      expect(code).toBe(1);
      expect(slackLine(printed)).toMatch(/^wrong slack: no answer from .*; check the network and SLACK_API_URL$/);
    }
  });

  it("takes Slack that is off for sound, and says how to connect it", async () => {
    const { code, printed } = await doctor({ SLACK_SIGNING_SECRET: "", SLACK_BOT_TOKEN: "", REHEARSAL: "0" });

    expect(code).toBe(0);
    expect(slackLine(printed)).toBe("ok    slack: off; set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET to connect it");
  });

  it("asks for the token of the bot in Teams", async () => {
    grant(...Object.keys(SCOPES));
    const teams = await fakeTeams();
    const line = async (more: Record<string, string> = {}) => {
      const { printed } = await doctor({ ...teams.settings, ...more });
      return printed.find((each) => each.includes(" teams: "));
    };

    expect(await line()).toBe("ok    teams: token");
    expect(await line({ TEAMS_LOGIN_URL: "http://127.0.0.1:9" })).toMatch(
      /^wrong teams: no answer from .*; check the network and TEAMS_LOGIN_URL$/,
    );
    teams.refuseTokens({ status: 401, code: "invalid_client" });
    const refused = await line();
    expect(refused).toBe(
      "wrong teams: Microsoft gives the bot no token (invalid_client); check MicrosoftAppId, MicrosoftAppPassword and MicrosoftAppTenantId",
    );
    expect(refused).not.toContain(BOT.password);
    await teams.close();
  });

  it("warns before the bank holidays run out", async () => {
    grant(...Object.keys(SCOPES));
    const { code, printed } = await doctor({}, "2040-01-01T09:00:00Z");

    expect(code).toBe(1);
    expect(printed.find((line) => line.includes("bank holidays"))).toMatch(
      /^wrong bank holidays: the table ends .*BANK_HOLIDAYS_FILE$/,
    );
  });

  it("says since when something was not looked at, and the mend", async () => {
    grant(...Object.keys(SCOPES));
    await database.db.agenda.updateMany({ where: { subject: "harriet" }, data: { at: new Date("2026-11-23T08:30:00Z") } });
    await passDone(database.db, "plan", new Date("2026-11-23T08:20:00Z"));
    const { code, printed } = await doctor();
    await database.db.agenda.updateMany({ data: { at: new Date("2027-11-23T08:30:00Z") } });

    expect(code).toBe(1);
    expect(printed.find((line) => line.includes(" agenda: "))).toBe(
      "wrong agenda: 1 overdue since Mon 23 November 2026, 08:30, last planned Mon 23 November 2026, 08:20; " +
        "see that a replica runs with CLOCK=on, or tick from cron, and look for errors in its log",
    );
    expect((await doctor()).printed).toContain("ok    agenda: nothing overdue, last planned Mon 23 November 2026, 08:20");
  });

  it("names each gap in a ladder that somebody's work could be taken up, and the mend", async () => {
    grant(...Object.keys(SCOPES));
    const { db } = database;
    const { id } = await db.case.findFirstOrThrow({ where: { ref: "C-022" } });
    const whole = {
      status: "open",
      text: "x",
      owner: "ana",
      asker: "ana",
      evidenceRequired: "x",
      dueDay: "2027-01-04",
      timeZone: "Europe/London",
    };
    await db.action.create({
      data: {
        ...whole,
        id: randomUUID(),
        providerId: "harbour",
        caseId: id,
        number: 1,
        createdAt: realNow(),
        statusSince: realNow(),
        originalDueDay: "2027-01-04",
      },
    });
    const lines = async () => {
      const { code, printed } = await doctor();
      return { code, lines: printed.filter((line) => line.includes(" ladder: ")) };
    };
    const none = await lines();
    const steps = ["Director", "Tenant"].map((role) => ({
      on: "overdue",
      after: "2wd",
      role,
      acknowledgeWithin: "1wd",
      mayDecide: [],
    }));
    await db.ladder.create({ data: { caseId: id, version: 1, at: realNow(), steps } });
    const unmapped = await lines();
    await db.ladder.deleteMany({ where: { caseId: id } });
    await db.action.deleteMany();

    const mend = "name somebody on the partner map, or have the lead write mdt ladder";
    expect(none).toEqual({
      code: 1,
      lines: [`wrong ladder: C-022: nobody hears when an action stays overdue: the ladder has no step for that; ${mend}`],
    });
    expect(unmapped.code).toBe(1);
    expect(unmapped.lines).toEqual([
      `wrong ladder: C-022: overdue 2wd: Director is not on the partner map, so nobody hears; ${mend}`,
      `wrong ladder: C-022: overdue 2wd: Tenant is not on the partner map, so nobody hears; ${mend}`,
    ]);
  });

  it("names who was not reached this week, and why, once for each reason", async () => {
    grant(...Object.keys(SCOPES));
    const dead = {
      providerId: "harbour",
      kind: "told",
      personId: "ana",
      lane: "nowhere",
      body: {},
      state: "dead",
      reason: "user_not_found",
    };
    const at = (day: string) => ({ createdAt: new Date(day), settledAt: new Date(day) });
    await database.db.notice.createMany({
      data: [
        { ...dead, id: randomUUID(), key: "a", ...at("2026-11-20T10:00:00Z") },
        { ...dead, id: randomUUID(), key: "b", ...at("2026-11-21T10:00:00Z") },
        { ...dead, id: randomUUID(), key: "c", ...at("2026-11-01T10:00:00Z"), personId: "tom" },
      ],
    });
    const { code, printed } = await doctor();
    await database.db.notice.deleteMany();

    expect(code).toBe(1);
    expect(printed.filter((line) => line.includes(" outbox: "))).toEqual([
      "ok    outbox: 0 waiting, 3 never delivered",
      "wrong outbox: told to ana was not delivered, 2 times, last Sat 21 November 2026, 10:00 (user_not_found); " +
        "tell them another way and mend the reason",
    ]);
  });

  it("says that nothing was set up yet", async () => {
    grant(...Object.keys(SCOPES));
    const empty = await testDatabase();
    const { code, printed } = await run(["doctor"], settings(empty.url, slack.apiUrl));
    await empty.close();

    expect(code).toBe(1);
    expect(printed).toContain("wrong set-up: nothing was imported yet; run import FILE.yaml");
  });
});
