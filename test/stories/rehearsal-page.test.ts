import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";
import { createLog } from "../../src/log.ts";
import { type Service, startService } from "../../src/service.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openBrowser, openRehearsal } from "../support/page.ts";

/** A newcomer with a browser, the sample provider, and nothing read beforehand. The whole service answers, signatures and all. */
describe("the rehearsal page of the running service", { timeout: 60_000 }, () => {
  let database: TestDatabase;
  let service: Service;
  let browser: Browser;
  const faults: string[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    const env = { PORT: "0", DATABASE_URL: database.url, SECRET_KEY: Buffer.alloc(32, 7).toString("base64") };
    const log = createLog("error", { write: (line) => void faults.push(line) });
    const store = { url: database.url, db: database.db, applied: [], close: async () => {} };
    service = await startService(readConfig(env), { store, log, realNow: () => new Date(), holidays: undefined });
    browser = await openBrowser();
  }, 30_000);

  afterAll(async () => {
    await browser?.close();
    await service?.stop();
    await database?.close();
  });

  it("leads in three prompts from a promise in Teams to its sign-off in Slack", async () => {
    const visitor = await openRehearsal(browser, service.url);
    const { page, teams } = visitor;
    const hint = page.locator("#hint");

    await hint.getByText("1 of 3").waitFor();
    await teams.send();
    await hint.getByRole("button", { name: "Show me" }).click();
    await teams.message("surveyor's report").waitFor();
    await teams.press("Confirm");
    await teams.message("Open · due").waitFor();

    await hint.getByText("2 of 3").waitFor();
    await teams.press("Submit evidence");
    await teams.fillInCard("What shows that it is done?", "Surveyor's report filed as Q-2231");
    await teams.press("Submit evidence");
    await teams.message("Evidence submitted").waitFor();

    await hint.getByText("3 of 3").waitFor();
    await hint.getByRole("button", { name: "Show me" }).click();
    await visitor.message("Q-2231").waitFor();
    await visitor.press("Sign off");
    await visitor.message("Signed off.").waitFor();
    await hint.getByText("asked in Teams, signed off in Slack").waitFor();

    await visitor.lookAt("c-014");
    await teams.lookAt("c-014");
    await visitor.message("Complete").waitFor();
    await teams.message("Complete").waitFor();
    expect(await visitor.message("Complete").innerText()).toContain("Signed off by @Priya");
    expect(await teams.message("Complete").innerText()).toContain("Signed off by Priya");
    expect(visitor.faults).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  it("carries what is asked in Slack to whoever was last seen in Teams", async () => {
    const visitor = await openRehearsal(browser, service.url);
    const { page, teams } = visitor;

    await visitor.send('/action assign @Harriet by Friday mend the door evidence "photo of the door"');
    await visitor.press("Confirm");
    await visitor.message("Harriet is asked to accept").waitFor();
    await page.locator("#hint").getByRole("button", { name: "Show me" }).click();
    await teams.press("Accept");
    await teams.message("mend the door").getByRole("button", { name: "Submit evidence" }).waitFor();

    await visitor.message("Open · due").getByText("mend the door").waitFor();
    expect(visitor.faults).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  it("moves its clock on, and never back", async () => {
    const clock = `${service.url}/rehearsal/clock`;
    const { now } = (await (await fetch(clock)).json()) as { now: string };
    const move = (to: string) =>
      fetch(clock, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ now: to }) });
    const next = new Date(Date.parse(now) + 86_400_000).toISOString();

    expect(await (await move(next)).json()).toMatchObject({ now: next });
    expect((await move(now)).status).toBe(409);
  });
});
