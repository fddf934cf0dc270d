import type { Action } from "./action.ts";
import type { CaseFile } from "./case-file.ts";
import type { Begun, Fact } from "./escalation.ts";
import type { Ladder } from "./ladder.ts";
import { climbSteps, ladderOpenings, stepsOn } from "./ladder-opening.ts";
import { thresholdSteps } from "./threshold.ts";
import { climbedAs, type Watch, watchOpenings } from "./watch-openings.ts";
import type { Calendar } from "./working-day.ts";

/** Something about an action that people are asked about at a moment, by the case's ladder or by a threshold. */
export interface Matter {
  /** What the action notes of it, so that it is asked about once: the name of the matter, and which one it was. */
  name: string;
  key: string;
  at: Date;
  fact: Fact;
  /** How its escalation begins, where none is open about the action. */
  begins: Pick<Begun, "cause" | "asks" | "rule" | "began" | "escalateAt" | "threadId" | "ladder" | "inRooms">;
  /** The threshold that is crossed; null where it is the ladder's. */
  watch: Watch | null;
}

/** What a case has agreed about its actions. */
export interface Agreed {
  ladder: Ladder | undefined;
  watches: readonly Watch[];
}

/** Everything about an action that goes to people, or will as things stand, the first first. */
export function mattersOf(
  action: Action,
  file: Pick<CaseFile, "people">,
  { ladder, watches }: Agreed,
  calendar: Calendar,
): Matter[] {
  const climbed = ladderOpenings(action, ladder, calendar).map(({ cause, key, at, began, fact }): Matter => {
    const steps = ladder ? climbSteps(stepsOn(ladder, cause)) : [];
    const rule = { kind: "ladder" as const, version: ladder?.version ?? 0 };
    const escalateAt = ladder?.escalateAt ?? "";
    return {
      ...{ name: cause, key, at, fact, watch: null },
      begins: { cause, rule, ...beginning(began, steps), escalateAt, threadId: null },
    };
  });
  const crossed = watchOpenings(action, file, watches, calendar).map(({ watch, key, at, began, fact }): Matter => {
    const rule = { kind: "threshold" as const, version: watch.version, ref: watch.rule.ref };
    const { escalateAt, threadId } = watch;
    const steps = thresholdSteps(watch.rule, ladder);
    const begins = { cause: "threshold" as const, rule, ...beginning(began, steps), escalateAt, threadId };
    return { ...{ name: climbedAs(watch.rule), key, at, fact, watch }, begins };
  });
  return [...climbed, ...crossed].sort((a, b) => a.at.getTime() - b.at.getTime());
}

const beginning = (began: Date, ladder: Begun["ladder"]) =>
  ({ asks: "action", began: began.toISOString(), ladder, inRooms: true }) satisfies Partial<Begun>;
