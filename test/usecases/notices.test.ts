import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Chat } from "../../src/chat/chat.ts";
import type { Platform } from "../../src/core/person.ts";
import { london, NOW } from "../support/builders.ts";
import {
  aWorld,
  drafted,
  faultOfOurs,
  gone,
  handedIn,
  misconfigured,
  opened,
  proposed,
  rateLimited,
  type World,
} from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.at(NOW);
  // No fault of an earlier test keeps a conversation closed.
  await world.db.lane.deleteMany();
  await world.forget();
});

const noticesTo = (person: string) =>
  world.db.notice.findMany({ where: { personId: person, kind: { not: "refresh" } }, orderBy: { seq: "desc" } });
const newestTo = async (person: string) => (await noticesTo(person))[0];
const toPeople = () => world.sent.filter(({ to }) => !to.startsWith("C-"));

describe("what is said unasked", () => {
  it("reaches the owner, the signer and the room, each in their own words", async () => {
    const ref = await proposed(world);
    await world.deliver();
    expect(world.heardBy("harriet").join()).toMatch(/survey the pipes/);
    expect(world.heardBy("C-CASE").at(-1)).toMatch(/survey the pipes/);

    await world.say("harriet", "dm", `accept ${ref}`);
    await world.say("harriet", "dm", `evidence ${ref} report Q-2231`);
    await world.deliver();
    expect(world.heardBy("priya").join()).toMatch(/Q-2231/);
  });

  it("tells a mixed room one line that says nothing of why", async () => {
    const ref = await opened(world);
    await world.say("harriet", "dm", `block ${ref} because he is afraid`);
    await world.deliver();

    expect(world.heardBy("C-MIXED").at(-1)).toBe(`${ref} · Housing officer · due Thu 25 March 2027 · blocked`);
    expect(world.heardBy("C-MIXED").join()).not.toMatch(/pipes|afraid|Harriet/);
  });

  it("names whose place its reader takes, and until when", async () => {
    world.at(london("2027-05-04", "09:00"));
    const ref = await drafted(world, 'Harriet by 14 May survey the pipes evidence "report"');
    await world.say("priya", "dm", `confirm ${ref}`);
    await world.deliver();

    expect(world.heardBy("harriet")).toEqual([]);
    expect(world.heardBy("hassan").join()).toMatch(/Harriet[\s\S]*Fri 14 May 2027/);
  });

  it("is not said when it is no longer true", async () => {
    const ref = await proposed(world);
    await world.say("harriet", "dm", `accept ${ref}`);
    await world.deliver();

    expect(world.heardBy("harriet")).toEqual([]);
    expect(await newestTo("harriet")).toMatchObject({ kind: "proposed", state: "skipped", reason: "the action is open" });
  });

  it("is not said to somebody who has left the case before it is sent", async () => {
    await proposed(world, "Carl");
    world.at(london("2028-01-01", "09:00"));
    await world.deliver();

    expect(world.heardBy("carl")).toEqual([]);
    expect(await newestTo("carl")).toMatchObject({ state: "skipped", reason: "the reader is not on the case" });
  });

  it("is not said to an owner who is none any more", async () => {
    const ref = await proposed(world);
    await world.say("priya", "dm", `reassign ${ref} to Carl`);
    await world.deliver();

    expect(world.heardBy("harriet").join()).not.toContain("accept");
    expect(world.heardBy("carl")).toHaveLength(1);
    expect((await noticesTo("harriet")).find(({ kind }) => kind === "proposed")).toMatchObject({ state: "skipped" });
  });

  it("skips what a newer notice overtakes, and says what is true", async () => {
    await proposed(world);
    const before = await world.db.notice.findMany({ where: { state: "waiting", kind: "state" } });
    await world.deliver();

    // Drafted and confirmed: two notices to the room of the case, one to each of the others, and one message.
    expect(before).toHaveLength(4);
    expect(world.heardBy("C-CASE")).toHaveLength(1);
    expect(world.heardBy("C-CASE")[0]).toMatch(/[Pp]roposed/);
  });

  it("reads in the order in which it happened", async () => {
    const ref = await opened(world);
    await world.deliver();
    await world.forget();
    await world.say("harriet", "dm", `extend ${ref} to 5wd because the surveyor is ill`);
    await world.say("harriet", "dm", `block ${ref} because there is no access`);
    await world.deliver();

    const keys = world.sent.filter(({ to, how }) => to === "priya" && how === "send").map(({ key }) => key?.split(":")[0]);
    expect(keys).toEqual(["request", "told"]);
  });

  it("leaves out news that a later move has overtaken", async () => {
    const ref = await opened(world);
    await world.deliver();
    await world.forget();
    await world.say("harriet", "dm", `block ${ref} because there is no access`);
    await world.say("harriet", "dm", `unblock ${ref}`);
    await world.deliver();

    const keys = world.sent.filter(({ to, how }) => to === "priya" && how === "send").map(({ key }) => key?.split(":")[1]);
    expect(keys).toEqual(["unblocked"]);
  });
});

