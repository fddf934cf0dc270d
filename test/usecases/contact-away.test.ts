import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verifyAudit } from "../../src/store/audit-verify.ts";
import { importSetup } from "../../src/usecases/import-setup.ts";
import { london, NOW } from "../support/builders.ts";
import { PRACTICE_SETUP } from "../support/practice-setup.ts";
import { aWorld, drafted, type Seen, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
  const imported = await importSetup(world.deps, { name: "practice.yaml", text: PRACTICE_SETUP }, { dryRun: false });
  if (imported.kind === "refused") throw new Error(imported.lines.join("\n"));
});
afterAll(() => world.close());

const DUE_DAY = london("2027-04-20", "08:30");
beforeEach(() => world.at(DUE_DAY));

/** Asked for by Kofi a week before it is due, confirmed, and not heard of since. */
async function asked(owner = '"GP practice manager"'): Promise<string> {
  world.at(london("2027-04-13", "10:00"));
  const words = `owner ${owner} chaser me by 20 April flag the record evidence "written confirmation"`;
  const ref = await drafted(world, words, "kofi", "C-022");
  await world.say("kofi", "dm", `confirm ${ref}`);
  world.at(DUE_DAY);
  return ref;
}

const entries = (ref: string, verb: string) =>
  world.db.auditEntry.findMany({ where: { caseRef: "C-022", actionNumber: Number(ref.split("/A")[1]), verb } });
const isSilent = ({ answer }: Seen): boolean => Object.values(answer).every((part) => part === null);
const buttonsOf = ({ answer }: Seen): unknown[] =>
  [answer.replace, answer.tell].flatMap((card) => card?.content.actions ?? []).map(({ title }) => title);

describe("Contact is away", () => {
  it("names the cover that the map has today, by the role that the action was given by, and changes nothing", async () => {
    const ref = await asked();
    const before = await world.action(ref);
    const seen = await world.press("kofi", "dm", { do: "away", ref, seen: before.version });

    expect(seen.text).toContain(
      "Cover for GP practice manager, Mon 19 April 2027 to Fri 30 April 2027: Leah (Reception lead, Quay Street Surgery).",
    );
    expect(buttonsOf(seen)).toContain("Send to cover");
    expect(await world.action(ref)).toEqual(before);
    expect(await entries(ref, "away")).toEqual([]);
  });

  it("gives words to copy that name the case by its reference alone", async () => {
    const ref = await asked();
    const { text } = await world.say("kofi", "dm", `away ${ref}`);
    const copied = text.slice(text.indexOf("Subject:"));

    expect(copied).toContain("Subject: C-022\nHello Leah,");
    expect(copied).toContain("until Fri 30 April 2027");
    expect(copied).not.toMatch(/flag the record|written confirmation/);
  });

  it("takes cover that may act at any time where none has dates", async () => {
    const ref = await asked("Pharmacist");

    expect((await world.say("kofi", "dm", `away ${ref}`)).text).toContain("Cover for Pharmacist: Pip (Pharmacy technician");
  });

  it("says kindly where there is none and whom to ask, and writes nothing", async () => {
    const ref = await asked('"Practice nurse"');
    const before = await world.action(ref);
    for (const words of [`away ${ref}`, `send-to-cover ${ref}`]) {
      const seen = await world.say("kofi", "dm", words);

      expect(seen.text).toContain("The partner map names no cover for Practice nurse today. Nothing has changed.");
      expect(seen.text).toContain("Please ask Rosa (Registered manager, Harbour Autism Services) whom to turn to.");
      expect(seen.text).toContain("Whoever leads C-022 can have cover named on its partner map.");
      expect(buttonsOf(seen)).not.toContain("Send to cover");
    }
    expect(await world.action(ref)).toEqual(before);
    expect(await entries(ref, "send-to-cover")).toEqual([]);
  });

  it("has no cover before its first day", async () => {
    const ref = await asked();
    world.at(london("2027-03-31", "09:00"));

    expect((await world.say("kofi", "dm", `away ${ref}`)).text).toContain("names no cover");
  });

  it("is for the chaser, and a refusal is recorded", async () => {
    const ref = await asked();
    for (const verb of ["away", "send-to-cover"]) {
      expect((await world.say("rosa", "dm", `${verb} ${ref}`)).text).toBe(
        "Only the chaser or cover can do this. Nothing has changed.",
      );
      expect(await entries(ref, verb)).toMatchObject([{ actor: "rosa", result: "refused" }]);
    }
    expect((await world.say("zoe", "dm", `away ${ref}`)).text).toMatch(/^You do not have access/);
  });

  it("is not for an owner in chat: their messages go to cover by themselves", async () => {
    const ref = await drafted(world, 'Rosa chaser me by 30 April flag the record evidence "note"', "kofi", "C-022");
    await world.say("kofi", "dm", `confirm ${ref}`);

    expect((await world.say("kofi", "dm", `away ${ref}`)).text).toContain("Rosa is in chat.");
    expect((await world.say("kofi", "dm", `send-to-cover ${ref}`)).text).toContain("Rosa is in chat.");
    expect((await world.action(ref)).acting).toBeNull();
  });

  it("is offered to the chaser of an owner outside chat, and to nobody else", async () => {
    const ref = await asked();

    expect(buttonsOf(await world.say("kofi", "dm", `show ${ref}`))).toEqual([
      "Submit evidence",
      "Give update",
      "Contact is away",
      "Ask for new date",
    ]);
    expect(buttonsOf(await world.say("rosa", "dm", `show ${ref}`))).not.toContain("Contact is away");
  });
});

