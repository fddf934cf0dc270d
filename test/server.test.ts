import { once } from "node:events";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createLog } from "../src/log.ts";
import { createMetrics } from "../src/metrics.ts";
import { createHttpServer, type Doors } from "../src/server.ts";
import { testService } from "./support/service.ts";

let closing: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

async function serve(
  doors: Partial<Doors> = {},
  logged: string[] = [],
): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
  const log = createLog("trace", { write: (line) => void logged.push(line) });
  const server = createHttpServer(
    { slack: null, teams: null, ready: async () => true, metrics: null, minutes: null, rehearsal: null, ...doors },
    log,
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (path, init) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init);
}

/** The auditor has never looked. */
const STANDING = {
  ...{ waiting: 2, dead: 1, oldestWaitingSeconds: 90, agendaOverdue: 4 },
  ...{ secondsSincePass: 30, secondsSinceAudit: null, workspacesPaused: 1 },
};

describe("the HTTP server", () => {
  it("is up, whatever the store does", async () => {
    const get = await serve({ ready: async () => false });

    expect((await get("/healthz")).status).toBe(200);
  });

  it("is ready where the store is, and says so without a reason where it is not", async () => {
    expect((await (await serve())("/readyz")).status).toBe(200);
    const unready = await (await serve({ ready: async () => false }))("/readyz");
    expect([unready.status, await unready.text()]).toEqual([503, "not ready\n"]);
  });

  it("tells Slack to come again while Slack is not connected", async () => {
    expect((await (await serve())("/slack/events", { method: "POST", body: "x" })).status).toBe(503);
    expect((await (await serve())("/api/messages", { method: "POST", body: "x" })).status).toBe(503);
  });

  it("leads any other path nowhere", async () => {
    const get = await serve();

    for (const path of ["/", "/slack", "/slack/events/", "/metrics", "/../etc/passwd", "/rehearsal/clock"]) {
      expect({ path, status: (await get(path)).status }).toEqual({ path, status: 404 });
    }
  });

  it("says nothing of a fault of ours to whoever asked, and keeps serving", async () => {
    const logged: string[] = [];
    const get = await serve({ rehearsal: () => Promise.reject(new Error("zebrafish")) }, logged);
    const failed = await get("/somewhere?text=secret");

    expect([failed.status, await failed.text()]).toEqual([500, ""]);
    expect(logged.join("")).toContain("a request failed");
    expect(logged.join("")).not.toContain("text=secret");
    expect((await get("/healthz")).status).toBe(200);
  });

  it("counts requests by path and status, and any path that nobody serves as one", async () => {
    const get = await serve({ metrics: createMetrics(async () => STANDING) });
    for (const path of ["/healthz", "/healthz", "/scan/1", "/scan/2"]) await (await get(path)).text();
    const text = await (await get("/metrics")).text();

    expect(text).toContain('followthrough_requests_total{path="/healthz",status="200"} 2');
    expect(text).toContain('followthrough_requests_total{path="other",status="404"} 2');
    expect(text).toContain('followthrough_notices{state="dead"} 1');
    expect(text).toContain("followthrough_oldest_waiting_seconds 90");
    expect(text).toContain("followthrough_agenda_overdue 4");
    expect(text).toContain("followthrough_seconds_since_full_pass 30");
    expect(text).toContain("followthrough_seconds_since_audit +Inf");
    expect(text).toContain("followthrough_workspaces_paused 1");
    expect(text).not.toContain("scan");
  });
});

describe("the service", () => {
  it("is ready, has no rehearsal beside a configured Slack, and with CLOCK off counts what waits but delivers nothing", async () => {
    const running = await testService({ CLOCK: "off" });
    closing.push(running.stop);
    const get = (path: string) => fetch(`${running.service.url}${path}`);

    expect((await get("/readyz")).status).toBe(200);
    expect(await (await get("/metrics")).text()).toContain('followthrough_notices{state="waiting"} 0');
    expect((await get("/")).status).toBe(404);
    expect((await get("/rehearsal/clock")).status).toBe(404);

    const { answers } = await running.people.command("U0PRIYA", "/action", "assign me by tomorrow ring the landlord");
    await answers.next();
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(await (await get("/metrics")).text()).toContain('followthrough_notices{state="waiting"} 1');
    expect(running.slack.callsTo("chat.postMessage")).toEqual([]);
    // Nor does it plan.
    expect(await (await get("/metrics")).text()).toContain("followthrough_seconds_since_full_pass +Inf");
  });

  it("stops within a moment though somebody never ends their request, and takes no new ones", async () => {
    const running = await testService({ CLOCK: "off" });
    closing.push(running.stop);
    const hanging = request(`${running.service.url}/slack/events`, { method: "POST", headers: { "content-length": "10" } });
    hanging.on("error", () => {});
    hanging.write("half");
    await fetch(`${running.service.url}/healthz`);
    const began = performance.now();
    await running.service.stop();

    expect(performance.now() - began).toBeLessThan(5_000);
    await expect(fetch(`${running.service.url}/healthz`)).rejects.toThrow();
  });

  it("serves one conversation while another has to wait, and lets the limited one be", async () => {
    const running = await testService();
    closing.push(running.stop);
    running.slack.react("chat.postMessage", ({ channel }) =>
      channel === "C0001" ? { status: 429, headers: { "retry-after": "30" }, body: "" } : undefined,
    );
    for (let i = 0; i < 6; i += 1) {
      await (await running.people.command("U0PRIYA", "/action", "assign me by tomorrow ring the landlord")).answers.next();
    }
    const whole = 'assign Harriet by tomorrow mend the tap evidence "a photo"';
    await (await running.people.command("U0PRIYA", "/action", whole)).answers.next();
    await (await running.people.command("U0PRIYA", "/action", "confirm A7")).answers.next();

    await running.slack.call("chat.postMessage", ({ channel }) => channel === "DU0HARRIET");
    const limited = running.slack.callsTo("chat.postMessage").filter(({ channel }) => channel === "C0001");
    expect(limited).toHaveLength(1);
    const waiting = await running.db.notice.findMany({ where: { lane: "slack/T0001/C0001", state: "waiting" } });
    expect(waiting).toHaveLength(8);
  });
});
