import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fallbackText } from "../../src/cards/fallback.ts";
import { type Chat, ChatError } from "../../src/chat/chat.ts";
import type { Notice } from "../../src/core/notice.ts";
import { directTransaction } from "../../src/store/direct.ts";
import { troubles } from "../../src/store/lanes.ts";
import { enqueue, laneOf } from "../../src/store/outbox.ts";
import { notePresence } from "../../src/usecases/presence.ts";
import { unheard } from "../../src/usecases/signals.ts";
import { tellUndelivered } from "../../src/usecases/tell-undelivered.ts";
import { NOW, to } from "../support/builders.ts";
import { aWorld, misconfigured, opened, proposed, type World } from "../support/world.ts";

/** What the platform took: to whom, which message of a card, and what it says. */
interface Taken {
  to: string;
  key: string;
  page: number;
  text: string;
  message: string;
}

let world: World;
let taken: Taken[];
let updated: { message: string; text: string }[];
/** How the next calls to somebody end, one each; after that they are taken. `lost`: taken, and the answer does not come. */
let trouble: Map<string, ("lost" | ChatError)[]>;
let finds: Chat["find"];
let pages: number;
let asked: number;

beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  taken = [];
  updated = [];
  trouble = new Map();
  pages = 1;
  asked = 0;
  finds = remembered;
  world.at(NOW);
  world.deps.chats = new Map([["slack", chat("slack")]]);
  await world.db.lane.deleteMany();
  await world.db.identity.updateMany({ data: { goneSince: null } });
  await world.db.identity.deleteMany({ where: { platform: "teams" } });
  await world.db.notice.deleteMany();
});

/** As Slack does: by what was kept with each message. */
const remembered: Chat["find"] = async (_address, key, _since, page = 0) => {
  const found = taken.find((each) => each.key === key && each.page === page);
  return found ? { platform: "slack", workspace: "T0001", conversation: "D1", message: found.message } : "not there";
};

function chat(platform: "slack" | "teams"): Chat {
  const say = (who: string): void => {
    const next = trouble.get(who)?.shift();
    if (next instanceof ChatError) throw next;
    if (next === "lost") throw new ChatError("retryable", "no answer", undefined, { unsure: true });
  };
  return {
    pages: () => pages,
    async send(address, card, key, page = 0) {
      const who = address.kind === "person" ? address.user.replace(/^U-/, "").toLowerCase() : address.conversation;
      const message = `m${taken.length + 1}`;
      const next = trouble.get(who)?.[0];
      if (!(next instanceof ChatError)) taken.push({ to: `${platform}:${who}`, key, page, text: fallbackText(card), message });
      say(who);
      return { platform, workspace: address.workspace, conversation: "D1", message };
    },
    async update({ message }, card) {
      updated.push({ message, text: fallbackText(card) });
    },
    find: (...args) => {
      asked += 1;
      return finds(...args);
    },
    members: async () => null,
    link: async () => null,
  };
}

const to1 = (who: string): Taken[] => taken.filter((each) => each.to === `slack:${who}`);
const free = () => world.db.lane.updateMany({ data: { freeAt: new Date(0) } });
/** Delivers, however often it has to wait in between. */
async function deliver(times = 8): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await free();
    await world.deliver();
  }
}
const noticeTo = (personId: string, kind: Notice["kind"]) =>
  world.db.notice.findFirstOrThrow({ where: { personId, kind }, orderBy: { seq: "desc" } });
const noticesTo = (personId: string, kind: Notice["kind"]) =>
  world.db.notice.findMany({ where: { personId, kind }, orderBy: { seq: "asc" } });

const AGAIN = "This may have reached you before.";

