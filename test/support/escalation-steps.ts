import fc from "fast-check";
import type { PlainTeam } from "./plain-team.ts";
import type { PlainAction, PlainAnswer, PlainRung } from "./plain-world.ts";

/** What people may do to an escalated action, and what may happen meanwhile, at random. */

/** Priya leads, Tom may act for her at any time. Meera is outside chat. Olga comes into the case only as cover; Zoe does not. */
export const TEAM: PlainTeam = {
  lead: "priya",
  sees: { priya: null, tom: null, harriet: null, hassan: null, carl: null, connie: null, meera: null },
  outsideChat: ["meera"],
  roles: {
    "Service manager": "priya",
    "Housing officer": "harriet",
    "Housing team manager": "hassan",
    "Community safety officer": "carl",
    Commissioner: "connie",
    "Practice manager": "meera",
  },
  covers: [{ role: "Service manager", who: "tom", from: null, until: null }],
  leaves: [],
};
export const PEOPLE = [...Object.keys(TEAM.sees), "olga", "zoe"];
/** Some of which reach nobody: one is outside chat, one is not on the map. */
const ROLES = ["Housing team manager", "Commissioner", "Service manager", "Practice manager", "Director"];

export type Step =
  | { do: "wait" | "outage" | "handed in and returned"; seconds: number }
  /** `twice`: the same press comes again. */
  | { do: "press"; twice: boolean; which: number; who: string; answer: PlainAnswer; to: string; days: number }
  | { do: "cover"; role: string; who: string; from: number | null; days: number | null }
  | { do: "leave"; who: string; from: number; days: number; cover: string | null }
  | { do: "off the case" | "back"; who: string; days: number }
  | { do: "block" | "unblock" | "evidence" | "return" | "complete" | "reopen" | "ask" }
  | { do: "re-plan"; days: number }
  | { do: "by hand"; who: string }
  | { do: "crossed" | "another ladder" };

export const somebody = fc.constantFrom(...PEOPLE);
/** Anybody at all, or somebody likely to be allowed: whoever was asked last. */
export const ASKED = "whoever was asked";
export const somePresser = fc.oneof(fc.constant(ASKED), somebody);
const roleOf = (roles: string[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ROLES.slice(0, 3)) }, fc.constantFrom(...roles));
const someMay = fc.oneof(
  { weight: 4, arbitrary: fc.constant<PlainAnswer[]>(["approve", "decline", "pass-on"]) },
  fc.subarray<PlainAnswer>(["approve", "decline", "pass-on"]),
);
export const rungs = (
  afters: (string | null)[],
  most: number,
  { roles = ROLES, mustDecide = false }: { roles?: string[]; mustDecide?: boolean } = {},
): fc.Arbitrary<PlainRung[]> =>
  fc.array(
    fc.record({
      after: fc.constantFrom(...afters),
      role: roleOf(roles),
      within: fc.constantFrom("1wd", "1wd", "2h", "30m", "2wd", "20h"),
      may: someMay,
      mustDecide: fc.constant(mustDecide),
    }),
    { minLength: 1, maxLength: most },
  );
const inOrder = (order: string[]) => (made: PlainRung[]) =>
  made.toSorted((a, b) => order.indexOf(a.after ?? "") - order.indexOf(b.after ?? ""));

const AFTERS = ["30m", "4h", "1wd", "2wd", "4wd"];
const ladder = (most: number, roles: string[]) => rungs(AFTERS, most, { roles }).map(inOrder(AFTERS));
const laddersWith = (roles: string[]) =>
  fc.record({
    overdue: ladder(4, roles),
    blocked: ladder(2, roles),
    request: fc.oneof(fc.constant<PlainRung[]>([]), ladder(2, roles)),
  });
export const ladders = laddersWith(ROLES);
/** Those that a set-up file may hold: every role is on the map. */
export const laddersOnMap = laddersWith(ROLES.filter((role) => role in TEAM.roles));

/** About Easter and the clock change in spring, about the one in autumn, and about an ordinary weekend. */
export const someDue = fc.record({
  day: fc.constantFrom("2027-03-24", "2027-03-25", "2027-10-28", "2027-10-29", "2027-06-10"),
  time: fc.constantFrom(null, null, "14:20", "23:59"),
});

const seconds = fc.oneof(
  fc.integer({ min: 1, max: 300 }),
  fc.integer({ min: 60, max: 4 * 3600 }),
  fc.integer({ min: 3600, max: 3 * 86_400 }),
  fc.constantFrom(1, 2, 4, 20, 24).map((hours) => hours * 3600),
);
const days = fc.integer({ min: 0, max: 4 });
export const someAnswer = fc.constantFrom<PlainAnswer>("acknowledge", "acknowledge", "approve", "decline", "pass-on", "pass-on");

export const STEP: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: seconds.map((count): Step => ({ do: "wait", seconds: count })) },
  { weight: 3, arbitrary: seconds.map((count): Step => ({ do: "outage", seconds: count })) },
  { weight: 1, arbitrary: seconds.map((count): Step => ({ do: "handed in and returned", seconds: count })) },
  {
    weight: 8,
    arbitrary: fc
      .record({
        twice: fc.boolean(),
        which: fc.nat({ max: 3 }),
        who: somePresser,
        answer: someAnswer,
        to: somebody,
        days: fc.integer({ min: 1, max: 6 }),
      })
      .map((pressed): Step => ({ do: "press", ...pressed })),
  },
  // What mostly happens: whoever was asked has seen it.
  {
    weight: 5,
    arbitrary: fc.constant<Step>({ do: "press", twice: false, which: 0, who: ASKED, answer: "acknowledge", to: "tom", days: 1 }),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ role: roleOf(ROLES), who: somebody, from: fc.option(days), days: fc.option(days) })
      .map((cover): Step => ({ do: "cover", ...cover })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ who: somebody, from: days, days, cover: fc.option(somebody) })
      .map((leave): Step => ({ do: "leave", ...leave })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({
        do: fc.constantFrom("off the case" as const, "back" as const),
        who: somebody,
        days: fc.integer({ min: -1, max: 2 }),
      })
      .map((moved): Step => moved),
  },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom("block", "unblock", "evidence", "return", "complete", "reopen", "ask")
      .map((verb): Step => ({ do: verb }) as Step),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }).map((count): Step => ({ do: "re-plan", days: count })) },
  { weight: 2, arbitrary: somebody.map((who): Step => ({ do: "by hand", who })) },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ do: "crossed" }, { do: "another ladder" }) },
);

/** What becomes of an action by a move that its status allows; null where it does not. */
export function moved(action: PlainAction, verb: string, now: Date): PlainAction | null {
  const { status } = action;
  const isOwners = status === "open" || status === "blocked";
  switch (verb) {
    case "block":
      return status === "open" ? { ...action, status: "blocked", since: now } : null;
    case "unblock":
      return status === "blocked" ? { ...action, status: "open", since: now } : null;
    case "evidence":
      return isOwners ? { ...action, status: "evidence submitted", since: now, runs: null, asked: null } : null;
    case "return":
      return status === "evidence submitted" ? { ...action, status: "open", since: now, runs: now } : null;
    case "complete":
      return status === "evidence submitted" ? { ...action, status: "complete", since: now } : null;
    case "reopen":
      return status === "complete" ? { ...action, status: "open", since: now, runs: now } : null;
    default:
      return isOwners && action.asked === null ? { ...action, asked: now } : null;
  }
}
