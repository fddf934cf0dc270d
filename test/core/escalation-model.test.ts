import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterAll } from "../../src/core/escalation.ts";
import { noticeKey } from "../../src/core/notice.ts";
import { type Climbing, climbing, type Told } from "../support/climbing.ts";
import { ASKED, ladders, moved, rungs, STEP, type Step, someDue, TEAM } from "../support/escalation-steps.ts";
import { press } from "../support/plain-answers.ts";
import { later, momentAt, wall } from "../support/plain-clock.ts";
import { actionIs, byHand, crossed, ladderIs, plainWorld, teamIs, tick } from "../support/plain-ladder.ts";
import { maySee, type PlainTeam } from "../support/plain-team.ts";
import type { PlainAction, PlainRung, PlainWorld } from "../support/plain-world.ts";

const ZONE = "Europe/London";
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The plain ladder and the rules, told of the same things. */
interface Play {
  model: PlainWorld;
  rules: Climbing;
  now: Date;
  threshold: PlainRung[];
  otherLadder: PlainWorld["ladder"];
  /** What has come about in any run. */
  seen: Set<string>;
}

const todayOf = (now: Date): string => wall(now, ZONE).slice(0, 10);

/** The clock goes on; a planner that is at work comes every minute. */
function goOn(play: Play, seconds: number, planner: "at work" | "away"): void {
  const until = play.now.getTime() + seconds * 1000;
  const first = (Math.floor(play.now.getTime() / MINUTE) + 1) * MINUTE;
  for (let minute = first; planner === "at work" && minute <= until; minute += MINUTE) {
    const now = new Date(minute);
    tick(play.model, now);
    play.rules.tick(now);
  }
  play.now = new Date(until);
}

function peopleAre({ model, rules }: Play, change: Partial<PlainTeam>): void {
  const team = { ...model.team, ...change };
  teamIs(model, team);
  rules.teamIs(team);
}

function changed({ model, rules, now }: Play, action: PlainAction | null): void {
  if (!action) return;
  actionIs(model, action, "harriet", now);
  rules.actionIs(action, "harriet", now);
}

function take(play: Play, step: Step): void {
  const { model, rules, now, seen } = play;
  const today = todayOf(now);
  switch (step.do) {
    case "wait":
    case "outage":
      goOn(play, step.seconds, step.do === "wait" ? "at work" : "away");
      break;
    case "handed in and returned":
      changed(play, moved(model.action, "evidence", now));
      goOn(play, step.seconds, "at work");
      changed(play, moved(model.action, "return", play.now));
      break;
    case "press": {
      const number = model.escalations.length - step.which;
      const escalation = model.escalations[number - 1];
      if (!escalation) break;
      const who = step.who === ASKED ? (escalation.steps.at(-1)?.hears ?? "priya") : step.who;
      const pressed = { ...step, who, day: later(today, step.days + 20) };
      for (let left = step.twice ? 2 : 1; left > 0; left -= 1) {
        const became = press(model, escalation, pressed, now);
        expect(rules.press(number, pressed, now)).toBe(became);
        seen.add(`${step.answer}: ${became}`);
      }
      break;
    }
    case "by hand":
      expect(rules.byHand(step.who, now)).toBe(byHand(model, step.who, now));
      break;
    case "crossed":
      crossed(model, play.threshold, now);
      rules.crossed(play.threshold, now);
      break;
    case "another ladder":
      ladderIs(model, play.otherLadder, now);
      rules.ladderIs(play.otherLadder, now);
      break;
    case "cover": {
      const { role, who, from, days } = step;
      const until = days === null ? null : later(today, (from ?? 0) + days);
      peopleAre(play, { covers: [...model.team.covers, { role, who, from: from === null ? null : later(today, from), until }] });
      break;
    }
    case "leave": {
      const { who, cover, from, days } = step;
      const leave = { who, cover, from: later(today, from), until: later(today, from + days) };
      peopleAre(play, { leaves: [...model.team.leaves, leave] });
      break;
    }
    case "off the case":
      peopleAre(play, { sees: { ...model.team.sees, [step.who]: later(today, step.days) } });
      break;
    case "back":
      peopleAre(play, { sees: { ...model.team.sees, [step.who]: null } });
      break;
    case "re-plan": {
      const isOwners = model.action.status === "open" || model.action.status === "blocked";
      const due = { day: later(today, step.days + 10), time: null };
      changed(play, isOwners ? { ...model.action, due, asked: null } : null);
      break;
    }
    default:
      changed(play, moved(model.action, step.do, now));
  }
}

