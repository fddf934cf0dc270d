import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterSend, nextTurn, PACE, type Pace, type Paced } from "../../src/chat/pace.ts";

/** A conversation that nothing has gone to. */
const UNUSED: Paced = { sends: [], paidUntil: 0 };

/** When a sender that is always ready says so many, trying again after each of these pauses. */
function moments(pace: Pace, count: number, pauses: readonly number[] = [0]): number[] {
  const said: number[] = [];
  let paced: Paced = UNUSED;
  let now = 1_800_000_000_000;
  for (let index = 0; said.length < count; index += 1) {
    now = Math.max(now + (pauses[index % pauses.length] ?? 0), nextTurn(pace, paced));
    said.push(now);
    paced = afterSend(pace, paced, now);
  }
  return said;
}

/** The most in any stretch of this length. */
function busiest(said: readonly number[], within: number): number {
  let from = 0;
  let most = 0;
  said.forEach((moment, index) => {
    while (moment - (said[from] ?? 0) >= within) from += 1;
    most = Math.max(most, index - from + 1);
  });
  return most;
}

const WINDOWS = [
  ["a Slack channel", PACE.slack.conversation, 1, 1_000],
  ["a Teams conversation", PACE.teams.conversation, 7, 1_000],
  ["a Teams conversation", PACE.teams.conversation, 60, 30_000],
  ["a Teams conversation", PACE.teams.conversation, 1_800, 3_600_000],
  ["a Teams tenant", PACE.teams.workspace, 30, 1_000],
] as const;

describe("the pace", () => {
  it.each(WINDOWS)("of %s is never more than its %#: however many wait", (_, pace, most, within) => {
    expect(busiest(moments(pace, 4_000), within)).toBeLessThanOrEqual(most);
  });

  it.each(WINDOWS)("of %s is kept %# at any rhythm", (_, pace, most, within) => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 30 }), (pauses) => {
        expect(busiest(moments(pace, 300, pauses), within)).toBeLessThanOrEqual(most);
      }),
      { numRuns: 60 },
    );
  });

  it("of a Slack workspace lets a hundred channels say ten messages each at a message a second, and keeps to 300 a minute after", () => {
    const said = moments(PACE.slack.workspace, 4_000);

    expect((said[999] ?? 0) - (said[0] ?? 0)).toBeLessThan(10_000);
    expect(busiest(said.slice(1_000), 60_000)).toBeLessThanOrEqual(300);
    expect(busiest(said, 3_600_000)).toBeLessThanOrEqual(1_000 + 60 * 300);
  });

  it("uses what a platform allows: in Teams seven at once, sixty in half a minute", () => {
    const [first = 0, ...rest] = moments(PACE.teams.conversation, 61);

    expect((rest[5] ?? 0) - first).toBe(0);
    expect((rest[58] ?? 0) - first).toBeLessThan(9_000);
    expect((rest[59] ?? 0) - first).toBeGreaterThanOrEqual(30_000);
  });

  it("is not turned back by a replica whose clock is behind", () => {
    const pace = PACE.slack.conversation;
    const once = afterSend(pace, UNUSED, 10_000);

    expect(nextTurn(pace, afterSend(pace, once, 9_000))).toBeGreaterThanOrEqual(11_000);
  });
});
