import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Action, isEnded, type Status } from "../../src/core/action.ts";
import type { Command } from "../../src/core/command.ts";
import { verifyAudit } from "../../src/store/audit-verify.ts";
import { aWorld, drafted, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const PEOPLE = ["priya", "tom", "kit", "harriet", "hassan", "carl", "zoe", "una"];
const OWNERS = ["Priya", "Tom", "Harriet", "Hassan", "Meera"];

/** A command without the action that it is about. */
type Deed = Command extends infer Each ? (Each extends { ref: string } ? Omit<Each, "ref"> : never) : never;

const reason = "because";
const DEED: fc.Arbitrary<Deed> = fc.oneof(
  fc.constantFrom<Deed>({ do: "confirm" }, { do: "accept" }, { do: "evidence", text: "report" }, { do: "sign-off" }),
  fc.constantFrom("discard", "not-me", "unblock").map((verb): Deed => ({ do: verb })),
  fc.constantFrom("return", "approve", "decline", "cancel", "not-achieved", "reopen").map((verb): Deed => ({ do: verb, reason })),
  fc.constantFrom(...OWNERS).map((who): Deed => ({ do: "edit", who, chaser: "Tom" })),
  fc.constantFrom(...OWNERS).map((who): Deed => ({ do: "reassign", who })),
  fc.constantFrom("1 April 2027", "9wd").map((date): Deed => ({ do: "extend", date, reason })),
  fc.constantFrom<Deed>({ do: "update", text: "on its way" }, { do: "block", reason }),
  fc.constantFrom("not-today", "away", "send-to-cover").map((verb): Deed => ({ do: verb })),
);

/** What is expected next, by somebody who may; without it, random steps seldom get anywhere. */
const ONWARD: Record<Status, [actor: string, deed: Deed]> = {
  draft: ["priya", { do: "confirm" }],
  proposed: ["owner", { do: "accept" }],
  open: ["owner", { do: "evidence", text: "report" }],
  blocked: ["owner", { do: "unblock" }],
  "evidence submitted": ["tom", { do: "sign-off" }],
  complete: ["priya", { do: "reopen", reason }],
  "not achieved": ["priya", { do: "reopen", reason }],
  cancelled: ["priya", { do: "reopen", reason }],
};

/** Somebody likely to be allowed, or anybody at all. */
const ACTOR = fc.oneof(fc.constantFrom("owner", "priya", "tom"), fc.constantFrom(...PEOPLE));
const STEP = fc.oneof(fc.constant("onward" as const), fc.tuple(ACTOR, DEED));

const named = (actor: string, { owner, chaser }: Action): string =>
  actor === "owner" ? ((owner === "meera" ? chaser : owner) ?? "priya") : actor;

/** What is true of every action, whatever was done to it. */
function holds(action: Action): void {
  const isDraft = action.status === "draft" || (action.status === "cancelled" && action.endedBecause === "draft discarded");
  if (!isDraft) {
    expect(action).toMatchObject({ owner: expect.any(String), due: expect.any(Object), evidenceRequired: expect.any(String) });
    expect(action.originalDue).not.toBeNull();
  }
  if (action.status === "complete") {
    expect(action.signedOffBy).not.toBeNull();
    expect(action.signedOffBy).not.toBe(action.owner);
  } else expect(action.signedOffBy).toBeNull();
  expect(isEnded(action.status)).toBe(action.closedAt !== null);
  expect(action.request === null || ["proposed", "open", "blocked"].includes(action.status)).toBe(true);
}

/** What is true of every step from one state to the next. */
function follows(before: Action, after: Action): void {
  // Put off by one is as it was for everybody else.
  if (JSON.stringify(before.putOff) !== JSON.stringify(after.putOff)) expect({ ...after, putOff: before.putOff }).toEqual(before);
  expect(after.version).toBeGreaterThanOrEqual(before.version);
  expect(after.changes).toBeGreaterThanOrEqual(before.changes);
  expect(after.extensions).toBeGreaterThanOrEqual(before.extensions);
  if (before.originalDue !== null) expect(after.originalDue).toEqual(before.originalDue);
  if (after.status !== before.status) expect(after.version).toBeGreaterThan(before.version);
}

describe("whatever people do, in whatever order", () => {
  it("no action completes by its owner's own word, loses its first date or its owner, or goes back in its versions", async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 15, maxLength: 25 }), async (steps) => {
        const ref = await drafted(world, 'Harriet by 25 March survey the pipes evidence "report"');
        let before = await world.action(ref);
        for (const step of steps) {
          const [actor, deed] = step === "onward" ? ONWARD[before.status] : step;
          const { text } = await world.press(named(actor, before), "dm", { ...deed, ref } as Command);
          expect(text).not.toContain("This did not work");
          const after = await world.action(ref);
          holds(after);
          follows(before, after);
          seen.add(after.status);
          before = after;
        }
      }),
      { numRuns: 20, seed: 14 },
    );

    // A property of states that are never reached would prove nothing.
    expect([...seen].toSorted()).toEqual(
      ["blocked", "cancelled", "complete", "draft", "evidence submitted", "not achieved", "open", "proposed"].toSorted(),
    );
    expect(await verifyAudit(world.db, "harbour")).toMatchObject({ kind: "sound" });
  });
});
