import { readFileSync } from "node:fs";
import * as chrono from "chrono-node";
import { type CaptureContext, capture } from "../src/capture/capture.ts";
import { bankHolidays } from "../src/core/bank-holidays.ts";
import { fastest } from "./fastest.ts";
import type { Figure } from "./figure.ts";

const SMALL = 500_000;
const LARGE = 5_000_000;
const ROUNDS = 25;

const CONTEXT: CaptureContext = {
  now: new Date("2027-03-11T14:00:00Z"),
  calendar: { timeZone: "Europe/London", region: "england", holidays: bankHolidays("england") },
};

/**
 * What it costs to find the actions in pasted minutes, owners and dates and all, against what chrono-node takes to look for dates alone
 * in the same lines; and whether a text ten times as long takes ten times as long.
 */
export function run(): Promise<Figure[]> {
  const minutes = readFileSync(new URL("capture/minutes.txt", import.meta.url), "utf8");
  const small = filled(minutes, SMALL);
  const large = filled(minutes, LARGE);
  const lines = small.split("\n");
  const found = capture(small, CONTEXT).length;
  const [dates = 1, actions = 1, actionsOfLarge = 1] = fastest({ rounds: ROUNDS }, [
    () => datesIn(lines),
    () => capture(small, CONTEXT).length,
    () => capture(large, CONTEXT).length,
  ]);
  const speed = (milliseconds: number): string => `${Math.round(lines.length / milliseconds)} lines/ms`;
  return Promise.resolve([
    {
      name: "lines a second, capture / chrono-node alone",
      ratio: dates / actions,
      target: 10,
      detail: `at least; ${speed(actions)} and ${speed(dates)}; ${found} actions in ${lines.length} lines`,
    },
    {
      name: "capture of 5 MB / ten times that of 0.5 MB",
      ratio: actionsOfLarge / (10 * actions),
      target: 1.2,
      detail: `${Math.round(actionsOfLarge)} ms and ${Math.round(actions)} ms`,
    },
    { name: "capture of 5 MB", value: actionsOfLarge / 1000, unit: "s", target: 2, detail: "about 750,000 words" },
  ]);
}

const filled = (text: string, size: number): string => text.repeat(Math.ceil(size / text.length)).slice(0, size);

const datesIn = (lines: string[]): number =>
  lines.reduce((count, line) => count + chrono.en.GB.parse(line, CONTEXT.now, { forwardDate: true }).length, 0);
