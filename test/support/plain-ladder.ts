import { anyDay, DIGEST_AT, dayOf, inTime, latest, limitOf, nextAt, rungMoment, workingDay } from "./plain-limit.ts";
import { comingOf, isGone } from "./plain-matters.ts";
import { hears, maySee, type PlainTeam } from "./plain-team.ts";
import {
  isAboutAction,
  OWNER,
  type PlainAction,
  type PlainEscalation,
  type PlainFact,
  type PlainRung,
  type PlainStep,
  type PlainWorld,
  personOf,
  say,
} from "./plain-world.ts";

/**
 * Who is asked, and when: CONTRACT's Time and part 4 once more, minute by minute and in the plainest words. Nothing is shared with what it
 * checks. What happens is written down in lines.
 */

export function plainWorld(told: Pick<PlainWorld, "team" | "stabilising" | "ladder" | "ladderSince" | "action">): PlainWorld {
  const world: PlainWorld = { ...told, taken: {}, coming: [], escalations: [], said: [] };
  world.coming = comingOf(world);
  return world;
}

const openOn = ({ escalations }: PlainWorld): PlainEscalation | undefined =>
  escalations.find(({ state, facts }) => state === "open" && facts[0]?.kind !== "crossed");

/** A minute with a planner at work: what has come about goes up the ladder, and what is open is looked at. */
export function tick(world: PlainWorld, now: Date): void {
  takeUpAll(world, now);
  lookAtAll(world, now);
}

export function takeUpAll(world: PlainWorld, now: Date): void {
  const due = world.coming.filter(({ at }) => at <= now).sort((a, b) => a.at.getTime() - b.at.getTime());
  if (due.length > 0) takeUp(world, due, now);
}

export function lookAtAll(world: PlainWorld, now: Date): void {
  for (const each of world.escalations) {
    if (each.state === "open" && (each.woken || each.next <= now || each.morning <= now)) look(world, each, now);
  }
}

function takeUp(world: PlainWorld, due: PlainWorld["coming"], now: Date): void {
  for (const { cause, key } of due) world.taken[cause] = key;
  const open = openOn(world);
  const [first] = due;
  if (open) for (const { fact, at } of due) join(world, open, fact, inTime(at, now));
  else if (first) {
    const facts = due.map(({ fact }) => fact);
    begin(world, { facts, rungs: world.ladder[first.cause], counted: first.counted }, inTime(first.at, now), now);
  }
  world.coming = comingOf(world);
}

function join(world: PlainWorld, escalation: PlainEscalation, fact: PlainFact, at: Date): void {
  escalation.facts.push(fact);
  say(world, escalation, at, `joined: ${fact.kind}`);
  touched(world, escalation);
}

type Beginning = Pick<PlainEscalation, "facts" | "rungs" | "counted">;

function begin(world: PlainWorld, beginning: Beginning, at: Date, now: Date): void {
  const escalation: PlainEscalation = {
    ...{ name: `E${world.escalations.length + 1}`, state: "open", ...beginning, opened: at, steps: [], leadTold: null },
    ...{ next: at, morning: at, woken: true },
  };
  world.escalations.push(escalation);
  say(world, escalation, at, `opened: ${beginning.facts.map(({ kind }) => kind).join(", ")}`);
  look(world, escalation, now);
  escalation.woken = true;
}

const climbed = ({ steps }: PlainEscalation): number => Math.max(-1, ...steps.map(({ rung }) => rung ?? -1)) + 1;

/** Everything that is so by now: who is asked next, who hears instead, whether the lead hears. */
function look(world: PlainWorld, escalation: PlainEscalation, now: Date): void {
  const { team } = world;
  const today = dayOf(now);
  for (;;) {
    const last = escalation.steps.at(-1);
    const rung = escalation.rungs[climbed(escalation)];
    const hearer = last && decider(world, escalation, last, today);
    const isLost = last !== undefined && hearer === null;
    if (rung && (isLost || escalation.next <= now)) {
      const at = isLost ? (last.hears === null ? last.at : latest(last.at, now)) : escalation.next;
      ask(world, escalation, rung, { at: inTime(at, now), because: becauseOf(world, escalation, { last, isLost, today }) });
      continue;
    }
    if (last && hearer && hearer !== last.hears) {
      last.hears = hearer;
      say(world, escalation, now, `heard by ${hearer}`);
      escalation.next = nextMoment(world, escalation);
    }
    const lead = isLost && escalation.leadTold === null ? latest(last.at, last.hears === null ? last.at : now) : escalation.next;
    if (rung || lead > now) break;
    escalation.leadTold = inTime(lead, now);
    say(world, escalation, escalation.leadTold, `lead told: ${hears(team, team.lead, today)}`);
    escalation.next = nextMoment(world, escalation);
  }
  escalation.woken = false;
  escalation.morning = nextAt(DIGEST_AT, now, anyDay);
}

