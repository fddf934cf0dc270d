import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase, type PrismaClient } from "../src/store/database.ts";
import { overdueActions, plannedAt, setupOf, teamOf } from "../test/stories/support/due-escalations.ts";
import { type Figure, median, quantile } from "./figure.ts";
import { answering, type Child, startChild } from "./service/child.ts";
import { freePort } from "./service/free-port.ts";
import { openLoop, postPayload } from "./service/load.ts";
import { buttonOf, pressed, submitted } from "./service/press.ts";
import { type Posted, type PressSink, pressSink } from "./service/press-sink.ts";
import { openWorld } from "./service/world.ts";

const CASES = 100;
/** Each decider is asked about so many. */
const EACH = 4;
const PER_SECOND = 20;
const SECONDS = 15;
/** Presses before any that counts: the service has compiled what it runs by then. */
const WARM_UP = 60;
const PATIENCE_MS = 120_000;

/** How soon whoever decides an escalation sees what a press has made of its card, where twenty people press each second. */
export async function run(): Promise<Figure[]> {
  const [servicePort, sinkPort] = [await freePort(), await freePort()];
  const world = await openWorld({ service: servicePort, sink: sinkPort }, setupOf(CASES));
  const sink = await pressSink(sinkPort);
  const { db, close } = openDatabase(world.settings.DATABASE_URL ?? "");
  let service: Child | undefined;
  try {
    // Opened before there is another planner.
    const now = new Date();
    await overdueActions(db, { each: EACH, since: now });
    await plannedAt(db, now);
    service = startChild("src/main.ts", ["serve"], { ...world.settings, LOG_LEVEL: process.env.BENCH_LOG_LEVEL ?? "info" });
    await answering(`http://127.0.0.1:${servicePort}/readyz`);
    await quiet(db);
    const cards = askedOf(sink);
    const counted = cards.slice(WARM_UP, WARM_UP + PER_SECOND * SECONDS);
    await acknowledge(servicePort, sink, cards.slice(0, WARM_UP));
    const seen = await acknowledge(servicePort, sink, counted);
    await quiet(db);
    const rooms = inRooms(sink, seen.at);
    const decided = await decline(servicePort, sink, counted);
    await happened(db, { acknowledged: WARM_UP + counted.length, decided: counted.length });
    const detail = `the card in the room ${(median(rooms) / 1000).toFixed(1)} s after it, p99 ${(quantile(rooms, 0.99) / 1000).toFixed(1)} s, at a room's message a second`;
    return [
      waiting("Acknowledge to replaced card", seen.times, `; ${detail}`),
      waiting("Decline, form sent to replaced card", decided, ""),
    ];
  } finally {
    await service?.stop();
    await close();
    await sink.close();
    await world.close();
  }
}

/** The card of each escalation that its decider was sent: the first of everybody, then the second, so that nobody presses two at once. */
function askedOf(sink: PressSink): Posted[] {
  const isAsked = (card: Posted): boolean => card.channel.startsWith("DU") && buttonOf(card, "Acknowledge") !== undefined;
  const own = [...Map.groupBy(sink.posted.filter(isAsked), ({ channel }) => channel).values()];
  const cards = Array.from({ length: EACH }, (_, turn) => own.flatMap((each) => each[turn] ?? [])).flat();
  if (cards.length !== CASES * EACH) throw new Error(`bench: ${cards.length} cards ask for a decision`);
  return cards;
}

/** When each was pressed, and how long it took. */
interface Pressed {
  at: Map<string, number>;
  times: number[];
}

async function acknowledge(port: number, sink: PressSink, cards: Posted[]): Promise<Pressed> {
  const at = new Map<string, number>();
  const times = await inTurn(cards, async (card) => {
    const gesture = gestureOn(card, sink);
    const replaced = sink.replaced(gesture.responseUrl);
    at.set(aboutOf(card), performance.now());
    await postPayload(port, pressed(card, button(card, "Acknowledge"), gesture));
    await replaced;
  });
  return { at, times };
}

/** The forms are opened before; each is sent in its turn. */
async function decline(port: number, sink: PressSink, cards: Posted[]): Promise<number[]> {
  const forms: { view: object; gesture: ReturnType<typeof gestureOn> }[] = [];
  await inTurn(cards, async (card) => {
    const gesture = gestureOn(card, sink);
    const opened = sink.opened(gesture.triggerId);
    await postPayload(port, pressed(card, button(card, "Decline"), gesture));
    forms.push({ view: await opened, gesture });
  });
  return inTurn(forms, async ({ view, gesture }) => {
    const replaced = sink.replaced(gesture.responseUrl);
    await postPayload(port, submitted(view, "no more time", gesture));
    await replaced;
  });
}

/** One after the other at the pace that is measured at, whether or not those before are answered. */
function inTurn<T>(things: readonly T[], act: (thing: T) => Promise<void>): Promise<number[]> {
  let next = 0;
  return openLoop(things.length, PER_SECOND, async () => {
    const thing = things[next];
    next += 1;
    if (thing) await act(thing);
  });
}

/** From the press until the card in the room of the case said so, where the case has a room. */
function inRooms({ posted, updates }: PressSink, at: ReadonlyMap<string, number>): number[] {
  const about = new Map(posted.filter(({ channel }) => channel.startsWith("C")).map((card) => [card.ts, aboutOf(card)]));
  const first = new Map<string, number>();
  for (const { ts, at: updated } of updates) {
    const ref = about.get(ts) ?? "";
    const from = at.get(ref);
    if (from !== undefined && updated > from && !first.has(ref)) first.set(ref, updated - from);
  }
  return [...first.values()];
}

function button(card: Posted, label: string): { value: string } {
  const found = buttonOf(card, label);
  if (!found) throw new Error(`bench: there is no ${label}`);
  return found as { value: string };
}

/** Which escalation a card is about; nothing where it is about none. */
const aboutOf = (card: Posted): string =>
  buttonOf(card, "Acknowledge") ? JSON.parse(button(card, "Acknowledge").value).ref : "";

const gestureOn = ({ channel }: Posted, sink: PressSink) => {
  const user = channel.slice(1);
  return { user, team: teamOf(Number(/\d+$/.exec(user)?.[0])), ...sink.gesture() };
};

/** A press that was answered and did nothing must not count. */
async function happened(db: PrismaClient, expected: Record<string, number>): Promise<void> {
  for (const [kind, count] of Object.entries(expected)) {
    const found = await db.escalationEvent.count({ where: { kind } });
    if (found !== count) throw new Error(`bench: ${found} were ${kind}, not ${count}`);
  }
}

async function quiet(db: PrismaClient): Promise<void> {
  const giveUp = performance.now() + PATIENCE_MS;
  for (;;) {
    const waits = await db.notice.count({ where: { state: "waiting" } });
    if (waits === 0) return;
    if (performance.now() > giveUp) throw new Error(`bench: ${waits} messages still wait`);
    await sleep(200);
  }
}

const waiting = (name: string, times: number[], more: string): Figure => ({
  name: `${name}, p99`,
  value: quantile(times, 0.99),
  unit: "ms",
  detail: `median ${median(times).toFixed(1)} ms, longest ${Math.max(...times).toFixed(0)} ms of ${times.length}, ${PER_SECOND} a second${more}`,
});
