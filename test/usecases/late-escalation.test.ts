import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ChatError } from "../../src/chat/chat.ts";
import { fullPass } from "../../src/usecases/full-pass.ts";
import { aWorldWithLadder, clockTo, FIRST_STEP, untilJustBefore } from "../support/escalating.ts";
import { gone, misconfigured, opened, rateLimited, type World } from "../support/world.ts";

let world: World;
beforeEach(async () => {
  world = await aWorldWithLadder();
  await world.db.person.updateMany({ where: { id: "hassan" }, data: { phone: "020 7946 0018" } });
});
afterEach(() => world.close());

const minute = (minutes: number): Date => new Date(FIRST_STEP.getTime() + minutes * 60_000);

/** The service runs on, a minute after the other, and delivers what it can. */
async function until(minutes: number, from = 0): Promise<void> {
  for (let at = from + 1; at <= minutes; at += 1) {
    world.at(minute(at));
    await fullPass(world.deps, minute(at), "wait");
    await world.db.lane.updateMany({ data: { freeAt: new Date(0) } });
    await world.deliver();
  }
}
/** Hassan is to be asked about Harriet's action, and something is in the way. */
async function unasked(fault: () => Error): Promise<void> {
  await opened(world);
  await untilJustBefore(world, FIRST_STEP);
  world.fails("hassan", fault);
  await clockTo(world, FIRST_STEP);
}
const told = (to: string) =>
  world.sent.filter((each) => each.to === to && each.card.template === "undelivered").map(({ text }) => text);
const waiting = () => world.db.notice.findFirst({ where: { kind: "escalation", personId: "hassan", state: "waiting" } });

describe("an escalation that does not arrive", () => {
  it("is made known to the lead within five minutes, once, with the number to call; it goes on being tried", async () => {
    await unasked(rateLimited(1000));
    await until(2);
    expect(told("priya")).toEqual([]);
    await until(4, 2);

    expect(told("priya")).toEqual([
      "C-014/E1 · a message has not arrived yet\nWed 31 March 2027, 12:03\nHassan (Housing team manager, Quayside Homes) has not been reached with an escalation to decide.\n" +
        "The platform does not take it. It is tried again until it arrives.\nPlease call them on 020 7946 0018, or choose somebody else.",
    ]);
    expect(await waiting()).not.toBeNull();
    await until(12, 4);
    expect(told("priya")).toHaveLength(1);
    expect(told("tom")).toEqual([]);

    world.mend();
    await until(13, 12);
    expect(world.heardBy("hassan").join()).toContain("C-014/E1 · Escalation of A1");
  });

  it("is made known each time, not once a week as other messages are", async () => {
    const other = await opened(world);
    await unasked(rateLimited(1000));
    await until(4);
    world.at(minute(5));
    await world.say("kit", "dm", `escalate ${other} because it is urgent`);
    await until(9, 5);

    expect(told("priya").map((text) => text.split(" · ")[0])).toEqual(expect.arrayContaining(["C-014/E1", "C-014/E2"]));
  });

  it.each<[string, () => Error]>([
    ["the workspace refuses the service", misconfigured],
    ["the platform is away", () => new ChatError("retryable", "http 503")],
    ["nobody knows whether it arrived", () => new ChatError("retryable", "no answer", undefined, { unsure: true })],
  ])("is made known where %s", async (_, fault) => {
    await unasked(fault);
    world.fails("priya", fault);
    await until(4);

    // Whoever hears may be behind the same wall: it waits for them, too.
    expect(await world.db.notice.count({ where: { kind: "undelivered", personId: "priya" } })).toBe(1);
  });

  it("is made known where something before it in the conversation is in the way", async () => {
    await opened(world, "Hassan");
    await opened(world);
    await world.forget();
    world.fails("hassan", rateLimited(1000));
    await clockTo(world, FIRST_STEP);
    await world.db.notice.updateMany({ where: { kind: "escalation" }, data: { reason: null } });
    const blocked = await world.db.notice.findFirst({
      where: { lane: { contains: "U-HASSAN" }, state: "waiting" },
      orderBy: { seq: "asc" },
    });
    expect(blocked?.kind).not.toBe("escalation");
    await until(4);

    expect(await world.db.notice.count({ where: { kind: "undelivered", personId: "priya" } })).toBe(1);
  });

  it("is not where it only waits for its turn", async () => {
    await unasked(rateLimited(1000));
    await world.db.notice.updateMany({ where: { state: "waiting" }, data: { reason: null } });
    await world.db.lane.updateMany({ data: { trouble: null } });
    world.at(minute(6));
    await fullPass(world.deps, minute(6), "wait");

    expect(await world.db.notice.count({ where: { kind: "undelivered" } })).toBe(0);
  });

  it("is not said to have failed where it has arrived meanwhile", async () => {
    await unasked(rateLimited(1000));
    world.at(minute(4));
    await fullPass(world.deps, minute(4), "wait");
    await world.db.notice.updateMany({
      where: { kind: "escalation", personId: "hassan" },
      data: { state: "sent", settledAt: minute(4) },
    });
    await world.deliver();

    expect(told("priya")).toEqual([]);
    expect(await world.db.notice.findFirst({ where: { kind: "undelivered" } })).toMatchObject({
      state: "skipped",
      reason: "it has arrived since",
    });
  });

  it("is made known at once where nobody can be reached there at all", async () => {
    await unasked(gone);
    await world.deliver();

    expect(told("priya")).toEqual([expect.stringMatching(/^C-014\/E1 · a message did not arrive\n/)]);
    expect(told("priya")[0]).toContain("Please call them on 020 7946 0018, or choose somebody else.");
    await until(6);
    expect(told("priya")).toHaveLength(1);
  });

  it("is made known to whoever covers the lead where it is the lead, else to the next on the ladder", async () => {
    const ref = await opened(world);
    await untilJustBefore(world, FIRST_STEP);
    await clockTo(world, FIRST_STEP);
    world.fails("priya", rateLimited(1000));
    await world.press("hassan", "dm", { do: "pass-on", ref: "C-014/E1", who: "person:priya", reason: "it is yours" });
    await until(4);
    expect(told("tom").join()).toContain("Priya (Service manager, Harbour Autism Services) has not been reached");
    expect(told("priya")).toEqual([]);

    await world.db.notice.deleteMany({ where: { kind: "undelivered" } });
    await world.db.cover.deleteMany();
    await until(5, 4);
    expect(told("kit").join()).toContain("Priya (Service manager, Harbour Autism Services) has not been reached");
    expect(await world.action(ref)).toMatchObject({ status: "open" });
  });

  it("is in the report of it", async () => {
    await unasked(rateLimited(1000));
    await until(4);
    const { text } = await world.mdt("priya", "dm", "report C-014 escalation");

    expect(text).toContain("Escalation to Hassan (Housing team manager): waiting to be sent again: rate limited");
    expect(text).toContain("Notice of a lost message to Priya (Service manager): sent Wed 31 March 2027, 12:03");
  });
});