describe("a card that somebody holds", () => {
  it("is brought up to date when somebody else acts", async () => {
    const ref = await proposed(world);
    await world.deliver();
    const card = world.sent.find(({ to }) => to === "harriet");
    await world.say("harriet", "dm", `accept ${ref}`);
    await world.deliver();

    const update = world.sent.find(({ to, how }) => to === "harriet" && how === "update");
    expect(update?.message).toEqual(card?.message);
    expect(update?.text).toContain("Open");
  });

  it("is not refreshed where it was the one pressed: the answer replaces it", async () => {
    const ref = await proposed(world);
    await world.deliver();
    const { conversation = "", message = "" } = world.sent.find(({ to }) => to === "harriet")?.message ?? {};
    await world.press("harriet", "dm", { do: "accept", ref }, { pressed: { conversation, message, readBy: "one" } });
    await world.deliver();

    expect(world.sent.filter(({ to, how }) => to === "harriet" && how === "update")).toEqual([]);
  });

  it("in a room is one message, updated for as long as the action lives", async () => {
    const ref = await proposed(world);
    await world.deliver();
    await world.say("harriet", "dm", `accept ${ref}`);
    await world.deliver();
    await world.say("harriet", "dm", `evidence ${ref} report`);
    await world.deliver();

    const inRoom = world.sent.filter(({ to }) => to === "C-CASE");
    expect(inRoom.map(({ how }) => how)).toEqual(["send", "update", "update"]);
    expect(new Set(inRoom.map(({ message }) => message.message)).size).toBe(1);
  });
});

