import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aWorld, drafted, gone, opened, proposed, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

describe("somebody mentioned in what people write", () => {
  it("is kept by name, and somebody unknown as somebody", async () => {
    const ref = await drafted(world, "Harriet by 25 March ask <@slack/T0001/U-TOM> and <@slack/T0001/U-NOBODY> evidence note");

    expect((await world.action(ref)).text).toBe("ask Tom and somebody");
  });

  it("is kept by name in updates, reasons and evidence too", async () => {
    const ref = await opened(world);
    await world.say("harriet", "dm", `update ${ref} rang <@slack/T0001/U-TOM>`);
    await world.say("harriet", "dm", `block ${ref} because <@slack/T0001/U-TOM> has the key`);

    const { latestUpdate, blockedBecause } = await world.action(ref);
    expect([latestUpdate?.text, blockedBecause]).toEqual(["rang Tom", "Tom has the key"]);
  });
});

describe("a request that waits", () => {
  it("is not lost to another one: the second is refused until the first is decided", async () => {
    const ref = await opened(world);
    await world.say("harriet", "dm", `extend ${ref} to 20wd because the surveyor is ill`);
    const { text } = await world.say("harriet", "dm", `reassign ${ref} to Tom`);

    expect(text).toContain("Harriet has asked for a new date");
    expect((await world.action(ref)).request?.kind).toBe("extension");
  });
});

describe("a new date", () => {
  it("is set by the lead without a request, with `approve`, and the owner hears", async () => {
    const ref = await opened(world);
    await world.forget();
    await world.say("priya", "dm", `approve ${ref} to 20wd because the flat is shut`);
    await world.deliver();

    const { extensions, originalDue, due } = await world.action(ref);
    expect(extensions).toBe(1);
    expect(due?.day).not.toBe(originalDue?.day);
    expect(world.heardBy("harriet").join("\n")).toContain("agreed a new date");
  });
});

describe("a question that cannot be delivered", () => {
  it("is made known to whoever asked for the action", async () => {
    world.fails("harriet", gone);
    await proposed(world);
    await world.deliver();
    world.mend();
    await world.deliver();

    expect(world.heardBy("priya").join("\n")).toContain("could not be reached here");
  });
});

describe("ACTION: with nothing after it", () => {
  it("is answered with an example, and makes no draft", async () => {
    const before = await world.db.action.count();
    const source = { platform: "slack", workspace: "T0001", conversation: "C-CASE", message: "1.1", link: null } as const;
    const { text } = await world.press("priya", "C-CASE", { do: "capture", lines: [""], source });

    expect(text).toContain("nothing is said after ACTION");
    expect(await world.db.action.count()).toBe(before);
  });
});

describe("a button on an older card", () => {
  it("still opens its form, about the action as it is now", async () => {
    const ref = await opened(world);
    const seen = (await world.action(ref)).version;
    await world.say("priya", "dm", `approve ${ref} to 15wd because the flat is shut`);

    const { answer } = await world.press("harriet", "dm", { do: "evidence", ref, seen }, { canOpenForms: true });

    expect(answer.form).not.toBeNull();
    expect(JSON.stringify(answer.form)).toContain(`"seen":${(await world.action(ref)).version}`);
  });
});
