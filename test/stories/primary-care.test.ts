import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { oneStory } from "./support/chapters.ts";
import { type People, peopleIn } from "./support/rehearsal.ts";
import { type Replica, type World, world } from "./support/service.ts";

/** Scenario 2, what the practice is asked for: an owner who is in no chat, and a key worker who asks and writes down the answers. */

const ROOM = "C0HEALTH";

let here: World;
let service: Replica;
let people: People;

oneStory(() => service);

beforeAll(async () => {
  here = await world();
  service = await here.serve({ REHEARSAL: "1" });
  people = peopleIn(service.url);
});
afterAll(() => here?.end());

const exported = async (): Promise<Record<string, unknown>> => {
  const { said } = await here.cli("export", "--case", "C-022", "--format", "json");
  return JSON.parse(said)[0];
};

describe("Tue 13 April 2027: Kofi asks the practice for three adjustments", () => {
  it("finds the practice manager by her role, counts five working days, and names who will chase", async () => {
    await people.clockTo("2027-04-13T09:00:00Z");
    await people.says(
      "kofi",
      ROOM,
      `/action assign C-022 owner "GP practice manager" chaser me due 5wd "Flag record: first appointment slot, quiet waiting place, text confirmation" evidence "written confirmation from practice"`,
    );
    const draft = await people.sees("kofi", ROOM, "C-022/A1", "Tue 20 April 2027");

    expect(draft.words).toContain("Meera (Practice manager, Quay Street Surgery)");
    expect(draft.words).toContain("outside chat");
    expect(draft.words).toContain("Chaser: @Kofi");
    expect(draft.words).toContain("Flag record: first appointment slot, quiet waiting place, text confirmation");
    expect(draft.words).toContain("written confirmation from practice");
  });

  it("opens as soon as it is confirmed, marked as not yet heard: nobody is there to accept it", async () => {
    await people.presses("kofi", ROOM, "Confirm", "C-022/A1");
    await people.sees("kofi", ROOM, "Meera is outside chat: Kofi will ask and record the answers.");
    await people.sees("rosa", ROOM, "C-022/A1", "Open", "not yet heard");

    expect(await exported()).toMatchObject({
      status: "open",
      owner: "Meera",
      chaser: "Kofi",
      due: "2027-04-20",
      acceptedAt: null,
    });
  });

  it("has been heard once the chaser says so", async () => {
    await people.says("kofi", ROOM, "/action accept A1");
    await people.sees("kofi", ROOM, "Accepted. C-022/A1 is open, due Tue 20 April 2027.");
    await people.sees("rosa", ROOM, "C-022/A1", "Open · due Tue 20 April 2027");
  });
});

describe("Tue 20 April: the practice manager is away", () => {
  it("shows whom the map names as her cover, from 19 to 30 April", async () => {
    await people.clockTo("2027-04-20T08:00:00Z");
    await people.says("kofi", ROOM, "/action show A1");
    const card = await people.sees("kofi", ROOM, "C-022/A1", "due today", "cover until Fri 30 April 2027: Leah");

    expect(card.words).toContain("Meera (Practice manager, Quay Street Surgery)");
  });
});

describe("Tue 20 April: Kofi's mail is answered by an out-of-office reply", () => {
  it("offers the map's cover to Kofi, with words to copy that name the case alone", async () => {
    await people.presses("kofi", ROOM, "Contact is away", "C-022/A1");
    const card = await people.sees("kofi", ROOM, "Cover for Practice manager, Mon 19 April 2027 to Fri 30 April 2027: Leah");

    expect(card.words).toContain("Hello Leah,");
    expect(card.words.slice(card.words.indexOf("Subject:"))).not.toContain("first appointment slot");
  });

  it("keeps Meera as owner once it is sent to cover; Leah acts", async () => {
    await people.presses("kofi", ROOM, "Send to cover", "C-022/A1");
    await people.sees("kofi", ROOM, "Leah acts for Meera from today. Meera stays the owner.");
    const card = await people.sees("rosa", ROOM, "C-022/A1", "acting: Leah (Reception lead, Quay Street Surgery)");

    expect(card.words).toContain("Meera (Practice manager, Quay Street Surgery)");
    expect(await exported()).toMatchObject({ owner: "Meera", chaser: "Kofi" });
  });

  it("says the next day since when it is with cover", async () => {
    await people.clockTo("2027-04-21T07:30:00Z");
    await people.says("kofi", ROOM, "/action show A1");
    await people.sees("kofi", ROOM, "overdue by 1 working day", "With cover since 20 April 2027");
  });
});

describe("Thu 22 April: the answers come", () => {
  it("keeps Kofi's update, and is not complete for it", async () => {
    await people.clockTo("2027-04-22T10:10:00Z");
    await people.presses("kofi", ROOM, "Give update", "C-022/A1");
    await people.fills("kofi", {
      text: "Leah confirms first slot and text confirmation, mail of 22 April; quiet place outstanding",
    });
    await people.sees("rosa", ROOM, "C-022/A1", "Open · overdue by 2 working days", "quiet place outstanding");
  });

  it("takes the evidence from the chaser, and asks Rosa, who signs", async () => {
    await people.says("kofi", ROOM, "/action evidence A1 mail of 22 April 11:40: side room offered, all three in place");
    await people.sees("rosa", "dm", "C-022/A1", "all three in place");
    await people.presses("rosa", "dm", "Sign off", "C-022/A1");
    await people.sees("kofi", "dm", "C-022/A1", "signed this off");
    await people.sees("kofi", ROOM, "C-022/A1", "Complete");

    expect(await exported()).toMatchObject({
      status: "complete",
      owner: "Meera",
      signedOffBy: "Rosa",
      originalDue: "2027-04-20",
    });
  });

  it("has a history that says who answered for whom, and a sound trail", async () => {
    await people.says("rosa", ROOM, "/action history A1");
    const { words } = await people.sees("rosa", ROOM, "History of C-022/A1");
    expect(words).toMatch(/Kofi \(Key worker, Harbour Autism Services\): accept/);
    expect(words).toMatch(/Rosa \(Registered manager, Harbour Autism Services\): sign-off/);
    expect((await here.cli("audit", "verify")).code).toBe(0);
    expect(service.faults()).toEqual([]);
  });
});
