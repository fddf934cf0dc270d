import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { MessageRef } from "../../src/chat/chat.ts";
import type { Notice, Summary } from "../../src/core/notice.ts";
import { directTransaction } from "../../src/store/direct.ts";
import { enqueue, laneOf } from "../../src/store/outbox.ts";
import { london, to } from "../support/builders.ts";
import { aWorld, drafted, faultOfOurs, gone, handedIn, opened, proposed, type Spot, type World } from "../support/world.ts";

let world: World;
const MORNING = london("2027-03-30", "08:30");
const DAY = "2027-03-30";

beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.at(MORNING);
  await world.db.lane.deleteMany();
  await world.forget();
  // Each test sees its own actions alone.
  await world.db.action.updateMany({ data: { status: "cancelled", closedAt: MORNING } });
});

/** As the planner puts it in line. */
async function planned(summary: Notice, caseRef: string | null = null): Promise<void> {
  const [lane, personId] =
    "room" in summary
      ? [laneOf("slack", "T0001", summary.room.conversation), null]
      : "to" in summary
        ? [laneOf("slack", "T0001", `U-${summary.to.personId.toUpperCase()}`), summary.to.personId]
        : ["", null];
  const file = caseRef ? await world.db.case.findFirstOrThrow({ where: { ref: caseRef } }) : null;
  await directTransaction(world.db, async (tx) => {
    await enqueue(tx, { providerId: "harbour", caseId: file?.id ?? null, actionId: null, now: world.deps.now() }, [
      { notice: summary, personId, placeId: null, lane },
    ]);
    await tx.commit();
  });
}
const digestFor = (personId: string, day = DAY): Summary => ({ kind: "digest", to: to(personId), day });
const roomDigest = (conversation: Spot, day = DAY): Summary => ({
  kind: "room-digest",
  room: { platform: "slack", workspace: "T0001", conversation },
  day,
});
let days = 0;
/** Another day each time, so that no test meets the key of another; the clock stands at its digest time. */
function anotherDay(): string {
  days += 1;
  // Wednesdays from 9 June 2027 on, when nobody is away.
  const day = new Date(Date.UTC(2027, 5, 2 + 7 * days)).toISOString().slice(0, 10);
  world.at(london(day, "08:30"));
  return day;
}
const settled = (kind: Notice["kind"]) => world.db.notice.findFirstOrThrow({ where: { kind }, orderBy: { seq: "desc" } });
const say = async (summary: Notice, caseRef?: string) => {
  await planned(summary, caseRef);
  await world.deliver();
};

/** Overdue since 25 March. */
const overdue = async (owner = "Harriet") => {
  world.at(london("2027-03-11", "14:20"));
  const ref = await opened(world, owner);
  world.at(MORNING);
  await world.deliver();
  world.sent.length = 0;
  return ref;
};

