import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Notice } from "../../src/core/notice.ts";
import { directTransaction } from "../../src/store/direct.ts";
import { enqueue, laneOf } from "../../src/store/outbox.ts";
import { london, to } from "../support/builders.ts";
import { aWorld, opened, proposed, type World } from "../support/world.ts";

let world: World;
const MORNING = london("2027-03-30", "08:30");
const DAY = "2027-03-30";

beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.at(london("2027-03-11", "14:20"));
  await world.db.lane.deleteMany();
  await world.forget();
});

/** As the planner puts it in line, and delivered. */
async function said(ref: string, notice: Extract<Notice, { to: unknown }>): Promise<void> {
  world.at(MORNING);
  const { id, caseId } = await world.action(ref);
  const { personId } = notice.to;
  const lane = laneOf("slack", "T0001", `U-${personId.toUpperCase()}`);
  await directTransaction(world.db, async (tx) => {
    await enqueue(tx, { providerId: "harbour", caseId, actionId: id, now: MORNING }, [{ notice, personId, placeId: null, lane }]);
    await tx.commit();
  });
  await world.deliver();
}

const reminder = (personId: string): Extract<Notice, { kind: "reminder" }> => ({
  ...{ kind: "reminder", to: to(personId), occasion: "overdue", day: DAY },
  due: { day: "2027-03-25", time: null },
});
const newest = (kind: string) => world.db.notice.findFirstOrThrow({ where: { kind }, orderBy: { seq: "desc" } });

describe("a reminder", () => {
  it("asks calmly for what is wanted, and stays true for as long as it can be pressed", async () => {
    const ref = await opened(world);
    await world.forget();
    await said(ref, reminder("harriet"));
    const [asked = ""] = world.heardBy("harriet");
    expect(asked).toContain("Harriet, please add the surveyor's report or say what is in the way.");
    expect(asked).toMatch(/You see this because it was due 1 working day ago\./);

    await world.say("harriet", "dm", `evidence ${ref} report Q-2231`);
    await world.deliver();
    const update = world.sent.findLast(({ how, to: reader }) => how === "update" && reader === "harriet");
    expect(update?.text).toContain("Evidence submitted");
    expect(update?.text).not.toContain("please add");
  });

  it("is not said once there is nothing to remind of", async () => {
    const ref = await opened(world);
    await world.say("harriet", "dm", `evidence ${ref} report Q-2231`);
    await world.forget();
    await said(ref, reminder("harriet"));

    expect(world.heardBy("harriet").join()).not.toContain("please add");
    expect(await newest("reminder")).toMatchObject({ state: "skipped", reason: "the action is evidence submitted" });
  });

  it("that is put off shows the action and says when it is heard of again", async () => {
    const ref = await opened(world);
    await world.forget();
    await said(ref, reminder("harriet"));
    const pressed = { conversation: "D-HARRIET", message: "m1", readBy: "one" } as const;
    const { version } = await world.action(ref);
    const { text } = await world.press("harriet", "dm", { do: "not-today", ref, seen: version }, { pressed });

    expect(text).toContain(`You will hear of ${ref} again on Wed 31 March 2027.`);
  });
});

describe("a silence", () => {
  it("is asked once more of whoever it waits for, as the question that it was, and since when", async () => {
    const ref = await proposed(world);
    await world.forget();
    const { statusSince } = await world.action(ref);
    const silence = { kind: "silence", waits: "accept", since: statusSince.toISOString() } as const;
    await said(ref, { ...silence, to: to("harriet"), step: 1 });

    expect(world.heardBy("harriet").join()).toContain("This has waited for you since Thu 11 March 2027, 14:20.");
    const { id: actionId } = await world.action(ref);
    const cards = await world.db.liveCard.findMany({ where: { personId: "harriet", actionId } });
    expect(cards.map(({ kind }) => kind)).toEqual(["proposed", "proposed"]);
  });

  it("is told to the lead, who sees it end", async () => {
    const ref = await proposed(world);
    await world.forget();
    const { id, statusSince } = await world.action(ref);
    const silence = { kind: "silence", waits: "accept", since: statusSince.toISOString() } as const;
    await said(ref, { ...silence, to: to("priya"), step: 2 });
    expect(world.heardBy("priya").join()).toContain("This waits for Harriet (Housing officer, Quayside Homes) to accept it.");
    expect(await world.db.liveCard.findFirst({ where: { personId: "priya", actionId: id } })).toMatchObject({ kind: "silence" });

    await world.say("harriet", "dm", `accept ${ref}`);
    await world.deliver();
    const update = world.sent.findLast(({ how, to: reader }) => how === "update" && reader === "priya");
    expect(update?.text).toContain("Open");
    expect(update?.text).not.toContain("waits for");
  });
});

describe("an owner who has left", () => {
  it("is made known to the lead, with what to do", async () => {
    const ref = await opened(world, "Carl");
    await world.forget();
    await world.db.membership.updateMany({ where: { personId: "carl" }, data: { until: "2027-03-20" } });
    await said(ref, { kind: "owner-left", to: to("priya"), owner: "carl" });
    await world.db.membership.updateMany({ where: { personId: "carl" }, data: { until: "2027-12-31" } });

    const [told = ""] = world.heardBy("priya");
    expect(told).toContain("Carl (Community safety officer, Harbour Council) is not on this case, or not in chat, any more.");
    expect(told).toContain("It needs another owner: whoever you choose is asked to accept it.");
  });
});
