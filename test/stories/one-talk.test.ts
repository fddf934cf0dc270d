import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BothSides, bothSides } from "./support/both-sides.ts";
import { oneStory } from "./support/chapters.ts";
import { living, SLACK_ROOM, TEAMS_ROOM } from "./support/platforms.ts";
import { type Replica, SAMPLE, type World, world } from "./support/service.ts";

/** Part 4: what is said in the thread of an escalation on one side shows on the other, each in its own thread. */
describe("the thread of an escalation", () => {
  let here: World;
  let service: Replica;
  let people: BothSides;
  let slackThread: string;
  let teamsThread: string;

  oneStory(() => service);

  beforeAll(async () => {
    const on = { priya: ["slack"], tom: ["slack"], harriet: ["teams"], hassan: ["slack"], connie: ["slack", "teams"] } as const;
    here = await world(living(SAMPLE, on));
    service = await here.serve({ REHEARSAL: "1" });
    people = bothSides(service.url, (who) => (who === "harriet" ? "teams" : "slack"));
    await people.commands("priya", `assign Harriet by 25 March get the pipe survey done evidence "surveyor's report"`);
    await people.pressesAnswer("priya", "Confirm", "C-014/A1");
    await people.presses("harriet", "Accept", "C-014/A1");
    await people.sees("harriet", "C-014/A1", "Open");
    await people.commands("priya", "escalate A1 because nobody knows who pays");
    const { slack, teams } = await people.inBothRooms("C-014/E1", "Escalation of A1");
    [slackThread, teamsThread] = [slack.id, teams.id];
  });
  afterAll(() => here?.end());

  it("takes what Harriet writes in Teams to the thread on Slack", async () => {
    await people.teams.replies("harriet", TEAMS_ROOM, teamsThread, "The association pays. I ask @Hassan today.");
    const said = await people.slack.sees("hassan", SLACK_ROOM, "in Teams: The association pays. I ask @Hassan today.");

    expect(said).toMatchObject({ thread: slackThread, private: false });
    expect(said.words).toContain("Harriet (Housing officer, Quayside Homes) in Teams:");
  });

  it("takes what Hassan answers on Slack to the thread in Teams", async () => {
    await people.slack.replies("hassan", SLACK_ROOM, slackThread, "Agreed & booked: https://quay.example/q-2231");
    const said = await people.teams.sees("harriet", TEAMS_ROOM, "in Slack: Agreed & booked: ");

    expect(said.thread).toBe(teamsThread);
    expect(said.words).toContain("Hassan (Housing team manager, Quayside Homes) in Slack:");
  });

  it("keeps to itself what may not be shared, and says so to its writer alone", async () => {
    await people.slack.replies("priya", SLACK_ROOM, slackThread, "It is for 943 476 5919, at the old address");
    const told = await people.slack.sees("priya", SLACK_ROOM, "Your message was not passed on: it holds an NHS number.");

    expect(told).toMatchObject({ private: true, thread: slackThread });
  });

  it("leaves other talk where it is: beside the thread, and in another one", async () => {
    await people.teams.says("harriet", TEAMS_ROOM, "Lunch, anybody?");
    const [lunch] = (await people.teams.reads("harriet", TEAMS_ROOM)).filter(({ words }) => words.includes("Lunch"));
    await people.teams.replies("harriet", TEAMS_ROOM, lunch?.id ?? "", "At one o'clock?");
    await people.teams.replies("harriet", TEAMS_ROOM, teamsThread, "Thank you all.");
    await people.slack.sees("hassan", SLACK_ROOM, "in Teams: Thank you all.");

    const everywhere = [
      ...(await people.slack.reads("connie", SLACK_ROOM)),
      ...(await people.slack.reads("priya", "C0STAFF")),
      ...(await people.slack.reads("connie", "C0MDT")),
    ].map(({ words }) => words);
    expect(everywhere.filter((words) => /lunch|o'clock/i.test(words))).toEqual([]);
  });

  it("has each thing once on each side, told of by nobody twice, and in no other room", async () => {
    const bySomebody = (words: string) => / in (Slack|Teams): /.test(words);
    const onSlack = (await people.slack.reads("connie", SLACK_ROOM)).map(({ words }) => words).filter(bySomebody);
    const onTeams = (await people.teams.reads("connie", TEAMS_ROOM)).map(({ words }) => words).filter(bySomebody);
    const elsewhere = [...(await people.slack.reads("priya", "C0STAFF")), ...(await people.slack.reads("connie", "C0MDT"))];

    expect(onSlack).toEqual([expect.stringContaining("The association pays"), expect.stringContaining("Thank you all.")]);
    expect(onTeams).toEqual([expect.stringContaining("Agreed & booked")]);
    expect(elsewhere.map(({ words }) => words).filter(bySomebody)).toEqual([]);
  });

  it("is in the trail by who and when, and not a word of it is kept", async () => {
    const rows = await here.database.db.auditEntry.findMany({ where: { verb: "said" }, orderBy: { seq: "asc" } });
    expect(rows.map(({ actor, result }) => [actor, result])).toEqual([
      ["harriet", "done"],
      ["hassan", "done"],
      ["priya", "refused"],
      ["harriet", "done"],
    ]);

    const kept = JSON.stringify(
      await Promise.all([here.database.db.notice.findMany(), here.database.db.auditEntry.findMany()]),
      (_, value) => (typeof value === "bigint" ? String(value) : value),
    );
    expect(kept).not.toMatch(/association pays|Agreed & booked|943 476|Thank you all|o'clock/);
    expect(JSON.stringify(service.log)).not.toMatch(/association pays|Agreed & booked|943 476|Thank you all|o'clock/);
    expect(service.faults()).toEqual([]);
    expect((await here.cli("audit", "verify")).code).toBe(0);
  });
});
