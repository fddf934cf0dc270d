import { addDays } from "date-fns/addDays";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fallbackText } from "../../src/cards/fallback.ts";
import { Command } from "../../src/core/command.ts";
import { hashOfMinutes } from "../../src/store/minutes.ts";
import { LINK_DAYS } from "../../src/usecases/minutes-link.ts";
import { london, NOW } from "../support/builders.ts";
import { addressesOn, keptMinutes, met } from "../support/met.ts";
import { aWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
  await met(world);
});
afterAll(() => world.close());

const mdt = async (person: string, words: string) => (await world.mdt(person, "dm", words)).text;
const trailOf = async (verb: string) =>
  (await world.db.auditEntry.findMany({ where: { verb, caseRef: "C-014" }, orderBy: { seq: "asc" } })).map((row) => ({
    ...{ actor: row.actor, result: row.result, coverFor: row.coverFor, after: row.after, why: row.why },
  }));
const correcting = (fields: Record<string, unknown>): Command =>
  Command.parse({ do: "correct-minutes", case: "C-014", meeting: 1, from: 1, reason: "the payer was wrong", ...fields });

describe("a meeting that ends", () => {
  it("issues its minutes in the same transaction, with a hash that the trail has, too", async () => {
    const kept = await keptMinutes(world);

    expect(kept).toMatchObject({ version: 1, latest: 1, number: 1, by: "priya", why: null, at: london("2027-03-11", "15:05") });
    expect(kept.body).toMatchObject({
      decisions: [{ text: "Quayside Homes pays for the survey", by: { id: "harriet" } }],
      actions: [
        { ref: "A1", owner: { id: "harriet" }, due: { day: "2027-03-25" }, evidence: "surveyor's report", status: "proposed" },
      ],
      ...{ followUp: "2027-04-13", apologies: [{ id: "carl" }] },
    });
    expect(hashOfMinutes(kept.body as never)).toBe(kept.hash);
    expect(await trailOf("minutes-issued")).toEqual([
      { actor: "priya", result: "done", coverFor: null, after: { meeting: "M1", version: 1, hash: kept.hash }, why: null },
    ]);
  });

  it("tells the rooms of the case the same day, whoever was not there by DM, and no mixed room", async () => {
    await world.deliver();
    const said = (to: string) => world.heardBy(to).filter((text) => text.startsWith("C-014/M1 · minutes"));

    for (const room of ["C-CASE", "C-STAFF"]) expect(said(room).join()).toContain("1. Quayside Homes pays for the survey");
    expect(said("C-MIXED")).toEqual([]);
    // Kit is away: Olga stands in, and is told why she reads it.
    expect(said("kit")).toEqual([]);
    expect(said("olga").join()).toContain("You are cover for Kit until Fri 19 March 2027.");
    expect(said("olga").join()).toContain("A1 · survey the pipes · Harriet (Housing officer) · due Thu 25 March 2027");
    expect(said("carl").join()).toContain("None, or not shown at your level of access.");
    expect([said("harriet"), said("tom"), said("una"), said("zoe")]).toEqual([[], [], [], []]);
  });

  it("gives the lead words to copy for who is outside chat: the case by its reference, none of what was said, no link without access", async () => {
    const [copy = ""] = world.heardBy("priya").filter((text) => text.includes("Subject: C-014"));

    expect(copy).toContain("Hello Meera,");
    expect(copy).toContain("I will tell you the details in person.");
    for (const hidden of ["survey", "Quayside", "https://"]) expect(copy).not.toContain(hidden);
  });

  it("tells each reader once, however often it is delivered", async () => {
    const before = world.sent.length;
    await world.deliver();
    expect(world.sent.length).toBe(before);
  });
});

