import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { oneStory } from "./support/chapters.ts";
import { type People, peopleIn } from "./support/rehearsal.ts";
import { type Replica, SAMPLE, type World, world } from "./support/service.ts";

/** Scenario 1, the joint meeting and what followed, with everybody on Slack. */

const ROOM = "C0HOUSING";
const STAFF = "C0STAFF";
const MDT = "C0MDT";
const SCOTTISH = "C0HEALTH";

oneStory(() => service);

let here: World;
let service: Replica;
let people: People;

beforeAll(async () => {
  here = await world(SAMPLE.replace("- ref: C-022\n", "- ref: C-022\n    region: scotland\n"));
  service = await here.serve({ REHEARSAL: "1" });
  people = peopleIn(service.url);
});
afterAll(() => here?.end());

interface Logged {
  ref: string;
  status: string;
  owner: string | null;
  due: string | null;
  originalDue: string | null;
  extensions: number;
  signedOffBy: string | null;
  follows: string | null;
  evidence: string | null;
}

const exported = async (ref: string, caseRef = "C-014"): Promise<Logged | undefined> => {
  const { said } = await here.cli("export", "--case", caseRef, "--format", "json");
  return (JSON.parse(said) as Logged[]).find((action) => action.ref === ref);
};

describe("the joint meeting on Thu 11 March 2027", () => {
  it("begins at 14:00", async () => {
    await people.clockTo("2027-03-11T14:00:00Z");
  });

  it("drafts A1 for Priya alone, due ten working days on, and tells the room only that there is a draft", async () => {
    await people.says(
      "priya",
      ROOM,
      `/action assign @Harriet in 10 working days get the pipe lagging and wall insulation survey done evidence "surveyor's report"`,
    );
    const draft = await people.sees("priya", ROOM, "C-014/A1", "Thu 25 March 2027", "surveyor's report");

    expect(draft.private).toBe(true);
    expect(draft.words).toContain("@Harriet");
    expect(draft.buttons.map(({ label }) => label)).toEqual(expect.arrayContaining(["Confirm", "Edit", "Discard"]));
    const line = await people.sees("harriet", ROOM, "C-014/A1", "draft");
    expect(line.words).not.toContain("lagging");
  });

  it("asks Carl what will show that A2 is done, and does not let it be confirmed before", async () => {
    await people.says("carl", ROOM, "ACTION: I'll make the mediation offer to the upstairs neighbour, three weeks from today");
    const draft = await people.sees("carl", ROOM, "C-014/A2", "What will show this is done?");
    expect(draft.words).toContain("Thu 1 April 2027");
    expect(draft.words).toContain("not set");
    expect(draft.words).toContain("@Carl");

    await people.says("carl", ROOM, "/action confirm A2");
    await people.sees("carl", ROOM, "Not confirmed: A2 has no evidence");
    expect(await exported("A2")).toMatchObject({ status: "draft", owner: "Carl", due: "2027-04-01", evidence: null });
  });

  it("never makes somebody of “someone”: A3 has no owner until Hassan chooses one", async () => {
    await people.says("hassan", ROOM, "ACTION: someone should look at the boiler cupboard door");
    await people.sees("hassan", ROOM, "C-014/A3", "Who will do this?");
    expect(await exported("A3")).toMatchObject({ status: "draft", owner: null, due: null });
    await people.says("hassan", ROOM, "/action confirm A3");
    await people.sees("hassan", ROOM, "Not confirmed: A3 has no owner");

    await people.presses("hassan", ROOM, "Harriet", "C-014/A3");
    await people.sees("hassan", ROOM, "C-014/A3", "@Harriet", "By when?");
    expect(await exported("A3")).toMatchObject({ status: "draft", owner: "Harriet", due: null });
  });

  it("counts 15 working days past Good Friday and Easter Monday: Mon 5 April 2027", async () => {
    await people.presses("hassan", ROOM, "15 working days: Mon 5 April 2027", "C-014/A3");
    await people.sees("hassan", ROOM, "C-014/A3", "Mon 5 April 2027", "What will show this is done?");
    await people.presses("hassan", ROOM, "Edit", "C-014/A3");
    await people.fills("hassan", { evidence: "photo of the mended door" });
    await people.sees("hassan", ROOM, "C-014/A3", "photo of the mended door");
  });

  it("knows that Scotland works on Easter Monday: the same words give Fri 2 April 2027 there", async () => {
    await people.says("kofi", SCOTTISH, `/action assign @Rosa 15 working days look at the cupboard door evidence "photo"`);
    await people.sees("kofi", SCOTTISH, "C-022/A1", "Fri 2 April 2027");
  });

  it("drafts A4 for Priya herself, due on Tuesday, and confirming it is accepting it", async () => {
    await people.says(
      "priya",
      ROOM,
      `/action assign me by Tuesday update the risk plan and set a predictable routine for repair days evidence "risk plan version and repair-day routine"`,
    );
    await people.sees("priya", ROOM, "C-014/A4", "Tue 16 March 2027");
    await people.presses("priya", ROOM, "Confirm", "C-014/A4");
    await people.sees("priya", ROOM, "C-014/A4", "is yours, and open");
  });

  it("asks each owner in their own conversation, and shows who has not accepted", async () => {
    await people.presses("priya", ROOM, "Confirm", "C-014/A1");
    await people.presses("hassan", ROOM, "Confirm", "C-014/A3");
    await people.sees("harriet", "dm", "C-014/A1", "Proposed", "Thu 25 March 2027");
    await people.sees("harriet", "dm", "C-014/A3", "Proposed", "Mon 5 April 2027");
    await people.sees("connie", ROOM, "C-014/A1", "Proposed", "lagging", "@Harriet");
    await people.says("priya", ROOM, "/action list");
    const list = await people.sees("priya", ROOM, "C-014 · live actions");
    expect(list.words).toMatch(/C-014\/A1.*proposed/is);

    await people.presses("harriet", "dm", "Accept", "C-014/A1");
    await people.presses("harriet", "dm", "Accept", "C-014/A3");
    await people.sees("harriet", "dm", "C-014/A1", "Accepted", "Open");
    await people.sees("connie", ROOM, "C-014/A1", "Open", "lagging");
    expect((await people.reads("harriet", "dm")).flatMap(({ buttons }) => buttons.map(({ label }) => label))).not.toContain(
      "Accept",
    );
  });

  it("takes A2 once Carl has said what will show it", async () => {
    await people.presses("carl", ROOM, "Edit", "C-014/A2");
    await people.fills("carl", { evidence: "mediation offer letter and reply" });
    await people.sees("carl", ROOM, "C-014/A2", "mediation offer letter and reply");
    await people.presses("carl", ROOM, "Confirm", "C-014/A2");
    await people.sees("carl", ROOM, "C-014/A2", "is yours, and open");
  });

  it("tells a room that others read no more than reference, role, date and status", async () => {
    const line = await people.sees("sam", MDT, "C-014/A1", "Housing officer", "open");

    expect(line.words).toContain("Thu 25 March 2027");
    expect(line.words).not.toMatch(/lagging|Harriet|survey/);
    expect(line.buttons).toEqual([]);
  });
});