describe("a person's digest", () => {
  it("says what is before them when it is sent, with the buttons, and notes what it said something of", async () => {
    const ref = await overdue();
    const day = anotherDay();
    await say(digestFor("harriet", day));

    const [said = ""] = world.heardBy("harriet");
    expect(said).toMatch(/^Your actions · Wed \d+ \w+ 2027\n1 overdue\nOverdue · C-014\n/);
    expect(said).toContain(`${ref} · survey the pipes`);
    expect(said).toMatch(/● overdue by \d+ working days/);
    const { id } = await world.action(ref);
    expect(await settled("digest")).toMatchObject({ state: "sent", listed: [id] });
  });

  it("is worded from what is true then, not from what was true when it was put in line", async () => {
    const ref = await overdue();
    const day = anotherDay();
    await planned(digestFor("harriet", day));
    await world.say("harriet", "dm", `evidence ${ref} report Q-2231`);
    await world.deliver();

    expect(world.heardBy("harriet")).toEqual([]);
    expect(await settled("digest")).toMatchObject({ state: "skipped", reason: "nothing is due" });
  });

  it("is sent until 18:00 of its day, and never later", async () => {
    await overdue();
    const day = anotherDay();
    world.at(london(day, "17:59"));
    await say(digestFor("harriet", day));
    expect(await settled("digest")).toMatchObject({ state: "sent" });

    const next = anotherDay();
    world.at(london(next, "18:00"));
    await say(digestFor("harriet", next));
    expect(await settled("digest")).toMatchObject({ state: "skipped", reason: "it is too late in the day" });
  });

  it("that was begun is brought to its end, also where that is after 18:00", async () => {
    await overdue();
    const day = anotherDay();
    world.at(london(day, "17:59"));
    const chat = world.deps.chats.get("slack");
    if (!chat) throw new Error("the world has a platform");
    const { pages, send } = chat;
    const sent: (number | undefined)[] = [];
    chat.pages = () => 2;
    chat.send = async (address, card, key, page): Promise<MessageRef> => {
      sent.push(page);
      world.at(london(day, "18:01"));
      return send(address, card, key);
    };
    await say(digestFor("harriet", day));
    Object.assign(chat, { pages, send });

    expect(sent).toEqual([0, 1]);
    expect(await settled("digest")).toMatchObject({ state: "sent" });
  });

  it("tells nothing of a case to somebody who has left it", async () => {
    await overdue("Carl");
    world.at(london("2028-01-05", "08:30"));
    await say(digestFor("carl", "2028-01-05"));

    expect(world.heardBy("carl")).toEqual([]);
    expect(await settled("digest")).toMatchObject({ state: "skipped", reason: "nothing is due" });
  });

  it("shows the lead what was left behind", async () => {
    const ref = await overdue("Carl");
    world.at(london("2028-01-05", "08:30"));
    await say(digestFor("priya", "2028-01-05"));

    expect(world.heardBy("priya").join()).toMatch(new RegExp(`Owner has left · C-014\n${ref}`));
  });

  it("has in it, for cover, what they do in another's place, and for how long", async () => {
    const ref = await overdue();
    world.at(london("2027-05-04", "08:30"));
    await say(digestFor("hassan", "2027-05-04"));
    await say(digestFor("harriet", "2027-05-04"));

    const [said = ""] = world.heardBy("hassan");
    expect(said).toContain(ref);
    expect(said).toContain("for Harriet, until Fri 14 May 2027");
    expect(world.heardBy("harriet")).toEqual([]);
  });

  it("is not sent to somebody who has switched it off meanwhile", async () => {
    await overdue();
    const day = anotherDay();
    await planned(digestFor("harriet", day));
    await world.mdt("harriet", "dm", "digest off");
    await world.deliver();
    await world.mdt("harriet", "dm", "digest on");

    expect(world.heardBy("harriet")).toEqual([]);
    expect(await settled("digest")).toMatchObject({ state: "skipped", reason: "the reader has the digest off" });
  });

  it("is made anew when one of its rows is pressed, on the page that was pressed", async () => {
    const [first, second] = [await overdue(), await overdue()];
    anotherDay();
    const again = { do: "digest", page: 1 } as const;
    const command = { do: "evidence", ref: first, text: "report Q-2231", again } as never;
    const pressed = { conversation: "D-HARRIET", message: "m1", readBy: "one" } as const;
    const { answer } = await world.press("harriet", "dm", command, { pressed });

    expect(answer.replace).toMatchObject({ template: "digest", page: 1 });
    const whole = JSON.stringify(answer.replace);
    expect(whole).toContain(second);
    expect(whole).not.toContain(first);
    expect(answer.tell?.template).toBe("action");
  });
});

const commandsOf = (part: unknown): { do?: string; ref?: string }[] => {
  if (typeof part !== "object" || part === null) return [];
  const own = "data" in part ? [part.data as object] : [];
  return [...own, ...Object.values(part).flatMap(commandsOf)];
};

