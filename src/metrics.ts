import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export interface Metrics {
  /** Prometheus text. */
  text: () => Promise<string>;
  contentType: string;
  request: (path: string, status: number, seconds: number) => void;
}

/** What a dashboard watches: requests at the doors, and how much waits or could not be delivered. No ids of people or cases. */
export function createMetrics(outbox: () => Promise<{ waiting: number; dead: number }>): Metrics {
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
  const notices = new Gauge({
    name: "followthrough_notices",
    help: "Notices that wait, and notices that could not be delivered.",
    labelNames: ["state"],
    registers,
    async collect() {
      const { waiting, dead } = await outbox();
      this.set({ state: "waiting" }, waiting);
      this.set({ state: "dead" }, dead);
    },
  });
  registry.registerMetric(notices);
  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    request(path, status, seconds) {
      requests.inc({ path, status: String(status) });
      duration.observe({ path }, seconds);
    },
  };
}