describe("Tue 16 March: A4 is done, and somebody else has to say so", () => {
  it("takes Priya's evidence by form", async () => {
    await people.clockTo("2027-03-16T10:00:00Z");
    await people.presses("priya", ROOM, "Submit evidence", "C-014/A4");
    await people.fills("priya", { text: "Risk plan version 7, repair-day routine on the wall chart" });
    await people.sees("connie", ROOM, "C-014/A4", "Evidence submitted");
  });

  it("does not let Priya sign off her own action", async () => {
    await people.says("priya", ROOM, "/action sign-off A4");
    await people.sees("priya", ROOM, "Only a signer or the lead who is not the owner can do this. Nothing has changed.");
    expect(await exported("A4")).toMatchObject({ status: "evidence submitted", signedOffBy: null });
  });

  it("lets Tom, her cover, sign it off, and keeps both names", async () => {
    await people.sees("tom", "dm", "C-014/A4", "Risk plan version 7");
    await people.presses("tom", "dm", "Sign off", "C-014/A4");
    await people.sees("tom", "dm", "C-014/A4", "Complete");
    await people.sees("connie", ROOM, "C-014/A4", "Complete");
    await people.sees("priya", "dm", "C-014/A4", "@Tom (Team leader", "signed this off");
    await people.says("priya", ROOM, "/action history A4");
    const { words } = await people.sees("priya", ROOM, "History of C-014/A4");

    expect(words).toMatch(/Tue 16 March 2027, 10:00[^\n]*Priya \(Service manager, Harbour Autism Services\): evidence/);
    expect(words).toMatch(
      /Tue 16 March 2027, 10:00[^\n]*Tom \(Team leader, Harbour Autism Services\), as cover for Priya: sign-off/,
    );
    expect(words).toMatch(/Priya \(Service manager, Harbour Autism Services\): sign-off, refused/);
    expect(await exported("A4")).toMatchObject({ status: "complete", owner: "Priya", signedOffBy: "Tom" });
  });
});

