import { describe, expect, it } from "vitest";
import { createMetrics } from "../src/metrics.ts";

const STANDING = {
  ...{ waiting: 0, dead: 0, oldestWaitingSeconds: 0, agendaOverdue: 0, workspacesPaused: 0 },
  ...{ secondsSincePass: 30, secondsSinceAudit: 60 },
};

describe("the figures of the clock", () => {
  it("count what was planned, sent and failed, by kind and platform", async () => {
    const { signals, text } = createMetrics(async () => STANDING);
    signals.planned({ kind: "digest", platform: "slack", count: 3 });
    signals.planned({ kind: "digest", platform: null, count: 1 });
    signals.settled({ kind: "reminder", platform: "teams", state: "sent", lag: 4 });
    signals.settled({ kind: "reminder", platform: "slack", state: "failed", lag: 90_000 });
    const shown = await text();

    expect(shown).toContain('followthrough_planned_total{kind="digest",platform="slack"} 3');
    expect(shown).toContain('followthrough_planned_total{kind="digest",platform="none"} 1');
    expect(shown).toContain('followthrough_settled_total{kind="reminder",platform="teams",state="sent"} 1');
    expect(shown).toContain('followthrough_settled_total{kind="reminder",platform="slack",state="failed"} 1');
  });

  it("measure how late a message was that arrived, and never before it was due", async () => {
    const { signals, text } = createMetrics(async () => STANDING);
    signals.settled({ kind: "reminder", platform: "slack", state: "sent", lag: 4 });
    signals.settled({ kind: "digest", platform: "slack", state: "sent", lag: -1 });
    signals.settled({ kind: "digest", platform: "slack", state: "failed", lag: 90_000 });
    const shown = await text();

    expect(shown).toContain('followthrough_lag_seconds_bucket{le="1",platform="slack"} 1');
    expect(shown).toContain('followthrough_lag_seconds_bucket{le="5",platform="slack"} 2');
    expect(shown).toContain('followthrough_lag_seconds_count{platform="slack"} 2');
  });

  it("show how long planning took, what could not be planned, and what the auditor found", async () => {
    const { signals, text } = createMetrics(async () => STANDING);
    signals.passed(0.3, 2);
    signals.found("digest", 5);
    const shown = await text();

    expect(shown).toContain('followthrough_planning_seconds_bucket{le="0.5"} 1');
    expect(shown).toContain("followthrough_planning_failures_total 2");
    expect(shown).toContain('followthrough_audit_finds_total{what="digest"} 5');
    expect(shown).toContain("followthrough_seconds_since_full_pass 30");
    expect(shown).toContain("followthrough_seconds_since_audit 60");
  });
});
