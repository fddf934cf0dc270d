import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Command } from "../../src/core/command.ts";
import { verifyAudit } from "../../src/store/audit-verify.ts";
import { aWorld, drafted, handedIn, opened, proposed, type Seen, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

let keys = 0;
const aKey = (): string => `slack:press:once-${++keys}`;

const isSilent = ({ answer }: Seen): boolean => Object.values(answer).every((part) => part === null);
const entriesOf = (ref: string) => {
  const [caseRef = "", number = ""] = ref.split("/A");
  return world.db.auditEntry.count({ where: { caseRef, actionNumber: Number(number) } });
};

const waiting = async (): Promise<string> => {
  const ref = await opened(world);
  await world.say("harriet", "dm", `extend ${ref} to 6 April because the surveyor is ill`);
  return ref;
};

/** One of every kind of effect, with who has it and on what. */
const EFFECTS: [string, string, () => Promise<string>, (ref: string) => Command][] = [
  ["edit", "priya", () => drafted(world, "call the landlord"), (ref) => ({ do: "edit", ref, who: "Carl" })],
  ["discard", "priya", () => drafted(world, "call the landlord"), (ref) => ({ do: "discard", ref })],
  ["accept", "harriet", () => proposed(world), (ref) => ({ do: "accept", ref })],
  ["not-me", "harriet", () => proposed(world), (ref) => ({ do: "not-me", ref })],
  ["update", "harriet", () => opened(world), (ref) => ({ do: "update", ref, text: "surveyor booked" })],
  ["evidence", "harriet", () => opened(world), (ref) => ({ do: "evidence", ref, text: "report" })],
  ["not-today", "harriet", () => opened(world), (ref) => ({ do: "not-today", ref })],
  ["block", "harriet", () => opened(world), (ref) => ({ do: "block", ref, reason: "no access" })],
  ["sign-off", "priya", () => handedIn(world), (ref) => ({ do: "sign-off", ref })],
  ["extend", "harriet", () => opened(world), (ref) => ({ do: "extend", ref, date: "6 April", reason: "ill" })],
  ["extend by the lead", "priya", () => opened(world), (ref) => ({ do: "extend", ref, date: "6 April", reason: "ill" })],
  ["approve", "priya", waiting, (ref) => ({ do: "approve", ref, reason: "ok" })],
  ["reassign by the lead", "priya", () => opened(world), (ref) => ({ do: "reassign", ref, who: "Carl" })],
  ["a refusal", "carl", () => handedIn(world), (ref) => ({ do: "sign-off", ref })],
];

describe("the same delivery twice", () => {
  it.each(EFFECTS)("has one effect and one answer: %s", async (_, person, given, command) => {
    const ref = await given();
    const delivery = aKey();
    const first = await world.press(person, "dm", command(ref), { delivery });
    const [after, entries] = [await world.action(ref), await entriesOf(ref)];
    const second = await world.press(person, "dm", command(ref), { delivery });

    expect(isSilent(first)).toBe(false);
    expect(isSilent(second)).toBe(true);
    expect(await world.action(ref)).toEqual(after);
    expect(await entriesOf(ref)).toBe(entries);
  });

  it.each(EFFECTS)("has one effect and one answer at the same moment, too: %s", async (_, person, given, command) => {
    const ref = await given();
    const entries = await entriesOf(ref);
    const delivery = aKey();
    const answers = await Promise.all([1, 2, 3].map(() => world.press(person, "dm", command(ref), { delivery })));

    expect(answers.filter((seen) => !isSilent(seen))).toHaveLength(1);
    expect(await entriesOf(ref)).toBe(entries + 1);
  });

  it("shows a pressed card as it is now, where its first answer may be lost", async () => {
    const ref = await proposed(world);
    const delivery = aKey();
    const pressed = { conversation: "U-HARRIET", message: "m1", readBy: "one" } as const;
    const press = () => world.press("harriet", "dm", { do: "accept", ref }, { delivery, pressed });
    await press();
    await world.say("harriet", "dm", `update ${ref} surveyor booked`);
    const entries = await entriesOf(ref);
    const { answer, text } = await press();

    expect(answer).toMatchObject({ tell: null, form: null });
    expect(text).toMatch(/Open.*surveyor booked/s);
    expect(await entriesOf(ref)).toBe(entries);
  });

  it("shows a room's card as the room reads it", async () => {
    const ref = await proposed(world);
    const delivery = aKey();
    const pressed = { conversation: "C-MIXED", message: "m1", readBy: "room" } as const;
    const press = () => world.press("harriet", "C-MIXED", { do: "accept", ref }, { delivery, pressed });
    await press();

    expect((await press()).text).toMatch(/^C-014\/A\d+ · Housing officer · due Thu 25 March 2027 · open$/);
  });

  it("makes one draft", async () => {
    const delivery = aKey();
    const before = await world.db.action.count();
    const say = () => world.say("priya", "C-CASE", "assign @Harriet by Friday survey the pipes", { delivery });
    const answers = await Promise.all([say(), say(), say()]);

    expect(await world.db.action.count()).toBe(before + 1);
    expect(answers.filter((seen) => !isSilent(seen))).toHaveLength(1);
    expect(isSilent(await say())).toBe(true);
  });

  it("makes one set of drafts of a message, and answers once", async () => {
    const source = { platform: "slack", workspace: "T0001", conversation: "C-CASE", message: "9999.9", link: null } as const;
    const capture = () =>
      world.press(
        "priya",
        "C-CASE",
        { do: "capture", lines: ["Harriet to call", "Carl to call"], source },
        { delivery: "slack:message:9999.9" },
      );
    const answers = await Promise.all([capture(), capture()]);

    expect(answers.filter((seen) => !isSilent(seen))).toHaveLength(1);
    expect(isSilent(await capture())).toBe(true);
  });

  it("confirms several drafts once", async () => {
    const refs = [
      await drafted(world, '@Harriet by Friday survey the pipes evidence "report"'),
      await drafted(world, '@Carl by Friday offer mediation evidence "letter"'),
    ];
    const delivery = aKey();
    const confirm = () => world.press("priya", "dm", { do: "confirm-all", refs }, { delivery });
    const first = await confirm();

    expect(first.text).toContain("2 actions confirmed");
    expect(isSilent(await confirm())).toBe(true);
  });

  it("tells a stranger once", async () => {
    const delivery = aKey();
    const count = () => world.db.auditEntry.count({ where: { verb: "enter" } });
    const before = await count();
    const first = await world.say("mallory", "C-CASE", "list", { delivery });
    const second = await world.say("mallory", "C-CASE", "list", { delivery });

    expect([isSilent(first), isSilent(second)]).toEqual([false, true]);
    expect(await count()).toBe(before + 1);
  });
});

describe("a deliberate second act", () => {
  it("is answered with what is true, not with silence", async () => {
    const ref = await handedIn(world);
    await world.say("priya", "dm", `sign-off ${ref}`);

    expect((await world.say("priya", "dm", `sign-off ${ref}`)).text).toContain("Already signed off by Priya at 14:20.");
  });
});

describe("two people at the same moment", () => {
  it("make one decision, and the other is told the truth", async () => {
    const ref = await waiting();
    const { version } = await world.action(ref);
    const [approved, declined] = await Promise.all([
      world.press("priya", "dm", { do: "approve", ref, seen: version, reason: "booked" }),
      world.press("tom", "dm", { do: "decline", ref, seen: version, reason: "it cannot wait" }),
    ]);

    const action = await world.action(ref);
    expect(action).toMatchObject({ request: null, version: version + 1 });
    const [won, lost] = action.extensions === 1 ? [approved, declined] : [declined, approved];
    expect(won.text).toMatch(/New date approved|Declined/);
    expect(lost.text).not.toMatch(/New date approved|^Declined/m);
    expect(lost.text).toContain(ref);
  });

  it("sign off once", async () => {
    const ref = await handedIn(world);
    const answers = await Promise.all([
      world.say("priya", "dm", `sign-off ${ref}`),
      world.say("tom", "dm", `return ${ref} because it has no date`),
    ]);

    const { status } = await world.action(ref);
    expect(["complete", "open"]).toContain(status);
    const told = answers.map(({ text }) => /Signed off\.|Returned\./.exec(text)?.[0]).filter(Boolean);
    expect(told).toEqual([status === "complete" ? "Signed off." : "Returned."]);
  });

  it("lose no update, however many there are", async () => {
    const ref = await opened(world);
    const people = ["priya", "tom", "kit", "harriet", "hassan", "carl"];
    const answers = await Promise.all(people.map((person) => world.say(person, "dm", `update ${ref} from ${person}`)));

    expect(answers.map(({ text }) => text.includes("Update saved"))).toEqual(people.map(() => true));
    expect(await world.db.update.count({ where: { actionId: (await world.action(ref)).id } })).toBe(people.length);
  });

  it("leave a sound trail", async () => {
    expect(await verifyAudit(world.db, "harbour")).toMatchObject({ kind: "sound" });
  });
});