/** What both say has happened is the same; each escalation is what happened to it, was decided once, and skipped and repeated no step. */
function holds({ model, rules, seen }: Play): void {
  // Compared as one text, which is cheap; shown as lines.
  if (rules.lines.join("\n") !== model.said.join("\n")) expect(rules.lines).toEqual(model.said);
  expect(rules.due()).toEqual(model.action.due);
  for (const { escalation, happenings } of rules.kept.values()) {
    const stored = JSON.parse(JSON.stringify({ escalation, happenings }));
    expect(afterAll(null, stored.happenings)).toEqual(stored.escalation);
    expect(happenings.filter(({ kind }) => kind === "decided").length).toBeLessThanOrEqual(1);
    const places = escalation.steps.flatMap(({ place }) => place ?? []);
    expect(places).toEqual(places.map((_, index) => index));
  }
  for (const line of model.said) seen.add(/step \d [^(]*\(([a-z-]+)\)/.exec(line)?.[1] ?? line.split(/[ :]+/)[4] ?? "");
}

/** Whoever a new notice is for may see the case at this moment, and a room with others in it reads no more than that there is something. */
function saysToNobodyElse({ model, rules }: Play, from: number): void {
  for (const { notice, now } of rules.notices.slice(from)) {
    if ("to" in notice) expect([notice, maySee(model.team, notice.to.personId, todayOf(now))]).toEqual([notice, true]);
    if ("placeId" in notice && notice.placeId === "mixed") expect(notice.kind).toBe("escalation-thread");
  }
}

const SETTING = fc.record({
  ladder: ladders,
  otherLadder: ladders,
  threshold: rungs([null], 3, { mustDecide: true }),
  due: someDue,
  stabilising: fc.boolean(),
});

describe("whatever people do, and however the clock goes on", { timeout: 60_000 }, () => {
  it("every step opens once, in its turn and at its minute; one decision is made, by somebody who may; nobody else hears", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(SETTING, fc.array(STEP, { minLength: 10, maxLength: 40 }), ({ due, ladder, stabilising, ...other }, steps) => {
        const now = momentAt(due.day, "09:00", ZONE);
        const action: PlainAction = { status: "open", due, since: now, runs: now, asked: null };
        const told: Told = { team: TEAM, ladder, ladderSince: new Date(now.getTime() - 90 * DAY), stabilising, action };
        const play: Play = { ...other, model: plainWorld(told), rules: climbing(told), now, seen };
        for (const step of steps) {
          const before = play.rules.notices.length;
          take(play, step);
          saysToNobodyElse(play, before);
        }
        holds(play);
        const keys = play.rules.notices.map(({ notice, actionId }) => noticeKey(actionId, notice));
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 500 },
    );

    // A property of states that are never reached would prove nothing.
    const comes = ["opened", "joined", "heard", "acknowledged", "passed", "lead", "decided", "closed"];
    const because = ["first", "not-acknowledged", "not-decided", "still-undecided", "nobody-reachable"];
    const pressed = ["acknowledge", "approve", "decline", "pass-on"].flatMap((answer) => [
      `${answer}: done`,
      `${answer}: refused`,
    ]);
    expect([...comes, ...because, ...pressed].filter((each) => !seen.has(each))).toEqual([]);
  });
});
