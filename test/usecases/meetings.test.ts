import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { verifyAudit } from "../../src/store/audit-verify.ts";
import { auditAgenda } from "../../src/usecases/audit-agenda.ts";
import { planNotices } from "../../src/usecases/plan-notices.ts";
import { NOW } from "../support/builders.ts";
import { aWorld, type World } from "../support/world.ts";

let world: World;
beforeEach(async () => {
  world = await aWorld();
  at("2027-03-11T14:00:00Z");
});
afterEach(() => world.close());

const at = (iso: string) => world.at(new Date(iso));
const start = (who = "priya", words = "chair me") => world.mdt(who, "C-CASE", `meeting start ${words}`);
const meeting = (number = 1) => world.db.meeting.findFirstOrThrow({ where: { number, case: { ref: "C-014" } } });
const body = async (number = 1) => (await meeting(number)).body as unknown as Body;
interface Body {
  chair: string;
  type: string;
  roll: { personId: string; attended: string | null }[];
  decisions: { text: string; by: string }[];
  endedBy: string | null;
}
const audited = (verb: string, result = "done") => world.db.auditEntry.count({ where: { verb, result } });
const said = async (iso: string): Promise<string> => {
  at(iso);
  world.sent.length = 0;
  await planNotices(world.deps, new Date(iso), "wait");
  await world.deliver();
  return world.sent.map(({ to, text }) => `${to}: ${text}`).join("\n");
};
/** Ready to end but for what a test is about. */
const whole = async (): Promise<void> => {
  await start();
  await world.mdt("priya", "C-CASE", "meeting no-actions because everything agreed is done");
  await world.mdt("priya", "C-CASE", "follow-up Tue 13 April");
};

describe("a meeting that starts", () => {
  it("lists the roll by the partner map, and is shown in the rooms of the case and not in a mixed one", async () => {
    const { text } = await start();
    await world.deliver();

    expect(text).toContain("meeting M1");
    expect(text).toContain("chair Priya (Service manager)");
    expect(text).toContain("Here: Priya (Service manager)");
    expect(text).toContain("Not said yet: Kit (Key worker), Harriet (Housing officer)");
    expect(text).toContain("Meera (Practice manager)");
    expect(world.heardBy("C-CASE").join("\n")).toContain("meeting M1");
    expect(world.heardBy("C-STAFF").join("\n")).toContain("meeting M1");
    expect(world.heardBy("C-MIXED")).toEqual([]);
  });

  it("is one, however often and by however many it is started", async () => {
    const answers = await Promise.all([start(), start("tom"), start("harriet")]);

    expect(await world.db.meeting.count()).toBe(1);
    expect(answers.filter(({ text }) => text.includes("has started"))).toHaveLength(1);
    expect(answers.filter(({ text }) => text.includes("Already started by"))).toHaveLength(2);
    expect(await audited("meeting-start")).toBe(1);
  });

  it("takes whom it is told to the chair, and nobody who is outside chat or not on the case", async () => {
    expect((await start("priya", "chair Meera")).text).toContain("outside chat");
    expect((await start("priya", "chair Zoe")).text).toContain("Nobody of that name");
    await start("priya", "chair Hassan type rapid");

    expect(await body()).toMatchObject({ chair: "hassan", type: "rapid" });
    expect((await body()).roll.filter(({ attended }) => attended !== null)).toEqual([{ personId: "hassan", attended: "here" }]);
  });

  it("tells somebody who is not on the case nothing", async () => {
    const refused = await world.mdt("zoe", "dm", "meeting start C-014");
    const none = await world.mdt("zoe", "dm", "meeting start C-999");

    expect(refused.text).toBe(none.text);
    expect(await world.db.meeting.count()).toBe(0);
  });
});