describe("a message whose fate is not known", () => {
  it("is found on the platform and recorded, not said again; its card is kept true", async () => {
    trouble.set("harriet", ["lost"]);
    const ref = await proposed(world);
    await deliver();

    expect(to1("harriet")).toHaveLength(1);
    expect(await noticeTo("harriet", "proposed")).toMatchObject({
      ...{ state: "sent", message: { message: to1("harriet")[0]?.message }, sendingSince: null },
      reason: "found on the platform after its sender had stopped",
    });
    await world.say("harriet", "dm", `accept ${ref}`);
    await deliver();
    expect(updated.filter(({ message }) => message === to1("harriet")[0]?.message).at(-1)?.text).toContain("Open");
  });

  it("is said again where it did not arrive, without a word of it", async () => {
    trouble.set("harriet", ["lost"]);
    finds = async () => "not there";
    await proposed(world);
    await deliver();

    expect(to1("harriet")).toHaveLength(2);
    expect(to1("harriet").at(-1)?.text).not.toContain(AGAIN);
    expect(await noticeTo("harriet", "proposed")).toMatchObject({ state: "sent", reason: null });
  });

  it("is said again where nobody can tell, says so, and is counted", async () => {
    const counted: unknown[] = [];
    world.deps.signals = { ...unheard, again: (notice) => void counted.push(notice) };
    trouble.set("harriet", ["lost"]);
    finds = async () => "cannot tell";
    await proposed(world);
    await deliver();
    world.deps.signals = unheard;

    expect(to1("harriet").map(({ text }) => text.includes(AGAIN))).toEqual([false, true]);
    expect(await noticeTo("harriet", "proposed")).toMatchObject({ state: "sent", reason: expect.stringMatching(/^sent again/) });
    expect(counted).toEqual([{ kind: "proposed", platform: "slack" }]);
  });

  it("stays so while the platform refuses for a moment", async () => {
    trouble.set("harriet", ["lost", new ChatError("retryable", "ratelimited", 1000)]);
    finds = async () => "cannot tell";
    await proposed(world);
    await deliver();

    expect(to1("harriet").at(-1)?.text).toContain(AGAIN);
  });

  it("is asked for a few times where the platform is too busy to say, then said again", async () => {
    trouble.set("harriet", ["lost"]);
    finds = async () => {
      throw new ChatError("retryable", "ratelimited", 60_000);
    };
    await proposed(world);
    await deliver(10);

    expect(asked).toBe(5);
    expect(to1("harriet").map(({ text }) => text.includes(AGAIN))).toEqual([false, true]);
  });

  it("is looked up before what follows it in the same conversation is said", async () => {
    trouble.set("harriet", ["lost"]);
    await proposed(world);
    await free();
    await world.deliver();
    await proposed(world);
    await deliver();

    expect(to1("harriet").map(({ key }) => key)).toEqual([...new Set(to1("harriet").map(({ key }) => key))]);
    expect(to1("harriet")).toHaveLength(2);
  });
});

describe("a card of several messages", () => {
  it("is said one by one, each at its turn, and recorded as one", async () => {
    pages = 3;
    await proposed(world);
    await deliver();

    expect(to1("harriet").map(({ page }) => page)).toEqual([0, 1, 2]);
    expect(await noticeTo("harriet", "proposed")).toMatchObject({
      state: "sent",
      message: { message: to1("harriet")[0]?.message },
      card: null,
    });
  });

  it.each([0, 1, 2])("neither loses nor repeats one where its sender dies over message %d", async (page) => {
    pages = 3;
    trouble.set(
      "harriet",
      Array.from({ length: page + 1 }, (_, index) => (index === page ? "lost" : undefined) as "lost"),
    );
    await proposed(world);
    await deliver(12);

    expect(to1("harriet").map((each) => each.page)).toEqual([0, 1, 2]);
    expect(await noticeTo("harriet", "proposed")).toMatchObject({
      state: "sent",
      message: { message: to1("harriet")[0]?.message },
    });
  });

  it("says what it was begun with to the end", async () => {
    pages = 2;
    const ref = await proposed(world);
    await free();
    await world.deliver();
    const begun = to1("harriet")[0]?.text;
    await world.say("priya", "dm", `extend ${ref} to 9 April because the surveyor is ill`);
    await deliver();

    expect(to1("harriet").find(({ page }) => page === 1)?.text).toBe(begun);
  });
});

