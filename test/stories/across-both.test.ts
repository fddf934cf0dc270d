import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BothSides, bothSides } from "./support/both-sides.ts";
import { oneStory } from "./support/chapters.ts";
import { living, type Platform } from "./support/platforms.ts";
import { type Replica, SAMPLE, type World, world } from "./support/service.ts";

/** One case, and people on two platforms: whatever somebody does on one side is true on the other. */

interface Logged {
  ref: string;
  status: string;
  owner: string | null;
  signedOffBy: string | null;
}

const logged = async (here: World, ref: string): Promise<Logged | undefined> => {
  const { said } = await here.cli("export", "--case", "C-014", "--format", "json");
  return (JSON.parse(said) as Logged[]).find((action) => action.ref === ref);
};

const other = (platform: Platform): Platform => (platform === "slack" ? "teams" : "slack");

describe.each<Platform>(["slack", "teams"])(
  "an action that is asked for and signed off on %s, and owned on the other side",
  (home) => {
    let here: World;
    let service: Replica;
    let people: BothSides;
    let rooms: { slack: { id: string }; teams: { id: string } };

    oneStory(() => service);

    beforeAll(async () => {
      const far = other(home);
      here = await world(
        living(SAMPLE, { priya: [home], tom: [home], harriet: [far], hassan: [far], connie: ["slack", "teams"] }),
      );
      service = await here.serve({ REHEARSAL: "1" });
      people = bothSides(service.url, (who) => (who === "priya" ? home : far));
      await people.clockTo("2027-03-11T14:00:00Z");
    });
    afterAll(() => here?.end());

    it("is drafted where it is asked for, and both rooms learn only that there is a draft", async () => {
      await people.commands("priya", `assign Harriet in 10 working days get the pipe survey done evidence "surveyor's report"`);
      rooms = await people.inBothRooms("C-014/A1", "draft");
    });

    it("is put to its owner on the other side, who accepts it there, and both rooms show that in place", async () => {
      await people.pressesAnswer("priya", "Confirm", "C-014/A1");
      await people.sees("harriet", "C-014/A1", "Proposed", "Thu 25 March 2027");
      await people.presses("harriet", "Accept", "C-014/A1");
      const shown = await people.inBothRooms("C-014/A1", "Open", "pipe survey");

      expect([shown.slack.id, shown.teams.id]).toEqual([rooms.slack.id, rooms.teams.id]);
    });

    it("names its owner to each side as that side has them", async () => {
      const shown = await people.inBothRooms("C-014/A1", "Open");
      const [near, far] = home === "slack" ? [shown.slack, shown.teams] : [shown.teams, shown.slack];

      expect(near.words).toContain("Harriet");
      expect(near.words).not.toMatch(/@Harriet|U0HARRIET|<at>|aaaaaaaa|bbbbbbbb/);
      expect(far.words).toContain("Harriet");
    });

    it("has its new date asked for on one side and decided on the other", async () => {
      await people.clockTo("2027-03-24T11:00:00Z");
      await people.presses("harriet", "Ask for new date", "C-014/A1");
      await people.fills("harriet", { date: "2027-04-06", reason: "surveyor illness" });
      await people.sees("priya", "C-014/A1", "Tue 6 April 2027", "surveyor illness");
      await people.presses("priya", "Approve new date", "C-014/A1");
      await people.fills("priya", { reason: "the replacement is booked" });
      await people.sees("harriet", "approved the new date", "Tue 6 April 2027");
      await people.inBothRooms("C-014/A1", "Tue 6 April 2027", "first agreed: Thu 25 March 2027");
    });

    it("is signed off where it was asked for, and both rooms and its owner see that", async () => {
      await people.clockTo("2027-04-06T15:00:00Z");
      await people.presses("harriet", "Submit evidence", "C-014/A1");
      await people.fills("harriet", { text: "Report QH-2231" });
      await people.inBothRooms("C-014/A1", "Evidence submitted");
      await people.sees("priya", "C-014/A1", "Report QH-2231");
      await people.presses("priya", "Sign off", "C-014/A1");
      await people.sees("priya", "C-014/A1", "Complete");
      await people.sees("harriet", "C-014/A1", "Priya (Service manager", "signed this off");
      const shown = await people.inBothRooms("C-014/A1", "Complete");

      expect([shown.slack.id, shown.teams.id]).toEqual([rooms.slack.id, rooms.teams.id]);
      expect(await logged(here, "A1")).toMatchObject({ status: "complete", owner: "Harriet", signedOffBy: "Priya" });
    });

    it("leaves a sound trail, and nothing in the log that somebody should be woken for", async () => {
      expect((await here.cli("audit", "verify", "--case", "C-014")).said).toContain("the trail is sound");
      expect(service.faults()).toEqual([]);
    });
  },
);