describe("what is said in it", () => {
  beforeEach(async () => void (await start()));

  it("keeps who was there, there for part of it, and who sent apologies, with people who were not expected", async () => {
    await world.mdt("priya", "C-CASE", "meeting here Harriet, Kit and me");
    await world.mdt("priya", "C-CASE", "meeting part Hassan");
    const { text } = await world.mdt("priya", "C-CASE", "meeting apologies Meera");

    expect(text).toContain("Here: Priya (Service manager), Kit (Key worker), Harriet (Housing officer)");
    expect(text).toContain("There for part of it: Hassan (Housing team manager)");
    expect(text).toContain("Apologies: Meera (Practice manager)");
  });

  it("has the form say the same, and refuses somebody in two of its lists", async () => {
    const { answer } = await world.press("priya", "C-CASE", { do: "meeting-roll", case: "C-014", meeting: 1 });
    expect(answer.form?.template).toBe("form-meeting-roll");
    const filled = { do: "meeting-roll", case: "C-014", meeting: 1, here: "person:kit,person:carl" } as const;
    const twice = await world.press("priya", "C-CASE", { ...filled, apologies: "person:carl" });
    expect(twice.answer.wrong).toMatchObject({ field: "apologies" });
    await world.press("priya", "C-CASE", filled);

    expect((await body()).roll.filter(({ attended }) => attended === "here").map(({ personId }) => personId)).toEqual([
      "priya",
      "kit",
      "carl",
    ]);
  });

  it("lets anybody on the case mark themselves and nobody else, and logs the attempt", async () => {
    await world.mdt("harriet", "C-CASE", "meeting here me");
    const refused = await world.mdt("harriet", "C-CASE", "meeting here Carl");

    expect(refused.text).toContain("Only the chair, the lead, cover");
    expect((await body()).roll.filter(({ attended }) => attended !== null)).toEqual([
      { personId: "priya", attended: "here" },
      { personId: "harriet", attended: "here" },
    ]);
    expect(await audited("meeting-roll", "refused")).toBe(1);
  });

  it("keeps decisions with who made them, and takes the last `by` for a person only where it names one", async () => {
    await world.mdt("priya", "C-CASE", "decision the flat gets new door seals by Hassan");
    const { text } = await world.mdt("priya", "C-CASE", "decision repairs are done by Friday");
    await world.mdt("carl", "C-CASE", "decision the council pays for mediation");
    await world.mdt("priya", "C-CASE", "decision Quiet hours letter goes to all flats, agreed by Hassan");
    const refused = await world.mdt("carl", "C-CASE", "decision housing pays by Hassan");

    expect(text).toContain("the flat gets new door seals · decided by Hassan (Housing team manager)");
    expect((await body()).decisions.map((each) => [each.text, each.by])).toEqual([
      ["the flat gets new door seals", "hassan"],
      ["repairs are done by Friday", "priya"],
      ["the council pays for mediation", "carl"],
      ["Quiet hours letter goes to all flats", "hassan"],
    ]);
    expect(refused.text).toContain("Only the chair");
  });

  it("keeps nothing that must not be shared", async () => {
    const { text } = await world.mdt("priya", "C-CASE", "decision Example Person moves out");

    expect(text).not.toContain("Decision recorded");
    expect((await body()).decisions).toEqual([]);
    expect(await audited("decision", "refused")).toBe(1);
  });

  it("shows decisions to whoever was there or sees plans, and their number to others", async () => {
    await world.mdt("priya", "C-CASE", "decision the flat gets new door seals by Hassan");
    await world.mdt("priya", "C-CASE", "meeting apologies Harriet");

    expect((await world.mdt("kit", "dm", "meeting C-014")).text).toContain("door seals");
    expect((await world.mdt("carl", "dm", "meeting C-014")).text).toContain("door seals");
    const { text } = await world.mdt("harriet", "dm", "meeting C-014");
    expect(text).not.toContain("door seals");
    expect(text).toContain("1 recorded");
  });

  it("brings its card in the rooms up to date in place", async () => {
    await world.forget();
    await world.mdt("priya", "C-CASE", "decision the flat gets new door seals by Hassan");
    await world.deliver();

    expect(world.sent.filter(({ to }) => to === "C-CASE")).toMatchObject([{ how: "update" }]);
    expect(world.heardBy("C-CASE").join()).toContain("door seals");
  });

  it("takes drafts from its rooms and by form, and not what somebody types alone or beside strangers", async () => {
    await world.say("priya", "C-CASE", "assign Harriet by Friday call the landlord");
    await world.say("priya", "dm", "assign C-014 Harriet by Friday call the plumber");
    await world.say("priya", "C-MIXED", "assign C-014 Harriet by Friday call the council");
    await world.press("priya", "dm", { do: "assign", case: "C-014", text: "Order the lagging", who: "person:harriet" });

    const { id } = await meeting();
    const made = await world.db.action.findMany({ where: { meetingId: id }, orderBy: { number: "asc" } });
    expect(made.map(({ number }) => number)).toEqual([1, 4]);
  });
});