describe("mdt minutes", () => {
  it("shows them to whoever may see the case, as far as they may", async () => {
    expect(await mdt("kit", "minutes C-014")).toContain("1. Quayside Homes pays for the survey");
    expect(await mdt("hassan", "minutes C-014 M1 v1")).toContain("None, or not shown at your level of access.");
  });

  it("tells nobody else whether there are any", async () => {
    const refused = await mdt("zoe", "minutes C-014");
    expect(refused).toBe("You do not have access to this case. Ask the lead professional.");
    expect(await mdt("zoe", "minutes C-999 M4 get")).toBe(refused);
    expect(await trailOf("minutes")).toContainEqual(expect.objectContaining({ actor: "zoe", result: "refused" }));
  });

  it.each([
    ["minutes C-014 M7", "There are no minutes of M7 in C-014."],
    ["minutes C-014 M1 v9", "There are no minutes of M1, version 9 in C-014."],
  ])("says what there is not: %s", async (words, said) => {
    expect(await mdt("priya", words)).toContain(said);
  });

  it("says when there will be some, before the first meeting has ended", async () => {
    expect(await mdt("carl", "minutes C-031")).toContain("There are no minutes in C-031 yet. A meeting that ends issues them.");
  });

  it("gives a link to the asker alone, also where a room's card was pressed, and the trail has it", async () => {
    const pressed = { conversation: "C-CASE", message: "m1", readBy: "room" } as const;
    const command = { do: "get-minutes", case: "C-014", meeting: 1, version: 1 } as const;
    const { answer } = await world.press("harriet", "C-CASE", command, { pressed });
    const { "Open minutes": page = "", "Download for Word": word = "" } = addressesOn(answer.tell);

    expect(answer.replace).toBeNull();
    expect(page).toMatch(/^https:\/\/followthrough\.example\/minutes\/[\w-]+$/);
    expect(word).toBe(`${page}.docx`);
    // 30 days by the clock that the rules are decided by, wherever the one on the wall is.
    expect(answer.tell && fallbackText(answer.tell)).toContain("Your own link, until Sat 10 April 2027");
    expect(world.deps.links.read(page.split("/").at(-1) ?? "")).toEqual({
      ...{ meetingId: (await keptMinutes(world)).meetingId, personId: "harriet", version: 1, through: null },
      until: addDays(world.deps.now(), LINK_DAYS),
    });
    expect(await trailOf("get-minutes")).toContainEqual(
      expect.objectContaining({ actor: "harriet", after: { meeting: "M1", version: 1 } }),
    );
  });
});

