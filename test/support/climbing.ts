import { accessLevel } from "../../src/core/access.ts";
import { type Action, isEnded, isOwners } from "../../src/core/action.ts";
import { bankHolidays } from "../../src/core/bank-holidays.ts";
import type { CaseFile } from "../../src/core/case-file.ts";
import { climb, type EscalationView, earliest, punctual } from "../../src/core/climb.ts";
import { acknowledge, decided, mayDecide, passOn, whatBecame, withHappenings } from "../../src/core/decide-escalation.ts";
import type { Begun, Escalation, Fact, Happening } from "../../src/core/escalation.ts";
import { escalationNotices } from "../../src/core/escalation-notices.ts";
import { nothingLeft } from "../../src/core/fact-holds.ts";
import { climbSteps, ladderOpenings, stepsOn } from "../../src/core/ladder-opening.ts";
import type { Notice } from "../../src/core/notice.ts";
import { type Calendar, dayOf } from "../../src/core/working-day.ts";
import { anAction } from "./builders.ts";
import { actionOf, fileOf, ladderOf, stepOf } from "./from-plain.ts";
import type { PlainTeam } from "./plain-team.ts";
import { plainWords } from "./plain-words.ts";
import type { PlainAction, PlainAnswer, PlainRung, PlainWorld } from "./plain-world.ts";

/** The rules of escalation put together as the use cases do it, without a store: locks and transactions are left out, and nothing else. */

const ZONE = "Europe/London";
const CALENDAR: Calendar = { timeZone: ZONE, region: "england", holidays: bankHolidays("england") };
const AT_ONCE = new Date(0);

/** What both are told to begin with. */
export type Told = Pick<PlainWorld, "team" | "stabilising" | "ladder" | "ladderSince" | "action">;

export interface Climbing {
  /** A minute with a planner at work, which looks at what is on its agenda by then. */
  tick: (now: Date) => void;
  teamIs: (team: PlainTeam) => void;
  ladderIs: (ladder: Told["ladder"], now: Date) => void;
  actionIs: (action: PlainAction, by: string, now: Date) => void;
  byHand: (who: string, now: Date) => string;
  crossed: (rungs: PlainRung[], now: Date) => void;
  press: (number: number, pressed: { who: string; answer: PlainAnswer; to: string; day: string }, now: Date) => string;
  /** The action's due date by now. */
  due: () => PlainAction["due"];
  /** Each escalation as it is kept, and everything that happened to it. */
  kept: Map<string, { escalation: Escalation; happenings: Happening[] }>;
  notices: { notice: Notice; actionId: string; now: Date }[];
  /** What happened, as the plain ladder words it. */
  lines: string[];
}