/** Who hears of a step. Whoever owns the action is not asked to decide about it. */
function decider(
  world: PlainWorld,
  escalation: PlainEscalation,
  step: Pick<PlainStep, "role" | "person">,
  day: string,
): string | null {
  const who = hears(world.team, personOf(world, step), day);
  return who === OWNER && isAboutAction(escalation) ? null : who;
}

function becauseOf(
  world: PlainWorld,
  escalation: PlainEscalation,
  { last, isLost, today }: { last: PlainStep | undefined; isLost: boolean; today: string },
): string {
  if (!last) return "first";
  if (isLost)
    return isAboutAction(escalation) && hears(world.team, personOf(world, last), today) === OWNER
      ? "owns-it"
      : "nobody-reachable";
  if (last.mustDecide) return "not-decided";
  return last.seen ? "still-undecided" : "not-acknowledged";
}

function ask(
  world: PlainWorld,
  escalation: PlainEscalation,
  { role, within, may, mustDecide }: PlainRung,
  { at, because }: { at: Date; because: string },
): void {
  const place = { rung: climbed(escalation), role, person: null };
  const heard = decider(world, escalation, place, dayOf(at));
  const step = { ...place, at, limit: limitOf(at, within), within, may, mustDecide, hears: heard, seen: null };
  escalation.steps.push(step);
  say(world, escalation, at, `step ${step.rung} ${role} (${because}): ${heard}, until ${step.limit.toISOString()}`);
  escalation.next = nextMoment(world, escalation);
}

/** When, as things stand, the next rung is reached; past the last one, when the lead hears. */
function nextMoment({ stabilising }: PlainWorld, escalation: PlainEscalation): Date {
  const { steps, rungs, counted, leadTold, opened } = escalation;
  const last = steps.at(-1);
  const rung = rungs[climbed(escalation)];
  if (!last) return opened;
  if (last.hears === null && (rung || leadTold === null)) return last.at;
  if (rung) {
    if (!last.seen || last.mustDecide || rung.after === null) return last.limit;
    const own = rungMoment(rung.after, counted);
    // Seen later than that, they have their time all the same.
    return own > last.seen ? own : latest(last.limit, last.seen);
  }
  const isDay = stabilising ? anyDay : workingDay;
  if (leadTold) return nextAt(DIGEST_AT, leadTold, isDay);
  return last.seen ? nextAt(DIGEST_AT, last.limit, isDay) : last.limit;
}

/** Something has happened to it: it is looked at again in the minute that comes. */
export function touched(world: PlainWorld, escalation: PlainEscalation): void {
  escalation.next = nextMoment(world, escalation);
  escalation.woken = true;
}

/** The team, the map or somebody's leave is another from now on. */
export function teamIs(world: PlainWorld, team: PlainTeam): void {
  world.team = team;
  for (const each of world.escalations) each.woken = true;
}

/** The case agrees on another ladder; what is open goes on by its own. */
export function ladderIs(world: PlainWorld, ladder: PlainWorld["ladder"], now: Date): void {
  world.ladder = ladder;
  world.ladderSince = now;
  world.coming = comingOf(world);
  for (const each of world.escalations) each.woken = true;
}

/** The action is another from now on; what is asked of people about it may have gone with that. */
export function actionIs(world: PlainWorld, action: PlainAction, by: string, now: Date): void {
  world.action = action;
  world.coming = comingOf(world);
  const open = openOn(world);
  if (!open) return;
  open.woken = true;
  if (!open.facts.every((fact) => isGone(fact, action))) return;
  open.state = "closed";
  say(world, open, now, `closed by ${by}`);
}

/** Anybody on the case takes it up the ladder at once. */
export function byHand(world: PlainWorld, who: string, now: Date): string {
  if (!maySee(world.team, who, dayOf(now))) return "no access";
  if (world.action.status === "complete") return "stale";
  const fact = { kind: "by-hand" as const, due: world.action.due };
  const open = openOn(world);
  if (open) join(world, open, fact, now);
  else {
    const rungs = world.ladder.overdue.length > 0 ? world.ladder.overdue : [...world.ladder.blocked, ...world.ladder.request];
    begin(world, { facts: [fact], rungs, counted: now }, now, now);
  }
  return "done";
}

/** A rule in writing was crossed. */
export function crossed(world: PlainWorld, rungs: PlainRung[], now: Date): void {
  begin(world, { facts: [{ kind: "crossed" }], rungs, counted: now }, now, now);
}
