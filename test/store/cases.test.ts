import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caseWithActions } from "../../src/store/actions.ts";
import { type Along, casesNaming, entrance } from "../../src/store/cases.ts";
import { NOW } from "../support/builders.ts";
import { aWorld, opened, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
  await opened(world);
});
afterAll(() => world.close());

/** In somebody's own chat with us, where no case is. */
const alone = (user: string, along: Along) =>
  entrance(world.db, { platform: "slack", workspace: "T0001", user }, { workspace: "T0001", conversation: "D-OWN" }, NOW, along);

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

  it("brings every case that names them where the place is of none, if that is asked for", async () => {
    const { theirs } = await alone("U-PRIYA", { caseRef: null, which: "live", theirs: "elsewhere" });

    expect(theirs).toEqual({ which: "live", cases: await casesNaming(world.db, "harbour", "priya", "live") });
    expect(theirs?.cases.length).toBeGreaterThan(0);
    expect(await alone("U-PRIYA", { caseRef: null, which: "live" })).toMatchObject({ theirs: null });
    expect(await alone("U-NOBODY", { caseRef: null, which: "live", theirs: "anywhere" })).toMatchObject({ asker: null });
  });

  it("brings them beside the case of the room only where they are asked for anywhere", async () => {
    const inRoom = (theirs: "anywhere" | "elsewhere") =>
      entrance(
        world.db,
        { platform: "slack", workspace: "T0001", user: "U-PRIYA" },
        { workspace: "T0001", conversation: "C-CASE" },
        NOW,
        {
          caseRef: null,
          which: "live",
          theirs,
        },
      );

    expect((await inRoom("elsewhere")).theirs).toBeNull();
    expect((await inRoom("anywhere")).theirs?.cases.map(({ file }) => file.ref)).toContain("C-014");
  });

  it("brings no case where the room has several or none, and none for somebody unknown", async () => {
    const several = await enter("U-PRIYA", "C-MIXED", "live");
    expect(several.caseRefs.length).toBeGreaterThan(1);
    expect(several.here).toBeNull();
    expect(await enter("U-PRIYA", "C-ELSEWHERE")).toMatchObject({ caseRefs: [], here: null });
    expect(await enter("U-NOBODY", "C-CASE", "all")).toMatchObject({ asker: null, caseRefs: ["C-014"], here: null });
  });
});
