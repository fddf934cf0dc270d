import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verifyAudit } from "../../src/store/audit-verify.ts";
import { london, NOW } from "../support/builders.ts";
import { aWorld, drafted, handedIn, opened, proposed, type Seen, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());
beforeEach(() => world.at(NOW));

const isSilent = ({ answer }: Seen): boolean => Object.values(answer).every((part) => part === null);
const entries = (ref: string) =>
  world.db.auditEntry.findMany({ where: { verb: "not-today", actionNumber: Number(ref.split("/A")[1]) } });
const putOffOf = async (ref: string) => (await world.action(ref)).putOff;

describe("Not today", () => {
  it("puts the action off for the owner alone, to the next working day, and says which", async () => {
    const ref = await opened(world);
    const before = await world.action(ref);
    const seen = await world.press("harriet", "dm", { do: "not-today", ref, seen: before.version });

    expect(seen.text).toContain(`You will hear of ${ref} again on Fri 12 March 2027.`);
    expect(await world.action(ref)).toEqual({ ...before, putOff: { harriet: "2027-03-12" } });
    expect(await entries(ref)).toMatchObject([
      { actor: "harriet", result: "done", caseRef: "C-014", coverFor: null, after: { putOff: "2027-03-12" } },
    ]);
  });

  it("makes nobody's card old, and brings none up to date", async () => {
    const ref = await opened(world);
    await world.forget();
    const { version } = await world.action(ref);
    await world.say("harriet", "dm", `not-today ${ref}`);
    await world.deliver();

    expect(world.sent).toEqual([]);
    expect((await world.press("harriet", "dm", { do: "evidence", ref, seen: version, text: "report" })).text).toContain(
      "Evidence submitted.",
    );
  });

  it.each([
    ["over a weekend", "2027-03-12", "Mon 15 March 2027"],
    ["over Easter", "2027-03-25", "Tue 30 March 2027"],
    ["on a Saturday", "2027-03-13", "Mon 15 March 2027"],
  ])("counts working days of the case: %s", async (_, day, again) => {
    const ref = await opened(world);
    world.at(london(day, "08:30"));

    expect((await world.say("harriet", "dm", `not-today ${ref}`)).text).toContain(again);
  });

  it("keeps to the weekdays that the person works", async () => {
    const ref = await opened(world, "Carl");
    await world.mdt("carl", "dm", "digest weekdays tue thu");

    expect((await world.say("carl", "dm", `not-today ${ref}`)).text).toContain("again on Tue 16 March 2027.");
  });

  it("waits for no working day in a case that is stabilising, or within a day of the due time", async () => {
    const friday = london("2027-03-12", "09:00");
    const ref = await drafted(world, 'Harriet by Sat 13 March 08:00 call the landlord evidence "note"');
    await world.say("priya", "dm", `confirm ${ref}`);
    await world.say("harriet", "dm", `accept ${ref}`);
    world.at(friday);
    expect((await world.say("harriet", "dm", `not-today ${ref}`)).text).toContain("again on Sat 13 March 2027.");

    const other = await opened(world);
    await world.db.case.updateMany({ where: { ref: "C-014" }, data: { stabilising: true } });
    world.at(friday);
    const { text } = await world.say("harriet", "dm", `not-today ${other}`);
    await world.db.case.updateMany({ where: { ref: "C-014" }, data: { stabilising: false } });
    expect(text).toContain("again on Sat 13 March 2027.");
  });

  it("the same day again is harmless, and stands in the trail once", async () => {
    const ref = await opened(world);
    const answers = [
      await world.say("harriet", "dm", `not-today ${ref}`),
      await world.say("harriet", "dm", `not-today ${ref}`),
      ...(await Promise.all([1, 2, 3].map(() => world.say("harriet", "dm", `not-today ${ref}`)))),
    ];

    for (const { text } of answers) expect(text).toContain(`You will hear of ${ref} again on Fri 12 March 2027.`);
    expect(await entries(ref)).toHaveLength(1);
  });

  it("the next day puts it off once more", async () => {
    const ref = await opened(world);
    await world.say("harriet", "dm", `not-today ${ref}`);
    world.at(london("2027-03-12", "08:30"));
    await world.say("harriet", "dm", `not-today ${ref}`);

    expect(await putOffOf(ref)).toEqual({ harriet: "2027-03-15" });
    expect(await entries(ref)).toMatchObject([{ before: {} }, { before: { putOff: "2027-03-12" } }]);
  });

  it("delivered twice has one effect and one answer", async () => {
    const ref = await opened(world);
    const press = () => world.press("harriet", "dm", { do: "not-today", ref }, { delivery: `slack:press:later:${ref}` });
    const answers = [...(await Promise.all([press(), press()])), await press()];

    expect(answers.filter((seen) => !isSilent(seen))).toHaveLength(1);
    expect(await entries(ref)).toHaveLength(1);
  });

  it("is for the chaser of an owner outside chat, and for cover, each for themselves", async () => {
    const ref = await drafted(world, 'owner Meera chaser Kit by 25 March flag the record evidence "note"');
    await world.say("priya", "dm", `confirm ${ref}`);
    await world.say("kit", "dm", `not-today ${ref}`);
    // Kit is away this week.
    await world.say("olga", "dm", `not-today ${ref}`);

    expect(await putOffOf(ref)).toEqual({ kit: "2027-03-12", olga: "2027-03-12" });
    expect(await entries(ref)).toMatchObject([{ coverFor: null }, { actor: "olga", coverFor: "kit" }]);
  });

  it("is nobody else's to press, and a refusal is recorded", async () => {
    const ref = await opened(world);

    expect((await world.say("carl", "dm", `not-today ${ref}`)).text).toBe(
      "Only the owner (Housing officer), the chaser or cover can do this. Nothing has changed.",
    );
    expect((await world.say("zoe", "dm", `not-today ${ref}`)).text).toMatch(/^You do not have access/);
    expect(await putOffOf(ref)).toEqual({});
    expect(await entries(ref)).toMatchObject([{ actor: "carl", result: "refused" }]);
  });

  it("on an old card changes nothing, and shows what is true", async () => {
    const ref = await opened(world);
    const { version } = await world.action(ref);
    await world.say("harriet", "dm", `block ${ref} because there is no access`);
    const seen = await world.press("harriet", "dm", { do: "not-today", ref, seen: version });

    expect(seen.text).toContain("is blocked: there is no access");
    expect(await putOffOf(ref)).toEqual({});
  });

  it("may be said of what is not accepted yet, and of nothing that asks nothing of the owner", async () => {
    expect((await world.say("harriet", "dm", `not-today ${await proposed(world)}`)).text).toContain("You will hear of");
    const done = await handedIn(world);

    expect((await world.say("harriet", "dm", `not-today ${done}`)).text).toContain("Evidence was already submitted");
    expect(await putOffOf(done)).toEqual({});
  });

  it("stands in the history, and the trail is sound", async () => {
    const ref = await opened(world);
    await world.say("harriet", "dm", `not-today ${ref}`);

    expect((await world.say("priya", "dm", `history ${ref}`)).text).toContain("Put off to Fri 12 March 2027");
    expect(await verifyAudit(world.db, "harbour")).toMatchObject({ kind: "sound" });
  });
});