describe("reminders that wait for one person", () => {
  const reminder = (): Notice => ({
    ...{ kind: "reminder", to: to("harriet"), due: { day: "2027-03-25", time: null }, occasion: "soon", day: "2027-03-11" },
  });

  async function remind(refs: string[]): Promise<void> {
    for (const ref of refs) {
      const action = await world.action(ref);
      const about = { providerId: "harbour", caseId: action.caseId, actionId: action.id, now: NOW };
      const lane = laneOf("slack", "T0001", "U-HARRIET");
      await enqueue(world.db, about, [{ notice: reminder(), personId: "harriet", placeId: null, lane }]);
    }
  }

  it("become one message, and are settled together with it", async () => {
    const refs = [await opened(world), await opened(world), await opened(world)];
    await deliver(4);
    taken.length = 0;
    await remind(refs);
    await deliver(2);

    expect(to1("harriet")).toHaveLength(1);
    for (const ref of refs) expect(to1("harriet")[0]?.text).toContain(ref);
    const settled = await noticesTo("harriet", "reminder");
    expect(settled).toMatchObject(refs.map(() => ({ state: "sent", message: { message: to1("harriet")[0]?.message } })));
  });

  it("leave out what is not true any more, with its own reason", async () => {
    const refs = [await opened(world), await opened(world), await opened(world)];
    await deliver(4);
    await world.say("harriet", "dm", `evidence ${refs[1]} report`);
    await deliver(4);
    taken.length = 0;
    await remind(refs);
    await deliver(2);

    expect(to1("harriet")).toHaveLength(1);
    expect(to1("harriet")[0]?.text).not.toContain(refs[1]);
    expect((await noticesTo("harriet", "reminder")).map(({ state }) => state)).toEqual(["sent", "skipped", "sent"]);
  });

  it("are found together where their sender died", async () => {
    const refs = [await opened(world), await opened(world)];
    await deliver(4);
    taken.length = 0;
    trouble.set("harriet", ["lost"]);
    await remind(refs);
    await free();
    await world.deliver();
    // One that comes meanwhile was not in that message.
    const later = await opened(world);
    await remind([later, refs[0] ?? ""]);
    await deliver();

    const messages = to1("harriet").filter(({ key }) => key.startsWith("reminder"));
    expect(messages[0]?.text).toContain(refs[1]);
    expect((await noticesTo("harriet", "reminder")).slice(0, 2)).toMatchObject(
      [0, 1].map(() => ({ state: "sent", message: { message: messages[0]?.message } })),
    );
  });
});

describe("a message that did not reach its reader", () => {
  const closed = () => new ChatError("gone", "user_disabled", undefined, { unreachable: true });

  it("that asked something is made known to whoever asked, and to the lead", async () => {
    trouble.set("harriet", [closed()]);
    await world.say("harriet", "dm", 'assign C-014 me by 25 March look at the roof evidence "photo"');
    await proposed(world);
    await deliver();

    expect(to1("priya").at(-1)?.text).toContain("could not be reached");
    expect(await noticeTo("harriet", "proposed")).toMatchObject({ state: "dead", reason: "user_disabled" });
  });

  it("that told something is made known to the lead, who it was and why, and of the same person once", async () => {
    const refs = [await opened(world), await opened(world)];
    await deliver(4);
    trouble.set("harriet", [closed(), closed()]);
    taken.length = 0;
    for (const ref of refs) await world.say("priya", "dm", `cancel ${ref} because the house was sold`);
    await deliver();

    const news = to1("priya").filter(({ text }) => text.includes("was not reached"));
    expect(news).toHaveLength(1);
    expect(news[0]?.text).toMatch(/Harriet.*was not reached.*account is closed/s);
    expect(await noticesTo("priya", "undelivered")).toHaveLength(1);
  });

  it("that said just that goes no further", async () => {
    const ref = await opened(world);
    await deliver(4);
    trouble.set("harriet", [closed()]);
    trouble.set("priya", [closed(), closed(), closed()]);
    await world.say("priya", "dm", `cancel ${ref} because the house was sold`);
    await deliver();

    const dead = await world.db.notice.findMany({ where: { kind: "undelivered" } });
    expect(dead).toMatchObject([{ state: "dead" }]);
  });

  it("goes to where else they are known, and nobody has to hear of it", async () => {
    await world.db.identity.create({
      data: { platform: "teams", workspace: "tenant", userId: "harriet-teams", providerId: "harbour", personId: "harriet" },
    });
    world.deps.chats = new Map([
      ["slack", chat("slack")],
      ["teams", chat("teams")],
    ]);
    trouble.set("harriet", [closed()]);
    await proposed(world);
    await deliver();

    expect(taken.filter(({ to: who }) => who === "teams:harriet-teams")).toHaveLength(1);
    expect(await noticeTo("harriet", "proposed")).toMatchObject({ state: "sent", lane: "teams/tenant/harriet-teams" });
    expect(await world.db.notice.count({ where: { kind: { in: ["undelivered"] } } })).toBe(0);
  });

  it("that was a list of everything goes to the leads of what is in their hands", async () => {
    await opened(world);
    await deliver(4);
    const claimed = { id: "00000000-0000-4000-8000-00000000000d", providerId: "harbour", actionId: null, placeId: null };
    const body: Notice = { kind: "digest", to: to("harriet"), day: "2027-03-11" };
    await directTransaction(world.db, (tx) =>
      tellUndelivered(
        world.deps,
        tx,
        { ...claimed, body } as unknown as Parameters<typeof tellUndelivered>[2],
        "user_disabled",
        "gone",
      ),
    );
    await deliver(2);

    expect(to1("priya").at(-1)?.text).toMatch(/Harriet.*was not reached with the daily digest/);
  });
});

