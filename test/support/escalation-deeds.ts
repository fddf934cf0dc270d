import fc from "fast-check";
import type { Command } from "../../src/core/command.ts";
import { nameOf, type Played } from "./escalation-service.ts";
import { ASKED, moved, someAnswer, somebody, somePresser } from "./escalation-steps.ts";
import { press } from "./plain-answers.ts";
import { later } from "./plain-clock.ts";
import { actionIs, byHand } from "./plain-ladder.ts";
import { dayOf } from "./plain-limit.ts";
import { maySee, standsFor } from "./plain-team.ts";
import type { PlainAnswer, PlainWorld } from "./plain-world.ts";

/** What people do, as the service is asked for it and as the plain ladder is told of it. */

/** Something that somebody does: what it is to the service, and what it is to the plain ladder. */
export interface Deed {
  who: string;
  command: Command;
  model: (model: PlainWorld, now: Date) => void;
}

export type Doing =
  | { do: "press"; who: string; answer: PlainAnswer; to: string }
  | { do: "work"; verb: "block" | "unblock" | "evidence" | "return" | "complete" | "ask" }
  | { do: "by hand"; who: string };

export const someDoing: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("press" as const), who: somePresser, answer: someAnswer, to: somebody }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("work" as const),
      verb: fc.constantFrom("block", "block", "ask", "ask", "unblock", "evidence", "return", "complete"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("by hand" as const), who: somebody }) },
);

/** Signing off, and what only a signer does, is by whoever can. */
export function deedOf({ model, ref, now }: Played, doing: Doing): Deed | null {
  const today = dayOf(now);
  const newest = model.escalations.at(-1);
  switch (doing.do) {
    case "press": {
      if (!newest) return null;
      const { answer, to } = doing;
      const who = meant(doing.who, model);
      // A date that nothing had before.
      const day = later(today, 20 + model.said.length);
      const about = { ref: `C-014/${newest.name}`, reason: "because" };
      const command = {
        do: answer,
        ...about,
        ...(answer === "approve" && { date: day }),
        ...(answer === "pass-on" && { who: nameOf(to) }),
      };
      return {
        ...{ who, command: command as Command },
        model(on, at) {
          const escalation = on.escalations.find(({ name }) => name === newest.name);
          if (escalation && isInChat(on, who)) press(on, escalation, { who, answer, to, day }, at);
        },
      };
    }
    case "by hand":
      return {
        ...{ who: doing.who, command: { do: "escalate", ref, reason: "because" } },
        model: (on, at) => void (isInChat(on, doing.who) && byHand(on, doing.who, at)),
      };
    case "work": {
      const { verb } = doing;
      const isSigners = verb === "return" || verb === "complete";
      const who = isSigners ? ["priya", "tom"].find((id) => standsFor(model.team, id, "priya", today)) : "harriet";
      if (!who || !maySee(model.team, who, today)) return null;
      // Whoever may decide does not ask.
      if (verb === "ask" && standsFor(model.team, who, model.team.lead, today)) return null;
      const command = { ref, ...WORK[verb], ...(verb === "ask" && { date: later(today, 40) }) } as Command;
      return {
        ...{ who, command },
        model(on, at) {
          const action = moved(on.action, verb, at);
          if (action) actionIs(on, action, who, at);
        },
      };
    }
  }
}

/** Nobody can tell who somebody is that has no account. */
const isInChat = ({ team }: PlainWorld, who: string): boolean => !team.outsideChat.includes(who);

const WORK = {
  block: { do: "block", reason: "no key" },
  unblock: { do: "unblock" },
  evidence: { do: "evidence", text: "report" },
  return: { do: "return", reason: "a page is missing" },
  complete: { do: "sign-off" },
  ask: { do: "extend", reason: "rain" },
} as const;

/** Whoever was asked last, where that is meant. */
export const meant = (who: string, { escalations }: PlainWorld): string =>
  who === ASKED ? (escalations.at(-1)?.steps.at(-1)?.hears ?? "priya") : who;