describe("the text to copy", () => {
  const pressed = { conversation: "D-KOFI", message: "m1", readBy: "one" } as const;

  it("is one press away in the chaser's digest, and for the chaser alone", async () => {
    const ref = await asked();
    const digest = await world.say("kofi", "dm", "digest");
    expect(JSON.stringify(digest.answer.tell)).toContain('"Text to copy"');

    const command = { do: "show", ref, as: "chase", again: { do: "digest" } } as never;
    const { answer, text } = await world.press("kofi", "dm", command, { pressed });
    expect(answer.replace).toBeNull();
    expect(text).toContain("Subject: C-022\nHello Leah,");
    for (const other of ["rosa", "zoe"])
      expect((await world.press(other, "dm", command, { pressed })).text).not.toContain("Subject:");
  });

  it("is on the action that the chaser is shown, and on nobody else's", async () => {
    const ref = await asked();

    expect((await world.say("kofi", "dm", `show ${ref}`)).text).toContain("Subject: C-022\nHello Leah,");
    expect((await world.say("rosa", "dm", `show ${ref}`)).text).not.toContain("Subject:");
  });

  it("goes to the owner, and to cover while their dates last, whether or not it was sent to them", async () => {
    const ref = await asked();
    world.at(london("2027-05-04", "09:00"));
    expect((await world.say("kofi", "dm", `show ${ref}`)).text).toContain("To copy and send to Meera.");

    world.at(DUE_DAY);
    const named = (await world.say("kofi", "dm", `show ${ref}`)).text;
    expect(named).toContain("To copy and send to Leah.");
    expect(named).toContain("Meera is away, and you are named as cover until Fri 30 April 2027.");

    await world.say("kofi", "dm", `send-to-cover ${ref}`);
    expect((await world.say("kofi", "dm", `show ${ref}`)).text).toContain("To copy and send to Leah.");
  });

  it("stays the owner's where cover may act at any time: that says of nobody that they are away", async () => {
    const ref = await asked("Pharmacist");

    expect((await world.say("kofi", "dm", `show ${ref}`)).text).toContain("To copy and send to Ravi.");
  });
});