describe("the follow-up check date", () => {
  beforeEach(async () => void (await start()));
  const set = async (words: string) => (await world.mdt("priya", "C-CASE", `follow-up ${words}`)).text;

  it.each([
    ["Tue 13 April", "Tue 13 April 2027"],
    // Good Friday and Easter Monday do not count; the clocks go forward in between.
    ["in 15 working days", "Mon 5 April 2027"],
    ["5wd", "Thu 18 March 2027"],
    ["tomorrow", "Fri 12 March 2027"],
  ])("reads %s as %s", async (words, day) => {
    expect(await set(words)).toContain(`Follow-up check on ${day}.`);
  });

  it("keeps the day where a time is given, and says that a check is for a day", async () => {
    expect(await set("in 2 weeks at 2pm")).toContain(
      "Follow-up check on Thu 25 March 2027. A follow-up check is for a day: the time is left out.",
    );
    expect((await meeting()).followUpDay).toBe("2027-03-25");
    expect(await set("in 3 weeks")).not.toContain("for a day");
  });

  it("says of a bank holiday that it is one, and takes it", async () => {
    expect(await set("Mon 29 March")).toContain("Mon 29 March 2027, which is not a working day");
  });

  it("refuses today, what has passed, and what is no date", async () => {
    expect(await set("today")).toContain("has to be after today");
    expect(await set("10 March 2027")).toContain("has passed");
    expect(await set("soon")).toContain("Not saved");
    expect((await meeting()).followUpDay).toBeNull();
  });
});

