import { setTimeout as sleep } from "node:timers/promises";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { type Figure, median } from "./figure.ts";
import { answering, type Child, startChild } from "./service/child.ts";
import { freePort } from "./service/free-port.ts";
import { closedLoop, postActivity, postSlash } from "./service/load.ts";
import { slash } from "./service/slash.ts";
import { APP_ID, pressed, serviceUrl, TENANT, TOKEN_ISSUER, typed } from "./service/teams-activity.ts";
import { openWorld } from "./service/world.ts";

const ROUNDS = 7;
/** Of each kind, not measured: a service runs for weeks, and code costs up to half as much again while it is new. */
const WARM_UP = 3_000;
/** A second or two: one collection of garbage, or caches gone cold, should not decide. */
const REQUESTS = 1_000;
const AT_ONCE = 4;
const LISTED = 12;
const REST_MS = 10_000;
const KEY_ID = "bench";

/**
 * What Teams costs this service, as a multiple of what Microsoft's own library spends on answering with a word: processor time of the
 * server process alone until the answer has arrived. Both get the same token for all requests of a round, as Teams sends it along
 * with many.
 *
 * A press that writes is put to a second process on the same store, which has its clock off: what it spends is the request. The first
 * one stands still meanwhile: nothing is delivered beside the floor's request either, and on few processors what runs beside a process
 * makes it slower. What presses set off is measured in a round of its own, in which both run: what both spend until nothing waits any
 * more. The service runs with the switches that it is started with, the floor with none.
 */
