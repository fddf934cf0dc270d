import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { london, NOW } from "../support/builders.ts";
import { aWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.at(NOW);
  await world.forget();
});

const WORDS = 'assign C-014 Harriet by 25 March survey the pipes evidence "report"';
const PRIYAS = { conversation: "U-PRIYA", message: "m1", readBy: "one" } as const;
const newest = async () => (await world.db.action.findFirstOrThrow({ orderBy: { number: "desc" } })).number;

describe("a draft whose card did not reach its asker", () => {
  it("is sent to them by the outbox, with its buttons, once, and kept true", async () => {
    const { answer } = await world.say("priya", "C-CASE", WORDS);
    await answer.drafts?.lost();
    await answer.drafts?.lost();
    await world.deliver();

    const ref = `C-014/A${await newest()}`;
    const cards = world.sent.filter(({ to }) => to === "priya");
    expect(cards).toHaveLength(1);
    expect(cards[0]?.text).toContain("survey the pipes");
    expect(cards[0]?.card.content.actions?.map(({ title }) => title)).toEqual(["Confirm", "Edit", "Discard"]);
    expect((await world.action(ref)).shown).toBe(true);

    await world.say("priya", "dm", `confirm ${ref}`);
    await world.deliver();
    expect(world.sent.filter(({ to, how }) => to === "priya" && how === "update").at(-1)?.text).toContain("Proposed");
  });

  it("is not sent where they have seen it since, or it is none any more", async () => {
    const { answer } = await world.say("priya", "C-CASE", WORDS);
    await answer.drafts?.lost();
    const shown = await world.say("priya", "dm", `show A${await newest()}`.replace("A", "C-014/A"));
    await shown.answer.drafts?.shown();
    const other = await world.say("priya", "C-CASE", WORDS);
    await other.answer.drafts?.lost();
    await world.say("priya", "dm", `confirm C-014/A${await newest()}`);
    await world.deliver();

    expect(world.heardBy("priya")).toEqual([]);
    expect(await world.db.notice.findMany({ where: { kind: "draft", state: "skipped" }, orderBy: { seq: "asc" } })).toMatchObject(
      [{ reason: "its asker has seen it" }, { reason: "the action is proposed" }],
    );
  });

  it("is every one of several", async () => {
    const { answer } = await world.press("priya", "C-CASE", { do: "capture", lines: ["Harriet to call", "Tom to write"] });
    await answer.drafts?.lost();
    await world.deliver();

    expect(world.heardBy("priya")).toEqual([expect.stringContaining("call"), expect.stringContaining("write")]);
  });

  it("is shown when the same message comes again, and not once it has arrived", async () => {
    const first = await world.say("priya", "C-CASE", WORDS, { delivery: "lost:1" });
    const before = await world.db.action.count();
    const atOnce = await world.say("priya", "C-CASE", WORDS, { delivery: "lost:1" });
    world.at(london("2027-03-11", "14:21"));
    const second = await world.say("priya", "C-CASE", WORDS, { delivery: "lost:1" });
    await second.answer.drafts?.shown();
    const third = await world.say("priya", "C-CASE", WORDS, { delivery: "lost:1" });

    // Another process may be answering just now.
    expect(atOnce.text).toBe("");
    expect(second.text).toBe(first.text);
    expect(third.answer).toMatchObject({ replace: null, tell: null, form: null });
    expect(await world.db.action.count()).toBe(before);
  });
});

describe("an answer without a draft of the reader's to be seen", () => {
  it("asks nobody what became of it", async () => {
    const { answer } = await world.say("priya", "C-CASE", WORDS);
    await answer.drafts?.shown();
    const ref = `C-014/A${await newest()}`;

    for (const words of ["list", `show ${ref}`, "help"])
      expect((await world.say("priya", "dm", words)).answer.drafts).toBeUndefined();
    const edited = await world.press("priya", "dm", { do: "edit", ref, evidence: "photo" }, { pressed: PRIYAS });
    expect(edited.answer.drafts).toBeUndefined();
  });
});
