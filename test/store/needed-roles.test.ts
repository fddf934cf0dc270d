import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { casesInWork, thresholdRoles } from "../../src/store/needed-roles.ts";
import { NOW } from "../support/builders.ts";
import { aWorld, drafted, proposed, type World } from "../support/world.ts";

let world: World;
let ids: Record<string, string>;
beforeAll(async () => {
  world = await aWorld();
  ids = Object.fromEntries((await world.db.case.findMany()).map(({ ref, id }) => [ref, id]));
});
afterAll(() => world.close());

const rule = (ref: string, ...roles: string[]) => ({ ref, deciders: roles.map((role) => ({ role, within: "2h" })) });

describe("the roles that thresholds count on", () => {
  it("are those of the version that everybody has agreed to", async () => {
    const version = (number: number, agreed: boolean, rules: object[]) => ({
      ...{ caseId: ids["C-031"] ?? "", version: number, revision: 1, rules, signatories: [], owner: "zoe" },
      ...{ draftedBy: "zoe", draftedAt: NOW, agreedAt: agreed ? NOW : null },
    });
    await world.db.threshold.createMany({
      data: [
        version(1, true, [rule("T1", "Key worker")]),
        version(2, true, [rule("T2", "Registered manager", "Commissioner"), rule("T1", "Registered manager")]),
        version(3, false, [rule("T1", "Director")]),
      ],
    });

    expect(await thresholdRoles(world.db, Object.values(ids))).toEqual(
      new Map([
        [
          ids["C-031"],
          [
            { role: "Registered manager", rule: "T2" },
            { role: "Commissioner", rule: "T2" },
            { role: "Registered manager", rule: "T1" },
          ],
        ],
      ]),
    );
    expect(await thresholdRoles(world.db, [ids["C-014"] ?? ""])).toEqual(new Map());
  });
});

describe("a case in work", () => {
  it("has an action that somebody was asked for and that has not ended", async () => {
    await drafted(world, 'Harriet by 25 March call evidence "note"');
    expect(await casesInWork(world.db, "harbour")).toEqual([]);

    const ref = await proposed(world);
    expect((await casesInWork(world.db, "harbour")).map((file) => file.ref)).toEqual(["C-014"]);
    expect(await casesInWork(world.db, "another")).toEqual([]);

    await world.say("priya", "dm", `cancel ${ref} because the tenancy has ended`);
    expect(await casesInWork(world.db, "harbour")).toEqual([]);
  });
});
