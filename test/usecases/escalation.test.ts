import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { london } from "../support/builders.ts";
import { aWorldWithLadder, clockTo, escalated, escalationOf, FIRST_STEP, untilJustBefore } from "../support/escalating.ts";
import { planAt } from "../support/planning.ts";
import { opened, type World } from "../support/world.ts";

let world: World;
beforeEach(async () => {
  world = await aWorldWithLadder();
});
afterEach(() => world.close());

/** What was said to each since the last `forget`, by its first line. */
const said = (): string[] =>
  world.sent.map(({ how, to, thread, text }) => `${how} ${to}${thread ? " in thread" : ""}: ${text.split("\n")[0]}`);

const audited = async (): Promise<string[]> =>
  (await world.db.auditEntry.findMany({ orderBy: { seq: "asc" } })).map(
    ({ verb, result, actor }) => `${verb} ${result} ${actor ?? "clock"}`,
  );

describe("an action that stays overdue", () => {
  it("is taken to the first step of the ladder at its minute: a thread in each room, the decider by a card of their own", async () => {
    await escalated(world);

    expect(said().sort()).toMatchInlineSnapshot(`
      [
        "send C-CASE: C-014/E1 · Escalation of A1: survey the pipes",
        "send C-MIXED: C-014: escalation opened. See the case space.",
        "send C-STAFF: C-014/E1 · Escalation of A1: survey the pipes",
        "send harriet: C-014/E1 · Escalation of A1: survey the pipes",
        "send hassan: C-014/E1 · Escalation of A1: survey the pipes",
        "update C-CASE: C-014/A1 · survey the pipes",
        "update C-MIXED: C-014/A1 · Housing officer · due Thu 25 March 2027 · open, overdue by 2 working days",
        "update C-STAFF: C-014/A1 · survey the pipes",
      ]
    `);
    expect((await escalationOf(world)).steps).toMatchObject([
      { role: "Housing team manager", at: FIRST_STEP.toISOString(), limit: london("2027-04-01", "12:00").toISOString() },
    ]);
  });

  it("once, however often the clock looks", async () => {
    await escalated(world);
    await world.forget();
    for (const seconds of [1, 20, 61]) await planAt(world, new Date(FIRST_STEP.getTime() + seconds * 1000));
    await world.deliver();

    expect(said()).toEqual([]);
    expect(await world.db.escalation.count()).toBe(1);
  });

  it("is tried again in a minute where the store did not take it, and counts from its own moment", async () => {
    await opened(world);
    await clockTo(world, new Date(FIRST_STEP.getTime() - 60_000));
    const { wake } = world.deps;
    world.deps.wake = async (_tx, lanes) => {
      if (lanes.includes("slack/T0001/C-CASE")) throw new Error("no connection");
    };
    expect(await planAt(world, FIRST_STEP)).toMatchObject({ failed: 1 });
    world.deps.wake = wake;
    const later = (seconds: number) => new Date(FIRST_STEP.getTime() + seconds * 1000);
    await planAt(world, later(59));
    expect(await world.db.escalation.count()).toBe(0);
    await planAt(world, later(60));
    expect(await escalationOf(world)).toMatchObject({ openedAt: FIRST_STEP.toISOString() });
  });

  it("ends reminders about it, and is marked on its card", async () => {
    const ref = await escalated(world);
    expect((await world.action(ref)).escalation).toBe((await escalationOf(world)).id);
    expect((await world.say("harriet", "dm", `show ${ref}`)).text).toContain("escalated");
  });
});