describe("an account that is closed", () => {
  const HARRIET = { platform: "slack", workspace: "T0001", user: "U-HARRIET" } as const;

  it("is made known to the leads of what its owner holds, once", async () => {
    await opened(world);
    await deliver(4);
    const note = notePresence(world.deps);
    await note(HARRIET, "gone");
    await note(HARRIET, "gone");
    await deliver(2);

    expect((await noticesTo("priya", "undelivered")).map(({ state }) => state)).toEqual(["sent"]);
    expect((await world.db.identity.findFirstOrThrow({ where: { userId: "U-HARRIET" } })).goneSince).toEqual(NOW);
  });

  it("is written to again once it is back", async () => {
    const note = notePresence(world.deps);
    await note(HARRIET, "gone");
    await note(HARRIET, "back");
    await proposed(world);
    await deliver(2);

    expect(to1("harriet")).toHaveLength(1);
  });

  it("of somebody we do not know changes nothing", async () => {
    await notePresence(world.deps)({ ...HARRIET, user: "U-NOBODY" }, "gone");

    expect(await world.db.identity.count({ where: { goneSince: { not: null } } })).toBe(0);
  });
});

describe("a workspace that an administrator has to mend", () => {
  it("is asked with one message a minute, gives nothing up, and goes on by itself", async () => {
    const { realNow } = world.deps;
    let real = realNow().getTime();
    const minutes = (count: number): void => {
      real += count * 60_000;
    };
    world.deps.realNow = () => new Date(real);
    for (const who of ["harriet", "carl", "hassan"]) trouble.set(who, Array.from({ length: 9 }, misconfigured));
    const tries = (): number => [...trouble.values()].reduce((sum, left) => sum + 9 - left.length, 0);
    await proposed(world, "Harriet");
    await world.db.notice.deleteMany({ where: { kind: "state" } });
    await world.deliver();
    for (const owner of ["Carl", "Hassan"]) await proposed(world, owner);
    await world.db.notice.deleteMany({ where: { kind: "state" } });

    await world.deliver();
    expect(tries()).toBe(1);
    minutes(1);
    await world.deliver();
    expect(tries()).toBe(2);
    expect(await world.db.notice.count({ where: { kind: "proposed", state: "waiting" } })).toBe(3);
    expect(await troubles(world.db)).toMatchObject([{ workspace: "slack/T0001", reason: "token_revoked" }]);

    trouble.clear();
    minutes(2);
    await world.deliver();
    minutes(2);
    await world.deliver();
    world.deps.realNow = realNow;
    expect(await world.db.notice.count({ where: { kind: "proposed", state: "sent" } })).toBe(3);
    expect(await troubles(world.db)).toEqual([]);
  });
});
