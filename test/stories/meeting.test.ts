import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BothSides, bothSides } from "./support/both-sides.ts";
import { oneStory } from "./support/chapters.ts";
import { living, type Platform, SLACK_ROOM, TEAMS_ROOM, withoutLadders } from "./support/platforms.ts";
import { type Replica, SAMPLE, type World, world } from "./support/service.ts";
import { until } from "./support/until.ts";

/**
 * Scenario 1, steps 6 to 8 and 14: a joint meeting, what is said in it made into actions, minutes, and a follow-up check. Without a ladder:
 * what is escalated is another story.
 */

const EVERYBODY = ["priya", "tom", "harriet", "hassan", "carl", "connie"];

const SURVEY = "I'll get the pipe lagging and wall insulation survey done in 10 working days, I'll upload the surveyor's report";
const MEDIATION = "mediation offer to the upstairs neighbour, three weeks from today";
const CUPBOARD = "someone should look at the boiler cupboard door";
const PLAN = "I'll update the risk plan and set a predictable routine for repair days by Tuesday";

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
  const answered = (who: string, ...words: string[]) =>
    onSlack ? people.slack.sees(who, room, ...words) : people.teams.sees(who, "dm", ...words);
  const inRoom = async (...words: string[]): Promise<string> =>
    (await (onSlack ? people.slack.sees("connie", room, ...words) : people.teams.sees("connie", room, ...words))).words;
  /** Somebody says it in the room, and Priya chooses **Make this an action** on it. */
  async function madeAnAction(who: string, words: string): Promise<void> {
    if (onSlack) {
      await people.slack.says(who, room, words);
      await people.slack.makesAction("priya", room, (await people.slack.sees("priya", room, words)).ts);
    } else {
      await people.teams.says(who, room, words);
      await people.teams.makesAction("priya", room, (await people.teams.sees("priya", room, words)).id);
    }
  }
  const labels = ({ buttons }: { buttons: { label: string }[] }): string[] => buttons.map(({ label }) => label);
  const meeting = () => here.database.db.meeting.findFirstOrThrow();
  const becomes = (number: number, status: string) =>
    until(
      async () => (await here.database.db.action.findFirst({ where: { number } }))?.status === status,
      () => `A${number} to be ${status}`,
    );

  beforeAll(async () => {
    here = await world(living(withoutLadders(SAMPLE), Object.fromEntries(EVERYBODY.map((who) => [who, [platform]]))));
    await serve();
    await people.clockTo("2027-03-11T14:00:00Z");
  });
  afterAll(() => here?.end());

  it("starts with the roll from the partner map", async () => {
    await types("priya", "mdt meeting start C-014 chair me");
    const { words } = await answered("priya", "meeting M1", "has started");

    expect(words).toContain("chair Priya (Service manager)");
    for (const who of [
      "Harriet (Housing officer)",
      "Hassan (Housing team manager)",
      "Carl (Community safety officer)",
      "Connie (Commissioner)",
    ])
      expect(words).toContain(who);
    await inRoom("meeting M1", "Open since Thu 11 March 2027, 14:00");
  });

  it("drafts Harriet's promise with her date and her evidence", async () => {
    await madeAnAction("harriet", SURVEY);
    const draft = await answered("priya", "C-014/A1", "@Harriet", "Thu 25 March 2027", "surveyor's report");

    expect(draft.words).toContain("in 10 working days");
    expect(labels(draft)).toEqual(expect.arrayContaining(["Confirm", "Edit"]));
  });

  it("drafts Carl's offer, and asks what will show that it is done", async () => {
    await madeAnAction("carl", MEDIATION);
    await answered("priya", "C-014/A2", "@Carl", "Thu 1 April 2027", "not set", "What will show this is done?");
    const asked = await people.sees("carl", "C-014/A2", "What will show this is done?");

    expect(asked.words).toContain("would like to make an action of what you said");
  });

  it("makes no action of what nobody has taken, and asks Hassan alone who will do it, and by when", async () => {
    await madeAnAction("hassan", CUPBOARD);
    await answered("priya", "C-014/A3 is no action yet. Hassan is asked privately: Who will do this, and by when?");
    const asked = await people.sees("hassan", "C-014/A3", "Who will do this, and by when?");

    expect(labels(asked)).toEqual(["Choose owner", "Set due date", "Not an action"]);
    expect(await here.database.db.action.findFirst({ where: { number: 3 } })).toMatchObject({ status: "draft", owner: null });
  });

  it("drafts Priya's own promise with both things that will show it", async () => {
    await madeAnAction("priya", PLAN);
    await answered("priya", "C-014/A4", "@Priya", "Tue 16 March 2027", "risk plan version and repair-day routine");
  });

  it("tells the room of no draft more than that there is one", async () => {
    await inRoom("C-014/A4 · draft");
    const said = onSlack ? await people.slack.reads("connie", room) : await people.teams.reads("connie", room);
    const ours = said.map(({ words }) => words).filter((words) => words.includes("C-014"));

    expect(ours.join()).toContain("C-014/A3 · draft");
    for (const detail of ["lagging", "mediation", "boiler", "risk plan"]) expect(ours.join()).not.toContain(detail);
  });

  it("goes on after a restart, and lets Hassan pick Harriet and 15 working days, past Good Friday and Easter Monday", async () => {
    await service.stop();
    await serve();
    await types("hassan", "action edit A3");
    await people.fills("hassan", { who: "person:harriet" });
    await answered("hassan", "C-014/A3", "By when?");
    await people.pressesAnswer("hassan", "15 working days: Mon 5 April 2027", "C-014/A3");
    await answered("hassan", "C-014/A3", "Mon 5 April 2027", "What will show this is done?");
    await types("hassan", "action edit A3");
    await people.fills("hassan", { evidence: "photo of the mended door" });
    await answered("hassan", "C-014/A3", "photo of the mended door");
  });

  it("asks each owner to accept once it is confirmed, and shows the chair who has not", async () => {
    await types("priya", "action confirm A1");
    await people.sees("priya", "C-014/A3", "said what was missing. It can be confirmed.");
    await types("priya", "action confirm A3");
    await types("priya", "action confirm A4");
    await becomes(4, "open");
    await people.sees("harriet", "C-014/A1", "Proposed", "Thu 25 March 2027");
    await people.presses("harriet", "Accept", "C-014/A1");
    await people.sees("harriet", "C-014/A3", "Proposed", "Mon 5 April 2027");
    await becomes(1, "open");
    await types("priya", "mdt meeting C-014");
    const { words } = await answered("priya", "meeting M1", "A2 has no evidence.");

    expect(words).toMatch(/C-014\/A3[^\n]*\n?[^\n]*proposed/i);
    await people.presses("harriet", "Accept", "C-014/A3");
    await becomes(3, "open");
  });

  it("knows who was there, and what was decided by whom", async () => {
    await types("priya", "mdt decision the flat gets new door seals by Hassan");
    await inRoom("the flat gets new door seals", "decided by Hassan (Housing team manager)");
    await types("priya", "mdt meeting here Harriet, Hassan, Carl and me");
    await types("connie", "mdt meeting apologies me");

    await inRoom("Apologies: Connie (Commissioner)", "Here: Priya (Service manager)");
  });

  it("refuses to end with exactly what is missing, and stays open", async () => {
    await types("priya", "mdt meeting end");
    await answered("priya", "A2 has no evidence. No follow-up check date set.");

    expect(await meeting()).toMatchObject({ state: "open" });
  });

  it("lets Carl say what will show it, and Priya set the follow-up check", async () => {
    await types("carl", "action edit A2");
    await people.fills("carl", { evidence: "mediation offer letter and reply" });
    await people.sees("priya", "C-014/A2", "said what was missing. It can be confirmed.", "mediation offer letter and reply");
    await people.presses("priya", "Confirm", "C-014/A2");
    await people.presses("carl", "Accept", "C-014/A2");
    await becomes(2, "open");
    await types("priya", "mdt follow-up Tue 13 April");
    await answered("priya", "Follow-up check on Tue 13 April 2027.");
  });

  it("issues minutes as it ends: attendance, apologies, decisions and by whom, actions and the follow-up date", async () => {
    await types("priya", "mdt meeting end");
    await answered("priya", "M1 has ended. Follow-up check on Tue 13 April 2027.");
    expect(await meeting()).toMatchObject({ state: "ended", followUpDay: "2027-04-13" });

    const minutes = await inRoom(
      ...["C-014/M1 · minutes", "Thu 11 March 2027, 14:00 to", "Priya, Harriet, Hassan, Carl", "Connie (Commissioner)"],
      ...["1. the flat gets new door seals · by Hassan (Housing team manager)", "Tue 13 April 2027"],
    );
    for (const action of [
      "Harriet (Housing officer) · due Thu 25 March 2027 · evidence: surveyor's report",
      "Carl (Community safety officer) · due Thu 1 April 2027 · evidence: mediation offer letter and reply",
      "Harriet (Housing officer) · due Mon 5 April 2027 · evidence: photo of the mended door",
      "Priya (Service manager) · due Tue 16 March 2027 · evidence: risk plan version and repair-day routine",
    ])
      expect(minutes).toContain(action);
    await people.sees("connie", "C-014/M1 · minutes");
    await people.sees("tom", "C-014/M1 · minutes");
  });

  it("gives whoever presses for them a link of their own, and nobody else", async () => {
    const pressed = ["harriet", room, "Get minutes", "C-014"] as const;
    await (onSlack ? people.slack.presses(...pressed) : people.teams.toldOf(...pressed));

    await answered("harriet", "C-014/M1 · minutes, version 1", "Your own link, until");
    expect(await here.database.db.auditEntry.findMany({ where: { verb: "get-minutes" } })).toMatchObject([{ actor: "harriet" }]);
  });

  it("says in a version of its own that Connie joined by phone, and keeps whose the decisions were", async () => {
    await types("priya", "mdt minutes C-014 M1 correct because Connie joined by phone");
    await people.fills("priya", {
      ...{ decisions: "the flat gets new door seals", reason: "Connie joined by phone" },
      ...{ here: "person:priya,person:harriet,person:hassan,person:carl", part: "person:connie", apologies: "" },
    });
    await answered("priya", "Version 2 is issued and sent to the same people. Version 1 is kept.");

    await inRoom(
      ...[
        "C-014/M1 · minutes",
        "Version 2",
        "Connie (for part)",
        "Corrected by Priya (Service manager) because Connie joined by phone.",
      ],
      ...["1. the flat gets new door seals · by Hassan (Housing team manager)"],
    );
    expect(await here.database.db.minutes.findMany({ orderBy: { version: "asc" }, select: { body: true } })).toMatchObject([
      { body: { apologies: [{ id: "connie" }] } },
      { body: { apologies: [], attendees: [{}, {}, {}, {}, { person: { id: "connie" }, attended: "part" }] } },
    ]);
  });

  it("is followed through: A4 signed off by cover, A1 by a new date, A3 by its own, A2 not achieved and A5 its next step", async () => {
    await people.clockTo("2027-03-16T10:00:00Z");
    await types("priya", "action evidence A4 risk plan RP-7 and routine RR-2");
    await becomes(4, "evidence submitted");
    await types("tom", "action sign-off A4");
    await becomes(4, "complete");
    await people.clockTo("2027-03-24T10:00:00Z");
    await types("harriet", "action extend A1 to Tue 6 April because surveyor illness; replacement booked");
    await people.presses("priya", "Approve new date", "C-014/A1");
    await people.fills("priya", { reason: "the replacement is booked" });
    await people.clockTo("2027-04-01T10:00:00Z");
    await types("carl", "action evidence A2 letter sent 22 March; the neighbour has declined");
    await becomes(2, "evidence submitted");
    await types("priya", "action not-achieved A2 because the neighbour declined mediation");
    await answered("priya", "C-014/A2", "Not achieved", "What is the next step?");
    await people.pressesAnswer("priya", "New action", "C-014/A2");
    const next = { text: "send a letter about quiet hours", who: "person:carl", date: "2027-04-20", evidence: "copy" };
    await people.fills("priya", next);
    await answered("priya", "C-014/A5", "quiet hours");
    await types("priya", "action confirm A5");
    await becomes(5, "proposed");
    await people.clockTo("2027-04-05T10:00:00Z");
    for (const number of [3, 1]) {
      if (number === 1) await people.clockTo("2027-04-06T10:00:00Z");
      await types("harriet", `action evidence A${number} filed as Q-${number}`);
      await becomes(number, "evidence submitted");
      await types("priya", `action sign-off A${number}`);
      await becomes(number, "complete");
    }
  });

  it("opens its follow-up check by itself on Tue 13 April: the four actions, dates met or missed, and A5", async () => {
    await people.clockTo("2027-04-13T07:31:00Z");
    const { words } = await people.sees("priya", "follow-up check of meeting M1", "Agreed Thu 11 March 2027");

    for (const line of [
      /A1 .*Complete.* moved date met, first agreed: Thu 25 March 2027/i,
      /A2 .*Not achieved.* date met/i,
      /A3 .*Complete.* date met/i,
      /A4 .*Complete.* date met/i,
      /Next steps since[\s\S]*A5 .*quiet hours/i,
    ])
      expect(words.replaceAll("\n", " ")).toMatch(line);
    await inRoom("follow-up check of meeting M1", "4 actions");
  });

  it("is carried over into the next, with what is still open", async () => {
    await types("priya", "mdt meeting start C-014 type rapid");
    expect((await answered("priya", "meeting M2", "has started")).words).toMatch(/Agreed in M1[\s\S]*C-014\/A1[\s\S]*C-014\/A5/);
    await types("priya", "mdt meeting no-actions because everything is in hand");
    await types("priya", "mdt follow-up tomorrow");
    await answered("priya", "Follow-up check on Wed 14 April 2027.");
    await types("priya", "mdt meeting end");
    await answered("priya", "M2 has ended.");
    await people.clockTo("2027-04-14T07:31:00Z");

    await inRoom("follow-up check of meeting M2", "everything is in hand");
  });

  it("leaves a sound trail, and nothing in the log that somebody should be woken for", async () => {
    expect((await here.cli("audit", "verify", "--case", "C-014")).said).toContain("the trail is sound");
    expect(service.faults()).toEqual([]);
  });
});