describe("a decision from the card", () => {
  it("is made by the person of the step: a new date, with the first one kept, and everybody reads who decided", async () => {
    const ref = await escalated(world);
    await world.forget();
    const form = await world.press("hassan", "C-CASE", { do: "approve", ref: "C-014/E1" });
    expect(form.answer.form).not.toBeNull();
    const decided = await world.press("hassan", "C-CASE", {
      do: "approve",
      ref: "C-014/E1",
      date: "2027-04-06",
      reason: "surveyor illness; replacement booked",
    });

    expect(decided.text).toContain("Tue 6 April 2027");
    expect(await world.action(ref)).toMatchObject({
      due: { day: "2027-04-06" },
      originalDue: { day: "2027-03-25" },
      extensions: 1,
      escalation: null,
    });
    expect((await escalationOf(world)).decision).toMatchObject({
      by: "hassan",
      role: "Housing team manager",
      verdict: { what: "new-date" },
    });
    await world.deliver();
    expect(said().sort()).toMatchInlineSnapshot(`
      [
        "send C-CASE in thread: Approved by Housing team manager (Hassan), Wed 31 March 2027, 12:00: new date Tue 6 April 2027.",
        "send C-STAFF in thread: Approved by Housing team manager (Hassan), Wed 31 March 2027, 12:00: new date Tue 6 April 2027.",
        "send harriet: C-014/A1 · survey the pipes",
        "send priya: C-014/A1 · survey the pipes",
        "update C-CASE: C-014/A1 · survey the pipes",
        "update C-CASE: C-014/E1 · Escalation of A1: survey the pipes",
        "update C-MIXED: C-014/A1 · Housing officer · due Tue 6 April 2027 · open",
        "update C-STAFF: C-014/A1 · survey the pipes",
        "update C-STAFF: C-014/E1 · Escalation of A1: survey the pipes",
        "update hassan: C-014/E1 · Escalation of A1: survey the pipes",
      ]
    `);
    // The next step is never asked.
    await world.forget();
    await clockTo(world, london("2027-04-05", "13:00"));
    expect(world.heardBy("kit").join("\n")).not.toContain("E1");
  });

  it.each([["carl"], ["harriet"], ["priya"]])(
    "is refused to %s, who is told whose it is, and the attempt is kept",
    async (who) => {
      await escalated(world);
      const refused = await world.press(who, "C-CASE", { do: "approve", ref: "C-014/E1", date: "2027-04-06", reason: "because" });

      expect(refused.text).toBe("Only Housing team manager or cover can decide this. Nothing has changed.");
      expect((await audited()).at(-1)).toBe(`approve refused ${who}`);
      expect((await escalationOf(world)).state).toBe("open");
    },
  );

  it("is made once by two presses at the same moment, and both read the truth", async () => {
    await escalated(world);
    await clockTo(world, london("2027-04-01", "09:00"));
    const press = (who: string, reason: string) =>
      world.press(
        who,
        "dm",
        { do: "approve", ref: "C-014/E1", date: "2027-04-06", reason },
        { pressed: { conversation: "D", message: "m", readBy: "one" } },
      );
    const both = await Promise.all([press("hassan", "one"), press("carl", "two")]);

    expect((await world.db.escalationEvent.findMany({ where: { kind: "decided" } })).length).toBe(1);
    expect(both.filter(({ text }) => text.includes("Already decided"))).toHaveLength(1);
    for (const { text } of both) expect(text).toContain("new date Tue 6 April 2027");
  });

  it("has one effect where the same press is delivered three times", async () => {
    await escalated(world);
    const press = () =>
      world.press(
        "hassan",
        "dm",
        { do: "decline", ref: "C-014/E1", reason: "no more time" },
        { delivery: "same", pressed: { conversation: "D", message: "m", readBy: "one" } },
      );
    await Promise.all([press(), press()]);
    const third = await press();

    expect((await world.db.escalationEvent.findMany({ where: { kind: "decided" } })).length).toBe(1);
    expect(third.text).toContain("declined");
    expect(third.text).not.toContain("Already");
  });

  it("may still be made by the first step once the next was asked", async () => {
    await escalated(world);
    await clockTo(world, london("2027-04-01", "12:00"));
    expect((await escalationOf(world)).steps).toHaveLength(2);
    await world.press("hassan", "dm", { do: "decline", ref: "C-014/E1", reason: "no more time" });

    expect((await escalationOf(world)).decision).toMatchObject({ by: "hassan", verdict: { what: "declined" } });
  });

  it("is not for cover whose days are over", async () => {
    await escalated(world);
    await clockTo(world, london("2027-04-02", "09:00"));
    expect((await world.press("carl", "dm", { do: "acknowledge", ref: "C-014/E1" })).text).toContain(
      "Only Housing team manager, Key worker or cover",
    );
  });

  it("comes too late once the action is complete, and says so", async () => {
    const ref = await escalated(world);
    await world.say("harriet", "dm", `evidence ${ref} report filed`);
    expect((await escalationOf(world)).closed).toMatchObject({ because: "evidence", by: "harriet" });
    await world.say("priya", "dm", `sign-off ${ref}`);
    const late = await world.press("hassan", "dm", { do: "acknowledge", ref: "C-014/E1" });

    expect(late.text).toContain("No decision is needed any more: evidence was submitted.");
  });

  it("typed to the action by whoever is asked decides the escalation; by a signer it sets the date, and nothing is left to decide", async () => {
    const ref = await escalated(world);
    await world.say("hassan", "dm", `approve ${ref} to 6 April because the surveyor was ill`);
    expect((await escalationOf(world)).decision).toMatchObject({ by: "hassan" });

    await untilJustBefore(world, london("2027-04-08", "12:00"));
    await clockTo(world, london("2027-04-08", "12:00"));
    expect((await escalationOf(world, 2)).state).toBe("open");
    await world.say("priya", "dm", `approve ${ref} to 20 April because the flat was locked`);
    expect((await escalationOf(world, 2)).closed).toMatchObject({ because: "re-planned", by: "priya" });
  });
});

describe("a request that nobody decides", () => {
  it("goes up the ladder from when it was first asked for, though another date was asked for since", async () => {
    const ref = await opened(world);
    await clockTo(world, london("2027-03-15", "10:00"));
    await world.say("harriet", "dm", `extend ${ref} to 6 April because the surveyor is ill`);
    await clockTo(world, london("2027-03-15", "16:00"));
    await world.say("harriet", "dm", `extend ${ref} to 8 April because the surveyor is still ill`);
    await clockTo(world, london("2027-03-16", "12:00"));
    expect(await escalationOf(world)).toMatchObject({ cause: "request", openedAt: london("2027-03-16", "12:00").toISOString() });

    await world.say("harriet", "dm", `extend ${ref} to 9 April because the replacement is booked for then`);
    expect((await escalationOf(world)).state).toBe("open");
    await world.press("olga", "dm", { do: "approve", ref: "C-014/E1", reason: "as asked" });
    expect((await escalationOf(world)).decision).toMatchObject({ verdict: { what: "new-date", to: { day: "2027-04-09" } } });
  });
});

