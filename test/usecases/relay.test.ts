import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Chat, ChatAddress, ChatRequest } from "../../src/chat/chat.ts";
import type { Platform } from "../../src/core/person.ts";
import { answer } from "../../src/usecases/answer.ts";
import { london, NOW } from "../support/builders.ts";
import { anEscalationIn, onBothSides, TEAMS_CASE, TEAMS_MIXED, TEAMS_STAFF, TEAMS_TENANT } from "../support/threads.ts";
import { aRequest, aWorld, gone, rateLimited, type Seen, type Spot, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
  await onBothSides(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  world.at(NOW);
  await world.forget();
});

const CASE_ROOMS = ["C-CASE", TEAMS_CASE];
const ALL_ROOMS = [...CASE_ROOMS, "C-STAFF", TEAMS_STAFF, "C-MIXED", TEAMS_MIXED];

const writes = async (who: string, room: Spot, text: string, thread: string, more: Partial<ChatRequest> = {}): Promise<Seen> => {
  const request = { ...aRequest(who, room, { kind: "said", text, thread }), canOpenForms: false, ...more };
  const answered = await answer(world.deps, request);
  return { answer: answered, text: JSON.stringify(answered.tell?.content.body ?? "") };
};
const SILENCE = { replace: null, tell: null, form: null, wrong: null };

/** Everything that is stored, but for what a test begins with. */
const stored = async (): Promise<unknown> => {
  const { db } = world;
  const [notices, trail, deliveries, seen] = await Promise.all([
    db.notice.count(),
    db.auditEntry.count(),
    db.delivery.count(),
    db.identity.findMany({ select: { personId: true, lastSeen: true }, orderBy: { personId: "asc" } }),
  ]);
  return { notices, trail, deliveries, seen };
};
const relayed = () => world.db.notice.findMany({ where: { kind: "relayed" }, orderBy: { seq: "desc" } });
const everything = async (): Promise<string> => {
  const { db } = world;
  const rows = await Promise.all([db.notice.findMany(), db.auditEntry.findMany(), db.delivery.findMany(), db.lane.findMany()]);
  return JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? String(value) : value));
};

