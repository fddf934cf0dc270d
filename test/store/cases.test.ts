import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caseWithActions } from "../../src/store/actions.ts";
import { entrance } from "../../src/store/cases.ts";
import { NOW } from "../support/builders.ts";
import { aWorld, opened, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
  await opened(world);
});
afterAll(() => world.close());

const enter = (user: string, conversation: string, which: "live" | "all" | number | null = null, caseRef: string | null = null) =>
  entrance(world.db, { platform: "slack", workspace: "T0001", user }, { workspace: "T0001", conversation }, NOW, {
    caseRef,
    which,
  });

describe("coming in", () => {
  it("brings along the one case of the room, with the actions that are asked for", async () => {
    const { caseRefs, here } = await enter("U-PRIYA", "C-CASE", "live");

    expect(caseRefs).toEqual(["C-014"]);
    expect(here).toEqual({ ...(await caseWithActions(world.db, "harbour", "C-014", "live")), which: "live" });
    expect(here?.actions).toHaveLength(1);
    expect(await enter("U-PRIYA", "C-CASE")).toMatchObject({ here: { which: null, actions: [] } });
  });

  it("brings along the case that is named, wherever it is named, with the one action that is named", async () => {
    const { here } = await enter("U-PRIYA", "C-ELSEWHERE", 1, "C-014");

    expect(here).toEqual({ ...(await caseWithActions(world.db, "harbour", "C-014", 1)), which: 1 });
    expect(here?.actions.map(({ number }) => number)).toEqual([1]);
    expect(await enter("U-PRIYA", "C-CASE", 99, "C-014")).toMatchObject({ here: { file: { ref: "C-014" }, actions: [] } });
    expect(await enter("U-PRIYA", "C-CASE", 1, "C-999")).toMatchObject({ caseRefs: ["C-014"], here: null });
    expect(await enter("U-NOBODY", "C-CASE", 1, "C-014")).toMatchObject({ asker: null, here: null });
  });

  it("brings no case where the room has several or none, and none for somebody unknown", async () => {
    const several = await enter("U-PRIYA", "C-MIXED", "live");
    expect(several.caseRefs.length).toBeGreaterThan(1);
    expect(several.here).toBeNull();
    expect(await enter("U-PRIYA", "C-ELSEWHERE")).toMatchObject({ caseRefs: [], here: null });
    expect(await enter("U-NOBODY", "C-CASE", "all")).toMatchObject({ asker: null, caseRefs: ["C-014"], here: null });
  });
});