describe("two signers, one on each side", () => {
  let here: World;
  let service: Replica;
  let people: BothSides;

  oneStory(() => service);

  beforeAll(async () => {
    const onBoth = ["slack", "teams"] as const;
    const setup = living(SAMPLE, { priya: ["slack"], hassan: ["teams"], harriet: onBoth, connie: onBoth });
    here = await world(
      setup.replace(
        /(role: Housing team manager\n\s+organisation: housing\n(\s+)person: hassan\n)/,
        "$1$2signsOff: [evidence]\n",
      ),
    );
    service = await here.serve({ REHEARSAL: "1" });
    people = bothSides(service.url, (who) => (who === "hassan" ? "teams" : "slack"));
    await people.clockTo("2027-03-11T14:00:00Z");
  });
  afterAll(() => here?.end());

  /** An action of Harriet's with evidence, which both signers have before them. */
  async function evidenceIn(ref: string): Promise<void> {
    await people.commands("priya", `assign Harriet by 25 March 2027 mend the door of ${ref} evidence "photo"`);
    await people.pressesAnswer("priya", "Confirm", `C-014/${ref}`);
    await people.presses("harriet", "Accept", `C-014/${ref}`);
    await people.slack.says("harriet", "dm", `evidence C-014/${ref} photo Q-118`);
    for (const signer of ["priya", "hassan"]) await people.sees(signer, `C-014/${ref}`, "Q-118");
  }

  /** What has been decided about the evidence of an action: the verbs that were done. */
  async function decisions(ref: string): Promise<string[]> {
    const entries = await here.database.db.auditEntry.findMany({
      where: { caseRef: "C-014", actionNumber: Number(ref.slice(1)), result: "done", verb: { in: ["sign-off", "return"] } },
    });
    return entries.map(({ verb, actor }) => `${verb} by ${actor}`);
  }

  /** Both signers' cards of it tell the same, and neither asks for a decision any more. */
  async function bothTell(ref: string, status: string): Promise<void> {
    for (const signer of ["priya", "hassan"]) {
      await people.sees(signer, `C-014/${ref}`, status);
      const about = (await people.reads(signer)).filter(({ words }) => words.includes(`C-014/${ref}`));
      expect(about.flatMap(({ buttons }) => buttons.map(({ label }) => label))).not.toContain("Sign off");
    }
  }

  it("who press Sign off at once make one decision and two truthful cards", async () => {
    await evidenceIn("A1");
    await Promise.all(["priya", "hassan"].map((signer) => people.presses(signer, "Sign off", "C-014/A1")));
    await bothTell("A1", "Complete");
    await people.inBothRooms("C-014/A1", "Complete");

    expect(await decisions("A1")).toHaveLength(1);
    const told = async () =>
      (await people.slack.reads("harriet", "dm")).filter(({ words }) => words.includes("signed this off")).length;
    await expect.poll(told, { timeout: 20_000 }).toBe(1);
  });

  it("who sign off on one side and return on the other at once make one decision and two truthful cards", async () => {
    await evidenceIn("A2");
    await people.presses("hassan", "Return", "C-014/A2");
    await Promise.all([
      people.presses("priya", "Sign off", "C-014/A2"),
      people.fills("hassan", { reason: "the photo has no date" }),
    ]);
    const made = await decisions("A2");
    expect(made).toHaveLength(1);
    const status = made[0] === "sign-off by priya" ? "Complete" : "Open";
    await bothTell("A2", status);
    await people.inBothRooms("C-014/A2", status);

    expect(await logged(here, "A2")).toMatchObject({ status: status.toLowerCase() });
  });

  it("have a colleague who is on both, and hears once, where she was last seen", async () => {
    const proposals = async () => ({
      slack: (await people.slack.reads("harriet", "dm")).filter(({ words }) => words.includes("bins")).length,
      teams: (await people.teams.reads("harriet", "dm")).filter(({ words }) => words.includes("bins")).length,
    });
    // Where somebody is gets noted once a minute.
    await people.clockTo("2027-03-11T14:10:00Z");
    await people.teams.says("harriet", "dm", "help");
    await people.commands("priya", `assign Harriet by 25 March 2027 move the bins evidence "photo"`);
    await people.pressesAnswer("priya", "Confirm", "C-014/A3");
    await people.teams.sees("harriet", "dm", "C-014/A3", "Proposed");
    await people.inBothRooms("C-014/A3", "Proposed");
    expect(await proposals()).toEqual({ slack: 0, teams: 1 });

    await people.clockTo("2027-03-11T14:20:00Z");
    await people.slack.says("harriet", "dm", "help");
    await people.commands("priya", `assign Harriet by 25 March 2027 wash the bins evidence "photo"`);
    await people.pressesAnswer("priya", "Confirm", "C-014/A4");
    await people.slack.sees("harriet", "dm", "C-014/A4", "Proposed");
    await people.inBothRooms("C-014/A4", "Proposed");
    expect(await proposals()).toEqual({ slack: 1, teams: 1 });
    expect(service.faults()).toEqual([]);
  });
});