export function climbing(told: Told): Climbing {
  let ladder = ladderOf(told);
  let file = fileOf(told.team, told.stabilising);
  let action = actionOf(anAction(), told.action);
  const agenda = new Map<string, Date | null>([["action", AT_ONCE]]);
  const kept: Climbing["kept"] = new Map();
  const notices: Climbing["notices"] = [];
  const lines: string[] = [];

  const viewOf = (escalation: Escalation): EscalationView => ({
    ...{ escalation, action: escalation.actionId === null ? null : action, file, calendar: CALENDAR },
  });

  function happen(before: Escalation | null, happenings: readonly Happening[], now: Date): Escalation {
    const escalation = withHappenings(before, happenings);
    const of = kept.get(escalation.id)?.happenings ?? [];
    kept.set(escalation.id, { escalation, happenings: [...of, ...happenings] });
    agenda.set(escalation.id, AT_ONCE);
    lines.push(...happenings.map((each) => `E${escalation.number} ${each.at} ${plainWords(each)}`));
    const view = viewOf(escalation);
    for (const notice of escalationNotices({ ...view, cards: [], now }, happenings))
      notices.push({ notice, actionId: action.id, now });
    if (view.action && escalation.state !== "open") note({ escalation: null });
    return escalation;
  }

  function note(change: Partial<Action>): void {
    action = { ...action, ...change };
    agenda.set("action", AT_ONCE);
    if (action.escalation !== null) agenda.set(action.escalation, AT_ONCE);
  }

  type Beginning = Pick<Begun, "cause" | "asks" | "began" | "ladder" | "facts" | "actionId">;
  function begin(
    beginning: Beginning,
    { at, now, climbed = {} }: { at: Date; now: Date; climbed?: Record<string, string> },
  ): void {
    const number = kept.size + 1;
    const about = { id: `e${number}`, caseId: file.id, caseRef: file.ref, number, actionNumber: 1, threadId: null, rule: null };
    const begun: Begun = { ...about, escalateAt: ladder.escalateAt, inRooms: true, ...beginning };
    const opened: Happening = { kind: "opened", at: at.toISOString(), begun };
    const { happenings } = climb(viewOf(withHappenings(null, [opened])), now);
    const { id, state } = happen(null, [opened, ...happenings], now);
    if (begun.actionId === null) return;
    note({ escalation: state === "open" ? id : null, climbed: { ...action.climbed, ...climbed } });
  }

  function lookAtAction(now: Date): void {
    const openings = ladderOpenings(action, ladder, CALENDAR);
    const due = openings.filter(({ at }) => at <= now).sort((a, b) => a.at.getTime() - b.at.getTime());
    const [first] = due;
    if (!first) return void agenda.set("action", earliest(openings.map(({ at }) => at)));
    const climbed = Object.fromEntries(due.map(({ cause, key }) => [cause, key]));
    const open = action.escalation === null ? undefined : kept.get(action.escalation);
    if (open) {
      note({ climbed: { ...action.climbed, ...climbed } });
      const joined = due.map(({ fact, at }): Happening => ({ kind: "joined", at: punctual(at, now).toISOString(), fact }));
      return void happen(open.escalation, joined, now);
    }
    const steps = climbSteps(stepsOn(ladder, first.cause));
    const beginning = { cause: first.cause, asks: "action" as const, began: first.began.toISOString(), ladder: steps };
    begin(
      { ...beginning, facts: due.map(({ fact }) => fact), actionId: action.id },
      { at: punctual(first.at, now), now, climbed },
    );
  }

  function lookAt(id: string, now: Date): void {
    const { escalation } = kept.get(id) ?? {};
    if (escalation?.state !== "open") return void agenda.set(id, null);
    const { happenings, next } = climb(viewOf(escalation), now);
    if (happenings.length > 0) happen(escalation, happenings, now);
    else agenda.set(id, next);
  }

  function lookAtAll(): void {
    for (const what of agenda.keys()) agenda.set(what, AT_ONCE);
  }

  const isDue = (what: string, now: Date): boolean => {
    const at = agenda.get(what);
    return at !== null && at !== undefined && at <= now;
  };

  return {
    kept,
    notices,
    lines,
    due: () => ({ day: action.due?.day ?? "", time: action.due?.time ?? null }),
    tick(now) {
      for (let looks = 0; isDue("action", now); looks += 1) onceMore(looks, () => lookAtAction(now));
      for (const id of kept.keys()) for (let looks = 0; isDue(id, now); looks += 1) onceMore(looks, () => lookAt(id, now));
    },
    teamIs(team) {
      file = fileOf(team, told.stabilising);
      lookAtAll();
    },
    ladderIs(agreed, now) {
      ladder = ladderOf({ ladder: agreed, ladderSince: now });
      lookAtAll();
    },
    actionIs(changed, by, now) {
      note(actionOf(action, changed));
      const { escalation } = (action.escalation !== null && kept.get(action.escalation)) || {};
      const because = escalation && nothingLeft(escalation, action);
      if (because) happen(escalation, [{ kind: "closed", at: now.toISOString(), because, by, note: null }], now);
    },
    byHand(who, now) {
      if (!mayKnow(file, who, now)) return "no access";
      if (isEnded(action.status)) return "stale";
      const due = action.due && { day: action.due.day, time: action.due.time };
      const fact: Fact = { kind: "by-hand", at: now.toISOString(), by: who, why: "nobody answers", due };
      const open = action.escalation === null ? undefined : kept.get(action.escalation);
      if (open) happen(open.escalation, [{ kind: "joined", at: fact.at, fact }], now);
      else {
        const overdue = stepsOn(ladder, "overdue");
        const steps = climbSteps(overdue.length > 0 ? overdue : ladder.steps);
        begin(
          { cause: "by-hand", asks: "action", began: fact.at, ladder: steps, facts: [fact], actionId: action.id },
          { at: now, now },
        );
      }
      return "done";
    },
    crossed(rungs, now) {
      const fact: Fact = { kind: "incidents", at: now.toISOString(), rule: "T2", incidents: ["I1"] };
      const beginning = { cause: "threshold", asks: "stabilisation", began: fact.at, facts: [fact], actionId: null } as const;
      begin({ ...beginning, facts: [fact], ladder: rungs.map(stepOf) }, { at: now, now });
    },
    press(number, { who, answer, to, day }, now) {
      const { escalation } = kept.get(`e${number}`) ?? {};
      if (!escalation) throw new Error(`there is no E${number}`);
      const view = viewOf(escalation);
      const today = dayOf(now, ZONE);
      const may = mayDecide(view, who, today, answer);
      if (!mayKnow(file, who, now)) return may.allowed ? "allowed without access" : "no access";
      const actor = file.people[who];
      if (!may.allowed || !actor) return "refused";
      if (whatBecame(view) !== null) return "late";
      const answering = { view, actor, as: may.as, now };
      if (answer === "acknowledge" || answer === "pass-on") {
        const answered = answer === "acknowledge" ? acknowledge(answering) : passOn(answering, to, "they know more");
        if (answered.kind !== "happen") return answered.kind;
        happen(escalation, answered.happenings, now);
        return "done";
      }
      if (answer === "approve" && view.action && !isOwners(view.action.status)) return "stale";
      if (view.action) {
        const due = { day, time: null, timeZone: ZONE };
        note({ askedSince: null, ...(answer === "approve" && { due }) });
      }
      const verdict =
        answer === "approve" ? { what: "new-date" as const, to: { day, time: null } } : { what: "declined" as const };
      happen(escalation, [decided(answering, verdict, "so that it goes on")], now);
      return "done";
    },
  };
}

function onceMore(looks: number, look: () => void): void {
  if (looks > 50) throw new Error("the planner never comes to an end");
  look();
}

const mayKnow = (file: CaseFile, who: string, now: Date): boolean => accessLevel(file, who, dayOf(now, ZONE)) !== null;
