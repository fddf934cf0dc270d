import type { Notice } from "../core/notice.ts";
import type { Platform } from "../core/person.ts";

/** What an auditor may find. */
export type Find = "action" | "digest" | "room" | "weekly" | "escalation" | "threshold" | "late" | "lane";

/** What is measured as it happens, without ids of people or cases. `metrics.ts` keeps it; a command has nobody to show it to. */
export interface Signals {
  planned: (notices: { kind: Notice["kind"]; platform: Platform | null; count: number }) => void;
  /** A pass over the agenda, and how many of its rows could not be looked at. */
  passed: (seconds: number, failed: number) => void;
  /** A notice was sent, or will never be. `lag`: seconds since it had to be said, by the rules' clock. */
  settled: (notice: { kind: Notice["kind"]; platform: Platform | null; state: "sent" | "failed"; lag: number }) => void;
  /** Sent although it may have arrived before: nobody could tell. */
  again: (notice: { kind: Notice["kind"]; platform: Platform | null }) => void;
  /** The auditor came upon something that the planner or a lane should have had. */
  found: (what: Find, count: number) => void;
}

export const unheard: Signals = { planned: () => {}, passed: () => {}, settled: () => {}, again: () => {}, found: () => {} };

/** The platform of the line that a notice waits in. */
export const platformOf = (lane: string): Platform | null =>
  PLATFORMS.find((platform) => lane.startsWith(`${platform}/`)) ?? null;

const PLATFORMS: readonly Platform[] = ["slack", "teams"];
