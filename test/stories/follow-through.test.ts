import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { oneStory } from "./support/chapters.ts";
import { living, withoutLadders } from "./support/platforms.ts";
import { type People, peopleIn } from "./support/rehearsal.ts";
import { type Replica, SAMPLE, type World, world } from "./support/service.ts";

/**
 * Scenario 1, steps 10 and 11: what happens between meetings, on both sides of the clock change on Sun 28 March 2027. Without a ladder:
 * where it begins, reminders end.
 */

const ROOM = "C0HOUSING";
const MDT = "C0MDT";
const ASKED = `/action assign @Harriet in 10 working days get the pipe lagging and wall insulation survey done evidence "surveyor's report"`;

oneStory(() => service);

let here: World;
let service: Replica;
let people: People;

beforeAll(async () => {
  here = await world(living(withoutLadders(SAMPLE), { priya: ["slack"], harriet: ["slack"] }));
  service = await here.serve({ REHEARSAL: "1" });
  people = peopleIn(service.url);
});
afterAll(() => here?.end());

/** When each digest of somebody had to be sent, and what became of it. */
async function digestsOf(personId: string, after: string): Promise<string[]> {
  const where = { kind: "digest", personId, dueAt: { gt: new Date(after) } };
  const notices = await here.database.db.notice.findMany({ where, orderBy: { dueAt: "asc" } });
  return notices.map(({ dueAt, state }) => `${dueAt?.toISOString().slice(0, 16)} ${state}`);
}

const newest = async (who: string): Promise<string> => (await people.reads(who, "dm")).at(-1)?.words ?? "";

describe("an action of Thu 11 March, due Thu 25 March 2027", () => {
  it("is asked for, confirmed and accepted in the meeting", async () => {
    await people.clockTo("2027-03-11T14:00:00Z");
    await people.says("priya", ROOM, ASKED);
    await people.presses("priya", ROOM, "Confirm", "C-014/A1");
    await people.presses("harriet", "dm", "Accept", "C-014/A1");
    await people.sees("harriet", "dm", "C-014/A1", "Open · due Thu 25 March 2027");
  });

  it("stands in Harriet's digest three working days before, at 08:30, in words and with a mark", async () => {
    await people.clockTo("2027-03-22T08:29:30Z");
    expect(await digestsOf("harriet", "2027-03-12T00:00:00Z")).not.toContain("2027-03-22T08:30 sent");
    await people.clockTo("2027-03-22T08:31:00Z");
    const digest = await people.sees("harriet", "dm", "Your actions · Mon 22 March 2027", "1 due soon");

    expect(digest.words).toMatch(/○ due soon \(3 working days\)/);
  });

  it("is overdue by one working day on Tue 30 March, at 08:30 summer time, and nothing was sent on Good Friday or Easter Monday", async () => {
    await people.clockTo("2027-03-30T07:31:00Z");
    const digest = await people.sees("harriet", "dm", "Your actions · Tue 30 March 2027", "1 overdue");

    expect(digest.words).toMatch(/● overdue by 1 working day/);
    expect(digest.buttons.map(({ label }) => label)).toEqual(
      expect.arrayContaining(["Submit evidence", "Give update", "Ask for new date"]),
    );
    expect((await digestsOf("harriet", "2027-03-25T00:00:00Z")).filter((each) => each.endsWith("sent"))).toEqual([
      "2027-03-25T08:30 sent",
      "2027-03-30T07:30 sent",
    ]);
  });

  it("is told to the rooms as far as each of them may know", async () => {
    const inRoom = await people.sees("priya", ROOM, "Tue 30 March 2027", "C-014/A1", "overdue by 1 working day");
    expect(inRoom.buttons.map(({ label }) => label)).toContain("Show mine");
    const mixed = (await people.reads("priya", MDT)).map(({ words }) => words).join("\n");
    expect(mixed).not.toMatch(/lagging|surveyor|Harriet/);
  });
});

describe("Harriet, who wants no digest", () => {
  it("turns it off, and is told what still comes", async () => {
    await people.says("harriet", "dm", "/mdt digest off");
    await people.sees("harriet", "dm", "Off · Monday to Friday", "Reminders still come");
  });

  it("is reminded two working days after the due date by a card of its own, with what she can do", async () => {
    await people.clockTo("2027-03-31T07:31:00Z");
    const reminder = await people.sees("harriet", "dm", "C-014/A1", "overdue by 2 working days", "Harriet, please");

    expect(reminder.buttons.map(({ label }) => label)).toEqual([
      "Submit evidence",
      "Give update",
      "Ask for new date",
      "Not today",
    ]);
  });

  it("puts it off, hears nothing more that day, and of it again on the next working day", async () => {
    await people.presses("harriet", "dm", "Not today", "C-014/A1");
    await people.sees("harriet", "dm", "You will hear of C-014/A1 again on Thu 1 April 2027.");
    const before = (await people.reads("harriet", "dm")).length;
    await people.clockTo("2027-04-01T07:29:00Z");
    expect((await people.reads("harriet", "dm")).length).toBe(before);

    await people.clockTo("2027-04-01T07:31:00Z");
    expect(await newest("harriet")).toContain("overdue by 3 working days");
  });

  it("is reminded of nothing once she has handed in what was asked for", async () => {
    await people.says("harriet", "dm", "/action evidence C-014/A1 report filed as Q-2231");
    await people.sees("priya", "dm", "C-014/A1", "report filed as Q-2231");
    const before = (await people.reads("harriet", "dm")).length;
    await people.clockTo("2027-04-02T12:00:00Z");

    expect((await people.reads("harriet", "dm")).length).toBe(before);
  });

  it("leaves a history that says what reached whom", async () => {
    await people.says("priya", ROOM, "/action history A1");
    const { words } = await people.sees("priya", ROOM, "History of C-014/A1");

    expect(words).toMatch(/Digest to Harriet: sent 5 times, last Tue 30 March 2027, 08:30/i);
    expect(words).toMatch(/Reminder to Harriet: sent Wed 31 March 2027, 08:30/i);
    expect((await here.cli("audit", "verify")).code).toBe(0);
    expect(service.faults()).toEqual([]);
  });
});

describe("a service that is restarted a minute before something has to be said", () => {
  const said = async (): Promise<string[]> =>
    (await here.database.db.notice.findMany({ where: { kind: "reminder", personId: "carl" }, orderBy: { dueAt: "asc" } })).map(
      ({ dueAt, state }) => `${dueAt?.toISOString().slice(0, 16)} ${state}`,
    );

  it("says it once: a due time on a Saturday afternoon", async () => {
    await people.clockTo("2027-04-09T15:00:00Z");
    await people.says("priya", ROOM, `/action assign Carl by Sat 10 April 16:30 evidence "note" call the neighbour`);
    await people.presses("priya", ROOM, "Confirm", "C-014/A2");
    await people.clockTo("2027-04-10T15:29:00Z");
    await service.stop();
    service = await here.serve({ REHEARSAL: "1" });
    people = peopleIn(service.url);
    const { now } = (await (await fetch(`${service.url}/rehearsal/clock`)).json()) as { now: string };
    expect(now >= "2027-04-10T15:29").toBe(true);
    await people.clockTo("2027-04-10T15:29:50Z");
    expect(await said()).not.toContain("2027-04-10T15:30 sent");
    await people.clockTo("2027-04-10T15:31:00Z");
    await people.clockTo("2027-04-10T15:35:00Z");

    expect((await said()).filter((each) => each.startsWith("2027-04-10T15:30"))).toEqual(["2027-04-10T15:30 sent"]);
  });
});
