import { Counter, Histogram, type Registry } from "prom-client";
import type { Signals } from "./usecases/signals.ts";

/** From at once to a day: a message that is due should leave within the minute. */
const LAG_SECONDS = [1, 5, 15, 30, 60, 120, 300, 900, 3_600, 14_400, 86_400];

/** A minute has one pass in it. */
const PLANNING_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 30, 60, 300];

/** Counts what use cases tell of the clock's work. */
export function countSignals(registry: Registry): Signals {
  const registers = [registry];
  const planned = new Counter({
    name: "followthrough_planned_total",
    help: "Notices put in line by the clock, by kind and platform.",
    labelNames: ["kind", "platform"],
    registers,
  });
  const settled = new Counter({
    name: "followthrough_settled_total",
    help: "Notices sent, and notices that will never be, by kind and platform.",
    labelNames: ["kind", "platform", "state"],
    registers,
  });
  const lag = new Histogram({
    name: "followthrough_lag_seconds",
    help: "From the moment at which something had to be said until the platform took it.",
    labelNames: ["platform"],
    buckets: LAG_SECONDS,
    registers,
  });
  const planning = new Histogram({
    name: "followthrough_planning_seconds",
    help: "Time that a whole pass over the agenda took.",
    buckets: PLANNING_SECONDS,
    registers,
  });
  const notPlanned = new Counter({
    name: "followthrough_planning_failures_total",
    help: "Rows of the agenda that could not be looked at.",
    registers,
  });
  const again = new Counter({
    name: "followthrough_sent_again_total",
    help: "Messages sent although they may have arrived before: nobody could tell.",
    labelNames: ["kind", "platform"],
    registers,
  });
  const finds = new Counter({
    name: "followthrough_audit_finds_total",
    help: "What the auditor found that should have been planned or served.",
    labelNames: ["what"],
    registers,
  });
  return {
    planned: ({ kind, platform, count }) => planned.inc({ kind, platform: platform ?? "none" }, count),
    passed(seconds, failed) {
      planning.observe(seconds);
      notPlanned.inc(failed);
    },
    settled(notice) {
      const platform = notice.platform ?? "none";
      settled.inc({ kind: notice.kind, platform, state: notice.state });
      if (notice.state === "sent") lag.observe({ platform }, Math.max(0, notice.lag));
    },
    again: ({ kind, platform }) => again.inc({ kind, platform: platform ?? "none" }),
    found: (what, count) => finds.inc({ what }, count),
  };
}