describe("Wed 24 March: the surveyor is ill", () => {
  it("asks Priya for a new date, and changes nothing until she decides", async () => {
    await people.clockTo("2027-03-24T11:00:00Z");
    await people.presses("harriet", "dm", "Ask for new date", "C-014/A1");
    await people.fills("harriet", { date: "2027-04-06", reason: "surveyor illness; replacement booked" });
    await people.sees("priya", "dm", "C-014/A1", "Tue 6 April 2027", "surveyor illness");
    expect(await exported("A1")).toMatchObject({ due: "2027-03-25", extensions: 0 });
  });

  it("does not let Carl decide", async () => {
    await people.says("carl", ROOM, "/action approve A1 because it will do");
    await people.sees("carl", ROOM, "can do this. Nothing has changed.");
    expect(await exported("A1")).toMatchObject({ due: "2027-03-25", extensions: 0 });
  });

  it("keeps the date first agreed on the record, and shows it beside the new one", async () => {
    await people.presses("priya", "dm", "Approve new date", "C-014/A1");
    await people.fills("priya", { reason: "the replacement is booked" });
    await people.sees("harriet", "dm", "approved the new date", "Tue 6 April 2027");
    await people.sees("connie", ROOM, "C-014/A1", "Tue 6 April 2027", "first agreed: Thu 25 March 2027");

    expect(await exported("A1")).toMatchObject({ due: "2027-04-06", originalDue: "2027-03-25", extensions: 1, status: "open" });
  });
});

describe("Thu 1 to Tue 6 April: how they end", () => {
  it("ends A2 as not achieved, agreed by a signer, and never by Carl himself", async () => {
    await people.clockTo("2027-04-01T13:00:00Z");
    await people.says("carl", ROOM, "/action evidence A2 letter sent 22 March; the neighbour has declined mediation");
    await people.sees("priya", "dm", "C-014/A2", "declined mediation");
    await people.says("carl", ROOM, "/action not-achieved A2 because it was declined");
    await people.sees("carl", ROOM, "Only a signer or the lead who is not the owner");
    await people.says("priya", ROOM, "/action not-achieved A2 because the neighbour declined mediation");
    await people.sees("priya", ROOM, "C-014/A2", "Not achieved", "What is the next step?");
    await people.sees("carl", "dm", "C-014/A2", "ended this as not achieved");
  });

  it("offers a next step, and A5 says what it follows", async () => {
    await people.presses("priya", ROOM, "New action", "C-014/A2");
    await people.fills("priya", {
      text: "send a letter about quiet hours",
      who: "person:carl",
      date: "2027-04-13",
      evidence: "copy of the letter",
    });
    await people.sees("priya", ROOM, "C-014/A5", "letter about quiet hours");
    await people.presses("priya", ROOM, "Confirm", "C-014/A5");
    await people.presses("carl", "dm", "Accept", "C-014/A5");
    await people.sees("carl", "dm", "C-014/A5", "Next step after A2");

    expect(await exported("A5")).toMatchObject({ status: "open", owner: "Carl", due: "2027-04-13", follows: "A2" });
  });

  it("completes A3 on Mon 5 April and A1 on Tue 6 April, each signed off by Priya", async () => {
    await people.clockTo("2027-04-05T15:00:00Z");
    await people.says("harriet", "dm", "evidence C-014/A3 photo Q-118 of the mended door");
    await people.presses("priya", "dm", "Sign off", "C-014/A3");
    await people.sees("harriet", "dm", "C-014/A3", "@Priya (Service manager", "signed this off");
    await people.clockTo("2027-04-06T15:00:00Z");
    await people.says("harriet", ROOM, "/action evidence A1 https://quayside.example/reports/Q-2231");
    await people.says("priya", ROOM, "/action sign-off A1");
    await people.sees("harriet", "dm", "C-014/A1", "@Priya (Service manager", "signed this off");
    await people.sees("tom", STAFF, "C-014/A1", "Complete", "first agreed: Thu 25 March 2027");
  });
});

describe("afterwards", () => {
  it("exports the log as it was lived", async () => {
    const { code, said } = await here.cli("export", "--case", "C-014", "--format", "json");
    const log = JSON.parse(said) as Logged[];

    expect(code).toBe(0);
    expect(
      log.map(({ ref, status, owner, originalDue, due, extensions, signedOffBy }) =>
        [ref, status, owner, originalDue, due, extensions, signedOffBy].join(" | "),
      ),
    ).toEqual([
      "A1 | complete | Harriet | 2027-03-25 | 2027-04-06 | 1 | Priya",
      "A2 | not achieved | Carl | 2027-04-01 | 2027-04-01 | 0 | ",
      "A3 | complete | Harriet | 2027-04-05 | 2027-04-05 | 0 | Priya",
      "A4 | complete | Priya | 2027-03-16 | 2027-03-16 | 0 | Tom",
      "A5 | open | Carl | 2027-04-13 | 2027-04-13 | 0 | ",
    ]);
  });

  it("finds the trail sound, and nothing in the log that somebody should be woken for", async () => {
    const { code, said } = await here.cli("audit", "verify", "--case", "C-014");

    expect(said).toContain("the trail is sound");
    expect(code).toBe(0);
    expect(service.faults()).toEqual([]);
  });
});