describe("the end", () => {
  it("is refused with exactly what is missing, and the meeting stays open", async () => {
    await start();
    await world.say("harriet", "C-CASE", 'assign me in 10 working days survey the pipes evidence "surveyor\'s report"');
    await world.say("harriet", "C-CASE", "confirm A1");
    await world.say("carl", "C-CASE", "assign me in 3 weeks mediation offer to the upstairs neighbour");
    const { text } = await world.mdt("priya", "C-CASE", "meeting end");

    expect(text).toContain("A2 has no evidence. No follow-up check date set.");
    expect(await meeting()).toMatchObject({ state: "open" });
    expect(await audited("meeting-end", "refused")).toBe(1);

    await world.say("carl", "C-CASE", "edit A2");
    await world.press("carl", "C-CASE", { do: "edit", ref: "C-014/A2", evidence: "mediation offer letter and reply" });
    await world.mdt("priya", "C-CASE", "follow-up Tue 13 April");
    expect((await world.mdt("priya", "C-CASE", "meeting end")).text).toContain("A2 is not confirmed.");
    await world.say("carl", "C-CASE", "confirm A2");
    const ended = await world.mdt("priya", "C-CASE", "meeting end");

    expect(ended.text).toContain("M1 has ended. Follow-up check on Tue 13 April 2027.");
    expect(await meeting()).toMatchObject({ state: "ended", followUpDay: "2027-04-13" });
    expect(await body()).toMatchObject({ endedBy: "priya" });
  });

  it("needs actions, or the reason why there are none", async () => {
    await start();
    await world.mdt("priya", "C-CASE", "follow-up Tue 13 April");
    expect((await world.mdt("priya", "C-CASE", "meeting end")).text).toContain("No actions, and no reason why none are needed.");
    await world.say("priya", "C-CASE", "assign Harriet by Friday call the landlord");
    await world.say("priya", "C-CASE", "discard A1");
    expect((await world.mdt("priya", "C-CASE", "meeting end")).text).toContain("No actions, and no reason why none are needed.");
    await world.mdt("priya", "C-CASE", "meeting no-actions because everything agreed is done");

    expect((await world.mdt("priya", "C-CASE", "meeting end")).text).toContain("M1 has ended");
  });

  it("needs a due time on each action of a rapid review", async () => {
    await start("priya", "type rapid");
    await world.mdt("priya", "C-CASE", "follow-up Mon 15 March");
    await world.say("harriet", "C-CASE", "assign me by Friday call the landlord evidence letter");
    await world.say("harriet", "C-CASE", "confirm A1");
    expect((await world.mdt("priya", "C-CASE", "meeting end")).text).toContain("A1 has no due time.");
    await world.say("priya", "C-CASE", "approve A1 to Fri 12 March 15:00 because it is urgent");

    expect((await world.mdt("priya", "C-CASE", "meeting end")).text).toContain("M1 has ended");
  });

  it("is nobody's but the chair's, the lead's, their cover's and whoever started it, and others are logged", async () => {
    await world.mdt("kit", "C-CASE", "meeting start chair Hassan");
    await world.mdt("kit", "C-CASE", "meeting no-actions because everything agreed is done");
    await world.mdt("hassan", "C-CASE", "follow-up Tue 13 April");
    const refused = await world.press("carl", "C-CASE", { do: "meeting-end", case: "C-014", meeting: 1 });

    expect(refused.text).toContain("Only the chair, the lead, cover, or whoever started the meeting");
    expect(await audited("meeting-end", "refused")).toBe(1);
    // Tom covers for the lead.
    expect((await world.mdt("tom", "C-CASE", "meeting end")).text).toContain("M1 has ended");
    expect(await world.db.auditEntry.findFirst({ where: { verb: "meeting-end", result: "done" } })).toMatchObject({
      coverFor: "priya",
    });
  });

  it("is when it really was, where that is said the next morning: on the card, in the minutes, in the trail", async () => {
    await whole();
    at("2027-03-12T09:00:00Z");
    const { text } = await world.mdt("priya", "C-CASE", "meeting ended at 15:05");
    const minutes = await world.mdt("priya", "C-CASE", "minutes");

    expect(text).toContain("M1 ended on Thu 11 March 2027, 15:05. Follow-up check on Tue 13 April 2027.");
    expect(text).toContain("Ended Thu 11 March 2027, 15:05");
    expect(minutes.text).toContain("Thu 11 March 2027, 14:00 to 15:05");
    expect(await meeting()).toMatchObject({
      endedAt: new Date("2027-03-11T15:05:00Z"),
      changedAt: new Date("2027-03-12T09:00:00Z"),
    });
    expect(await world.db.auditEntry.findFirst({ where: { verb: "meeting-end" } })).toMatchObject({
      ...{ at: new Date("2027-03-12T09:00:00Z"), after: { endedAt: "2027-03-11T15:05:00.000Z" } },
    });
    expect((await world.mdt("tom", "C-CASE", "meeting end M1")).text).toContain(
      "Already ended by Priya (Service manager) at 09:00.",
    );
  });

  it("leaves out what was made after it really ended, asks nothing about it, and says of a later decision when it was recorded", async () => {
    const confirmed = async (words: string) => {
      await world.say("priya", "C-CASE", `assign ${words}`);
      const { number } = await world.db.action.findFirstOrThrow({ orderBy: { number: "desc" } });
      await world.say("priya", "dm", `confirm C-014/A${number}`);
    };
    const meetingOf = async () =>
      (await world.db.action.findMany({ orderBy: { number: "asc" } })).map(({ meetingId }) => meetingId !== null);
    await start();
    await world.mdt("priya", "C-CASE", "follow-up 13 April");
    at("2027-03-12T10:00:00Z");
    await confirmed('Harriet by 26 March ring the plumber evidence "note"');
    await world.say("priya", "C-CASE", "assign Carl call the council");
    await world.mdt("priya", "C-CASE", "decision the council pays by Hassan");

    const early = await world.mdt("priya", "C-CASE", "meeting ended yesterday at 15:05");
    expect(early.text).toContain("No actions, and no reason why none are needed. Made after its end, and so not in it: A1, A2.");
    expect(await meetingOf()).toEqual([true, true]);

    await world.mdt("priya", "C-CASE", "meeting no-actions because everything agreed is done");
    const { text } = await world.mdt("priya", "C-CASE", "meeting ended yesterday at 15:05");
    expect(text).toContain("M1 ended on Thu 11 March 2027, 15:05.");
    expect(text).toContain("Made after its end, and so not in it: A1, A2.");
    expect(await meetingOf()).toEqual([false, false]);
    const minutes = await world.mdt("priya", "dm", "minutes C-014");
    expect(minutes.text).toContain("14:00 to 15:05");
    expect(minutes.text).not.toContain("ring the plumber");
    expect(minutes.text).not.toContain("Carried over");
    expect(minutes.text).toContain(
      "the council pays · by Hassan (Housing team manager) · recorded after the meeting, Fri 12 March 2027, 10:00",
    );
    expect((await world.say("priya", "C-CASE", "list")).text).toContain("ring the plumber");
    expect(await world.db.auditEntry.findFirst({ where: { verb: "meeting-end", result: "done" } })).toMatchObject({
      after: { left: ["A1", "A2"] },
    });
  });

  it("keeps what was made before it really ended, also where it was confirmed only after", async () => {
    await start();
    await world.say("priya", "C-CASE", 'assign Harriet by 25 March survey the pipes evidence "report"');
    await world.mdt("priya", "C-CASE", "follow-up 13 April");
    at("2027-03-12T10:00:00Z");
    await world.say("priya", "dm", "confirm C-014/A1");
    const { text } = await world.mdt("priya", "C-CASE", "meeting ended yesterday at 15:05");

    expect(text).not.toContain("not in it");
    expect((await world.mdt("priya", "dm", "minutes C-014")).text).toContain("A1 · survey the pipes");
  });

  it("may be before a follow-up check whose day has come meanwhile, and the check follows", async () => {
    await start();
    await world.mdt("priya", "C-CASE", "meeting no-actions because everything agreed is done");
    await world.mdt("priya", "C-CASE", "follow-up tomorrow");
    await said("2027-03-12T08:30:00Z");
    at("2027-03-12T11:00:00Z");
    expect((await world.mdt("priya", "C-CASE", "meeting end")).text).toContain("Fri 12 March 2027 is not after today.");
    await world.mdt("priya", "C-CASE", "meeting end yesterday at 15:05");

    expect(await meeting()).toMatchObject({ state: "ended" });
    expect(await said("2027-03-12T11:01:00Z")).toContain("follow-up check of meeting M1");
    expect(await said("2027-03-12T11:02:00Z")).not.toContain("follow-up check of meeting");
  });

  it("is not before the start and not to come, and the refusal shows what works", async () => {
    await whole();
    at("2027-03-11T15:30:00Z");
    const before = await world.mdt("priya", "C-CASE", "meeting end at 13:00");
    const later = await world.mdt("priya", "C-CASE", "meeting end at 16:00");

    expect(before.text).toContain("Not ended: Thu 11 March 2027, 13:00 is before the meeting started, Thu 11 March 2027, 14:00.");
    expect(before.text).toContain("mdt meeting end C-014 at 15:05");
    expect(later.text).toContain("Not ended: Thu 11 March 2027, 16:00 has not come yet.");
    expect(await meeting()).toMatchObject({ state: "open", endedAt: null });
  });

  it("happens once where two press at once: the other reads who did it", async () => {
    await whole();
    const [one, two] = await Promise.all([
      world.press("priya", "C-CASE", { do: "meeting-end", case: "C-014", meeting: 1 }),
      world.press("tom", "C-CASE", { do: "meeting-end", case: "C-014", meeting: 1 }),
    ]);

    expect([one.text, two.text].filter((text) => text.includes("M1 has ended."))).toHaveLength(1);
    expect([one.text, two.text].filter((text) => text.includes("Already ended by"))).toHaveLength(1);
    expect(await audited("meeting-end")).toBe(1);
  });

  it("has one effect where the same press is delivered three times, together or one after the other", async () => {
    await whole();
    const press = () =>
      world.press("priya", "C-CASE", { do: "meeting-end", case: "C-014", meeting: 1 }, { delivery: "one-press" });
    await Promise.all([press(), press()]);
    const third = await press();

    expect(third.text).toContain("Ended");
    expect(third.text).not.toContain("Already");
    expect(await audited("meeting-end")).toBe(1);
    expect(await world.db.notice.count({ where: { kind: "meeting-card", body: { path: ["version"], equals: 4 } } })).toBe(2);
  });

  it("does not end the next meeting by an old card", async () => {
    await whole();
    await world.mdt("priya", "C-CASE", "meeting end");
    await start();
    const { text } = await world.press("priya", "C-CASE", { do: "meeting-end", case: "C-014", meeting: 1 });

    expect(text).toContain("Already ended by Priya (Service manager)");
    expect(await meeting(2)).toMatchObject({ state: "open" });
  });

  it("counts a draft that is made at the same moment, or leaves it to what comes after", async () => {
    await whole();
    await Promise.all([
      world.mdt("priya", "C-CASE", "meeting end"),
      world.say("harriet", "C-CASE", "assign me by Friday call the landlord"),
    ]);
    const { state, id } = await meeting();

    expect(await world.db.action.count({ where: { meetingId: id } })).toBe(state === "ended" ? 0 : 1);
  });

  it("leaves a sound trail, with every change in it", async () => {
    await whole();
    await world.mdt("priya", "C-CASE", "decision nothing more is needed");
    await world.mdt("priya", "C-CASE", "meeting end");
    const entries = await world.db.auditEntry.findMany({ where: { verb: { not: "import" } }, orderBy: { seq: "asc" } });

    expect(entries.map(({ verb }) => verb)).toEqual([
      ...["meeting-start", "no-actions", "follow-up", "decision", "meeting-end", "minutes-issued"],
    ]);
    expect((await verifyAudit(world.db, "harbour")).kind).toBe("sound");
  });
});

