import { touched } from "./plain-ladder.ts";
import { dayOf, limitOf } from "./plain-limit.ts";
import { comingOf } from "./plain-matters.ts";
import { canHear, hears, maySee, standsFor } from "./plain-team.ts";
import {
  isAboutAction,
  isOwners,
  OWNER,
  type PlainAnswer,
  type PlainEscalation,
  type PlainStep,
  type PlainWorld,
  personOf,
  say,
} from "./plain-world.ts";

/** Whose answer counts, and what it does. */

/** Somebody presses a button of a card, however old. */
export function press(
  world: PlainWorld,
  escalation: PlainEscalation,
  { who, answer, to, day }: { who: string; answer: PlainAnswer; to: string; day: string },
  now: Date,
): string {
  const { team } = world;
  const today = dayOf(now);
  if (!maySee(team, who, today)) return "no access";
  const isAbout = isAboutAction(escalation);
  const isOwn = isAbout && who === OWNER;
  const stands = escalation.steps.toReversed().filter((step) => !isOwn && standsFor(team, who, personOf(world, step), today));
  const isLead = !isOwn && escalation.leadTold !== null && standsFor(team, who, team.lead, today);
  const last = escalation.steps.at(-1);
  const fitting = stands.filter(({ may }) => answer === "acknowledge" || may.includes(answer));
  if (!last || (fitting.length === 0 && !isLead)) return "refused";
  if (escalation.state !== "open") return "late";
  // Seen, it is for the step that waits; decided, by the latest that they may decide.
  const as = answer !== "acknowledge" ? fitting[0] : stands.includes(last) ? last : isLead ? undefined : stands[0];
  const place = as ? personOf(world, as) : team.lead;
  const inWhosePlace = place === who ? "" : ` for ${place}`;
  if (answer === "acknowledge") {
    if ((!stands.includes(last) && !isLead) || last.seen) return "stale";
    last.seen = now;
    say(world, escalation, now, `acknowledged by ${who}${inWhosePlace}`);
    touched(world, escalation);
    return "done";
  }
  if (answer === "pass-on") {
    if (to === who || !canHear(team, to, today)) return "invalid";
    if (isAbout ? to === OWNER : !isInWriting(world, escalation, to, today)) return "invalid";
    if (escalation.steps.some(({ person, hears: heard }) => person === to || heard === to)) return "stale";
    const { within, mustDecide } = rungBefore(escalation, as ?? last);
    // An hour to decide in stays that hour.
    const waits = as ?? last;
    const limit = mustDecide && waits.limit > now ? waits.limit : limitOf(now, within);
    escalation.steps.push({
      ...{ rung: null, role: null, person: to, at: now, limit, within, may: as?.may ?? ["approve", "decline", "pass-on"] },
      ...{ mustDecide, hears: hears(team, to, today), seen: null },
    });
    say(world, escalation, now, `passed on by ${who} to ${to}: ${hears(team, to, today)}, until ${limit.toISOString()}`);
    touched(world, escalation);
    return "done";
  }
  if (answer === "approve" && isAbout && !isOwners(world.action)) return "stale";
  escalation.state = "decided";
  say(world, escalation, now, `decided by ${who}${inWhosePlace}`);
  if (!isAbout) return "done";
  const { action } = world;
  world.action = { ...action, asked: null, ...(answer === "approve" && { due: { day, time: null } }) };
  world.coming = comingOf(world);
  return "done";
}

/** What was crossed is decided by those who are named for it in writing, their cover, or the lead. */
const isInWriting = ({ team }: PlainWorld, { rungs }: PlainEscalation, who: string, day: string): boolean =>
  [...rungs.map(({ role }) => team.roles[role]), team.lead].some((person) => standsFor(team, who, person, day));

/** How long somebody has whom it is passed on to: as long as the rung had that was reached last before. */
const rungBefore = ({ steps }: PlainEscalation, step: PlainStep): PlainStep =>
  steps.slice(0, steps.indexOf(step) + 1).findLast(({ rung }) => rung !== null) ?? step;
