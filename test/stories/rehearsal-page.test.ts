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

  it("leads from the suggested line to an action that somebody else has signed off", async () => {
    const visitor = await openRehearsal(browser, service.url);

    await visitor.send();
    await visitor.message("surveyor's report").waitFor();
    await visitor.press("Confirm");
    await visitor.message("Harriet is asked to accept").waitFor();

    await visitor.actAs("Harriet");
    await visitor.lookAt("Followthrough");
    await visitor.press("Accept");
    await visitor.message("Accepted.").waitFor();
    await visitor.press("Submit evidence");
    await visitor.fill("What shows that it is done?", "Surveyor's report filed as Q-2231");
    await visitor.submit("Submit evidence");
    await visitor.message("Evidence submitted").waitFor();

    await visitor.actAs("Priya");
    await visitor.lookAt("Followthrough");
    await visitor.press("Sign off");
    await visitor.message("Signed off.").waitFor();

    await visitor.lookAt("c-014");
    await visitor.message("Complete").waitFor();
    const room = visitor.message("Complete");
    expect(await room.innerText()).toContain("Signed off by @Priya");
    expect(visitor.faults).toEqual([]);
    expect(faults).toEqual([]);
    await visitor.page.close();
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