describe("carry-over", () => {
  it("shows what the meeting before agreed, and what else is open", async () => {
    await start();
    await world.say("harriet", "C-CASE", 'assign me in 10 working days survey the pipes evidence "surveyor\'s report"');
    await world.say("harriet", "C-CASE", "confirm A1");
    await world.say("priya", "dm", 'assign C-014 Harriet by Friday call the landlord evidence "letter"');
    await world.say("priya", "dm", "confirm C-014/A2");
    await world.mdt("priya", "C-CASE", "follow-up Tue 13 April");
    await world.mdt("priya", "C-CASE", "meeting end");
    const { text } = await start();

    expect(text).toMatch(/Agreed in M1[\s\S]*C-014\/A1[\s\S]*Open in this case[\s\S]*C-014\/A2/);
  });
});

describe("a meeting that nobody ends", () => {
  it("is asked about after three hours, of the chair; after three more of the lead as well; never after it has ended", async () => {
    await start("priya", "chair Hassan");
    expect(await said("2027-03-11T16:59:00Z")).not.toContain("Has it ended?");
    const asked = await said("2027-03-11T17:00:00Z");
    expect(asked).toContain("hassan: ");
    expect(asked).toContain("Has it ended? If it ended before now, type when: mdt meeting end C-014 at 15:05");
    expect(asked).not.toContain("priya: ");
    expect(await said("2027-03-11T18:00:00Z")).not.toContain("Has it ended?");
    const again = await said("2027-03-11T20:00:00Z");
    expect(again).toContain("hassan: ");
    expect(again).toContain("priya: ");
    await world.mdt("priya", "C-CASE", "meeting no-actions because it was called off");
    await world.mdt("priya", "C-CASE", "follow-up Tue 13 April");
    await world.mdt("priya", "C-CASE", "meeting end");
    expect(await said("2027-03-12T09:00:00Z")).not.toContain("Has it ended?");
  });

  it("begins to count anew when somebody says that it is still going", async () => {
    await start();
    await said("2027-03-11T17:00:00Z");
    const { text } = await world.press("priya", "dm", { do: "still-going", case: "C-014", meeting: 1 });

    expect(text).toContain("goes on");
    expect(await said("2027-03-11T19:59:00Z")).not.toContain("Has it ended?");
    expect(await said("2027-03-11T20:00:00Z")).toContain("Has it ended?");
  });

  it("asks whoever covers the chair, and where nobody does, the lead", async () => {
    await world.db.leave.create({
      data: {
        id: crypto.randomUUID(),
        providerId: "harbour",
        personId: "hassan",
        from: "2027-03-11",
        until: "2027-03-12",
        coverId: null,
        saidAt: NOW,
      },
    });
    await start("priya", "chair Hassan");

    expect(await said("2027-03-11T17:00:00Z")).toMatch(/priya: [\s\S]*Has it ended\?/);
  });

  it("says nothing twice when it is planned twice, and the last alone after an outage", async () => {
    await start();
    const first = await said("2027-03-11T23:00:00Z");
    expect(first.match(/Has it ended\?/g)).toHaveLength(1);
    expect(await said("2027-03-11T23:00:00Z")).not.toContain("Has it ended?");
  });
});