describe("a platform that does not take a message", () => {
  it("is given the time it asks for, in that conversation alone", async () => {
    world.fails("harriet", rateLimited(60_000));
    await proposed(world);
    await proposed(world, "Carl");
    const first = await world.deliver();

    expect(first.failed).toBe(1);
    expect(world.heardBy("carl")).toHaveLength(1);
    world.mend();
    await world.deliver();
    expect(world.heardBy("harriet")).toEqual([]);

    await world.db.lane.updateMany({ data: { freeAt: new Date(0) } });
    await world.deliver();
    expect(world.heardBy("harriet")).toHaveLength(1);
  });

  it("keeps the order of a conversation that had to wait", async () => {
    const refs = [await opened(world), await opened(world)];
    await world.forget();
    world.fails("priya", rateLimited(60_000));
    for (const ref of refs) await world.say("harriet", "dm", `block ${ref} because there is no access`);
    await world.deliver();
    world.mend();
    await world.db.lane.updateMany({ data: { freeAt: new Date(0) } });
    await world.deliver();

    expect(world.heardBy("priya").map((text) => /C-014\/A\d+/.exec(text)?.[0])).toEqual(refs);
  });

  it("for good, ends that message with its reason, and the next is tried", async () => {
    world.fails("harriet", gone);
    await proposed(world);
    expect(await world.deliver()).toMatchObject({ failed: 1 });
    expect(await newestTo("harriet")).toMatchObject({ state: "dead", reason: "channel_archived", attempts: 1 });

    world.mend();
    await proposed(world);
    await world.deliver();
    expect(world.heardBy("harriet")).toHaveLength(1);
  });

  it("for good, names whom it did not reach in the case's own room, once, by a message of its own that says no word of the action", async () => {
    world.fails("harriet", gone);
    const ref = await proposed(world);
    await world.deliver();
    await world.deliver();

    const calls = world.sent.filter(({ key }) => key?.startsWith("called:"));
    expect(calls).toMatchObject([{ how: "send", to: "C-CASE" }]);
    expect(calls[0]?.text).toBe(`${ref}: Harriet, you are asked to accept this.\nPlease answer on its card in this room.`);
    expect(Object.keys(calls[0]?.card.mentions ?? {})).toEqual(["harriet"]);
    expect(world.heardBy("C-MIXED").join()).not.toContain("Harriet");
  });

  it("names nobody who has answered meanwhile, or was only not reached for a while", async () => {
    world.fails("harriet", gone);
    const ref = await proposed(world);
    world.fails("C-CASE", rateLimited(1_000));
    await world.deliver();
    await world.say("harriet", "C-CASE", `accept ${ref}`);
    world.mend();
    await world.deliver();

    expect(world.sent.filter(({ key }) => key?.startsWith("called:"))).toEqual([]);
    expect(await world.db.notice.findFirst({ where: { kind: "called" }, orderBy: { seq: "desc" } })).toMatchObject({
      state: "skipped",
      reason: "the action is open",
    });
  });

  it("for want of a token keeps everything waiting, however long", async () => {
    world.fails("harriet", misconfigured);
    await proposed(world);
    for (let attempt = 0; attempt < 45; attempt += 1) {
      await world.db.lane.updateMany({ data: { freeAt: new Date(0) } });
      await world.deliver();
    }
    expect(await newestTo("harriet")).toMatchObject({ state: "waiting", attempts: 0, reason: "token_revoked" });

    world.mend();
    await world.db.lane.updateMany({ data: { freeAt: new Date(0) } });
    await world.deliver();
    expect(world.heardBy("harriet")).toHaveLength(1);
  });

  it("for a fault of ours waits too, counts, and does not stop the others", async () => {
    world.fails("harriet", faultOfOurs);
    await proposed(world);
    await proposed(world, "Carl");

    expect(await world.deliver()).toMatchObject({ failed: 1 });
    expect(world.heardBy("carl")).toHaveLength(1);
    expect(await newestTo("harriet")).toMatchObject({ state: "waiting", attempts: 1, reason: "a fault of ours" });
  });

  it("because somebody removed it, posts a room's card anew", async () => {
    const ref = await proposed(world);
    await world.deliver();
    await world.db.liveCard.updateMany({
      where: { kind: "state" },
      data: { message: { conversation: "C-GONE", message: "m0", platform: "slack", workspace: "T0001" } },
    });
    world.fails("C-GONE", gone);
    await world.say("harriet", "dm", `accept ${ref}`);
    await world.deliver();

    expect(world.sent.filter(({ to, how }) => to === "C-CASE" && how === "send")).toHaveLength(2);
  });

  it("because nobody is connected to it, says so", async () => {
    const ref = await drafted(world, 'owner Meera chaser Carl by 25 March flag the record evidence "confirmation"');
    const { deps } = world;
    const chats = deps.chats;
    await world.say("priya", "dm", `confirm ${ref}`);
    deps.chats = new Map();
    await world.deliver();
    deps.chats = chats;

    expect(await newestTo("carl")).toMatchObject({ state: "dead", reason: expect.stringContaining("not connected") });
  });
});

describe("a card on its way", () => {
  it("is brought up to date where its action changed meanwhile", async () => {
    const ref = await proposed(world);
    const chats = world.deps.chats as Map<Platform, Chat>;
    const slack = chats.get("slack") as Chat;
    const send: Chat["send"] = async (address, card, key) => {
      if (key.startsWith("proposed:")) await world.say("harriet", "dm", `accept ${ref}`);
      return slack.send(address, card, key);
    };
    chats.set("slack", { ...slack, send });
    await world.deliver();
    chats.set("slack", slack);
    await world.deliver();

    const hers = world.sent.filter(({ to }) => to === "harriet");
    expect(hers.map(({ how }) => how)).toEqual(["send", "update"]);
    expect(hers.at(-1)?.text).toContain("Open");
  });
});

describe("two deliverers at once", () => {
  it("send each message once", async () => {
    for (const owner of ["Harriet", "Carl", "Hassan", "Harriet"]) await proposed(world, owner);
    const totals = await Promise.all([world.deliver(), world.deliver(), world.deliver()]);

    expect(
      toPeople()
        .map(({ to }) => to)
        .toSorted(),
    ).toEqual(["carl", "harriet", "harriet", "hassan"]);
    const keys = world.sent.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(totals.reduce((sum, { sent }) => sum + sent, 0)).toBe(world.sent.length);
  });
});

describe("the record of a notice", () => {
  it("says for each reader whether it was sent, and as which message", async () => {
    await handedIn(world);
    await world.deliver();

    expect(await newestTo("priya")).toMatchObject({
      kind: "evidence-in",
      state: "sent",
      attempts: 1,
      reason: null,
      message: { conversation: "U-PRIYA" },
      settledAt: expect.any(Date),
    });
  });
});
