import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BothSides, bothSides } from "./support/both-sides.ts";
import { oneStory } from "./support/chapters.ts";
import { living, type Platform } from "./support/platforms.ts";
import { type Replica, SAMPLE, type World, world } from "./support/service.ts";
import { until } from "./support/until.ts";

/** Scenario 3: thresholds agreed in writing, a cluster of incidents, one decision, and nobody who assumes that somebody else is leading. */

const ROOMS: Record<Platform, string> = { slack: "C0SUPPORT", teams: "19:harbour-c031@thread.tacv2" };

const RULES = `T1: 2 self-harm without injury in 7d: review by Service manager within 1wd
T2: 3 self-harm in 7d, or any self-harm with injury: stabilisation decision by Service manager within 2h
T3: request unacknowledged 4h during T2: escalation to Commissioner within 4h`;
const T4 = "T4: action overdue 4h during T2: escalation to Operations director within 4h";
const MIXED = "C-031: escalation opened. See the case space.";

const EVERYBODY = ["sam", "dana", "owen", "mo", "connie", "sol", "olu"];
const all = (platform: Platform) => Object.fromEntries(EVERYBODY.map((who) => [who, platform]));

describe.each([
  ["all on Slack", all("slack")],
  ["all on Teams", all("teams")],
  [
    "the provider on Slack, the trust and the council on Teams",
    { ...all("slack"), mo: "teams", connie: "teams", sol: "teams" } as const,
  ],
])("a cluster of incidents, %s", (_, where: Record<string, Platform>) => {
  let here: World;
  let service: Replica;
  let people: BothSides;

  oneStory(() => service);

  /** Typed in their own conversation. */
  const types = (who: string, words: string): Promise<void> =>
    where[who] === "teams" ? people.teams.says(who, "dm", words) : people.slack.says(who, "dm", `/${words}`);
  const inRoom = async (platform: Platform): Promise<string[]> => {
    // Somebody who is there.
    const who = EVERYBODY.find((each) => where[each] === platform) ?? "dana";
    const reading = platform === "slack" ? people.slack.reads(who, ROOMS.slack) : people.teams.reads(who, ROOMS.teams);
    return (await reading).map(({ words }) => words);
  };
  const platforms = [...new Set(Object.values(where))];
  const inRooms = async (...words: string[]): Promise<void> => {
    for (const platform of platforms) {
      const who = EVERYBODY.find((each) => where[each] === platform) ?? "dana";
      if (platform === "slack") await people.slack.sees(who, ROOMS.slack, ...words);
      else await people.teams.sees(who, ROOMS.teams, ...words);
    }
  };
  const inMixed = async (): Promise<string> => {
    const reader = EVERYBODY.find((each) => where[each] === "slack");
    return reader ? (await people.slack.reads(reader, "C0MDT")).map(({ words }) => words).join("\n") : "";
  };

  beforeAll(async () => {
    here = await world(living(SAMPLE, Object.fromEntries(EVERYBODY.map((who) => [who, [where[who] ?? "slack"]]))));
    service = await here.serve({ REHEARSAL: "1" });
    people = bothSides(service.url, (who) => where[who] ?? "slack");
    await people.clockTo("2027-05-05T09:00:00Z");
  });
  afterAll(() => here?.end());

  it("is met by thresholds that three people have agreed in writing, in their second version", async () => {
    await types("dana", `mdt threshold C-031 draft ${RULES} because of what we saw in April`);
    await types("dana", "mdt threshold C-031 signed by Dana, Mo and Connie");
    for (const who of ["dana", "mo", "connie"]) await types(who, "mdt threshold C-031 agree v1");
    await types("dana", `mdt threshold C-031 ${T4} because an overdue action is a risk`);
    await types("dana", "mdt threshold C-031 signed by Dana, Mo and Connie");
    await people.sees("mo", "Agree v2");
    for (const who of ["dana", "connie"]) await types(who, "mdt threshold C-031 agree v2");
    expect(await here.database.db.threshold.findFirst({ where: { version: 2 } })).toMatchObject({ agreedAt: null });
    await types("mo", "mdt threshold C-031 agree v2");
    await until(
      async () => (await here.database.db.threshold.findFirst({ where: { version: 2 } }))?.agreedAt,
      () => "version 2 to be in force",
    );
  });

  it("asks Dana for a review after the second incident, and nobody else learns of it", async () => {
    await people.clockTo("2027-06-14T20:41:00Z");
    await types("sam", "mdt incident C-031 self-harm at 21:40 injury none");
    await people.sees("sam", "I1 recorded");
    await people.clockTo("2027-06-15T21:16:00Z");
    await types("sam", "mdt incident C-031 self-harm at 22:15 injury none");
    await people.sees("dana", "C-031/E1", "Threshold T1", "Wed 16 June 2027");

    expect(await inMixed()).not.toContain("escalation");
    for (const platform of platforms) expect((await inRoom(platform)).join("\n")).not.toContain("E1");
    await people.clockTo("2027-06-16T09:00:00Z");
    await people.presses("dana", "Record review", "C-031/E1");
    await people.fills("dana", { text: "keep watching; evening routine adjusted" });
    await people.sees("dana", "C-031/E1", "keep watching; evening routine adjusted");
  });

  it("opens a thread at the third, which names the threshold, its version and the incidents, and asks for a decision within two hours", async () => {
    await people.clockTo("2027-06-17T12:55:00Z");
    await types("sam", "mdt incident C-031 self-harm at 13:55 injury none exploitation");
    await inRooms("C-031/E2", "Threshold T2, version 2", "I1, I2", "I3", "15:55", "call 999");
    await people.sees("dana", "C-031/E2", "15:55");

    for (const platform of platforms) expect((await inRoom(platform)).join("\n")).not.toMatch(/self-harm|exploitation/);
    if (platforms.includes("slack"))
      expect((await inMixed()).split("\n").filter((line) => line.includes("escalation"))).toEqual([MIXED]);
  });

  it("is decided once, by Dana, and every card says so without a button", async () => {
    await people.clockTo("2027-06-17T13:20:00Z");
    await people.presses("dana", "Start stabilisation", "C-031/E2");
    await people.fills("dana", { who: "person:dana", cover: "person:owen", reason: "three incidents in four days" });
    await inRooms("Approved by Service manager", "14:20", "C-031/E2");
    const own = await people.sees("dana", "C-031/E2", "Approved by Service manager");
    expect(own.buttons).toEqual([]);

    await types("dana", "mdt stabilise C-031/E2 because once more");
    await people.sees("dana", "Already decided by Dana");
    expect(await here.database.db.escalationEvent.count({ where: { kind: "decided", escalation: { number: 2 } } })).toBe(1);
  });

  it("asks Connie at 18:20, and not a minute before, where Mo has not answered what was asked at 14:20", async () => {
    await types("dana", `action assign C-031 Mo due 24h evidence "review record" urgent mental health review`);
    await people.presses("dana", "Confirm", "C-031/A1");
    await people.sees("mo", "C-031/A1");
    await people.clockTo("2027-06-17T17:19:00Z");
    expect(await here.database.db.escalation.count()).toBe(2);
    await people.clockTo("2027-06-17T17:21:00Z");
    await people.sees("connie", "C-031/E3", "not acknowledged since");
    await inRooms("C-031/E3", "Connie");

    await people.clockTo("2027-06-17T17:45:00Z");
    await people.presses("connie", "Acknowledge", "C-031/E3");
    await inRooms("Acknowledged by Connie");
    await people.clockTo("2027-06-17T18:05:00Z");
    await people.presses("mo", "Accept", "C-031/A1");
    await inRooms("E3", "the action was accepted");

    await people.clockTo("2027-06-18T11:15:00Z");
    await types("mo", "action evidence C-031/A1 review record MH-118, plan attached");
    await people.presses("dana", "Sign off", "C-031/A1");
  });

  it("adds the next incident to the thread that is open, and opens no second one", async () => {
    await people.clockTo("2027-06-19T22:10:00Z");
    await types("sam", "mdt incident C-031 self-harm at 23:10 injury none");
    await inRooms("New on this", "I4");

    for (const platform of platforms) {
      const begun = (await inRoom(platform)).filter((words) => words.includes("Threshold T2 crossed"));
      expect(begun).toHaveLength(1);
    }
    expect(await here.database.db.escalation.count()).toBe(3);
  });

  // What follows is the same wherever people are: told once, where they are on both.
  const isMixed = platforms.length > 1;

  it.runIf(isMixed)("is reviewed once Dana has ended stabilisation: a task for Dana, due in five working days", async () => {
    await people.clockTo("2027-06-27T08:00:00Z");
    expect(await here.database.db.thresholdReview.count()).toBe(0);
    await types("dana", "mdt stabilise C-031/E2 end because five clear days, and everything critical is done");
    await people.sees("dana", "C-031/E2", "Stabilisation has ended");
    await people.clockTo("2027-06-28T08:00:00Z");
    const [review] = await here.database.db.thresholdReview.findMany();
    expect(review).toMatchObject({ owner: "dana", version: 2, decision: null });
    await people.sees("dana", "review", "Keep");
    await types("dana", "mdt threshold C-031 review keep because they came at the right time");
    await people.sees("mo", "Agree v3");
    expect(await here.database.db.thresholdReview.findFirst()).toMatchObject({ decision: "keep", decidedBy: "dana" });
  });

  it.runIf(isMixed)(
    "can be shown to an inspector: what was crossed when, who decided how fast, and how the gap was closed",
    async () => {
      await types("olu", "mdt report C-031 escalation E2");
      const { words } = await people.sees("olu", "C-031/E2", "25 minutes");
      expect(words).toContain("limit 2 hours");
      expect(words).not.toMatch(/Sam\b/);
      expect((await here.cli("audit", "verify")).code).toBe(0);
      expect(service.faults()).toEqual([]);
    },
  );
});