describe("the follow-up check", () => {
  it("opens by itself on its day, in the rooms and to the chair, with dates met or missed and what follows", async () => {
    await start();
    for (const words of ["in 10 working days survey the pipes", "by Friday call the landlord"]) {
      await world.say("harriet", "C-CASE", `assign me ${words} evidence report`);
    }
    await world.say("harriet", "C-CASE", "confirm A1");
    await world.say("harriet", "C-CASE", "confirm A2");
    await world.mdt("priya", "C-CASE", "follow-up Tue 13 April");
    await world.mdt("priya", "C-CASE", "meeting end");
    await world.say("harriet", "C-CASE", "evidence A2 letter of 12 March");
    await world.say("priya", "C-CASE", "sign-off A2");
    await world.press("harriet", "C-CASE", {
      do: "assign",
      case: "C-014",
      text: "Send the letter again",
      who: "me",
      follows: "A2",
    });

    expect(await said("2027-04-13T07:29:00Z")).not.toContain("follow-up check of meeting");
    // 08:30 in summer time.
    const check = await said("2027-04-13T07:30:00Z");
    for (const reader of ["C-CASE", "C-STAFF", "priya"]) {
      expect(world.heardBy(reader).filter((text) => text.includes("follow-up check of meeting M1"))).toHaveLength(1);
    }
    expect(world.heardBy("C-MIXED").join()).not.toContain("follow-up check");
    expect(check).toMatch(/A1[^\n]*date missed/);
    expect(check).toMatch(/A2[^\n]*complete[^\n]*date met/);
    expect(check).toMatch(/Next steps since[\s\S]*A3/);
    expect(await said("2027-04-14T07:30:00Z")).not.toContain("follow-up check of meeting");
    expect(await world.db.agenda.count({ where: { kind: "meeting" } })).toBe(0);
  });

  it("is not lost in an outage over its day, and comes on a bank holiday that was asked for", async () => {
    await start();
    await world.mdt("priya", "C-CASE", "meeting no-actions because everything agreed is done");
    await world.mdt("priya", "C-CASE", "follow-up Mon 29 March");
    await world.mdt("priya", "C-CASE", "meeting end");

    expect(await said("2027-04-01T10:00:00Z")).toContain("follow-up check of meeting M1");
  });

  it("is put back on the agenda by the audit where its row was lost", async () => {
    await whole();
    await world.mdt("priya", "C-CASE", "meeting end");
    await said("2027-03-11T15:00:00Z");
    await world.db.agenda.deleteMany({ where: { kind: "meeting" } });
    await auditAgenda(world.deps, NOW);

    expect(await said("2027-04-13T07:30:00Z")).toContain("follow-up check of meeting M1");
  });
});