describe("acknowledging and passing on", () => {
  it("puts off the next step to its own time", async () => {
    await escalated(world);
    await clockTo(world, london("2027-03-31", "15:00"));
    await world.press("hassan", "dm", { do: "acknowledge", ref: "C-014/E1" });
    await clockTo(world, london("2027-04-02", "11:59"));
    expect((await escalationOf(world)).steps).toHaveLength(1);
    await clockTo(world, london("2027-04-02", "12:00"));
    expect((await escalationOf(world)).steps[1]).toMatchObject({ because: "still-undecided", role: "Key worker" });
  });

  it("hands the question to somebody else, who may decide it then", async () => {
    await escalated(world);
    const passed = await world.say("hassan", "dm", "pass-on C-014/A1 to Carl because the spend is his to agree");
    expect(passed.text).toContain("Passed on to Carl");
    await world.deliver();
    expect(world.heardBy("carl").join("\n")).toContain("C-014/E1");
    await world.press("carl", "dm", { do: "decline", ref: "C-014/E1", reason: "not this month" });
    expect((await escalationOf(world)).decision).toMatchObject({ by: "carl", role: "Community safety officer" });
  });

  it("is refused towards somebody who cannot be reached on the case", async () => {
    await escalated(world);
    expect((await world.say("hassan", "dm", "pass-on C-014/E1 to Meera because she knows")).text).toContain(
      "cannot be reached in chat",
    );
  });
});

describe("by hand", () => {
  it("goes to the first step at once, whoever on the case asks", async () => {
    const ref = await opened(world);
    await world.forget();
    const raised = await world.say("carl", "dm", `escalate ${ref} because nobody answers the door`);

    expect(raised.text).toContain("Hassan (Housing team manager) is asked to decide");
    await world.deliver();
    expect(said().sort()).toMatchInlineSnapshot(`
      [
        "send C-CASE: C-014/E1 · Escalation of A1: survey the pipes",
        "send C-MIXED: C-014: escalation opened. See the case space.",
        "send C-STAFF: C-014/E1 · Escalation of A1: survey the pipes",
        "send harriet: C-014/E1 · Escalation of A1: survey the pipes",
        "send hassan: C-014/E1 · Escalation of A1: survey the pipes",
        "update C-CASE: C-014/A1 · survey the pipes",
        "update C-MIXED: C-014/A1 · Housing officer · due Thu 25 March 2027 · open",
        "update C-STAFF: C-014/A1 · survey the pipes",
      ]
    `);
  });

  it("adds to what is open already, and opens no second thread", async () => {
    const ref = await escalated(world);
    const again = await world.say("kit", "dm", `escalate ${ref} because the ceiling came down`);

    expect(again.text).toContain("C-014/E1 is open already");
    expect(await world.db.escalation.count()).toBe(1);
    expect((await escalationOf(world)).facts).toMatchObject([{ kind: "overdue" }, { kind: "by-hand", by: "kit" }]);
  });

  it("asks for the reason, refuses drafts and what has ended, and what may not be written", async () => {
    const ref = await opened(world);
    expect((await world.say("carl", "dm", `escalate ${ref}`)).answer.form).not.toBeNull();
    expect((await world.say("carl", "dm", `escalate ${ref} because Example Person is upset`)).text).toContain("protected name");
    await world.say("priya", "dm", `cancel ${ref} because not needed`);
    expect((await world.say("carl", "dm", `escalate ${ref} because late`)).text).toContain("cancelled");
    expect(await world.db.escalation.count()).toBe(0);
  });

  it("is nobody's who is not on the case", async () => {
    const ref = await opened(world);
    expect((await world.say("zoe", "dm", `escalate ${ref} because late`)).text).toBe(
      "You do not have access to this case. Ask the lead professional.",
    );
    await world.say("carl", "dm", `escalate ${ref} because late`);
    expect((await world.press("zoe", "dm", { do: "acknowledge", ref: "C-014/E1" })).text).toBe(
      "You do not have access to this case. Ask the lead professional.",
    );
  });
});

it("is told again by the trail alone", async () => {
  await escalated(world);
  await clockTo(world, london("2027-04-01", "12:00"));
  await world.press("kit", "dm", { do: "acknowledge", ref: "C-014/E1" });
  await world.press("hassan", "dm", { do: "decline", ref: "C-014/E1", reason: "no" });

  const happenings = (
    await world.db.auditEntry.findMany({ where: { verb: { startsWith: "escalation-" } }, orderBy: { seq: "asc" } })
  ).map(({ after }) => (after as { happening: unknown }).happening);
  const events = await world.db.escalationEvent.findMany({ orderBy: { seq: "asc" } });
  expect(happenings).toEqual(events.map(({ body }) => body));
});
