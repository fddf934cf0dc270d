import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Happening } from "../../src/core/escalation.ts";
import { verifyAudit } from "../../src/store/audit-verify.ts";
import { happeningsOf } from "../../src/store/escalations.ts";
import { london } from "../support/builders.ts";
import { aWorldWithLadder, clockTo, escalated } from "../support/escalating.ts";
import { escalationsFromTrail, timelinesFromTrail } from "../support/from-trail.ts";
import { opened, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorldWithLadder();
  // By hand: declined, closed by what was done, and one that stays open.
  const [first, second, third] = [await opened(world), await opened(world), await opened(world)];
  for (const ref of [first, second, third]) await world.say("kit", "dm", `escalate ${ref} because it is urgent`);
  await world.press("hassan", "dm", { do: "decline", ref: "C-014/E1", reason: "it cannot wait" });
  await world.say("harriet", "dm", `evidence ${second} report Q-2231`);
  await world.say("priya", "dm", `sign-off ${second}`);
  await world.say("priya", "dm", `cancel ${first} because the tenancy has ended`);
  // Refused attempts are in the trail, and no part of what happened.
  await world.press("harriet", "dm", { do: "decline", ref: "C-014/E3", reason: "mine" });
  // By the clock: climbed past the last step, passed on, joined, decided.
  const late = await escalated(world);
  await clockTo(world, london("2027-04-06", "13:00"));
  await world.press("kit", "dm", { do: "acknowledge", ref: "C-014/E4" });
  await world.say("carl", "dm", `escalate ${late} because the leak is back`);
  await world.press("kit", "dm", { do: "pass-on", ref: "C-014/E4", who: "person:tom", reason: "it is theirs" });
  await world.press("tom", "dm", { do: "approve", ref: "C-014/E4", date: "2027-04-20", reason: "the surveyor is booked" });
  await world.deliver();
}, 60_000);
afterAll(() => world.close());

const stored = async () => world.db.escalation.findMany({ orderBy: { number: "asc" } });

describe("the trail alone", () => {
  it("tells what happened to every escalation, in order, word for word", async () => {
    const told = await timelinesFromTrail(world.db);
    const kept = new Map<string, Happening[]>();
    for (const { id } of await stored())
      kept.set(
        id,
        (await happeningsOf(world.db, id)).map(({ happening }) => happening),
      );

    expect(kept.size).toBe(4);
    expect([...kept.values()].flat().map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["opened", "step", "heard", "acknowledged", "joined", "lead-told", "decided", "closed"]),
    );
    expect(told).toEqual(kept);
  });

  it("is enough to say how each of them stands", async () => {
    const told = await escalationsFromTrail(world.db);
    const rows = await stored();

    expect(rows.map(({ state }) => state)).toEqual(["decided", "closed", "open", "decided"]);
    for (const { id, body } of rows) expect(told.get(id)).toEqual(body);
  });

  it("says of each thing who did it, and when; and is sound", async () => {
    const rows = await world.db.auditEntry.findMany({ where: { verb: { startsWith: "escalation-" } }, orderBy: { seq: "asc" } });
    const decisions = rows.filter(({ verb }) => verb === "escalation-decided");

    expect(decisions).toMatchObject([{ actor: "hassan" }, { actor: "tom" }]);
    expect(rows.every(({ caseRef, at }) => caseRef === "C-014" && at instanceof Date)).toBe(true);
    expect(await verifyAudit(world.db, "harbour")).toMatchObject({ kind: "sound" });
  });
});