describe("Send to cover", () => {
  it("keeps the owner; the cover acts from today", async () => {
    const ref = await asked();
    const { version } = await world.action(ref);
    await world.forget();
    const seen = await world.press("kofi", "dm", { do: "send-to-cover", ref, seen: version });

    expect(seen.text).toContain("Leah acts for Meera from today. Meera stays the owner.");
    expect(seen.text).toContain("acting: Leah (Reception lead, Quay Street Surgery)");
    expect(seen.text).toContain("Hello Leah,");
    expect(buttonsOf(seen)).not.toContain("Send to cover");
    expect(await world.action(ref)).toMatchObject({
      owner: "meera",
      chaser: "kofi",
      acting: { personId: "leah", since: "2027-04-20" },
      version: version + 1,
    });
    expect(await entries(ref, "send-to-cover")).toMatchObject([
      { actor: "kofi", result: "done", before: { acting: null }, after: { acting: "leah" } },
    ]);
    await world.deliver();
    expect(world.heardBy("C-CARE").at(-1)).toContain("acting: Leah (Reception lead, Quay Street Surgery)");
  });

  it("is said the next day: overdue by 1 working day, with cover since 20 April 2027", async () => {
    const ref = await asked();
    await world.say("kofi", "dm", `send-to-cover ${ref}`);
    world.at(london("2027-04-21", "08:30"));

    for (const words of [`show ${ref}`, "digest", "list"]) {
      const { text } = await world.say("kofi", "dm", words);
      expect(text).toContain("verdue by 1 working day");
      expect(text).toContain("With cover since 20 April 2027");
    }
  });

  it("stands in the history", async () => {
    const ref = await asked();
    await world.say("kofi", "dm", `send-to-cover ${ref}`);

    expect((await world.say("rosa", "dm", `history ${ref}`)).text).toContain("Acting Leah");
  });

  it("ends with the cover's dates, and with another owner", async () => {
    const ref = await asked();
    await world.say("kofi", "dm", `send-to-cover ${ref}`);
    world.at(london("2027-05-04", "09:00"));
    const { text } = await world.say("kofi", "dm", `show ${ref}`);
    expect(text).not.toMatch(/acting:|With cover/);

    world.at(DUE_DAY);
    await world.say("rosa", "dm", `approve ${ref} to 30 April because the practice is closed`);
    await world.say("kofi", "dm", `reassign ${ref} to Pharmacist`);
    await world.say("rosa", "dm", `approve ${ref} because the pharmacist has the record`);
    expect(await world.action(ref)).toMatchObject({ owner: "ravi", acting: null });
  });

  it("may be sent to cover who is in chat; the chaser still chases", async () => {
    const ref = await asked("Dentist");

    expect((await world.say("kofi", "dm", `send-to-cover ${ref}`)).text).toContain("Kofi acts for Dee from today.");
    expect(await world.action(ref)).toMatchObject({ owner: "dee", chaser: "kofi", acting: { personId: "kofi" } });
  });

  it("a second time changes nothing, and says since when", async () => {
    const ref = await asked();
    await world.say("kofi", "dm", `send-to-cover ${ref}`);
    const after = await world.action(ref);
    world.at(london("2027-04-22", "09:00"));
    const again = await world.say("kofi", "dm", `send-to-cover ${ref}`);
    const looked = await world.say("kofi", "dm", `away ${ref}`);

    for (const { text } of [again, looked]) expect(text).toContain("Leah has acted for Meera since Tue 20 April 2027.");
    expect(buttonsOf(looked)).not.toContain("Send to cover");
    expect(await world.action(ref)).toEqual(after);
    expect(await entries(ref, "send-to-cover")).toHaveLength(1);
  });

  it("from an old card changes nothing, and shows what is true", async () => {
    const ref = await asked();
    const { version } = await world.action(ref);
    await world.say("kofi", "dm", `accept ${ref}`);
    const seen = await world.press("kofi", "dm", { do: "send-to-cover", ref, seen: version });

    expect(seen.text).toContain("Already accepted");
    expect((await world.action(ref)).acting).toBeNull();
    expect((await world.press("kofi", "dm", { do: "away", ref, seen: version })).text).toContain("Leah (Reception lead");
  });

  it("is nothing once evidence is in", async () => {
    const ref = await asked();
    await world.say("kofi", "dm", `evidence ${ref} mail of 20 April`);

    for (const verb of ["away", "send-to-cover"])
      expect((await world.say("kofi", "dm", `${verb} ${ref}`)).text).toContain("Evidence was already submitted by Kofi");
    expect((await world.action(ref)).acting).toBeNull();
  });

  it("pressed twice at once has one effect, and both are told the truth", async () => {
    const ref = await asked();
    const press = () => world.press("kofi", "dm", { do: "send-to-cover", ref });
    const answers = await Promise.all([press(), press(), press()]);

    expect(answers.filter(({ text }) => text.includes("acts for Meera from today"))).toHaveLength(1);
    expect(answers.filter(({ text }) => text.includes("Leah has acted for Meera since"))).toHaveLength(2);
    expect(await entries(ref, "send-to-cover")).toHaveLength(1);
  });

  it("delivered twice has one effect and one answer", async () => {
    const ref = await asked();
    const press = () => world.press("kofi", "dm", { do: "send-to-cover", ref }, { delivery: `slack:press:away:${ref}` });
    const answers = [...(await Promise.all([press(), press()])), await press()];

    expect(answers.filter((seen) => !isSilent(seen))).toHaveLength(1);
    expect(await entries(ref, "send-to-cover")).toHaveLength(1);
  });
});

describe("the trail of all this", () => {
  it("is sound", async () => {
    world.at(NOW);
    expect(await verifyAudit(world.db, "harbour")).toMatchObject({ kind: "sound" });
  });
});
