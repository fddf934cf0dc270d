import { addMinutes } from "date-fns/addMinutes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Escalation } from "../../src/core/escalation.ts";
import { london } from "../support/builders.ts";
import { planAt } from "../support/planning.ts";
import { agreed, aRiskWorld } from "../support/risk-world.ts";
import type { World } from "../support/world.ts";

/** Incidents, presses, actions and the clock at the same moments, round after round. */
let world: World;
beforeAll(async () => {
  world = await aRiskWorld();
  await agreed(world);
});
afterAll(() => world.close());

const ROUNDS = 12;

describe("everything at once", () => {
  it("fails for nobody, fires each fact once for a rule, and leaves one open question of a kind", async () => {
    const seen: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const at = addMinutes(london("2027-06-14", "10:00"), round * 90);
      world.at(at);
      const time = `${String(at.getUTCHours() + 1).padStart(2, "0")}:${String(at.getUTCMinutes()).padStart(2, "0")}`;
      const open = await world.db.escalation.findFirst({ where: { state: "open", actionId: null }, orderBy: { number: "desc" } });
      const ref = `C-032/E${open?.number ?? 1}`;
      const answers = await Promise.all([
        world.mdt("sam", "dm", `incident C-032 self-harm at ${time} injury none`),
        world.mdt("dana", "dm", `incident C-032 self-harm at ${time} injury ${round % 5 === 4 ? "minor" : "none"}`),
        world.say("dana", "dm", `acknowledge ${ref}`),
        round % 3 === 2
          ? world.say("dana", "dm", `decline ${ref} because the plan in place holds`)
          : world.mdt("dana", "dm", "threshold C-032"),
        world.say("dana", "dm", `assign C-032 Mo due 24h review ${round} evidence "a note"`),
        planAt(world, at),
        planAt(world, at),
      ]);
      seen.push(...answers.flatMap((answer) => ("text" in answer ? [answer.text] : [])));
      expect(answers.flatMap((answer) => ("failed" in answer ? [answer.failed] : []))).toEqual([0, 0]);
    }

    expect(seen.filter((text) => text.includes("the fault is ours"))).toEqual([]);
    expect(await world.db.incident.count()).toBe(2 * ROUNDS);
    const facts = (await world.db.firing.findMany()).flatMap(({ rule, key }) => key.split("+").map((fact) => `${rule} ${fact}`));
    expect(new Set(facts).size).toBe(facts.length);
    const open = (await world.db.escalation.findMany({ where: { state: "open", actionId: null } })).map(
      ({ body }) => body as unknown as Escalation,
    );
    for (const asks of ["review", "stabilisation"])
      expect(open.filter((each) => each.asks === asks).length).toBeLessThanOrEqual(1);
    expect(await world.db.cluster.count({ where: { closedAt: null } })).toBe(1);
  }, 60_000);
});
