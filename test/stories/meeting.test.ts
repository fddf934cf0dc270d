import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BothSides, bothSides } from "./support/both-sides.ts";
import { oneStory } from "./support/chapters.ts";
import { living, type Platform, SLACK_ROOM, TEAMS_ROOM } from "./support/platforms.ts";
import { type Replica, SAMPLE, type World, world } from "./support/service.ts";
import { until } from "./support/until.ts";

/** Scenario 1.3, the joint meeting: it starts, promises are made in it, it cannot end before it is whole, and what was agreed is checked. */

const EVERYBODY = ["priya", "tom", "harriet", "hassan", "carl", "connie"];

describe.each<Platform>(["slack", "teams"])("the joint meeting on Thu 11 March 2027, on %s", (platform) => {
  let here: World;
  let service: Replica;
  let people: BothSides;

  oneStory(() => service);

  const onSlack = platform === "slack";
  const room = onSlack ? SLACK_ROOM : TEAMS_ROOM;
  const serve = async (): Promise<void> => {
    service = await here.serve({ REHEARSAL: "1" });
    people = bothSides(service.url, () => platform);
    if (!onSlack) for (const who of ["tom", "carl", "hassan", "connie"]) await people.teams.addsApp(who);
  };
  const types = (who: string, words: string): Promise<void> =>
    onSlack ? people.slack.says(who, room, `/${words}`) : people.teams.says(who, room, `@Followthrough ${words}`);
  /** What somebody is answered to words in the room: there for them alone, or in their own chat. */
  const answered = async (who: string, ...words: string[]): Promise<string> =>
    (await (onSlack ? people.slack.sees(who, room, ...words) : people.teams.sees(who, "dm", ...words))).words;
  const inRoom = async (...words: string[]): Promise<string> =>
    (await (onSlack ? people.slack.sees("connie", room, ...words) : people.teams.sees("connie", room, ...words))).words;
  const meeting = () => here.database.db.meeting.findFirstOrThrow();

  beforeAll(async () => {
    here = await world(living(SAMPLE, Object.fromEntries(EVERYBODY.map((who) => [who, [platform]]))));
    await serve();
    await people.clockTo("2027-03-11T14:00:00Z");
  });
  afterAll(() => here?.end());

  it("starts with the roll from the partner map, the previous actions and what is still open", async () => {
    await types("priya", "action assign Connie by 25 March ask about the noise evidence reply");
    await answered("priya", "C-014/A1", "noise");
    await types("priya", "mdt meeting start C-014 chair me");
    const said = await answered("priya", "meeting M1", "has started");

    expect(said).toContain("chair Priya (Service manager)");
    for (const who of [
      "Harriet (Housing officer)",
      "Hassan (Housing team manager)",
      "Carl (Community safety officer)",
      "Connie (Commissioner)",
    ])
      expect(said).toContain(who);
    expect(said).toMatch(/Open in this case[\s\S]*C-014\/A1/);
    await inRoom("meeting M1", "Open since Thu 11 March 2027, 14:00");
  });

  it("has drafts made in its room, and owners who accept them", async () => {
    await types("harriet", `action assign me in 10 working days get the survey done evidence "surveyor's report"`);
    await answered("harriet", "C-014/A2", "Thu 25 March 2027");
    await types("harriet", "action confirm A2");
    await types("carl", "action assign me three weeks from today mediation offer to the upstairs neighbour");
    await answered("carl", "C-014/A3", "Thu 1 April 2027");
    await types("priya", "mdt decision the flat gets new door seals by Hassan");
    await inRoom("the flat gets new door seals", "decided by Hassan (Housing team manager)");
    await types("priya", "mdt meeting here Harriet, Hassan, Carl and me");
    await types("connie", "mdt meeting apologies me");

    await inRoom("Apologies: Connie (Commissioner)", "Here: Priya (Service manager)");
  });

  it("goes on after a restart", async () => {
    await service.stop();
    await serve();
    await types("priya", "mdt meeting C-014");

    await answered("priya", "meeting M1", "the flat gets new door seals", "A3 has no evidence.");
  });

  it("refuses to end with exactly what is missing, and stays open", async () => {
    await types("priya", "mdt meeting end");
    await answered("priya", "A3 has no evidence. No follow-up check date set.");

    expect(await meeting()).toMatchObject({ state: "open" });
  });

  it("ends once it is whole", async () => {
    await types("carl", "action discard A3");
    await types("carl", 'action assign me three weeks from today mediation offer evidence "mediation offer letter and reply"');
    await answered("carl", "C-014/A4", "mediation offer letter and reply");
    await types("carl", "action confirm A4");
    await types("priya", "mdt follow-up Tue 13 April");
    await answered("priya", "Follow-up check on Tue 13 April 2027.");
    await until(
      async () => ((await here.database.db.action.findFirst({ where: { number: 4 } }))?.status === "open" ? true : undefined),
      () => "A4 to be open",
    );
    await types("priya", "mdt meeting end");
    await answered("priya", "M1 has ended. Follow-up check on Tue 13 April 2027.");

    expect(await meeting()).toMatchObject({ state: "ended", followUpDay: "2027-04-13" });
  });

  it("is carried over into the next, whose follow-up check opens by itself on its day", async () => {
    await types("priya", "mdt meeting start C-014 type rapid");
    expect(await answered("priya", "meeting M2", "has started")).toMatch(/Agreed in M1[\s\S]*C-014\/A2[\s\S]*C-014\/A4/);
    await types("priya", "mdt meeting no-actions because everything is in hand");
    await types("priya", "mdt follow-up tomorrow");
    await answered("priya", "Follow-up check on Fri 12 March 2027.");
    await types("priya", "mdt meeting end");
    await answered("priya", "M2 has ended.");
    await people.clockTo("2027-03-12T08:30:00Z");

    await inRoom("follow-up check of meeting M2", "everything is in hand");
    await people.sees("priya", "follow-up check of meeting M2");
  });

  it("leaves a sound trail, and nothing in the log that somebody should be woken for", async () => {
    expect((await here.cli("audit", "verify", "--case", "C-014")).said).toContain("the trail is sound");
    expect(service.faults()).toEqual([]);
  });
});
