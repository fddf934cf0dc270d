import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verifyAudit } from "../../src/store/audit-verify.ts";
import { planNotices } from "../../src/usecases/plan-notices.ts";
import { type Doing, deedOf, meant, someDoing } from "../support/escalation-deeds.ts";
import {
  actionNow,
  cutShort,
  linesBy,
  linesOf,
  linesOfTrail,
  nextMinute,
  type Played,
  played,
  storeTeam,
} from "../support/escalation-service.ts";
import { ASKED, laddersOnMap, somebody, somePresser } from "../support/escalation-steps.ts";
import { later } from "../support/plain-clock.ts";
import { lookAtAll, takeUpAll, teamIs, tick } from "../support/plain-ladder.ts";
import { dayOf } from "../support/plain-limit.ts";
import type { PlainTeam } from "../support/plain-team.ts";
import type { PlainWorld } from "../support/plain-world.ts";
import { planAt } from "../support/planning.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface TeamChanges {
  change: "off the case" | "back" | "cover" | "leave";
  who: string;
  other: string;
  days: number;
}
type Step =
  | Doing
  | { do: "wait"; seconds: number; says: boolean }
  | { do: "outage"; seconds: number }
  /** In the minute in which the clock would do something by itself, or just now. */
  | { do: "at once"; doing: [Doing, Doing]; when: "just now" | "at a moment" }
  | { do: "killed"; after: number; connections: boolean }
  | { do: "answers lost"; every: number }
  /** Off the case after something was put in line for them. */
  | { do: "gone before they hear" }
  | ({ do: "team" } & TeamChanges);

const seconds = fc.oneof(fc.integer({ min: 1, max: 7200 }), fc.integer({ min: 7200, max: 2 * 86_400 }));
const days = fc.integer({ min: 0, max: 3 });
const someTeam: fc.Arbitrary<Step> = fc.record({
  do: fc.constant("team" as const),
  change: fc.constantFrom("off the case", "back", "cover", "leave"),
  who: somePresser,
  other: somebody,
  days,
});
const STEP: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("wait" as const), seconds, says: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("outage" as const), seconds }) },
  { weight: 3, arbitrary: someDoing },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ do: fc.constant("at once" as const), doing: fc.tuple(someDoing, someDoing) },
      when: fc.constantFrom("just now", "at a moment"),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ do: fc.constant("killed" as const), after: fc.integer({ min: 1, max: 4 }), connections: fc.boolean() },
    }),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 4 }).map((every): Step => ({ do: "answers lost", every })) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: "gone before they hear" }) },
  { weight: 2, arbitrary: someTeam },
);

function changedTeam(team: PlainTeam, { change, who, other, days: count }: TeamChanges, today: string): PlainTeam {
  const until = later(today, count);
  const role = Object.entries(team.roles).find(([, holder]) => holder === other)?.[0] ?? "Commissioner";
  switch (change) {
    case "off the case":
      return who in team.sees ? { ...team, sees: { ...team.sees, [who]: later(until, -1) } } : team;
    case "back":
      return who in team.sees ? { ...team, sees: { ...team.sees, [who]: null } } : team;
    case "cover":
      return { ...team, covers: [...team.covers, { role, who, from: today, until }] };
    case "leave":
      return { ...team, leaves: [...team.leaves, { who, from: today, until, cover: other === who ? null : other }] };
  }
}

/** The clock goes on with a planner at work, and with or without somebody who delivers. */
async function goOn(play: Played, until: Date, says = true): Promise<void> {
  const first = minuteAfter(play.now).getTime();
  for (let next = await nextMinute(play, until); next; next = await nextMinute(play, until)) {
    await planAt(play.world, next);
    if (says) await play.world.deliver();
    play.now = next;
  }
  for (let minute = first; minute <= until.getTime(); minute += MINUTE) tick(play.model, new Date(minute));
  isNow(play, until);
}

function isNow(play: Played, now: Date): void {
  play.now = now;
  play.world.at(now);
}

const minuteAfter = (now: Date): Date => new Date((Math.floor(now.getTime() / MINUTE) + 1) * MINUTE);
const after = ({ now }: Played, count: number): Date => new Date(now.getTime() + count * 1000);

/** The minute in which the clock does something by itself next, within so many days. */
function nextMoment({ model, now }: Played, within: number): Date | null {
  const open = model.escalations.filter(({ state }) => state === "open");
  const moments = [...model.coming.map(({ at }) => at), ...open.map(({ next }) => next)].filter((at) => at > now);
  const [first] = moments.toSorted((a, b) => a.getTime() - b.getTime());
  if (!first || first.getTime() > now.getTime() + within * DAY) return null;
  return minuteAfter(new Date(first.getTime() - 1));
}

/** What happened came about in one of these orders. The plain ladder goes on from there. */
async function adopt(play: Played, orders: ((model: PlainWorld) => void)[]): Promise<void> {
  const [lines, action] = [await linesOf(play), await actionNow(play)];
  const could = orders.map((order) => {
    const model = structuredClone(play.model);
    order(model);
    return model;
  });
  const did = could.find((model) => isDeepStrictEqual([linesBy(model), model.action], [lines, action]));
  const first = could[0] ?? play.model;
  if (!did) expect({ lines, action }).toEqual({ lines: linesBy(first), action: first.action });
  play.model = did ?? play.model;
}

