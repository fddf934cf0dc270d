import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { london, NOW } from "../support/builders.ts";
import { aPlannedWorld, planAt, plannedOf } from "../support/planning.ts";
import { drafted, opened, proposed, type World } from "../support/world.ts";

let world: World;
beforeEach(async () => {
  world = await aPlannedWorld();
});
afterEach(() => world.close());

describe("planning", () => {
  it("explores", async () => {
    await opened(world);
    const ref = await drafted(world, 'Harriet by 16 March 15:00 survey the pipes evidence "report"');
    await world.say("priya", "dm", `confirm ${ref}`);
    await world.say("harriet", "dm", `accept ${ref}`);
    console.log(await planAt(world, NOW), await world.db.agenda.findMany().catch((e) => String(e).slice(-300)));
    for (const day of ["2027-03-12", "2027-03-13", "2027-03-15", "2027-03-16", "2027-03-17", "2027-03-22"]) {
      console.log(day, await planAt(world, london(day, "08:30")), await planAt(world, london(day, "17:59")));
    }
    console.log(await plannedOf(world));
    expect(1).toBe(1);
  });
});