describe("what somebody of the case writes in the thread of an escalation", () => {
  it("is read in its threads in the case's other rooms, with who wrote it and where, and in no other room", async () => {
    const { thread, ref } = await anEscalationIn(world, ALL_ROOMS);
    const { answer: answered } = await writes("harriet", "C-CASE", "The surveyor comes on Tuesday.", thread);
    await world.deliver();

    expect(answered).toEqual(SILENCE);
    expect(world.sent).toEqual([
      expect.objectContaining({
        ...{ how: "send", to: TEAMS_CASE, thread },
        text: `Harriet (Housing officer, Quayside Homes) in Slack: The surveyor comes on Tuesday.\n${ref}`,
      }),
    ]);
  });

  it("goes the other way as well", async () => {
    const { thread } = await anEscalationIn(world, ALL_ROOMS);
    await world.db.identity.create({
      data: { providerId: "harbour", personId: "hassan", platform: "teams", workspace: TEAMS_TENANT, userId: "aad-hassan" },
    });
    await writes("hassan", "C-CASE", "I will ring them.", thread, {
      ...{ platform: "teams", from: { workspace: TEAMS_TENANT, user: "aad-hassan" } },
      place: { workspace: TEAMS_TENANT, conversation: TEAMS_CASE, personal: false },
    });
    await world.deliver();

    expect(world.sent.map(({ to, text }) => [to, text.split("\n")[0]])).toEqual([
      ["C-CASE", "Hassan (Housing team manager, Quayside Homes) in Teams: I will ring them."],
    ]);
  });

  it("among the provider's staff stays among them", async () => {
    const { thread } = await anEscalationIn(world, ALL_ROOMS);
    await writes("kit", "C-STAFF", "He did not sleep.", thread);
    await world.deliver();

    expect(world.sent.map(({ to }) => to)).toEqual([TEAMS_STAFF]);
  });

  it("in a room in which others read goes nowhere", async () => {
    const { thread } = await anEscalationIn(world, ALL_ROOMS);
    const before = await stored();
    await writes("harriet", "C-MIXED", "Who decides this?", thread);

    expect(await stored()).toEqual(before);
  });

  it("names whom it mentions, and rings for nobody", async () => {
    const { thread } = await anEscalationIn(world, CASE_ROOMS);
    const mention = (user: string) => `<@slack/T0001/${user}>`;
    await writes("harriet", "C-CASE", `${mention("U-CARL")} and ${mention("U-NOBODY")}, see *this* <!channel>`, thread);
    await world.deliver();

    expect(world.sent[0]?.text).toContain("in Slack: Carl and somebody, see *this* <!channel>");
    expect(world.sent[0]?.card.mentions).toEqual({});
  });

  it("keeps its paragraphs, loses what no store takes, and says where the rest of a very long one is", async () => {
    const { thread } = await anEscalationIn(world, CASE_ROOMS);
    await writes("harriet", "C-CASE", `First.\n\n  Second\u0000 \ud800.\n${"x".repeat(9_000)}`, thread);
    await world.deliver();
    const lines = world.sent[0]?.text.split("\n") ?? [];

    expect(lines.slice(0, 2)).toEqual(["Harriet (Housing officer, Quayside Homes) in Slack: First.", "Second \ufffd."]);
    expect(lines.join("").length).toBeLessThan(4_200);
    expect(lines.at(-3)).toMatch(/x …$/);
    expect(lines.at(-2)).toBe("The rest is where it was written.");
  });

  it("is passed on after the decision, too", async () => {
    const { thread, escalation } = await anEscalationIn(world, CASE_ROOMS);
    await world.db.escalation.update({ where: { id: escalation.id }, data: { state: "closed" } });
    await writes("harriet", "C-CASE", "Thank you all.", thread);
    await world.deliver();

    expect(world.sent).toHaveLength(1);
  });

  it("is passed on once, however often it is delivered", async () => {
    const { thread, escalation } = await anEscalationIn(world, CASE_ROOMS);
    const again = { delivery: "slack:said:T0001:C-CASE:17.1" };
    await Promise.all([writes("harriet", "C-CASE", "Once.", thread, again), writes("harriet", "C-CASE", "Once.", thread, again)]);
    await world.deliver();
    const { answer: later } = await writes("harriet", "C-CASE", "Once.", thread, again);
    await world.deliver();

    expect(later).toEqual(SILENCE);
    expect(world.sent).toHaveLength(1);
    const inTrail = { verb: "said", after: { path: ["escalation"], equals: escalation.id } };
    expect(await world.db.auditEntry.count({ where: inTrail })).toBe(1);
  });

  it("is in the trail and the history without a word of it", async () => {
    const { thread, escalation } = await anEscalationIn(world, CASE_ROOMS);
    await writes("harriet", "C-CASE", "Zanzibar.", thread);
    const [row] = await world.db.auditEntry.findMany({ where: { verb: "said" }, orderBy: { seq: "desc" }, take: 1 });
    const { text } = await world.say("priya", "dm", `history C-014/A${escalation.actionNumber}`);

    expect(row).toMatchObject({ actor: "harriet", result: "done", caseRef: "C-014", actionNumber: escalation.actionNumber });
    expect(row?.after).toEqual({ saidIn: `E${escalation.number}`, escalation: escalation.id });
    expect(text).toContain("Harriet (Housing officer, Quayside Homes): said");
    expect(text).toContain(`In the thread of E${escalation.number}`);
    expect(text).not.toContain("Zanzibar");
  });
});