describe("a call in a chat of the case", () => {
  const call = (who: string, happened: "started" | "ended") =>
    world.press(who, "C-CASE", { do: "call", happened }, { canOpenForms: false });

  it("starts its meeting, and ends it where nothing is missing", async () => {
    expect((await call("priya", "started")).text).toBe("");
    expect(await meeting()).toMatchObject({ state: "open" });
    expect((await body()).roll).toContainEqual({ personId: "priya", attended: "here" });
    await world.mdt("priya", "C-CASE", "meeting no-actions because everything agreed is done");
    await world.mdt("priya", "C-CASE", "follow-up Tue 13 April");
    await call("priya", "ended");

    expect(await meeting()).toMatchObject({ state: "ended" });
  });

  it("leaves it open and asks the chair where something is missing, or somebody else ended the call", async () => {
    await call("priya", "started");
    await call("carl", "ended");
    await world.deliver();

    expect(await meeting()).toMatchObject({ state: "open" });
    expect(world.heardBy("priya").join()).toContain("The call has ended, and M1 is still open.");
    expect(world.heardBy("carl")).toEqual([]);
  });

  it("is nothing to us in a chat of no case, and of somebody whom we do not know", async () => {
    await world.press("priya", "C-ELSEWHERE", { do: "call", happened: "started" });
    await world.press("nobody", "C-CASE", { do: "call", happened: "started" });
    await world.press("zoe", "C-CASE", { do: "call", happened: "started" });

    expect(await world.db.meeting.count()).toBe(0);
    expect(await world.db.auditEntry.count({ where: { verb: { not: "import" } } })).toBe(0);
  });
});
