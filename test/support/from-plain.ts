import type { Action } from "../../src/core/action.ts";
import type { CaseFile, Place } from "../../src/core/case-file.ts";
import type { ClimbStep } from "../../src/core/escalation.ts";
import type { Decidable, Ladder } from "../../src/core/ladder.ts";
import { addDays } from "../../src/core/working-day.ts";
import { aCaseFile, aMapRole, aPerson } from "./builders.ts";
import type { PlainTeam } from "./plain-team.ts";
import type { PlainAction, PlainRung, PlainWorld } from "./plain-world.ts";

/** What the plain ladder is told of, as the rules read it. */

const ZONE = "Europe/London";

export const stepOf = ({ role, within, after, may, mustDecide }: PlainRung): ClimbStep => ({
  ...{ role, personId: null, within, stops: mustDecide ? "decision" : "acknowledge", after },
  mayDecide: may as Decidable[],
});

export const ladderOf = ({ ladder, ladderSince }: Pick<PlainWorld, "ladder" | "ladderSince">): Ladder => ({
  ...{ version: 1, since: ladderSince, escalateAt: "12:00" },
  steps: (["overdue", "blocked", "request"] as const).flatMap((on) =>
    ladder[on].map(({ after, role, within, may }) => ({
      ...{ on, after: after ?? "", role, acknowledgeWithin: within, mayDecide: may as Decidable[] },
    })),
  ),
});

/** What is asked for is a new date, five days later. */
export function actionOf(before: Action, { status, due, since, runs, asked }: PlainAction): Action {
  const to = { day: addDays(due.day, 5), time: null, timeZone: ZONE };
  return {
    ...{ ...before, status, due: { ...due, timeZone: ZONE }, statusSince: since, runningSince: runs, askedSince: asked },
    request: asked && { id: asked.toISOString(), kind: "extension", by: "harriet", at: asked, why: "rain", to },
  };
}

const ROOMS: Place[] = (["case", "provider", "mixed"] as const).map((audience) => ({
  ...{ id: audience, platform: "slack", workspace: "T0001", conversation: `C-${audience}`, audience },
}));

export function fileOf({ lead, sees, outsideChat, roles, covers, leaves }: PlainTeam, stabilising: boolean): CaseFile {
  const everybody = new Set([
    lead,
    ...Object.keys(sees),
    ...Object.values(roles),
    ...covers.map(({ who }) => who),
    ...outsideChat,
  ]);
  return aCaseFile({
    leadId: lead,
    stabilising,
    places: ROOMS,
    team: Object.entries(sees).map(([personId, until]) => ({ personId, level: "coordination", from: null, until })),
    map: Object.entries(roles).map(([role, personId]) =>
      aMapRole(role, personId, {
        cover: covers.filter((cover) => cover.role === role).map(({ who, from, until }) => ({ personId: who, from, until })),
      }),
    ),
    leave: leaves.map(({ who, from, until, cover }) => ({ personId: who, from, until, coverId: cover })),
    people: Object.fromEntries(
      [...everybody].map((id) => [id, aPerson({ id, ...(outsideChat.includes(id) && { identities: [] }) })]),
    ),
  });
}