describe("a lead's weekly summary", () => {
  it("says what is late, waiting, uncovered and lost, of the cases that they lead", async () => {
    const late = await overdue();
    world.at(london("2027-03-11", "14:20"));
    const waiting = await handedIn(world);
    world.fails("hassan", gone);
    const lost = await proposed(world, "Hassan");
    await world.deliver();
    world.mend();
    world.at(london("2027-03-15", "08:30"));
    await world.forget();
    await say({ kind: "weekly", to: to("priya"), day: "2027-03-15" });

    const said = world.heardBy("priya").join();
    expect(said).toMatch(/^The cases you lead · week of Mon 15 March 2027/);
    expect(said).toMatch(new RegExp(`Evidence waiting · C-014\n${waiting}`));
    expect(said).toContain("Roles without cover · C-014");
    expect(said).toContain(
      "Gaps in the ladder · C-014\nNobody hears when an action stays overdue: the ladder has no step for that.\n",
    );
    expect(said).toMatch(new RegExp(`Messages that did not arrive · C-014\n${lost} · .*Hassan: a request to accept an action`));
    expect(said).not.toContain(late);
    expect(said).not.toContain("C-031");
    expect(said).not.toContain("channel_archived");
  });

  it("stays when one of its rows is pressed: that row goes, the others do not", async () => {
    world.at(london("2027-03-11", "14:20"));
    const [first, second] = [await handedIn(world), await handedIn(world)];
    await world.deliver();
    world.at(london("2027-03-16", "08:30"));
    await say({ kind: "weekly", to: to("priya"), day: "2027-03-16" });
    const [card] = world.sent.filter(({ card: { template } }) => template === "weekly").map((sent) => sent.card);
    const signOff = commandsOf(card).find((each) => each.do === "sign-off" && each.ref === first);
    expect(signOff).toMatchObject({ again: { do: "weekly" } });

    const pressed = { conversation: "D-PRIYA", message: "m1", readBy: "one" } as const;
    const { answer } = await world.press("priya", "dm", signOff as never, { pressed });

    expect(answer.replace?.template).toBe("weekly");
    const whole = JSON.stringify(answer.replace);
    expect(whole).toContain(second);
    expect(whole).not.toContain(first);
    expect(answer.tell?.template).toBe("action");
    expect(await world.action(first)).toMatchObject({ status: "complete" });
  });

  it("can be asked for by the lead, by whoever may act for them, and by nobody else", async () => {
    world.at(london("2027-03-11", "14:20"));
    const waiting = await handedIn(world);
    const { text, answer } = await world.mdt("priya", "dm", "weekly");
    expect(text).toMatch(/^The cases you lead · week of Mon 8 March 2027/);
    expect(text).toContain(waiting);
    expect(answer.replace).toBeNull();
    expect((await world.mdt("carl", "dm", "weekly")).text).toContain("You lead no case");

    const pressed = { conversation: "D-TOM", message: "m1", readBy: "one" } as const;
    const weekly = { do: "weekly", lead: "priya" } as const;
    expect((await world.press("tom", "dm", weekly, { pressed })).text).toContain(waiting);
    expect((await world.press("harriet", "dm", weekly, { pressed })).text).not.toContain(waiting);
  });

  it("says nothing to whoever leads nothing that needs looking after, and nothing after 18:00", async () => {
    await world.db.cover.deleteMany();
    await say({ kind: "weekly", to: to("carl"), day: DAY });
    expect(await settled("weekly")).toMatchObject({ state: "skipped", reason: "the reader leads no case" });

    world.at(london("2027-03-22", "18:00"));
    await say({ kind: "weekly", to: to("priya"), day: "2027-03-22" });
    expect(await settled("weekly")).toMatchObject({ state: "skipped", reason: "it is too late in the day" });
  });
});

