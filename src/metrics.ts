import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { countSignals } from "./metrics-signals.ts";
import type { Signals } from "./usecases/signals.ts";

export interface Metrics {
  /** Prometheus text. */
  text: () => Promise<string>;
  contentType: string;
  request: (path: string, status: number, seconds: number) => void;
  /** What use cases tell of themselves. */
  signals: Signals;
}

/** How things stand in the store at one moment. */
export interface Standing {
  waiting: number;
  dead: number;
  /** How long the oldest message has waited, by the rules' clock. 0 where none waits. */
  oldestWaitingSeconds: number;
  /** Rows of the agenda that should have been looked at some minutes ago. */
  agendaOverdue: number;
  /** Since all that was due was last planned, and since the auditor last looked, by any replica, in real time. Null: never yet. */
  secondsSincePass: number | null;
  secondsSinceAudit: number | null;
  /** Workspaces and tenants that take nothing until an administrator has mended something. */
  workspacesPaused: number;
}

/** What a dashboard watches: requests at the doors, what the clock does, and how much waits. No ids of people or cases. */
export function createMetrics(standing: () => Promise<Standing>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Counter({
    name: "followthrough_requests_total",
    help: "Requests by path and status.",
    labelNames: ["path", "status"],
    registers,
  });
  const duration = new Histogram({
    name: "followthrough_request_seconds",
    help: "Time to answer, by path.",
    labelNames: ["path"],
    registers,
  });
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
  const oldest = gauge("followthrough_oldest_waiting_seconds", "How long the oldest message has waited.");
  const overdue = gauge("followthrough_agenda_overdue", "Rows of the agenda overdue for planning.");
  const sincePass = gauge("followthrough_seconds_since_full_pass", "Since all that was due was last planned.");
  const sinceAudit = gauge("followthrough_seconds_since_audit", "Since the auditor last looked at everything.");
  const paused = gauge(
    "followthrough_workspaces_paused",
    "Workspaces that take nothing until an administrator has mended something.",
  );
  const notices = new Gauge({
    name: "followthrough_notices",
    help: "Notices that wait, and notices that could not be delivered.",
    labelNames: ["state"],
    registers,
  });
  async function look(): Promise<void> {
    const now = await standing();
    notices.set({ state: "waiting" }, now.waiting);
    notices.set({ state: "dead" }, now.dead);
    oldest.set(now.oldestWaitingSeconds);
    overdue.set(now.agendaOverdue);
    paused.set(now.workspacesPaused);
    // Never is as bad as long ago, and an alarm must not need to tell them apart.
    sincePass.set(now.secondsSincePass ?? Number.POSITIVE_INFINITY);
    sinceAudit.set(now.secondsSinceAudit ?? Number.POSITIVE_INFINITY);
  }
  return {
    // One look at the store fills all of them.
    text: async () => {
      await look();
      return registry.metrics();
    },
    contentType: registry.contentType,
    signals: countSignals(registry),
    request(path, status, seconds) {
      requests.inc({ path, status: String(status) });
      duration.observe({ path }, seconds);
    },
  };
}