describe("a correction", () => {
  it("opens a form with the decisions and who made them", async () => {
    const { answer } = await world.mdt("priya", "dm", "minutes C-014 correct because the payer was wrong");
    const inputs = JSON.stringify(answer.form?.content.body);

    expect(answer.form?.template).toBe("form-correct-minutes");
    expect(inputs).toContain("Quayside Homes pays for the survey — by Harriet");
    expect(inputs).toContain("the payer was wrong");
    expect(inputs).toContain('"value":"person:priya,person:harriet,person:tom"');
    expect(inputs).toContain('"id":"apologies"');
    expect(inputs).toContain('"value":"person:carl"');
  });

  it.each(["harriet", "kit", "carl"])("is not made by %s, and the attempt is kept", async (person) => {
    const before = (await trailOf("correct-minutes")).length;
    const { text } = await world.press(person, "dm", correcting({ decisions: "None of it." }));

    expect(text).toContain("Only the chair, the lead, their cover, or whoever opened the meeting can do this.");
    expect((await trailOf("correct-minutes")).slice(before)).toMatchObject([{ actor: person, result: "refused" }]);
    expect((await keptMinutes(world)).latest).toBe(1);
  });

  it("keeps nothing of a name that must not be written", async () => {
    const { answer } = await world.press("priya", "dm", correcting({ decisions: "Example Person moves. — by Priya" }));
    expect(answer.wrong?.field).toBe("decisions");
    const notes = await world.press("priya", "dm", correcting({ decisions: "", text: "Example Person was there" }));
    expect(notes.answer.wrong?.field).toBe("text");
    expect((await keptMinutes(world)).latest).toBe(1);
  });

  it("says which line does not say whose decision it is, and where nothing is different", async () => {
    const guessed = await world.press("priya", "dm", correcting({ decisions: "One.\nTwo." }));
    expect(guessed.answer.wrong).toEqual({
      field: "decisions",
      message: "Not saved: whose decision is line 1? Its words are new. Say who decided it at its end, for example: — by Priya",
    });
    // As many lines as there were: the place of one says nothing of whose it is.
    const replaced = await world.press("priya", "dm", correcting({ decisions: "New thing nobody said" }));
    expect(replaced.answer.wrong?.field).toBe("decisions");
    expect((await keptMinutes(world)).latest).toBe(1);
    const same = await world.press("priya", "dm", correcting({ decisions: "Quayside Homes pays for the survey — by Harriet" }));
    expect(same.answer.wrong?.message).toBe("Not saved: nothing is different from what was issued.");
  });

  it("takes nobody who is not on the case or is in two lists for attendance", async () => {
    const as = { decisions: "Quayside Homes pays for the survey — by Harriet", attendance: true };
    const stranger = await world.press("priya", "dm", correcting({ ...as, here: "person:zoe" }));
    expect(stranger.answer.wrong).toEqual({
      field: "here",
      message: "Not saved: somebody who was chosen is not on this case. Choose from the list.",
    });
    const twice = await world.press("priya", "dm", correcting({ ...as, here: "person:carl", apologies: "person:carl" }));
    expect(twice.answer.wrong).toEqual({
      field: "apologies",
      message: "Not saved: Carl is in two of the lists. Choose one for each person.",
    });
    expect((await keptMinutes(world)).latest).toBe(1);
  });

  it("is a new version; the earlier is kept; the same people read the new one", async () => {
    await world.forget();
    world.at(london("2027-03-12", "09:10"));
    const first = await keptMinutes(world);
    const command = correcting({ decisions: "The council pays for the survey. — by Carl", text: "Carl joined by telephone." });
    const { text } = await world.press("tom", "dm", command, { delivery: "test:corrected" });

    expect(text).toContain("Version 2 is issued and sent to the same people. Version 1 is kept.");
    expect(await keptMinutes(world, { version: 1 })).toEqual({
      ...{ ...first, latest: 2, latestAt: { day: "2027-03-12", time: "09:10" } },
    });
    const second = await keptMinutes(world);
    expect(second).toMatchObject({ version: 2, by: "tom", why: "the payer was wrong" });
    expect(second.body).toMatchObject({ narrative: "Carl joined by telephone.", actions: first.body.actions });
    expect(await trailOf("minutes-corrected")).toMatchObject([
      { actor: "tom", coverFor: "priya", why: "the payer was wrong", after: { version: 2, hash: second.hash } },
    ]);
    await world.deliver();
    for (const to of ["C-CASE", "C-STAFF", "olga"])
      expect(world.heardBy(to).join("\n")).toContain("Corrected by Tom (Team leader) because the payer was wrong.");
  });

  it("has its effect once, and not over a version that came meanwhile", async () => {
    const again = correcting({ decisions: "The council pays for the survey. — by Carl", text: "Carl joined by telephone." });
    await world.press("tom", "dm", again, { delivery: "test:corrected" });
    const late = await world.press("priya", "dm", correcting({ decisions: "Nobody pays. — by Carl" }));

    expect(late.answer.wrong?.message).toBe("Not saved: version 2 has been issued since you opened this. Read it first.");
    expect((await keptMinutes(world)).latest).toBe(2);
  });

  it("made by two at once is kept once, and the other is told", async () => {
    const two = ["priya", "tom"].map((person) =>
      world.press(person, "dm", correcting({ from: 2, decisions: `${person} wins. — by Carl` })),
    );
    const answers = await Promise.all(two);

    expect(answers.filter(({ answer }) => answer.wrong === null)).toHaveLength(1);
    expect((await keptMinutes(world)).latest).toBe(3);
  });

  it("is shown beside the version that it took the place of", async () => {
    expect(await mdt("kit", "minutes C-014 M1 v1")).toContain("version 3 has taken its place");
  });

  it("cannot be made behind our backs: the store refuses to change or drop minutes", async () => {
    await expect(world.db.$executeRaw`UPDATE minutes SET why = 'other'`).rejects.toThrow();
    await expect(world.db.$executeRaw`DELETE FROM minutes`).rejects.toThrow();
  });
});

