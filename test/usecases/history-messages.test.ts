import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { london, NOW } from "../support/builders.ts";
import { aWorld, drafted, gone, opened, proposed, rateLimited, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.at(NOW);
  await world.db.lane.deleteMany();
  await world.forget();
});

const historyOf = async (person: string, ref: string): Promise<string> => (await world.say(person, "dm", `history ${ref}`)).text;

/** A digest that listed it, as it is stored once it has been sent. */
async function digestListed(ref: string, personId: string, at: Date, sentAt: Date, state = "sent"): Promise<void> {
  const { id } = await world.action(ref);
  await world.db.notice.create({
    data: {
      ...{ id: randomUUID(), providerId: "harbour", key: `digest:${randomUUID()}`, kind: "digest", personId },
      ...{ lane: `slack/T0001/${personId}`, body: {}, state, createdAt: at, dueAt: at, settledAt: sentAt, listed: [id] },
      ...(state === "dead" && { reason: "channel_archived" }),
    },
  });
}

async function roomDigestListed(ref: string, conversation: string, at: Date): Promise<void> {
  const { id } = await world.action(ref);
  const body = { kind: "room-digest", room: { platform: "slack", workspace: "T0001", conversation } };
  await world.db.notice.create({
    data: {
      ...{ id: randomUUID(), providerId: "harbour", key: `room-digest:${randomUUID()}`, kind: "room-digest" },
      ...{ lane: `slack/T0001/${conversation}`, body, state: "sent", createdAt: at, dueAt: at, settledAt: at, listed: [id] },
    },
  });
}

describe("the history of an action", () => {
  it("says who was told of it, and when it was sent", async () => {
    const ref = await proposed(world);
    await world.deliver();
    const { settledAt } = await world.db.notice.findFirstOrThrow({
      where: { actionId: (await world.action(ref)).id, kind: "proposed" },
    });

    expect(settledAt).not.toBeNull();
    expect(await historyOf("priya", ref)).toMatch(
      /Thu 11 March 2027, 14:20 · Request to Harriet: sent Thu 11 March 2027, 14:2\d/,
    );
  });

  it("says what waits, and what waits for another try", async () => {
    const ref = await proposed(world);
    expect(await historyOf("priya", ref)).toMatch(/Request to Harriet: waiting to be sent$/m);

    world.fails("harriet", rateLimited(1_000));
    await world.deliver();
    expect(await historyOf("priya", ref)).toContain("Request to Harriet: waiting to be sent again: rate limited");
  });

  it("says what could not be delivered, and why", async () => {
    const ref = await proposed(world, "Carl");
    world.fails("carl", gone);
    await world.deliver();

    expect(await historyOf("priya", ref)).toContain("Request to Carl: could not be delivered: channel_archived");
  });

  it("says what did not have to be sent any more", async () => {
    const ref = await proposed(world);
    await world.say("harriet", "dm", `accept ${ref}`);
    await world.deliver();

    expect(await historyOf("harriet", ref)).toContain("Request to Harriet: not sent: the action is open");
  });

  it("has the digests that listed it, in their place", async () => {
    const ref = await opened(world);
    await world.forget();
    await digestListed(ref, "harriet", london("2027-03-25", "08:30"), london("2027-03-25", "08:31"));
    world.at(london("2027-03-25", "10:00"));
    await world.say("harriet", "dm", `update ${ref} surveyor booked`);

    const text = await historyOf("priya", ref);
    expect(text).toContain("Digest to Harriet: sent Thu 25 March 2027, 08:31");
    expect(text.indexOf("Digest to Harriet")).toBeGreaterThan(text.indexOf(": accept"));
    expect(text.indexOf("Digest to Harriet")).toBeLessThan(text.indexOf(": update"));
  });

  it("has all that was done after weeks of digests, these as one line for each reader, and those that failed by themselves", async () => {
    const ref = await opened(world);
    await world.forget();
    const days = Array.from({ length: 30 }, (_, day) => `2027-04-${String(day + 1).padStart(2, "0")}`);
    for (const day of days)
      for (const reader of ["harriet", "priya"]) await digestListed(ref, reader, london(day, "08:30"), london(day, "08:30"));
    await digestListed(ref, "priya", london("2027-04-12", "08:29"), london("2027-04-12", "08:29"), "dead");
    await roomDigestListed(ref, "C-CASE", london("2027-04-02", "08:30"));
    await roomDigestListed(ref, "C-CASE", london("2027-04-06", "08:30"));
    await roomDigestListed(ref, "C-MIXED", london("2027-04-06", "08:30"));

    const text = await historyOf("priya", ref);
    for (const verb of ["assign", "confirm", "accept"]) expect(text).toContain(`: ${verb}`);
    expect(text.match(/Digest to .*/g)).toEqual([
      "Digest to the case room on Slack: sent 2 times, last Tue 6 April 2027, 08:30",
      "Digest to the mixed room on Slack: sent Tue 6 April 2027, 08:30",
      "Digest to Priya: could not be delivered: channel_archived",
      "Digest to Harriet: sent 30 times, last Fri 30 April 2027, 08:30",
      "Digest to Priya: sent 30 times, last Fri 30 April 2027, 08:30",
    ]);
  });

  it("leaves out the cards that are kept true, and every word that was said", async () => {
    const ref = await opened(world);
    await world.say("harriet", "dm", `block ${ref} because he is afraid of the neighbour`);
    await world.deliver();
    const text = await historyOf("carl", ref);

    expect(text).toContain("News to Priya: sent");
    expect(text).not.toMatch(/Card to|afraid/);
  });

  it("tells nothing of a draft to those who may not see it", async () => {
    const ref = await drafted(world, 'Harriet by Friday ask about the quarrel evidence "note"');
    await digestListed(ref, "priya", NOW, NOW);

    expect(await historyOf("kit", ref)).not.toContain("Priya");
    expect(await historyOf("priya", ref)).toContain("Digest to Priya: sent");
  });

  it("is sent no earlier than it had to be said, where the clock of the rules was moved ahead", async () => {
    const ref = await opened(world);
    await digestListed(ref, "harriet", london("2027-03-25", "08:30"), new Date("2026-11-25T10:00:00Z"));

    expect(await historyOf("priya", ref)).toContain("Digest to Harriet: sent Thu 25 March 2027, 08:30");
  });
});
