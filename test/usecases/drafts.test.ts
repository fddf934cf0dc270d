import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { elementsOf } from "../../src/cards/elements.ts";
import type { Answer } from "../../src/chat/chat.ts";
import { Command } from "../../src/core/command.ts";
import { noteMessage } from "../../src/usecases/source-state.ts";
import { due } from "../support/builders.ts";
import { aWorld, drafted, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

/** The one-press answers of the draft that was shown. */
const answersOn = ({ tell }: Answer) =>
  elementsOf(tell?.content.body)
    .flatMap(({ items }) => elementsOf(items))
    .flatMap(({ actions }) => elementsOf(actions));

describe("a draft", () => {
  it("is made of what was typed, in any order, and shown to the asker alone", async () => {
    const { text, answer } = await world.say(
      "priya",
      "C-CASE",
      'assign evidence "surveyor\'s report" by Friday @Harriet get the pipe survey done',
    );
    const [ref = ""] = /C-014\/A\d+/.exec(text) ?? [];

    expect(answer).toMatchObject({ replace: null, form: null, wrong: null });
    expect(await world.action(ref)).toMatchObject({
      status: "draft",
      asker: "priya",
      owner: "harriet",
      text: "get the pipe survey done",
      evidenceRequired: "surveyor's report",
      due: due("2027-03-12"),
      originalDue: null,
      version: 1,
    });
  });

  it("tells the room its reference and that it is a draft, and nothing more", async () => {
    await world.forget();
    const ref = await drafted(world, "@Harriet by Friday get the secret survey done");
    await world.deliver();

    expect(world.heardBy("C-CASE")).toEqual([`${ref} · draft`]);
    for (const other of ["C-MIXED", "C-STAFF", "harriet"]) expect(world.heardBy(other)).toEqual([]);
  });

  it("is told of where it was asked for also where it was edited, and its message changed, before its line left", async () => {
    await world.forget();
    const source = { platform: "slack", workspace: "T0001", conversation: "C-CASE", message: "line-1", link: null } as const;
    await world.press("priya", "C-CASE", { do: "assign", words: "Harriet to oil the gate by 1 April", source });
    const { number } = await world.db.action.findFirstOrThrow({ where: { sourceKey: { contains: "line-1" } } });
    await world.press("priya", "dm", { do: "edit", ref: `C-014/A${number}`, evidence: "photo" });
    await noteMessage(world.deps)(
      { platform: "slack", workspace: "T0001", conversation: "C-CASE", message: "line-1" },
      "changed",
    );
    await world.deliver();

    expect(world.heardBy("C-CASE")).toEqual([`C-014/A${number} · draft`]);
  });

  it("is told of where it was asked for, and elsewhere once it is an action; one that is none is told of nowhere else", async () => {
    await world.forget();
    const words = 'assign C-014 Harriet by Friday evidence "note" get the other survey done';
    const [ref = ""] = /C-014\/A\d+/.exec((await world.say("priya", "C-MIXED", words)).text) ?? [];
    const [none = ""] = /C-014\/A\d+/.exec((await world.say("priya", "C-MIXED", `${words} too`)).text) ?? [];
    await world.deliver();
    expect([world.heardBy("C-MIXED"), world.heardBy("C-CASE")]).toEqual([[`${ref} · draft`, `${none} · draft`], []]);

    await world.press("priya", "dm", { do: "edit", ref, evidence: "report" });
    await world.say("priya", "dm", `discard ${none}`);
    await world.deliver();
    expect(world.heardBy("C-CASE")).toEqual([]);
    expect(world.heardBy("C-MIXED").at(-1)).toContain(`${none} · cancelled`);
    await world.say("priya", "dm", `confirm ${ref}`);
    await world.deliver();
    expect(world.heardBy("C-CASE").join()).toContain("get the other survey done");
  });

  it.each([
    ["someone", "someone should look at the boiler cupboard door by Friday"],
    ["we", "we will look at the boiler cupboard door by Friday"],
    ["the team", "the team to look at the boiler cupboard door by Friday"],
    ["everyone", "everyone to look at the boiler cupboard door by Friday"],
    ["TBC", "TBC look at the boiler cupboard door by Friday"],
  ])("never has %s for an owner: it asks who", async (_, words) => {
    const { text } = await world.say("hassan", "C-CASE", `assign ${words}`);
    const [ref = ""] = /C-014\/A\d+/.exec(text) ?? [];

    expect(await world.action(ref)).toMatchObject({ status: "draft", owner: null });
    expect(text).toMatch(/who/i);
  });

  it("asks which, where several owners were named, and offers those", async () => {
    const ref = await drafted(world, "@Harriet and @Carl by Friday talk to the neighbour");

    expect(await world.action(ref)).toMatchObject({ owner: null, ownerChoices: ["harriet", "carl"] });
    const { answer } = await world.press("priya", "dm", { do: "edit", ref, who: "person:carl" });
    expect(answer.wrong).toBeNull();
    expect(await world.action(ref)).toMatchObject({ owner: "carl", ownerChoices: [] });
  });

  it("takes an owner by role, quoted or not, and keeps the role", async () => {
    const ref = await drafted(world, 'owner "Community safety officer" by Friday talk to the neighbour');

    expect(await world.action(ref)).toMatchObject({ owner: "carl", ownerRole: "Community safety officer" });
  });

  it("takes me, a mention and a name", async () => {
    for (const who of ["me", "<@slack/T0001/U-PRIYA>", "Priya", "owner priya"])
      expect(await world.action(await drafted(world, `${who} by Friday call the landlord`))).toMatchObject({ owner: "priya" });
  });

  it.each(["Zoe", "Una", "<@slack/T0001/U-ZOE>", "<@slack/T0001/U-NOBODY>"])(
    "does not take %s, who is not on the case today, and does not say why",
    async (who) => {
      const { text } = await world.say("priya", "C-CASE", `assign owner ${who} by Friday call the landlord`);
      const [ref = ""] = /C-014\/A\d+/.exec(text) ?? [];

      expect(await world.action(ref)).toMatchObject({ owner: null });
      expect(text).toContain("Nobody of that name or role is on C-014 today.");
    },
  );

  it.each([
    ["has passed", "by 10/3/2027", "has passed"],
    ["does not exist", "by 31 February", "does not exist"],
    ["is no date", "asap", "is not a date"],
    ["is far away", "by 1 March", "over six months away"],
    ["is one of two", "by Friday or Monday", "“Friday or Monday”: which of the two?"],
    ["the clocks pass over", "by 28 March 2027 01:30", "the clocks go forward"],
    ["is no number of days", "by 0wd", "“0wd” is not a date"],
  ])("asks about a date that %s, and guesses none", async (_, when, asked) => {
    const { text } = await world.say("priya", "C-CASE", `assign @Harriet ${when} survey the pipes`);
    const [ref = ""] = /C-014\/A\d+/.exec(text) ?? [];

    expect(text).toContain(asked);
    expect(await world.action(ref)).toMatchObject({ status: "draft", due: null });
  });

  it("offers the far date that it asks about first, whatever else is asked", async () => {
    for (const words of ["by 12 December at 14:20 survey the pipes", "@Harriet by 12 December at 14:20 survey the pipes"]) {
      const { text, answer } = await world.say("priya", "C-CASE", `assign ${words}`);
      const [ref = ""] = /C-014\/A\d+/.exec(text) ?? [];
      const [first, ...others] = answersOn(answer);

      expect(text).toContain(`Did you mean ${first?.title}?`);
      expect(first).toMatchObject({
        title: "Sun 12 December 2027, 14:20",
        data: { do: "edit", ref, date: "2027-12-12", time: "14:20" },
      });
      expect(others).not.toEqual([]);
      await world.press("priya", "dm", Command.parse(first?.data));
      expect((await world.action(ref)).due).toEqual(due("2027-12-12", "14:20"));
    }
  });

  it("asks for the date where a form has a time alone", async () => {
    const ref = await drafted(world, "@Harriet survey the pipes");
    const edited = await world.press("priya", "dm", { do: "edit", ref, time: "14:20" });
    const assigned = await world.press("priya", "C-CASE", { do: "assign", text: "survey the pipes", time: "14:20" });

    for (const { answer } of [edited, assigned])
      expect(answer.wrong).toEqual({ field: "date", message: "The date is missing: choose the day that this time is on." });
    expect((await world.action(ref)).due).toBeNull();
  });

  it.each([
    ["text", 2000, "the text is longer than 2,000 characters"],
    ["who", 300, "the name is longer than 300 characters"],
    ["evidence", 2000, "the evidence is longer than 2,000 characters"],
  ])("says beside the %s that it is too long, and how long it may be", async (field, limit, what) => {
    const ref = await drafted(world, "@Harriet survey the pipes");
    const tooLong = { do: "edit", ref, [field]: "x".repeat(limit + 1) } as Command;
    const { answer } = await world.press("priya", "dm", tooLong, { canOpenForms: false });

    expect(answer.wrong).toEqual({ field, message: `Not saved: ${what}.` });
  });

  it("says how long typed words may be", async () => {
    const { text } = await world.say("priya", "C-CASE", `assign ${"x".repeat(2001)}`);

    expect(text).toContain("Not saved: the text is longer than 2,000 characters.");
  });

  it.each(["31/2/2027", "asap", "yesterday", "2027-03-10"])("keeps its date where a form says %s", async (date) => {
    const ref = await drafted(world, "@Harriet by Friday survey the pipes");
    const { answer } = await world.press("priya", "dm", { do: "edit", ref, date });

    expect(answer.wrong).toMatchObject({ field: "date" });
    expect((await world.action(ref)).due).toEqual(due("2027-03-12"));
  });

  it("is asked about piece by piece, and confirmed only when it is whole", async () => {
    const ref = await drafted(world, "look at the boiler cupboard door");

    for (const [question, answer] of [
      [/no owner, no due date and no evidence/, { who: "person:harriet" }],
      [/no due date and no evidence/, { date: "15 working days" }],
      [/no evidence/, { evidence: "dated photo of the work" }],
    ] as const) {
      expect((await world.say("priya", "dm", `confirm ${ref}`)).text).toMatch(question);
      expect((await world.action(ref)).status).toBe("draft");
      await world.press("priya", "dm", { do: "edit", ref, ...answer });
    }
    await world.say("priya", "dm", `confirm ${ref}`);

    // Good Friday and Easter Monday are skipped.
    expect(await world.action(ref)).toMatchObject({ status: "proposed", due: due("2027-04-05"), originalDue: due("2027-04-05") });
  });

  it("needs a chaser for an owner outside chat, who has to be in chat", async () => {
    const ref = await drafted(world, 'owner "Practice manager" due 5wd flag the record evidence "written confirmation"');

    expect((await world.say("priya", "dm", `confirm ${ref}`)).text).toContain("no chaser, and its owner is outside chat");
    const outside = await world.press("priya", "dm", { do: "edit", ref, chaser: "Meera" });
    expect(outside.answer.wrong).toMatchObject({ field: "chaser" });
    await world.press("priya", "dm", { do: "edit", ref, chaser: "me" });
    await world.say("priya", "dm", `confirm ${ref}`);

    expect(await world.action(ref)).toMatchObject({ status: "open", notYetHeard: true, chaser: "priya", owner: "meera" });
  });

  it("opens a form where nothing was said", async () => {
    expect((await world.say("priya", "C-CASE", "assign")).answer.form?.template).toBe("form-assign");
    expect((await world.say("priya", "dm", "assign C-014")).answer.form?.template).toBe("form-assign");
  });

  it("has a number that is never used again", async () => {
    const first = await drafted(world, "call the landlord");
    await world.say("priya", "dm", `discard ${first}`);
    const second = await drafted(world, "call the landlord");

    expect(Number(second.split("/A")[1])).toBe(Number(first.split("/A")[1]) + 1);
    expect((await world.action(first)).status).toBe("cancelled");
  });
});

describe("several drafts of one message", () => {
  const lines = (message: string) => ({
    do: "capture" as const,
    lines: ["Harriet to survey the pipes by Friday", "Carl to offer mediation", "someone look at the door"],
    source: { platform: "slack" as const, workspace: "T0001", conversation: "C-CASE", message, link: null },
  });
  const countFrom = (message: string) => world.db.action.count({ where: { sourceKey: { contains: message } } });

  it("are one a line", async () => {
    const { text } = await world.press("priya", "C-CASE", lines("1111.1"));

    expect(await countFrom("1111.1")).toBe(3);
    expect(text).toMatch(/survey the pipes[\s\S]*offer mediation[\s\S]*look at the door/);
  });

  it("are made once, whoever captures the message again", async () => {
    await world.press("priya", "C-CASE", lines("2222.2"));
    const again = await world.press("hassan", "C-CASE", lines("2222.2"));

    expect(await countFrom("2222.2")).toBe(3);
    expect(again.text).toContain("already");
  });

  it("do not show one person's draft to another who captures the same message", async () => {
    const source = { platform: "slack", workspace: "T0001", conversation: "C-CASE", message: "3333.3", link: null } as const;
    await world.press("priya", "C-CASE", { do: "assign", words: "Carl by Friday collect the keys", source });
    const { text } = await world.press("hassan", "C-CASE", { do: "assign", words: "Carl by Friday collect the keys", source });

    expect(text).toContain("already");
    expect(text).not.toMatch(/keys|Carl/);
  });

  it("are made once when two people capture the message at the same moment", async () => {
    const answers = await Promise.all(
      ["priya", "hassan", "carl", "kit"].map((person) => world.press(person, "C-CASE", lines("4444.4"))),
    );

    expect(await countFrom("4444.4")).toBe(3);
    expect(answers.filter(({ text }) => text.includes("already"))).toHaveLength(3);
  });

  it("are confirmed together where they are whole, and the others stay", async () => {
    const whole = await drafted(world, '@Harriet by Friday survey the pipes evidence "report"');
    const lacking = await drafted(world, "@Carl by Friday offer mediation");
    const { text } = await world.press("priya", "dm", { do: "confirm-all", refs: [whole, lacking] });

    expect((await world.action(whole)).status).toBe("proposed");
    expect((await world.action(lacking)).status).toBe("draft");
    expect(text).toContain("offer mediation");
  });

  it("says how many were confirmed, not how many were asked for", async () => {
    const one = await drafted(world, '@Harriet by Friday survey the pipes evidence "report"');
    const other = await drafted(world, '@Carl by Friday offer mediation evidence "letter"');
    await world.say("priya", "dm", `discard ${other}`);

    expect((await world.press("priya", "dm", { do: "confirm-all", refs: [one, other] })).text).toContain("1 action confirmed");
  });
});

describe("a message made into an action where no case is implied", () => {
  const source = { platform: "slack", workspace: "T0001", conversation: "C-ELSEWHERE", message: "7777.7", link: null } as const;
  const choose = (person: string, gesture = {}) =>
    world.press(person, "C-ELSEWHERE", { do: "assign", words: "Harriet to call by 25 March", source }, gesture);
  const input = (form: Answer["form"], id: string) => form?.content.body.find((element) => element.id === id);

  it("asks which of the asker's cases, with the words of the message in the form", async () => {
    const { form } = (await choose("carl")).answer;

    expect(input(form, "case")).toMatchObject({
      label: "Case",
      choices: [
        { title: "C-014 · Housing", value: "C-014" },
        { title: "C-031 · Mental health", value: "C-031" },
      ],
    });
    expect(input(form, "case")?.value).toBeUndefined();
    expect(input(form, "text")?.value).toBe("Harriet to call by 25 March");
  });

  it("has the only one chosen already, and its people to choose from", async () => {
    const { form } = (await choose("kit")).answer;

    expect(input(form, "case")).toMatchObject({ value: "C-014", choices: [{ value: "C-014" }] });
    expect(input(form, "who")?.type).toBe("Input.ChoiceSet");
  });

  it("goes on with the case that was chosen, and reads words that were left as they stand", async () => {
    const { form } = (await choose("carl")).answer;
    const command = form?.content.actions?.[0]?.data as Command;
    await world.press("carl", "C-ELSEWHERE", { ...command, case: "C-014", text: "Harriet to call by 25 March" } as Command);

    const { number } = await world.db.action.findFirstOrThrow({ where: { sourceKey: { endsWith: "7777.7" } } });
    expect(await world.action(`C-014/A${number}`)).toMatchObject({
      asker: "carl",
      owner: "harriet",
      text: "call",
      due: due("2027-03-25"),
    });
  });

  it("is refused for a case that is not theirs", async () => {
    const { text } = await world.press("kit", "C-ELSEWHERE", { do: "assign", case: "C-031", text: "call", source });

    expect(text).toContain("do not have access");
  });

  it("says which words would do where no form can be opened", async () => {
    const { text } = await choose("carl", { canOpenForms: false });

    expect(text).toContain("Your cases: C-014, C-031");
  });

  it("offers nothing to somebody who is on no case", async () => {
    const { answer, text } = await choose("una");

    expect(answer.form).toBeNull();
    expect(text).toContain("Which case is this for?");
  });
});
