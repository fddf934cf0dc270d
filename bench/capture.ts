import { readFileSync } from "node:fs";
import * as chrono from "chrono-node";
import { type CaptureContext, capture } from "../src/capture/capture.ts";
import { bankHolidays } from "../src/core/bank-holidays.ts";
import { type Figure, median } from "./figure.ts";

const SMALL = 500_000;
const LARGE = 5_000_000;
const ROUNDS = 7;
/** The first readings are slower: the patterns have not been compiled yet. */
const WARM_UP = 3;

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
  const rounds = Array.from({ length: WARM_UP + ROUNDS }, () => ({
    chrono: timed(() => datesIn(lines)),
    capture: timed(() => capture(small, CONTEXT).length),
    large: timed(() => capture(large, CONTEXT).length),
  })).slice(WARM_UP);
  const of = (task: keyof (typeof rounds)[number]): number => median(rounds.map((round) => round[task]));
  const perSecond = (milliseconds: number): string => `${Math.round(lines.length / milliseconds)} lines/ms`;
  return Promise.resolve([
    {
      name: "capture, lines a second / chrono-node alone",
      ratio: of("chrono") / of("capture"),
      target: 10,
      detail: `at least; ${perSecond(of("capture"))} and ${perSecond(of("chrono"))}; ${found} actions in ${lines.length} lines`,
    },
    {
      name: "capture, 5 MB / ten times 0.5 MB",
      ratio: of("large") / (10 * of("capture")),
      target: 1.2,
      detail: `${Math.round(of("large"))} ms and ${Math.round(of("capture"))} ms`,
    },
    {
      name: "capture of 5 MB",
      value: of("large") / 1000,
      unit: "s",
      target: 2,
      detail: "a paste that nobody will ever make",
    },
  ]);
}

const filled = (text: string, size: number): string => text.repeat(Math.ceil(size / text.length)).slice(0, size);

const datesIn = (lines: string[]): number =>
  lines.reduce((count, line) => count + chrono.en.GB.parse(line, CONTEXT.now, { forwardDate: true }).length, 0);

function timed(task: () => number): number {
  const from = performance.now();
  if (task() === 0) throw new Error("bench: nothing was found");
  return performance.now() - from;
}
