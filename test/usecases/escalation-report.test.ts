import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { verifyAudit } from "../../src/store/audit-verify.ts";
import { london } from "../support/builders.ts";
import { aWorldWithLadder, clockTo, escalated, FIRST_STEP, untilJustBefore } from "../support/escalating.ts";
import { gone, opened, rateLimited, type World } from "../support/world.ts";

let world: World;
beforeEach(async () => {
  world = await aWorldWithLadder();
});
afterEach(() => world.close());

const report = async (who = "priya", words = "report C-014 escalation"): Promise<string> =>
  (await world.mdt(who, "dm", words)).text;
const decide = () =>
  world.press("hassan", "dm", {
    do: "approve",
    ref: "C-014/E1",
    date: "2027-04-06",
    reason: "surveyor illness; replacement booked",
  });
const reads = () => world.db.auditEntry.findMany({ where: { verb: "report" }, orderBy: { seq: "asc" } });

describe("the report of an escalation", () => {
  it("tells how soon it was decided, against its limit, and by which rule it ran", async () => {
    await escalated(world);
    world.at(london("2027-03-31", "12:25"));
    await decide();
    await world.deliver();
    const told = await report();

    expect(told).toContain("C-014/E1 · Report of the escalation\nDecided · opened Wed 31 March 2027, 12:00 · A1");
    expect(told).toContain(
      "Ladder, version 1: 2 working days after the due date.\nDecided after 25 minutes, limit 1 working day to answer.",
    );
    expect(told).toContain("Nowhere: everybody who was asked answered within the limit.");
    expect(told).toContain(
      "Wed 31 March 2027, 12:25 · Decided by Hassan as Housing team manager: new date Tue 6 April 2027\nBecause: surveyor illness; replacement booked",
    );
  });

  it("tells where nobody answered, and how that ended", async () => {
    await escalated(world);
    await clockTo(world, london("2027-04-01", "12:00"));
    await clockTo(world, london("2027-04-01", "15:00"));
    await world.press("kit", "dm", { do: "acknowledge", ref: "C-014/E1" });
    const told = await report();

    expect(told).toContain(
      "Where nobody answered in time\nHousing team manager: no answer from Wed 31 March 2027, 12:00 to Thu 1 April 2027, 12:00: it went on to Key worker.",
    );
    expect(told).toContain("Open for 27 hours and not decided");
    expect(told).toContain("Thu 1 April 2027, 15:00 · Acknowledged by Kit (Key worker)");
  });

  it("tells of every message and what became of it, also of those that did not arrive", async () => {
    await opened(world);
    await untilJustBefore(world, FIRST_STEP);
    world.fails("harriet", gone);
    world.fails("C-STAFF", rateLimited(60_000));
    await clockTo(world, FIRST_STEP);
    const told = await report();

    expect(told).toContain("Escalation to Hassan (Housing team manager): sent Wed 31 March 2027, 12:00");
    expect(told).toContain("Escalation to the case room on Slack: sent Wed 31 March 2027, 12:00");
    expect(told).toContain("Escalation to the provider's room on Slack: waiting to be sent");
    expect(told).toContain(
      "Word of an escalation to Housing officer (Quayside Homes): could not be delivered: the conversation is closed",
    );
    expect(told).not.toContain("channel_archived");
  });

  it("goes by the version that it ran under, and says which is in force by now", async () => {
    await escalated(world);
    await world.mdt("priya", "dm", "ladder C-014 overdue 1wd: Key worker, acknowledge within 1wd because it was agreed");

    expect(await report()).toContain("Ladder, version 1: 2 working days after the due date. Version 2 is in force by now.");
  });

  it("names the lead, signers and whoever is on the ladder; everybody else goes by role", async () => {
    await escalated(world);
    await world.press("hassan", "dm", { do: "pass-on", ref: "C-014/E1", who: "person:kit", reason: "it is theirs" });
    const told = await report("tom");

    expect(told).toContain("Word of an escalation to Housing officer (Quayside Homes)");
    expect(told).toContain("Passed on by Hassan (Housing team manager).");
    expect(told).not.toContain("Harriet");
  });

  it("keeps what people wrote from whoever is below care level and not concerned", async () => {
    await escalated(world);
    await decide();
    await world.mdt("priya", "dm", "report C-014 escalation");
    const told = await report("carl");

    expect(told).toContain("Decided by Hassan as Housing team manager: new date Tue 6 April 2027");
    expect(told).not.toContain("surveyor illness");
    expect(told).toContain("Part of this is not shown at your level of access.");
    expect(await report("kit")).toContain("surveyor illness");
  });

  it("is of the one that is named, else of the latest, with the others named", async () => {
    const ref = await opened(world);
    await world.say("kit", "dm", `escalate ${ref} because it is urgent`);
    const second = await opened(world);
    await world.say("kit", "dm", `escalate ${second} because of the noise`);

    expect(await report()).toContain("C-014/E2 · Report of the escalation");
    expect(await report()).toContain("Other escalations of C-014: E1. Ask for one with mdt report C-014 escalation E1");
    const first = await report("priya", "report C-014 escalation E1");
    expect(first).toContain("C-014/E1 · Report of the escalation");
    expect(first).toContain("Other escalations of C-014: E2.");
    expect(await report("priya", "report C-014/E1")).toBe(first);
  });

  it("is of a thread as a whole where that is the latest", async () => {
    const first = await opened(world);
    await world.say("kit", "dm", `escalate ${first} because it is urgent`);
    const second = await opened(world);
    await world.say("kit", "dm", `escalate ${second} because of the noise`);
    const [e1, e2] = await world.db.escalation.findMany({ orderBy: { number: "asc" } });
    await world.db.$executeRaw`UPDATE escalation SET thread_id = ${e1?.id}::uuid WHERE id = ${e2?.id}::uuid`;
    const told = await report();

    expect(told).toContain("C-014/E1 · Report of the escalation");
    expect(told).toMatch(/E1: Opened: .*\n(?:.*\n)*.*E2: Opened: /);
    expect(told).not.toContain("Other escalations");
    const alone = await report("priya", "report C-014 escalation E2");
    expect(alone).toContain("C-014/E2 · Report of the escalation");
    expect(alone).toContain("It was spoken of in the thread of E1.");
  });

  it("is part of the trail as often as it was read", async () => {
    await escalated(world);
    await report("carl");
    await world.mdt("kit", "C-CASE", "report escalation E1", { delivery: "test:report" });
    const again = await world.mdt("kit", "C-CASE", "report escalation E1", { delivery: "test:report" });

    expect(again.text).toBe("");
    expect(await reads()).toMatchObject([
      { actor: "carl", result: "done", caseRef: "C-014", after: { report: "escalation", about: "E1" } },
      { actor: "kit", result: "done" },
    ]);
    expect(await verifyAudit(world.db, "harbour")).toMatchObject({ kind: "sound" });
  });

  it("is answered kindly where there is none, or none of that kind", async () => {
    expect(await report()).toContain("Nothing has been escalated in C-014.");
    expect(await report("priya", "report C-014 escalation E7")).toContain("There is no E7 in C-014.");
    expect(await report("priya", "report C-014 follow-through")).toBe(
      "There is no report called “follow-through” here yet. There is: escalation.\nTry: mdt report C-014 escalation",
    );
    expect(await report("priya", "report C-014")).toContain("Which report? There is: escalation.");
  });

  it("is nobody's who is not on the case, whether there is one or not", async () => {
    await escalated(world);
    const refusal = "You do not have access to this case. Ask the lead professional.";

    expect(await report("zoe")).toBe(refusal);
    expect(await report("zoe", "report C-099 escalation")).toBe(refusal);
    expect(await reads()).toMatchObject([
      { actor: "zoe", result: "refused", caseRef: "C-014" },
      { result: "refused", caseRef: "C-099" },
    ]);
  });
});