describe("at the moment of sending", () => {
  it("an earlier version is not said any more, nor anything to whoever has left the case", async () => {
    await world.forget();
    world.at(NOW);
    await world.press("priya", "dm", correcting({ from: 3, decisions: "" }));
    await world.press("priya", "dm", correcting({ from: 4, decisions: "Back again. — by Carl" }));
    await world.db.membership.updateMany({ where: { personId: "hassan" }, data: { until: "2027-03-01" } });
    await world.deliver();

    expect(world.heardBy("hassan")).toEqual([]);
    const room = world.heardBy("C-CASE").filter((text) => text.startsWith("C-014/M1 · minutes"));
    expect(room.map((text) => text.split("\n")[1])).toEqual([expect.stringContaining("Version 5")]);
    await world.db.membership.updateMany({ where: { personId: "hassan" }, data: { until: null } });
  });
});

describe("attendance that was wrong", () => {
  it("is corrected in a version of its own, and whoever was told that they were not there reads that they were", async () => {
    await world.forget();
    const before = await keptMinutes(world);
    const filled = {
      ...{ from: before.version, decisions: "Back again.", attendance: true, reason: "Carl joined by phone" },
      ...{ here: "person:priya,person:harriet,person:tom,person:carl" },
    };
    const { text } = await world.press("priya", "dm", correcting(filled));
    const after = await keptMinutes(world);

    expect(text).toContain("Priya, Harriet, Tom, Carl");
    expect(after.body).toMatchObject({ apologies: [], decisions: before.body.decisions, version: before.version + 1 });
    expect(after.body.attendees.at(-1)).toMatchObject({ person: { id: "carl" }, attended: "here" });
    expect((await keptMinutes(world, { version: before.version })).body.apologies).toMatchObject([{ id: "carl" }]);
    expect((await trailOf("minutes-corrected")).at(-1)).toMatchObject({
      ...{ actor: "priya", why: "Carl joined by phone", after: { version: after.version, hash: after.hash } },
    });
    await world.deliver();
    expect(world.heardBy("carl").join("\n")).toContain("Corrected by Priya (Service manager) because Carl joined by phone.");
  });

  it("stays as it is where a form did not ask for it", async () => {
    const { version, body } = await keptMinutes(world);
    await world.press("priya", "dm", correcting({ from: version, decisions: "Back again.", text: "More." }));

    expect((await keptMinutes(world)).body).toMatchObject({ attendees: body.attendees, apologies: body.apologies });
  });
});

describe("words to copy for somebody outside chat who is on the team", () => {
  it("hold their own link, for 30 days by the clock that the rules are decided by", async () => {
    await world.forget();
    const { id: caseId } = await world.db.case.findFirstOrThrow({ where: { ref: "C-014" } });
    const on = await world.db.membership.findFirstOrThrow({ where: { personId: "carl", caseId } });
    await world.db.membership.create({ data: { ...on, personId: "meera" } });
    const { version } = await keptMinutes(world);
    await world.press("priya", "dm", correcting({ from: version, decisions: "Back again.", text: "Meera reads them, too." }));
    await world.deliver();
    const [copy = ""] = world.heardBy("priya").filter((text) => text.includes("Hello Meera,"));

    expect(copy).toContain("You can read them until Sat 10 April 2027:");
    const [, token = ""] = /https:\/\/followthrough\.example\/minutes\/([\w-]+)/.exec(copy) ?? [];
    expect(world.deps.links.read(token)).toMatchObject({
      ...{ personId: "meera", through: "priya", until: addDays(world.deps.now(), LINK_DAYS) },
    });
    await world.db.membership.deleteMany({ where: { personId: "meera", caseId } });
  });
});
