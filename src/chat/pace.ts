import type { Platform } from "../core/person.ts";

/** At most so many in any stretch of this many milliseconds. */
export interface Window {
  most: number;
  within: number;
}

/** So many at once, then one every so many milliseconds: in any stretch at most `most` and one for each `every` of it. */
export interface Allowance {
  most: number;
  every: number;
}

export interface Pace {
  windows: readonly Window[];
  allowance: Allowance | null;
}

export type Paces = Record<Platform, { conversation: Pace; workspace: Pace }>;

const SECOND = 1000;

/** Messages do not take equally long on their way: what left a second apart arrives a little less apart. */
const MARGIN = 25;

const window = (most: number, seconds: number): Window => ({ most, within: seconds * SECOND + MARGIN });

/**
 * What each platform takes (PLATFORMS), in one conversation and in all of a workspace or tenant together.
 *
 * Slack says of a workspace only "several hundred a minute". A digest at half past eight is a burst: a hundred channels at their message
 * a second are a thousand messages in ten seconds, which Slack's limits of single channels allow. So a thousand may go at once, and 300
 * a minute are allowed in the long run; where Slack finds it too much, it says so, and the workspace pauses (`store/lanes.ts`).
 *
 * Teams counts 1,800 messages an hour of a conversation. That many times would have to be kept; 60 at once and one every 2.1 seconds are
 * 1,774 in the busiest hour, and one time to keep.
 */
export const PACE: Paces = {
  slack: {
    conversation: { windows: [window(1, 1)], allowance: null },
    workspace: { windows: [], allowance: { most: 1000, every: SECOND / 5 } },
  },
  teams: {
    conversation: { windows: [window(7, 1), window(60, 30)], allowance: { most: 60, every: 2.1 * SECOND } },
    workspace: { windows: [window(30, 1)], allowance: null },
  },
};

const ANY: Pace = { windows: [], allowance: null };

/** Of stand-ins for the platforms, which take everything at once: nobody waits for them whose clock is moved by a week. */
export const AT_ONCE: Paces = {
  slack: { conversation: ANY, workspace: ANY },
  teams: { conversation: ANY, workspace: ANY },
};

/** What a pace has to remember. Moments are milliseconds. */
export interface Paced {
  /** The latest first, as many as the windows look back. */
  sends: readonly number[];
  /** Until when the allowance is used up, at its long-run rate. */
  paidUntil: number;
}

/** The earliest moment at which one more may go. */
export function nextTurn({ windows, allowance }: Pace, { sends, paidUntil }: Paced): number {
  const free = windows.map(({ most, within }) => (sends[most - 1] ?? Number.NEGATIVE_INFINITY) + within);
  const afforded = allowance ? paidUntil - allowance.every * (allowance.most - 1) : Number.NEGATIVE_INFINITY;
  return Math.ceil(Math.max(0, afforded, ...free));
}

/** The same once one more has gone. A clock that is behind another replica's does not turn it back. */
export function afterSend({ windows, allowance }: Pace, { sends, paidUntil }: Paced, at: number): Paced {
  const looksBack = Math.max(0, ...windows.map(({ most }) => most));
  const moment = Math.max(at, sends[0] ?? at);
  return {
    sends: [moment, ...sends].slice(0, looksBack),
    paidUntil: allowance ? Math.max(paidUntil, moment) + allowance.every : 0,
  };
}