describe("the words of a reply", () => {
  const waits = "Kilimanjaro";

  it("are kept until they have been passed on, and no longer", async () => {
    const { thread } = await anEscalationIn(world, CASE_ROOMS);
    world.fails(TEAMS_CASE, rateLimited(1_000));
    await writes("harriet", "C-CASE", waits, thread);
    await world.deliver();
    expect((await relayed())[0]).toMatchObject({ state: "waiting", body: { text: waits } });

    world.mend();
    await world.deliver();
    expect((await relayed())[0]).toMatchObject({ state: "sent", body: { text: "", by: "harriet" } });
    expect(await everything()).not.toContain(waits);
  });

  it("are gone where they could not be passed on", async () => {
    const { thread } = await anEscalationIn(world, CASE_ROOMS);
    world.fails(TEAMS_CASE, gone);
    await writes("harriet", "C-CASE", waits, thread);
    await world.deliver();

    expect((await relayed())[0]).toMatchObject({ state: "dead", body: { text: "" } });
    expect(await everything()).not.toContain(waits);
  });

  it("are gone where the room has no thread", async () => {
    const { thread } = await anEscalationIn(world, ["C-CASE"]);
    await writes("harriet", "C-CASE", waits, thread);
    await world.deliver();

    expect((await relayed())[0]).toMatchObject({ state: "skipped", reason: "the room has no thread of it", body: { text: "" } });
    expect(await everything()).not.toContain(waits);
  });

  it.each([
    ["kit", "C-STAFF", TEAMS_STAFF, "case"],
    ["harriet", "C-CASE", TEAMS_CASE, "mixed"],
  ] as const)("of %s in %s do not reach %s, which others read by the time they are said", async (who, from, to, audience) => {
    const { thread } = await anEscalationIn(world, ALL_ROOMS);
    const where = { conversation: to };
    const place = await world.db.place.findFirstOrThrow({ where });
    await writes(who, from, waits, thread);
    await world.db.place.updateMany({ where, data: { audience } });
    await world.deliver();
    await world.db.place.updateMany({ where, data: { audience: place.audience } });

    expect(world.sent).toEqual([]);
    expect((await relayed())[0]).toMatchObject({ state: "skipped", reason: "the room may not read it", body: { text: "" } });
  });
});

describe("a reply that is not to be passed on", () => {
  it.each([
    ["a stranger's", "nobody", "C-CASE"],
    ["one of somebody who is not on the case", "zoe", "C-CASE"],
    ["one of somebody whose time on the case is over", "una", "C-CASE"],
  ] as const)("leaves no trace: %s", async (_, who, room) => {
    const { thread } = await anEscalationIn(world, CASE_ROOMS);
    const before = await stored();
    const { answer: answered } = await writes(who, room, "Hello?", thread);
    await world.deliver();

    expect(answered).toEqual(SILENCE);
    expect(await stored()).toEqual(before);
    expect(world.sent).toEqual([]);
  });

  it("leaves no trace: one of somebody whose cover is over", async () => {
    const { thread } = await anEscalationIn(world, CASE_ROOMS);
    world.at(london("2027-03-22", "10:00"));
    const before = await stored();
    await writes("olga", "C-CASE", "Hello?", thread);
    expect(await stored()).toEqual(before);

    world.at(NOW);
    await writes("olga", "C-CASE", "Hello?", thread);
    await world.deliver();
    expect(world.sent.map(({ text }) => text)).toEqual([expect.stringContaining("Olga (Bank worker")]);
  });

  it.each([
    ["in another thread of the room", "C-CASE", "another"],
    ["in a thread that only begins with the same message elsewhere", "C-OTHER", null],
    ["in a direct conversation", "dm", null],
    ["of no thread that there could be", "C-CASE", "'; DROP TABLE notice; --"],
  ] as const)("leaves no trace: one %s", async (_, room, other) => {
    const { thread } = await anEscalationIn(world, CASE_ROOMS);
    const before = await stored();
    const { answer: answered } = await writes("harriet", room, "Hello?", other ?? thread);

    expect(answered).toEqual(SILENCE);
    expect(await stored()).toEqual(before);
  });

  it("for what it holds is told to its writer alone, once, with what to do, and nothing of it is kept", async () => {
    const { thread, escalation } = await anEscalationIn(world, CASE_ROOMS);
    const words = "Example Person, NHS number 943 476 5919, is away";
    const delivery = "slack:said:T0001:C-CASE:18.1";
    const first = await writes("harriet", "C-CASE", words, thread, { delivery });
    const again = await writes("harriet", "C-CASE", words, thread, { delivery });
    await world.deliver();

    expect(first.text).toContain("Your message was not passed on: it holds an NHS number and a protected name.");
    expect(first.text).toContain("Please delete it in the thread.");
    expect(first.text).not.toMatch(/943|Example Person/);
    expect(again.answer).toEqual(SILENCE);
    expect(world.sent).toEqual([]);
    const [row] = await world.db.auditEntry.findMany({ where: { verb: "said" }, orderBy: { seq: "desc" }, take: 1 });
    expect(row).toMatchObject({ actor: "harriet", result: "refused", actionNumber: escalation.actionNumber });
    expect(await everything()).not.toMatch(/943 476 5919|is away/);
  });
});