export async function run(): Promise<Figure[]> {
  const [servicePort, clockOffPort, floorPort] = [await freePort(), await freePort(), await freePort()];
  const [slackPort, sinkPort] = [await freePort(), await freePort()];
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const key = { ...(await exportJWK(publicKey)), kid: KEY_ID, use: "sig", alg: "RS256", endorsements: ["msteams"] };
  const sign = () =>
    new SignJWT({ serviceurl: serviceUrl(sinkPort) })
      .setProtectedHeader({ alg: "RS256", kid: KEY_ID, typ: "JWT" })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(APP_ID)
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(privateKey);
  const world = await openWorld({ service: servicePort, sink: slackPort });
  const children: Child[] = [];
  const start = (program: string, args: string[], settings: Record<string, string>): Child => {
    const child = startChild(program, args, settings);
    children.push(child);
    return child;
  };
  try {
    const teams = {
      MicrosoftAppId: APP_ID,
      MicrosoftAppPassword: "bench",
      MicrosoftAppTenantId: TENANT,
      MicrosoftAppType: "SingleTenant",
      TEAMS_SERVICE_HOSTS: "127.0.0.1",
      TEAMS_OPENID_URL: `http://127.0.0.1:${sinkPort}/openid`,
      TEAMS_LOGIN_URL: `http://127.0.0.1:${sinkPort}/login`,
    };
    start("bench/service/slack-sink.ts", [], { PORT: String(slackPort) });
    start("bench/service/teams-sink.ts", [], { PORT: String(sinkPort), PUBLIC_KEY: JSON.stringify(key) });
    await Promise.all([`${slackPort}/answers`, `${sinkPort}/messages`].map((at) => answering(`http://127.0.0.1:${at}`)));
    const floor = start("bench/service/bare-cloud-adapter.ts", [], { ...teams, PORT: String(floorPort) });
    const settings = { ...world.settings, ...teams, LOG_LEVEL: process.env.BENCH_LOG_LEVEL ?? "info" };
    const service = start("src/main.ts", ["serve"], settings);
    await Promise.all([floorPort, servicePort].map((port) => answering(`http://127.0.0.1:${port}/readyz`)));
    await sleep(REST_MS);
    const { rssMb } = await service.usage();

    const clockOff = start("src/main.ts", ["serve"], { ...settings, CLOCK: "off", PORT: String(clockOffPort) });
    await answering(`http://127.0.0.1:${clockOffPort}/readyz`);

    const messages = async (): Promise<number> => Number(await (await fetch(`http://127.0.0.1:${sinkPort}/messages`)).text());
    /** Resolves when nothing waits any more, so that what is said later is an answer. */
    const quiet = async (): Promise<void> => {
      while ((await waitingIn(`http://127.0.0.1:${clockOffPort}/metrics`)) > 0) await sleep(500);
    };
    const post = async (port: number, make: () => object, count = REQUESTS): Promise<void> => {
      const token = await sign();
      await closedLoop(count, AT_ONCE, () => postActivity(port, make(), token));
    };
    const costOf = async (child: Child, port: number, make: () => object, answers: number): Promise<number> => {
      const awaited = answers > 0 ? (await messages()) + answers : 0;
      const before = await child.usage();
      await post(port, make);
      while ((await messages()) < awaited) await sleep(2);
      return ((await child.usage()).cpuMs - before.cpuMs) / REQUESTS;
    };
    const costWithAll = async (make: () => object): Promise<{ setOff: number; updates: number }> => {
      await quiet();
      const spent = async () => (await clockOff.usage()).cpuMs + (await service.usage()).cpuMs;
      const [before, heard] = [await spent(), await messages()];
      await post(clockOffPort, make);
      await quiet();
      return { setOff: ((await spent()) - before) / REQUESTS, updates: (await messages()) - heard };
    };

    for (let number = 1; number <= LISTED; number += 1) {
      const day = `in ${number + 4} working days evidence "surveyor's report"`;
      for (const text of [`assign <@U0HARRIET|harriet> ${day} Pipe lagging survey, part ${number}`, `confirm A${number}`])
        await postSlash(servicePort, slash(slackPort, { user: "U0PRIYA", channel: "C0HOUSING", text }));
    }
    let next = 0;
    const any = () => `C-014/A${(next++ % LISTED) + 1}`;
    const list = () => typed(sinkPort, "action list");
    const open = () => pressed(sinkPort, { do: "show", ref: any() });
    const update = () => pressed(sinkPort, { do: "update", ref: any(), text: `The surveyor rang, time ${next}` });
    const round = async () => {
      await quiet();
      return {
        said: await costOf(floor, floorPort, list, REQUESTS),
        list: await costOf(service, servicePort, list, REQUESTS),
        press: await costOf(floor, floorPort, open, 0),
        open: await costOf(service, servicePort, open, 0),
        update: await service.without(() => costOf(clockOff, clockOffPort, update, 0)),
        ...(await costWithAll(update)),
      };
    };
    for (const port of [floorPort, servicePort]) for (const make of [list, open]) await post(port, make, WARM_UP);
    await post(clockOffPort, update, WARM_UP);
    await round();
    const rounds: Awaited<ReturnType<typeof round>>[] = [];
    while (rounds.length < ROUNDS) rounds.push(await round());
    type Round = (typeof rounds)[number];
    const cost = (name: string, of: (round: Round) => number, floorOf: (round: Round) => number, target?: number): Figure => {
      const ratios = rounds.map((each) => of(each) / floorOf(each));
      const spread = `${Math.min(...ratios).toFixed(1)} to ${Math.max(...ratios).toFixed(1)} in ${ROUNDS} rounds of ${REQUESTS}`;
      const [ours, floors] = [median(rounds.map(of)), median(rounds.map(floorOf))];
      const detail = `${ours.toFixed(2)} ms, floor ${floors.toFixed(2)} ms a request; ${spread}`;
      return { name, ratio: median(ratios), ...(target !== undefined && { target }), detail };
    };
    return [
      cost(
        "Teams list of 12 / bare CloudAdapter, CPU",
        ({ list }) => list,
        ({ said }) => said,
        1.5,
      ),
      cost(
        "Teams press, opens a row / bare, CPU",
        ({ open }) => open,
        ({ press }) => press,
        3,
      ),
      aside(
        cost(
          "Teams press, notes an update / bare, CPU",
          ({ update }) => update,
          ({ press }) => press,
          3,
        ),
        "nothing is delivered meanwhile",
      ),
      aside(
        cost(
          "  with all that it sets off / bare, CPU",
          ({ setOff }) => setOff,
          ({ press }) => press,
        ),
        `${median(rounds.map(({ updates }) => updates))} messages to Teams a round: cards that no newer update overtook`,
      ),
      {
        name: "memory at rest, Slack and Teams on",
        value: rssMb,
        unit: "MB",
        target: 260,
        detail: "resident, after 10 s, the node process without Postgres",
      },
    ];
  } finally {
    for (const child of children.reverse()) await child.stop();
    await world.close();
  }
}

/** How many notices wait in the outbox, as the service's own metrics have it. */
async function waitingIn(metrics: string): Promise<number> {
  const text = await (await fetch(metrics)).text();
  const [, waiting] = /^followthrough_notices\{state="waiting"\} (\d+)$/m.exec(text) ?? [];
  if (waiting === undefined) throw new Error("bench: the service does not tell how many notices wait");
  return Number(waiting);
}

const aside = (figure: Figure, note: string): Figure => ({ ...figure, detail: `${figure.detail}; ${note}` });
