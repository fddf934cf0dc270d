import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actionById, actionsFromMessage, actionsOfCases, caseWithActions } from "../../src/store/actions.ts";
import { due, NOW } from "../support/builders.ts";
import { aWorld, drafted, handedIn, opened, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

describe("an action from the store", () => {
  it("is whole: dates are instants, what came with it is there", async () => {
    const ref = await handedIn(world);
    await world.say("carl", "dm", `update ${ref} the neighbour is away`);

    expect(await world.action(ref)).toMatchObject({
      caseRef: "C-014",
      due: due("2027-03-25"),
      originalDue: due("2027-03-25"),
      createdAt: NOW,
      acceptedAt: NOW,
      closedAt: null,
      latestUpdate: { by: "carl", at: NOW, text: "the neighbour is away" },
      latestEvidence: { by: "harriet", at: NOW, text: "report filed as Q-2231" },
      request: null,
    });
  });

  it("keeps a due time as wall time", async () => {
    const ref = await drafted(world, "me by 25 March 14:20 call the landlord");

    expect((await world.action(ref)).due).toEqual(due("2027-03-25", "14:20"));
  });

  it("comes with the request that waits, and no other", async () => {
    const ref = await opened(world);
    await world.say("harriet", "dm", `extend ${ref} to 6 April because the surveyor is ill`);
    await world.say("priya", "dm", `decline ${ref} because the repair cannot wait`);
    await world.say("harriet", "dm", `reassign ${ref} to Hassan`);

    expect((await world.action(ref)).request).toMatchObject({ kind: "reassignment", to: "hassan", by: "harriet", at: NOW });
  });

  it("is found within its provider alone", async () => {
    const { id, number } = await world.action(await opened(world));

    expect(await actionById(world.db, "harbour", id)).not.toBeNull();
    expect(await actionById(world.db, "another", id)).toBeNull();
    expect((await caseWithActions(world.db, "harbour", "C-014", number))?.actions).toMatchObject([{ id, number }]);
    expect(await caseWithActions(world.db, "another", "C-014", number)).toBeNull();
    expect((await caseWithActions(world.db, "harbour", "C-031", number))?.actions).toEqual([]);
  });

  it("is found by the message that it was made from, within its case", async () => {
    const source = { platform: "slack", workspace: "T0001", conversation: "C-CASE", message: "5555.5", link: null } as const;
    await world.press("priya", "C-CASE", { do: "assign", words: "Carl by Friday collect the keys", source });
    const [made] = await world.db.action.findMany({ where: { sourceKey: "slack/T0001/C-CASE/5555.5" } });

    expect(await actionsFromMessage(world.db, made?.caseId ?? "", "slack/T0001/C-CASE/5555.5")).toMatchObject([{ source }]);
    expect(await actionsFromMessage(world.db, made?.id ?? "", "slack/T0001/C-CASE/5555.5")).toEqual([]);
  });
});

describe("the actions of a case", () => {
  it("come by number; what has ended is left out where only the live are wanted", async () => {
    const [ended, live] = [await opened(world), await opened(world)];
    await world.say("priya", "dm", `cancel ${ended} because it is not needed`);
    const { caseId } = await world.action(live);
    const refs = async (which: "live" | "all") =>
      (await actionsOfCases(world.db, "harbour", [caseId], which)).map(({ number }) => `C-014/A${number}`);

    expect(await refs("all")).toContain(ended);
    expect(await refs("live")).not.toContain(ended);
    expect(await refs("live")).toContain(live);
    const numbers = (await actionsOfCases(world.db, "harbour", [caseId], "all")).map(({ number }) => number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });

  it("are none of no case, and none of another provider's", async () => {
    const { caseId } = await world.action(await opened(world));

    expect(await actionsOfCases(world.db, "harbour", [], "all")).toEqual([]);
    expect(await actionsOfCases(world.db, "another", [caseId], "all")).toEqual([]);
  });
});