describe("words to us in a thread that are no form of ours", () => {
  const toUs = (text: string, thread: string) =>
    answer(world.deps, aRequest("harriet", "C-CASE", { kind: "words", door: "action", text, thread }));

  it("are passed on where the thread is an escalation's", async () => {
    const { thread } = await anEscalationIn(world, CASE_ROOMS);

    expect(await toUs("thank you, I have read it", thread)).toEqual(SILENCE);
    await world.deliver();
    expect(world.heardBy(TEAMS_CASE)).toEqual([expect.stringContaining("in Slack: thank you, I have read it")]);
  });

  it("are answered as ever where it is not, and where they are a form of ours", async () => {
    const { thread } = await anEscalationIn(world, CASE_ROOMS);
    const elsewhere = await toUs("thank you", "another");
    const form = await toUs("list", thread);
    await world.deliver();

    expect(JSON.stringify(elsewhere.tell)).toContain("Those words were not understood.");
    expect(form.tell?.template).toBe("list");
    expect(world.heardBy(TEAMS_CASE)).toEqual([]);
  });
});

describe("a reply whose sender was stopped on the way", () => {
  /** Slack, asked where the message has gone: what it was asked, and that it is there. */
  const asked = (places: ChatAddress[]): Chat["find"] => {
    return async (address) => {
      places.push(address);
      return { platform: "slack", workspace: "T0001", conversation: "C-CASE", message: "m-found", thread: "there" };
    };
  };

  it.each([
    ["its own", null],
    ["that of the escalation in whose thread it is spoken of", "first"],
  ])("is looked for in the thread of the room: %s", async (_, within) => {
    const first = await anEscalationIn(world, CASE_ROOMS);
    const { escalation } = within ? await anEscalationIn(world, [], { threadId: first.escalation.id }) : first;
    const place = await world.db.place.findFirstOrThrow({ where: { conversation: "C-CASE" } });
    const body = {
      kind: "relayed",
      placeId: place.id,
      audience: "case",
      escalation: escalation.id,
      by: "harriet",
      from: "teams",
    };
    await world.db.notice.create({
      data: {
        ...{ id: crypto.randomUUID(), providerId: "harbour", key: `relayed:test:${escalation.id}`, kind: "relayed" },
        ...{ caseId: place.caseId, placeId: place.id, escalationId: escalation.id, lane: "slack/T0001/C-CASE", createdAt: NOW },
        ...{ body: { ...body, said: "x", text: "On its way." }, sendingSince: new Date(NOW.getTime() - 60_000) },
      },
    });
    const places: ChatAddress[] = [];
    const chats = world.deps.chats as Map<Platform, Chat>;
    const slack = chats.get("slack") as Chat;
    chats.set("slack", { ...slack, find: asked(places) });
    await world.deliver();
    chats.set("slack", slack);

    const room = { kind: "room", platform: "slack", workspace: "T0001", conversation: "C-CASE" };
    expect(places).toEqual([{ ...room, thread: first.thread }]);
    expect(world.sent).toEqual([]);
    expect((await relayed())[0]).toMatchObject({ state: "sent", body: { text: "" } });
  });
});
