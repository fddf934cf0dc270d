import { setTimeout as sleep } from "node:timers/promises";
import { type Figure, median, quantile } from "./figure.ts";
import { answering, type Child, startChild } from "./service/child.ts";
import { freePort } from "./service/free-port.ts";
import { closedLoop, openLoop, postSlash } from "./service/load.ts";
import { SIGNING_SECRET, slash } from "./service/slash.ts";
import { openWorld } from "./service/world.ts";

const ROUNDS = 7;
const REQUESTS = 200;
const AT_ONCE = 4;
const PER_SECOND = 50;
const SECONDS = 10;
const LISTED = 12;

const PRIYA = { user: "U0PRIYA", channel: "C0HOUSING" };
const SAM = { user: "U0SAM", channel: "C0SUPPORT" };
const LIST = { ...PRIYA, text: "list" };
const ASSIGN = {
  ...SAM,
  text: 'assign <@U0DANA|dana> in 10 working days evidence "copy of the plan" Review the crisis plan with the team',
};

/**
 * What a typed command costs this service, as a multiple of what Slack's own library spends on only acknowledging it: processor time
 * of the server process alone, everything included that it does until the answer has arrived and, as the clock runs, the outbox.
 */
export async function run(): Promise<Figure[]> {
  const [servicePort, floorPort, sinkPort] = [await freePort(), await freePort(), await freePort()];
  const world = await openWorld({ service: servicePort, sink: sinkPort });
  const children: Child[] = [];
  const start = (program: string, args: string[], settings: Record<string, string>): Child => {
    const child = startChild(program, args, settings);
    children.push(child);
    return child;
  };
  try {
    start("bench/service/slack-sink.ts", [], { PORT: String(sinkPort) });
    const floor = start("bench/service/bare-bolt.ts", [], { PORT: String(floorPort), SLACK_SIGNING_SECRET: SIGNING_SECRET });
    const service = start("src/main.ts", ["serve"], { ...world.settings, LOG_LEVEL: process.env.BENCH_LOG_LEVEL ?? "info" });
    await Promise.all([floorPort, servicePort].map((port) => answering(`http://127.0.0.1:${port}/readyz`)));
    await answering(`http://127.0.0.1:${sinkPort}/answers`);

    const post = (port: number, typed: typeof LIST) => () => postSlash(port, slash(sinkPort, typed));
    const answers = async (): Promise<number> => Number(await (await fetch(`http://127.0.0.1:${sinkPort}/answers`)).text());
    const costOf = async (child: Child, port: number, typed: typeof LIST): Promise<number> => {
      const awaited = (await answers()) + (child === service ? REQUESTS : 0);
      const before = await child.usage();
      await closedLoop(REQUESTS, AT_ONCE, post(port, typed));
      while ((await answers()) < awaited) await sleep(2);
      return ((await child.usage()).cpuMs - before.cpuMs) / REQUESTS;
    };

    await draftActions((text) => post(servicePort, { ...PRIYA, text })());
    for (const typed of [LIST, ASSIGN, LIST, ASSIGN]) {
      await costOf(floor, floorPort, typed);
      await costOf(service, servicePort, typed);
    }
    const rounds: { floor: number; list: number; assign: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({
        floor: await costOf(floor, floorPort, LIST),
        list: await costOf(service, servicePort, LIST),
        assign: await costOf(service, servicePort, ASSIGN),
      });
    }
    const listTimes = await openLoop(PER_SECOND * SECONDS, PER_SECOND, post(servicePort, LIST));
    const assignTimes = await openLoop(PER_SECOND * SECONDS, PER_SECOND, post(servicePort, ASSIGN));
    return [
      cost("list of 12 actions / bare Bolt, server CPU", rounds, (round) => round.list, 4),
      cost("assign / bare Bolt, server CPU", rounds, (round) => round.assign, 6),
      waiting("list", listTimes),
      waiting("assign", assignTimes),
    ];
  } finally {
    for (const child of children.reverse()) await child.stop();
    await world.close();
  }
}

/** Confirmed actions of one case, for the list to hold. */
async function draftActions(type: (text: string) => Promise<void>): Promise<void> {
  for (let number = 1; number <= LISTED; number += 1) {
    await type(
      `assign <@U0HARRIET|harriet> in ${number + 4} working days evidence "surveyor's report" Pipe lagging survey, part ${number}`,
    );
    await type(`confirm A${number}`);
  }
}

function cost<Round extends { floor: number }>(
  name: string,
  rounds: Round[],
  of: (round: Round) => number,
  target: number,
): Figure {
  const ratios = rounds.map((round) => of(round) / round.floor);
  const [ours, floors] = [median(rounds.map(of)), median(rounds.map((round) => round.floor))];
  const spread = `${Math.min(...ratios).toFixed(1)} to ${Math.max(...ratios).toFixed(1)} in ${ROUNDS} rounds of ${REQUESTS}`;
  return {
    name,
    ratio: median(ratios),
    target,
    detail: `${ours.toFixed(2)} ms, floor ${floors.toFixed(2)} ms a request; ${spread}`,
  };
}

const waiting = (name: string, times: number[]): Figure => ({
  name: `${name}, p99 at ${PER_SECOND} a second`,
  value: quantile(times, 0.99),
  unit: "ms",
  target: 150,
  detail: `median ${median(times).toFixed(1)} ms, longest ${Math.max(...times).toFixed(0)} ms of ${times.length}, to the acknowledgement`,
});