const inAnyOrder = <T>(things: T[]): T[][] =>
  things.length < 2
    ? [things]
    : things.flatMap((first, place) => inAnyOrder(things.toSpliced(place, 1)).map((rest) => [first, ...rest]));

/** Two people, each of whose presses arrives twice, two planners and a delivery, all at the same moment. */
async function atOnce(play: Played, { doing, when }: Extract<Step, { do: "at once" }>): Promise<void> {
  const minute = (when === "at a moment" && nextMoment(play, 2)) || minuteAfter(play.now);
  await goOn(play, new Date(minute.getTime() - 1));
  isNow(play, minute);
  const deeds = doing.flatMap((each) => deedOf(play, each) ?? []);
  const presses = deeds.flatMap(({ who, command }, place) => {
    const delivery = `${minute.toISOString()} ${place}`;
    return [1, 2].map(() => play.world.press(who, "dm", command, { delivery }));
  });
  const planners = [planNotices(play.second.deps, minute, "wait"), planNotices(play.world.deps, minute, "skip")];
  const answered = await Promise.all([...presses, ...planners, play.world.deliver()]);
  for (const each of answered) if ("text" in each) expect(each.text).not.toContain("This did not work");
  const planner = { model: tick };
  await adopt(
    play,
    // A planner leaves what somebody is changing just now to the minute that comes.
    [...inAnyOrder([planner, ...deeds, planner]), ...inAnyOrder(deeds)].map((order) => (model) => {
      for (const each of order) each.model(model, minute);
    }),
  );
}

/** The planner is killed in its work, and one that is started anew comes a minute later. */
async function killed(play: Played, how: { after: number; connections: boolean }): Promise<void> {
  const moment = nextMoment(play, 3);
  if (!moment) return;
  await goOn(play, new Date(moment.getTime() - 1));
  await cutShort(play, moment, how);
  const again = minuteAfter(moment);
  await planAt(play.world, again);
  isNow(play, again);
  // How far it came: to the end, not at all, or to one of the two things that it does.
  await adopt(
    play,
    [tick, () => {}, takeUpAll, lookAtAll].map((did) => (model) => {
      did(model, moment);
      tick(model, again);
    }),
  );
}

async function teamChanges(play: Played, change: TeamChanges): Promise<void> {
  const team = changedTeam(play.model.team, { ...change, who: meant(change.who, play.model) }, dayOf(play.now));
  await storeTeam(play, play.model.team, team);
  teamIs(play.model, team);
}

async function take(play: Played, step: Step): Promise<void> {
  switch (step.do) {
    case "wait":
      await goOn(play, after(play, step.seconds), step.says);
      break;
    case "outage":
      isNow(play, after(play, step.seconds));
      break;
    case "at once":
      return atOnce(play, step);
    case "killed":
      return killed(play, step);
    case "answers lost":
      play.loses(step.every);
      break;
    case "gone before they hear": {
      const moment = nextMoment(play, 3);
      if (!moment) return;
      await goOn(play, new Date(moment.getTime() - 1));
      await goOn(play, moment, false);
      await teamChanges(play, { change: "off the case", who: ASKED, other: "priya", days: 0 });
      break;
    }
    case "team":
      await teamChanges(play, step);
      break;
    default: {
      const deed = deedOf(play, step);
      if (!deed) return;
      const { text } = await play.world.press(deed.who, "dm", deed.command);
      expect(text).not.toContain("This did not work");
      deed.model(play.model, play.now);
    }
  }
  await adopt(play, [() => {}]);
}

/** Everything is said by now, once. */
async function saidOnce(play: Played): Promise<void> {
  play.loses(0);
  for (let rounds = 0; rounds < 200; rounds += 1) {
    await play.world.deliver();
    if ((await play.world.db.notice.count({ where: { state: "waiting" } })) === 0) break;
  }
  expect(await play.world.db.notice.count({ where: { state: "waiting" } })).toBe(0);
  const keys = play.world.sent.flatMap(({ how, key }) => (how === "send" && key ? [key] : []));
  expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
  expect(play.wrong).toEqual([]);
}

describe("whatever is done at once, and whenever the planner is killed or an answer is lost", () => {
  it("each step opens once and at its minute, one decision is made, and nobody hears who may not see the case", async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(laddersOnMap, fc.array(STEP, { minLength: 14, maxLength: 18 }), async (ladder, steps) => {
        const play = await played(ladder);
        try {
          await goOn(play, after(play, 20 * 3600));
          for (const step of steps) await take(play, step);
          await saidOnce(play);
          expect(await verifyAudit(play.world.db, "harbour")).toMatchObject({ kind: "sound" });
          expect(await linesOfTrail(play)).toEqual(await linesOf(play));
          for (const line of play.model.said) seen.add(line.split(/[ :]+/)[4] ?? "");
        } finally {
          await play.close();
        }
      }),
      { numRuns: 7, seed: 7, endOnFailure: true },
    );

    // A property of states that are never reached would prove nothing.
    const comes = ["opened", "step", "joined", "acknowledged", "passed", "decided"];
    expect(comes.filter((each) => !seen.has(each))).toEqual([]);
  });
});