describe("a room's digest", () => {
  const EVERYBODY = ["priya", "tom", "kit", "harriet", "hassan", "carl"];
  const SECRETS = /pipes|report|surveyor|Harriet|Priya|Carl|Meera|Example Person|Quayside/;

  it("has a line for each action where everybody in the room may see the case", async () => {
    const ref = await overdue();
    world.inRoom("C-CASE", EVERYBODY);
    const day = anotherDay();
    await say(roomDigest("C-CASE", day));

    const [said = ""] = world.heardBy("C-CASE");
    expect(said).toMatch(
      new RegExp(`^Actions in this room · .*\n1 overdue\nC-014 · 1 overdue\n${ref} · Housing officer · due Thu 25 March 2027`),
    );
    const whole = JSON.stringify(world.sent.at(-1)?.card);
    expect(whole).not.toMatch(SECRETS);
    expect(world.sent.at(-1)?.card.mentions).toEqual({});
    expect(whole).toContain("Show mine");
    const { id } = await world.action(ref);
    expect(await settled("room-digest")).toMatchObject({ state: "sent", listed: [id] });
  });

  it.each([
    ["somebody whom we do not know", [...EVERYBODY, "guest"]],
    ["somebody who has left the case", [...EVERYBODY, "una"]],
    ["somebody of another case", [...EVERYBODY, "zoe"]],
    ["nobody whom the platform would tell", null],
  ])("has nothing but numbers with %s in it", async (_who, people) => {
    const ref = await overdue();
    world.inRoom("C-CASE", people);
    const day = anotherDay();
    await say(roomDigest("C-CASE", day));

    const [said = ""] = world.heardBy("C-CASE");
    expect(said).toMatch(/^Actions in this room · [^\n]*\n1 overdue$/);
    const whole = JSON.stringify(world.sent.at(-1)?.card);
    expect(whole).not.toContain(ref);
    expect(whole).not.toContain("C-014");
    expect(whole).not.toMatch(SECRETS);
    expect(await settled("room-digest")).toMatchObject({ state: "sent", listed: [] });
  });

  it("has nothing but numbers where the members cannot be looked up", async () => {
    await overdue();
    world.inRoom("C-CASE", EVERYBODY);
    world.fails("members of C-CASE", faultOfOurs);
    const day = anotherDay();
    await say(roomDigest("C-CASE", day));

    expect(world.heardBy("C-CASE").join()).toMatch(/^Actions in this room · [^\n]*\n1 overdue$/);
  });

  it("of several cases lists those that all may see, and counts the others without saying which", async () => {
    const ref = await overdue();
    world.at(london("2027-03-11", "14:20"));
    const other = await drafted(world, 'Carl by 25 March call Robin back evidence "note of the call"', "zoe", "C-031");
    await world.say("zoe", "dm", `confirm ${other}`);
    await world.deliver();
    world.inRoom("C-MIXED", ["priya", "harriet", "carl"]);
    world.sent.length = 0;
    const day = anotherDay();
    await say(roomDigest("C-MIXED", day));

    const said = world.heardBy("C-MIXED").join();
    expect(said).toContain(`${ref} · Housing officer`);
    expect(said).toContain("Not listed here: 1 overdue.");
    const whole = JSON.stringify(world.sent.filter(({ to: room }) => room === "C-MIXED"));
    expect(whole).not.toMatch(/C-031|Robin|call/);
    expect(whole).not.toMatch(SECRETS);
  });

  it("is not sent where nothing is due, also with evidence and drafts about", async () => {
    world.at(london("2027-03-11", "14:20"));
    await handedIn(world);
    await drafted(world, 'Harriet by 12 March look at the door evidence "photo"');
    world.inRoom("C-CASE", EVERYBODY);
    await world.forget();
    const day = anotherDay();
    await say(roomDigest("C-CASE", day));

    expect(world.heardBy("C-CASE")).toEqual([]);
    expect(await settled("room-digest")).toMatchObject({ state: "skipped", reason: "nothing is due" });
  });

  it("shows whoever presses Show mine their own, and only to them", async () => {
    const ref = await overdue();
    const pressed = { conversation: "C-CASE", message: "m1", readBy: "room" } as const;
    const { answer, text } = await world.press("harriet", "C-CASE", { do: "digest" }, { pressed });

    expect(answer.replace).toBeNull();
    expect(answer.tell?.template).toBe("digest");
    expect(text).toContain(ref);
  });
});

describe("word of a message that did not arrive", () => {
  it("goes to the lead, says who, what kind, why and when, and nothing of what it said", async () => {
    const ref = await proposed(world, "Hassan");
    const { id } = await world.action(ref);
    await world.forget();
    const notice: Notice = {
      ...{ kind: "undelivered", to: to("priya"), notice: "00000000-0000-4000-8000-00000000000d" },
      ...{ what: "proposed", unreached: "hassan", reason: "user_disabled" },
    };
    const file = await world.db.case.findFirstOrThrow({ where: { ref: "C-014" } });
    await directTransaction(world.db, async (tx) => {
      const about = { providerId: "harbour", caseId: file.id, actionId: id, now: MORNING };
      await enqueue(tx, about, [{ notice, personId: "priya", placeId: null, lane: laneOf("slack", "T0001", "U-PRIYA") }]);
      await tx.commit();
    });
    await world.deliver();

    expect(world.heardBy("priya")).toEqual([
      [
        `${ref} · a message did not arrive`,
        "Tue 30 March 2027, 08:30",
        "Hassan (Housing team manager, Quayside Homes) was not reached with a request to accept an action.",
        "Their account is closed, or is not there any more.",
        "Please tell them another way, or choose somebody else.",
      ].join("\n"),
    ]);
  });
});
