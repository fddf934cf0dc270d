import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { oneStory } from "./support/chapters.ts";
import { living, TEAMS_ROOM as ROOM } from "./support/platforms.ts";
import { type People, peopleIn } from "./support/rehearsal.ts";
import { type PeopleInTeams, peopleInTeams } from "./support/rehearsal-teams.ts";
import { type Replica, SAMPLE, type World, world } from "./support/service.ts";

/** Scenario 1 in short, with everybody on Teams. */

const EVERYBODY = ["priya", "tom", "harriet", "hassan", "carl", "connie"];

oneStory(() => service);

let here: World;
let service: Replica;
let clock: Pick<People, "clockTo">;
let people: PeopleInTeams;

beforeAll(async () => {
  here = await world(living(SAMPLE, Object.fromEntries(EVERYBODY.map((person) => [person, ["teams"] as const]))));
  service = await here.serve({ REHEARSAL: "1" });
  clock = peopleIn(service.url);
  people = peopleInTeams(service.url);
});
afterAll(() => here?.end());

interface Logged {
  ref: string;
  status: string;
  owner: string | null;
  due: string | null;
  originalDue: string | null;
  signedOffBy: string | null;
  extensions: number;
}

const exported = async (): Promise<Logged[]> =>
  JSON.parse((await here.cli("export", "--case", "C-014", "--format", "json")).said) as Logged[];
const logged = async (ref: string): Promise<Logged | undefined> => (await exported()).find((action) => action.ref === ref);

describe("the joint meeting on Thu 11 March 2027, in a channel of Teams", () => {
  it("drafts A1 for Priya in her own chat, and tells the room only that there is a draft", async () => {
    await clock.clockTo("2027-03-11T14:00:00Z");
    await people.says(
      "priya",
      ROOM,
      `@Followthrough assign @Harriet in 10 working days get the pipe lagging survey done evidence "surveyor's report"`,
    );
    const draft = await people.sees("priya", "dm", "C-014/A1", "Thu 25 March 2027", "surveyor's report");

    expect(draft.words).toContain("@Harriet");
    expect(draft.buttons.map(({ label }) => label)).toEqual(expect.arrayContaining(["Confirm", "Edit", "Discard"]));
    await people.sees("harriet", ROOM, "C-014/A1", "draft");
    const room = (await people.reads("harriet", ROOM)).filter(({ words }) => !words.includes("assign"));
    expect(room.map(({ words }) => words).join("\n")).not.toContain("lagging");
  });

  it("tells Carl, who has not added the app, in the room how to, and nothing of what he wrote", async () => {
    await people.says("carl", ROOM, "@Followthrough assign me by Friday make the mediation offer");
    const told = await people.sees("carl", ROOM, "@Carl", "Followthrough");

    expect(told.words).toMatch(/add|install/i);
    const ours = (await people.reads("carl", ROOM)).filter(({ words }) => !words.includes("assign"));
    expect(ours.map(({ words }) => words).join("\n")).not.toContain("mediation");
    await people.addsApp("carl");
  });

  it("asks Harriet in her chat, and shows the room that she has accepted", async () => {
    await people.presses("priya", "dm", "Confirm", "C-014/A1");
    await people.sees("harriet", "dm", "C-014/A1", "Proposed", "Thu 25 March 2027");
    await people.sees("connie", ROOM, "C-014/A1", "Proposed", "lagging", "Harriet");
    await people.presses("harriet", "dm", "Accept", "C-014/A1");
    await people.sees("harriet", "dm", "C-014/A1", "Accepted", "Open");
    await people.sees("connie", ROOM, "C-014/A1", "Open", "lagging");

    const buttons = (await people.reads("harriet", "dm")).flatMap((seen) => seen.buttons);
    expect(buttons.map(({ label }) => label)).not.toContain("Accept");
  });
});

describe("Wed 24 March: the surveyor is ill", () => {
  it("asks Priya for a new date by a form, and changes nothing until she decides", async () => {
    await clock.clockTo("2027-03-24T11:00:00Z");
    await people.presses("harriet", "dm", "Ask for new date", "C-014/A1");
    await people.fills("harriet", "dm", { date: "2027-04-06", reason: "surveyor illness; replacement booked" });
    await people.sees("priya", "dm", "C-014/A1", "Tue 6 April 2027", "surveyor illness");
    expect(await logged("A1")).toMatchObject({ due: "2027-03-25", extensions: 0 });
  });

  it("keeps the date first agreed, and shows it beside the new one", async () => {
    await people.presses("priya", "dm", "Approve new date", "C-014/A1");
    await people.fills("priya", "dm", { reason: "the replacement is booked" });
    await people.sees("connie", ROOM, "C-014/A1", "Tue 6 April 2027", "first agreed: Thu 25 March 2027");
    expect(await logged("A1")).toMatchObject({ due: "2027-04-06", originalDue: "2027-03-25", extensions: 1, status: "open" });
  });
});

describe("Tue 6 April: how it ends", () => {
  it("takes Harriet's evidence, and does not let her sign it off", async () => {
    await clock.clockTo("2027-04-06T15:00:00Z");
    await people.presses("harriet", "dm", "Submit evidence", "C-014/A1");
    await people.fills("harriet", "dm", { text: "Report QH-2231" });
    await people.sees("connie", ROOM, "C-014/A1", "Evidence submitted");
    await people.says("harriet", "dm", "sign-off C-014/A1");
    await people.sees("harriet", "dm", "Only a signer or the lead who is not the owner");
    expect(await logged("A1")).toMatchObject({ status: "evidence submitted", signedOffBy: null });
  });

  it("has Priya sign it off, and everybody in the room sees that", async () => {
    await people.sees("priya", "dm", "C-014/A1", "Report QH-2231");
    await people.presses("priya", "dm", "Sign off", "C-014/A1");
    await people.sees("priya", "dm", "C-014/A1", "Complete");
    await people.sees("harriet", "dm", "C-014/A1", "@Priya (Service manager", "signed this off");
    await people.sees("connie", ROOM, "C-014/A1", "Complete");

    expect(await logged("A1")).toMatchObject({ status: "complete", owner: "Harriet", signedOffBy: "Priya" });
  });

  it("leaves a sound trail, and nothing in the log that somebody should be woken for", async () => {
    expect((await here.cli("audit", "verify", "--case", "C-014")).said).toContain("the trail is sound");
    expect(service.faults()).toEqual([]);
  });
});
