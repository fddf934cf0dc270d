import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BothSides, bothSides } from "./support/both-sides.ts";
import { oneStory } from "./support/chapters.ts";
import { living, type Platform, SLACK_ROOM, TEAMS_ROOM } from "./support/platforms.ts";
import { type Replica, SAMPLE, type World, world } from "./support/service.ts";

/**
 * Scenario 1, step 12: an action stays overdue, the housing team manager is asked, and decides once. Connie, the next on the ladder, is
 * on both sides and hears nothing.
 */

const TOLD: Record<string, Platform> = { priya: "slack", tom: "slack", harriet: "teams", hassan: "slack", carl: "teams" };
const all = (platform: Platform) => Object.fromEntries(Object.keys(TOLD).map((who) => [who, platform]));

describe.each([
  ["all on Slack", all("slack")],
  ["all on Teams", all("teams")],
  ["owner on Teams and decider on Slack", TOLD],
])("an escalation, %s", (_, where) => {
  let here: World;
  let service: Replica;
  let people: BothSides;

  oneStory(() => service);

  beforeAll(async () => {
    const on = Object.fromEntries(Object.entries(where).map(([who, platform]) => [who, [platform]]));
    here = await world(living(SAMPLE, { ...on, connie: ["slack", "teams"] }));
    service = await here.serve({ REHEARSAL: "1" });
    people = bothSides(service.url, (who) => where[who] ?? "slack");
    await people.clockTo("2027-03-25T10:00:00Z");
    await people.commands("priya", `assign Harriet by 25 March get the pipe survey done evidence "surveyor's report"`);
    await people.pressesAnswer("priya", "Confirm", "C-014/A1");
    await people.presses("harriet", "Accept", "C-014/A1");
    await people.sees("harriet", "C-014/A1", "Thu 25 March 2027");
  });
  afterAll(() => here?.end());

  const threadsIn = async (room: string, who: string): Promise<string[]> =>
    (room === SLACK_ROOM ? await people.slack.reads(who, room) : await people.teams.reads(who, room)).map(({ words }) => words);

  it("is not opened a minute too early", async () => {
    await people.clockTo("2027-03-31T10:59:00Z");
    expect(await here.database.db.escalation.count()).toBe(0);
  });

  it("is opened at 12:00 of the second working day, in both rooms, and Hassan is asked by a card of his own", async () => {
    await people.clockTo("2027-03-31T11:00:30Z");
    await people.inBothRooms("C-014/E1", "Escalation of A1", "Thu 1 April 2027, 12:00");
    const asked = await people.sees(
      "hassan",
      "C-014/E1",
      "Hassan, please acknowledge this or decide it by Thu 1 April 2027, 12:00",
    );

    expect(asked.buttons.map(({ label }) => label)).toEqual(["Acknowledge", "Approve new date", "Decline", "Pass on"]);
    await people.sees("harriet", "C-014/E1", "escalated to Housing team manager");
  });

  it("leads from each room's thread to the other's", async () => {
    const { slack, teams } = await people.inBothRooms("C-014/E1", "Also in");
    expect(slack.words).toContain("Also in Teams");
    expect(teams.words).toContain("Also in Slack");
  });

  it("shows a mixed room that there is one, and nothing else", async () => {
    const mixed = (await people.slack.reads("connie", "C0MDT"))
      .map(({ words }) => words)
      .filter((words) => words.includes("escalation"));
    expect(mixed).toEqual(["C-014: escalation opened. See the case space."]);
  });

  it("is not Carl's to decide: he is told whose it is, and the attempt is kept", async () => {
    const refused = "Only Housing team manager or cover can decide this.";
    if (where.carl === "slack") {
      await people.slack.presses("carl", SLACK_ROOM, "Approve new date", "C-014/E1");
      await people.slack.sees("carl", SLACK_ROOM, refused);
    } else expect(await people.teams.toldOf("carl", TEAMS_ROOM, "Approve new date", "C-014/E1")).toContain(refused);

    const attempts = await here.database.db.auditEntry.findMany({ where: { result: "refused", actor: "carl" } });
    expect(attempts).toMatchObject([{ verb: "approve", actionNumber: 1 }]);
  });

  it("is decided by Hassan with a new date, and the card says so everywhere, without a button", async () => {
    await people.clockTo("2027-03-31T11:40:00Z");
    await people.presses("hassan", "Approve new date", "C-014/E1");
    await people.fills("hassan", { date: "2027-04-06", reason: "surveyor illness; replacement booked" });
    const shown = await people.inBothRooms("C-014/E1", "Approved by Housing team manager", "Tue 6 April 2027");
    expect(shown.slack.words).toContain("surveyor illness; replacement booked");
    const own = await people.sees("hassan", "C-014/E1", "Approved by Housing team manager");
    expect(own.buttons.map(({ label }) => label)).toEqual([]);
    await people.sees("harriet", "C-014/A1", "Tue 6 April 2027");
  });

  it("keeps the first agreed date, counts one extension, and asks nobody further up", async () => {
    const { said } = await here.cli("export", "--case", "C-014", "--format", "json");
    expect((JSON.parse(said) as object[])[0]).toMatchObject({ due: "2027-04-06", originalDue: "2027-03-25", extensions: 1 });
    await people.clockTo("2027-04-02T11:01:00Z");
    const heard = [...(await people.slack.reads("connie", "dm")), ...(await people.teams.reads("connie", "dm"))];
    expect(heard.filter(({ words }) => words.includes("E1"))).toEqual([]);
  });

  it("has one thread in each room, in which everything stands once", async () => {
    for (const [room, who] of [
      [SLACK_ROOM, "connie"],
      [TEAMS_ROOM, "connie"],
    ] as const) {
      const words = await threadsIn(room, who);
      expect(words.filter((each) => each.includes("Escalation of A1"))).toHaveLength(1);
      expect(
        words.filter((each) => each.includes("Approved by Housing team manager") && !each.includes("Escalation of A1")),
      ).toHaveLength(1);
    }
    expect((await here.cli("audit", "verify")).code).toBe(0);
    expect(service.faults()).toEqual([]);
  });
});
