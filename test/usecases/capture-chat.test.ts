import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Command } from "../../src/core/command.ts";
import { noteMessage } from "../../src/usecases/source-state.ts";
import { due } from "../support/builders.ts";
import { aWorld, gone, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const from = (speaker: string | null, message: string) => ({
  ...({ platform: "slack", workspace: "T0001", conversation: "C-CASE", message, link: null } as const),
  ...(speaker && { speaker: { workspace: "T0001", user: `U-${speaker.toUpperCase()}` } }),
});
let messages = 0;

/** **Make this an action** on what somebody said in the room of the case. */
async function chosen(by: string, speaker: string | null, words: string, message = `m${++messages}`) {
  const seen = await world.press(by, "C-CASE", { do: "assign", words, source: from(speaker, message) });
  return { ...seen, made: await draftsOf(message), message };
}

async function draftsOf(message: string) {
  const rows = await world.db.action.findMany({
    where: { source: { path: ["message"], equals: message } },
    orderBy: { number: "asc" },
  });
  return Promise.all(rows.map(({ number }) => world.action(`C-014/A${number}`)));
}

describe("what is said in a meeting, made into actions", () => {
  it("reads who, by when and what will show it as SCENARIOS has it", async () => {
    const survey =
      "I'll get the pipe lagging and wall insulation survey done in 10 working days, I'll upload the surveyor's report";
    const plan = "I'll update the risk plan and set a predictable routine for repair days by Tuesday";

    expect((await chosen("priya", "harriet", survey)).made).toMatchObject([
      { owner: "harriet", due: due("2027-03-25"), evidenceRequired: "surveyor's report" },
    ]);
    const offer = await chosen("priya", "carl", "mediation offer to the upstairs neighbour, three weeks from today");
    expect(offer.made).toMatchObject([{ owner: "carl", due: due("2027-04-01"), evidenceRequired: null }]);
    expect((await chosen("priya", "priya", plan)).made).toMatchObject([
      { owner: "priya", due: due("2027-03-16"), evidenceRequired: "risk plan version and repair-day routine" },
    ]);
  });

  it("asks whoever said it, in private, what their words leave open, one thing after the other", async () => {
    await world.forget();
    const { text, made } = await chosen("priya", "hassan", "someone should look at the boiler cupboard door");
    const [action] = made;
    const ref = `C-014/A${action?.number}`;
    await world.deliver();

    expect(text).toContain("is no action yet. Hassan is asked privately: Who will do this, and by when?");
    expect(action).toMatchObject({ status: "draft", asker: "priya", owner: null });
    const [asked] = world.sent.filter(({ to }) => to === "hassan");
    expect(asked?.text).toContain("Who will do this, and by when?");
    expect(asked?.card.content.actions?.map(({ title }) => title)).toEqual(["Choose owner", "Set due date", "Not an action"]);
    expect(world.heardBy("C-CASE").join()).not.toContain("boiler");

    expect((await world.press("hassan", "dm", { do: "edit", ref, seen: 1 })).answer.form?.template).toBe("form-edit");
    const owned = await world.press("hassan", "dm", { do: "edit", ref, who: "person:harriet" });
    expect(owned.text).toContain("By when?");
    const dated = await world.press("hassan", "dm", { do: "edit", ref, date: "15 working days" });
    expect(dated.text).toContain("What will show this is done?");
    expect(await world.action(ref)).toMatchObject({ owner: "harriet", due: due("2027-04-05") });
  });

  it("asks whoever promised it what is missing, and whoever chose it may say it, too", async () => {
    await world.forget();
    const { made, text } = await chosen("priya", "carl", "I'll offer mediation to the neighbour by 1 April");
    const ref = `C-014/A${made[0]?.number}`;
    await world.deliver();

    expect(made).toMatchObject([{ asker: "priya", owner: "carl" }]);
    expect(text).toContain(`Carl is asked privately: What will show this is done?`);
    const [asked] = world.sent.filter(({ to }) => to === "carl");
    expect(asked?.text).toContain(
      "Priya (Service manager, Harbour Autism Services) would like to make an action of what you said.",
    );
    expect(asked?.card.content.actions?.map(({ title }) => title)).toEqual(["Say what will show it", "Not an action"]);

    const evidence = "mediation offer letter and reply";
    const { text: answered } = await world.press("carl", "dm", { do: "edit", ref, seen: 1, evidence });
    expect(answered).toMatch(/Changed\.[\s\S]*is asked to confirm it\./);
    await world.deliver();
    const told = world.sent.findLast(({ to }) => to === "priya");
    expect(told?.text).toContain("said what was missing. It can be confirmed.");
    expect(told?.card.content.actions?.map(({ title }) => title)).toContain("Confirm");
    await world.say("priya", "dm", `confirm ${ref}`);
    expect(await world.action(ref)).toMatchObject({ status: "proposed", evidenceRequired: evidence });
  });

  it("leaves it to whoever asked to confirm a promise, and to whoever made it to complete it, and to nobody else", async () => {
    const { made } = await chosen("priya", "carl", "I'll ring the neighbour");
    const ref = `C-014/A${made[0]?.number}`;
    const refused = "Only the person who asked, the lead or cover";

    expect((await world.say("carl", "dm", `confirm ${ref}`)).text).toContain(refused);
    expect((await world.press("hassan", "dm", { do: "edit", ref, evidence: "note" })).text).toContain(refused);
    expect((await world.say("hassan", "dm", `show ${ref}`)).text).not.toContain("neighbour");
    expect((await world.say("carl", "dm", "list mine")).text).toContain("ring the neighbour");
    expect((await world.say("carl", "dm", `history ${ref}`)).text).toContain("Priya");
    expect((await world.say("hassan", "dm", `history ${ref}`)).text).not.toContain("Priya");
    const shown = await world.say("carl", "dm", `show ${ref}`);
    expect(shown.text).toContain("By when?");
    expect(JSON.stringify(shown.answer.tell)).toContain("15 working days: Mon 5 April 2027");
  });

  it("is whoever chose it's to see and to discard, also where nobody has said who will do it", async () => {
    const { made } = await chosen("kit", "hassan", "someone should look at the alarm");
    const ref = `C-014/A${made[0]?.number}`;

    expect((await world.say("kit", "dm", `show ${ref}`)).text).toContain("look at the alarm");
    await world.say("kit", "dm", `discard ${ref}`);
    expect((await world.action(ref)).status).toBe("cancelled");
  });

  it("asks nothing of a promise that somebody completed meanwhile", async () => {
    await world.forget();
    const { made } = await chosen("priya", "carl", "I'll ring the neighbour by 1 April");
    await world.press("priya", "dm", { do: "edit", ref: `C-014/A${made[0]?.number}`, evidence: "note of the call" });
    await world.deliver();

    expect(world.heardBy("carl")).toEqual([]);
  });

  it("takes Not an action for an answer", async () => {
    const { made } = await chosen("priya", "hassan", "somebody should mend the gate");
    const ref = `C-014/A${made[0]?.number}`;
    await world.forget();
    await world.press("hassan", "dm", { do: "discard", ref, seen: 1 });
    await world.deliver();

    expect((await world.action(ref)).status).toBe("cancelled");
    expect(world.heardBy("priya").join()).toContain("says that what they said is no action. It is discarded.");
  });

  it.each([
    ["is not on the case", "zoe"],
    ["is nobody we know", "nobody"],
  ])("asks whoever chose the message where its writer %s", async (_, speaker) => {
    const { made } = await chosen("priya", speaker, "someone should look at the gate");

    expect(made).toMatchObject([{ asker: "priya", owner: null }]);
  });

  it("shows whoever chose it their own drafts, and says who is asked about the others", async () => {
    const { text, made } = await chosen(
      "priya",
      "hassan",
      "Harriet to survey the pipes by Friday, evidence: report\nsomeone should look at the door",
    );

    expect(made.map(({ asker, source }) => [asker, source?.saidBy])).toEqual([
      ["priya", undefined],
      ["priya", "hassan"],
    ]);
    expect(text).toContain("Hassan is asked privately");
  });

  it("asks its writer of three drafts at most, and beyond them nobody: whoever chose it reads how many are open", async () => {
    const doors = (first: number, count: number) =>
      Array.from({ length: count }, (_, i) => `ACTION: check the closer, the seals and the hinges of fire door ${first + i}`);
    await world.forget();
    const some = await chosen("priya", "hassan", doors(1, 3).join("\n"));
    await world.deliver();
    expect(world.heardBy("hassan")).toHaveLength(3);
    expect(some.text).toContain("Hassan is asked privately");

    await world.forget();
    const many = await chosen("priya", "hassan", ["I'll buy the seals", "I'll ring the joiner", ...doors(4, 28)].join("\n"));
    await world.deliver();
    expect(many.made).toHaveLength(30);
    expect(world.heardBy("hassan")).toEqual([]);
    expect(many.text).toContain("28 of them name nobody who will do it.");
    expect(many.text).toContain("2 of them leave open what Hassan promised.");
    expect(many.text).not.toContain("asked privately");
  });

  it("takes the name that a message begins with, also where only its date makes it an action", async () => {
    for (const [words, owner] of [
      ["Harriet to oil the gate by Friday", "harriet"],
      ["someone to oil the gate by Friday", null],
      ["PS to oil the gate by Friday", null],
      ["P.S. to oil the gate by Friday", null],
    ] as const)
      expect((await chosen("priya", "carl", words)).made).toMatchObject([{ owner, text: "oil the gate" }]);
  });

  it("makes a draft of each thing that one message asks for, on one card", async () => {
    const { made, text } = await chosen(
      "priya",
      "hassan",
      "Thanks all.\nHarriet to survey the pipes by Friday\nACTION: Community safety officer to offer mediation by 1 April\n- [ ] @Kit update the risk plan",
    );

    expect(made.map(({ owner, text: words }) => [owner, words])).toEqual([
      ["harriet", "survey the pipes"],
      ["carl", "offer mediation"],
      ["kit", "update the risk plan"],
    ]);
    expect(text).toContain("3 drafts from this text");
  });

  it("is one set of drafts, however often and by whichever way the message is captured", async () => {
    const words = "ACTION: Harriet to survey the pipes by Friday\nCarl will offer mediation by 1 April";
    const first = await chosen("priya", "hassan", words);
    const again = await chosen("priya", "hassan", words, first.message);
    const typed = await world.press("carl", "C-CASE", {
      do: "capture",
      lines: ["Harriet to survey the pipes by Friday"],
      source: from("hassan", first.message),
    });

    expect(first.made).toHaveLength(2);
    expect(again.made).toEqual(first.made);
    expect(again.text).toContain("already");
    expect(typed.text).toContain("already");
  });

  it("never makes an owner of somebody who is not on the case", async () => {
    const [alone] = (await chosen("priya", "hassan", "Bob to weld the gate by Friday")).made;
    expect(alone).toMatchObject({ owner: null, text: "weld the gate" });
    const { made } = await chosen("priya", "hassan", "Zoe will call the landlord by Friday\nBob will offer mediation by Friday");

    expect(made.map(({ owner, ownerChoices }) => [owner, ownerChoices])).toEqual([
      [null, []],
      [null, []],
    ]);
  });

  it("knows people of the case by the initials of their role or name, and nobody by initials that two have", async () => {
    const carlIs = (name: string) =>
      world.db.person.update({ where: { providerId_id: { providerId: "harbour", id: "carl" } }, data: { name } });
    await carlIs("Carl Moss");
    const lines = ["HO to survey the pipes by Friday", "CM to call the landlord by Friday"];
    expect((await chosen("priya", null, lines.join("\n"))).made.map(({ owner, ownerRole }) => [owner, ownerRole])).toEqual([
      ["harriet", "Housing officer"],
      ["carl", null],
    ]);

    await carlIs("Carl Olu Hay");
    const { made } = await chosen("priya", null, "COH to survey the pipes by Friday\nSM to call the landlord by Friday");
    expect(made.map(({ owner }) => owner)).toEqual(["carl", "priya"]);
    await carlIs("Hugh Orr");
    const [both] = (await chosen("priya", null, "HO to mend the gate by Friday")).made;
    expect(both).toMatchObject({ owner: null });
    await carlIs("Carl");
  });

  it("goes by the case that its lines begin with, where the room is of several, and takes no line into another's", async () => {
    const marked = (message: string, ...lines: string[]) =>
      world.press("carl", "C-MIXED", { do: "capture", lines, source: { ...from("carl", message), conversation: "C-MIXED" } });
    expect((await marked("mixed-1", "Harriet to survey the pipes by Friday")).text).toContain(
      "ACTION: C-014 Harriet to call the landlord by Friday",
    );
    await marked("mixed-2", "C-014 Harriet to survey the pipes by Friday", "c-014: Carl to offer mediation by 1 April");
    expect((await draftsOf("mixed-2")).map(({ owner, text }) => [owner, text])).toEqual([
      ["harriet", "survey the pipes"],
      ["carl", "offer mediation"],
    ]);
    const { text } = await marked("mixed-3", "C-014 Harriet to survey the pipes", "C-031 Zoe to ring the GP");
    expect(text).toContain("Not saved: these lines are not all about one case.");
    expect(await draftsOf("mixed-3")).toEqual([]);
  });

  it("keeps no line of one case in another, and makes one set of drafts in whichever way its case was named", async () => {
    const said = (message: string) => ({ ...from("carl", message), conversation: "C-OTHER" });
    const lines = ["Zoe to ring the GP about the medication by Friday", "C-014 Carl to offer mediation by 1 April"];
    const { text } = await world.press("carl", "C-OTHER", { do: "capture", lines, source: said("own-1") });
    expect(text).toContain("not all about one case");

    const words = "C-014 Carl to offer mediation by 1 April";
    await world.press("carl", "C-OTHER", { do: "capture", lines: [words], source: said("own-2") });
    await world.press("carl", "C-OTHER", { do: "assign", words, source: said("own-2") });
    // As the form of Teams sends it, which was opened for the room's own case and left as it stands.
    await world.press("carl", "C-OTHER", { do: "assign", text: words, case: "C-031", source: said("own-2") });
    expect(await draftsOf("own-2")).toMatchObject([{ caseRef: "C-014", text: "offer mediation" }]);
  });

  it.each(["PHQ-9 to be repeated by Kit by Friday", "Covid-19 boosters to be booked by Kit by Friday"])(
    "takes no case for the beginning of %s",
    async (line) => {
      const message = `m${++messages}`;
      await world.press("priya", "C-CASE", { do: "capture", lines: [line], source: from("priya", message) });
      expect(await draftsOf(message)).toHaveLength(1);
    },
  );

  it("asks with a form which case a long message is about, and of one that no form holds says how to paste it", async () => {
    const long = (count: number) => `ACTION: Harriet to survey the pipes by Friday\n${"and so on ".repeat(count)}`.trim();
    const source = (message: string) => ({ ...from("hassan", message), conversation: "C-MIXED" });
    const choose = (message: string, words: string) =>
      world.press("carl", "C-MIXED", { do: "from", words, source: source(message) });
    const { form } = (await choose("long-1", long(250))).answer;
    const fields = form?.content.body ?? [];
    expect(fields.find(({ id }) => id === "case")).toMatchObject({ choices: [{ value: "C-014" }, { value: "C-031" }] });
    expect(fields.find(({ id }) => id === "text")).toMatchObject({ value: long(250) });
    const sent = { ...(form?.content.actions?.[0]?.data as { do: "from" }), case: "C-014", text: long(250) };
    await world.press("carl", "C-MIXED", sent);
    expect(await draftsOf("long-1")).toMatchObject([{ owner: "harriet", text: "survey the pipes" }]);

    const { text, answer } = await choose("long-2", long(400));
    expect(answer.form).toBeNull();
    expect(text).toContain("too long for the form that asks which case it is about");
    expect(text).toContain("action from C-014 Harriet to send the survey report by Friday");
    expect(await draftsOf("long-2")).toEqual([]);
  });

  it("makes nothing of a line that says there is nothing to do", async () => {
    const lines = ["none", "Harriet to survey the pipes by Friday"];
    await world.press("hassan", "C-CASE", { do: "capture", lines, source: from("hassan", "none-1") });

    expect(await draftsOf("none-1")).toHaveLength(1);
  });
});

describe("whoever said it", () => {
  it("no longer decides about it once it has been agreed", async () => {
    const { made } = await chosen("priya", "hassan", "someone should mend the fence");
    const ref = `C-014/A${made[0]?.number}`;
    await world.press("priya", "dm", { do: "edit", ref, who: "person:harriet", date: "2027-04-01", evidence: "photo" });
    await world.say("priya", "dm", `confirm ${ref}`);
    await world.press("harriet", "dm", { do: "not-me", ref });

    expect((await world.say("hassan", "dm", `discard ${ref}`)).text).toContain("Only the person who asked");
    expect((await world.action(ref)).status).toBe("draft");
  });

  it("may be the lead, who reads whose words they are, may confirm, and is heard where they say that it is no action", async () => {
    await world.forget();
    const { made } = await chosen("carl", "priya", "someone should look at the cellar door");
    const ref = `C-014/A${made[0]?.number}`;
    await world.deliver();
    const asked = world.sent.findLast(({ to }) => to === "priya");
    expect(asked?.text).toContain("Carl (Community safety officer) would like to make an action of what you said.");
    expect(asked?.card.content.actions?.map(({ title }) => title)).toContain("Confirm");

    await world.press("priya", "dm", { do: "discard", ref, seen: 1 });
    await world.deliver();
    expect(world.heardBy("carl").join()).toContain("says that what they said is no action.");
  });

  it("is asked by way of their cover while they are away", async () => {
    await world.forget();
    const { text } = await chosen("priya", "kit", "I'll ring the GP by 1 April");
    await world.deliver();

    expect(text).toContain("Olga, cover for Kit, is asked privately: What will show this is done?");
    expect(world.heardBy("olga").join()).toContain("would like to make an action of what Kit said.");
  });

  it("may be out of reach: whoever chose the message hears so, each time", async () => {
    for (const words of ["I'll ring the neighbour by 1 April", "I'll write to the neighbour by 1 April"]) {
      await world.forget();
      world.fails("carl", gone);
      await chosen("harriet", "carl", words);
      await world.deliver();
      world.mend();
      await world.deliver();

      expect(world.heardBy("harriet").join()).toMatch(/neighbour[\s\S]*could not be reached here/);
    }
  });

  it("is said once to have completed it, and only where something was missing", async () => {
    await world.forget();
    const { made } = await chosen("priya", "carl", "I'll ring the landlord by 1 April");
    const ref = `C-014/A${made[0]?.number}`;
    for (const evidence of ["note", "longer note"]) {
      await world.press("carl", "dm", { do: "edit", ref, evidence });
      await world.deliver();
    }

    expect(world.heardBy("priya").filter((text) => text.includes("said what was missing"))).toHaveLength(1);
  });

  it("changes nothing behind a card that was drawn before: Confirm all leaves it a draft, and shows what it has become", async () => {
    const { made, answer } = await chosen(
      "priya",
      "carl",
      "I'll ring the neighbour by 1 April, I'll upload the note of the call\nHarriet to survey the pipes by 1 April, evidence: report",
    );
    const all = answer.tell?.content.actions?.find(({ title }) => title === "Confirm all") as unknown as { data: object };
    const ref = `C-014/A${made[0]?.number}`;
    await world.press("carl", "dm", { do: "edit", ref, who: "person:kit", text: "move the tenant out", date: "2027-06-01" });
    const { text } = await world.press("priya", "C-CASE", Command.parse(all.data));

    expect(text).toContain("move the tenant out");
    expect(await world.action(ref)).toMatchObject({ status: "draft" });
    expect(await world.action(`C-014/A${made[1]?.number}`)).toMatchObject({ status: "proposed" });
  });
});

const MINUTES = `MDT 11 March 2027
Present: Priya, Harriet, Carl

Actions
1. Harriet to send the survey report by Friday
2. Carl to offer mediation by 1 April
| Action | Owner | Due |
|---|---|---|
| Call the landlord | Kit | 16 March |`;

describe("action from", () => {
  it("finds the actions of pasted minutes, a row each", async () => {
    const { text, answer } = await world.say("priya", "C-CASE", `from ${MINUTES}`);

    expect(text).toMatch(/3 drafts from this text[\s\S]*survey report[\s\S]*offer mediation[\s\S]*Call the landlord/i);
    expect(JSON.stringify(answer.tell)).toContain("Not an action");
    expect((await world.say("priya", "C-CASE", `from ${MINUTES}`)).text).toContain("already");
    expect((await world.say("harriet", "C-CASE", `from ${MINUTES}`)).text).toContain("already");
  });

  it("alone opens a form to paste them, and where no case is implied asks which", async () => {
    expect((await world.say("priya", "C-CASE", "from")).answer.form?.template).toBe("form-from");
    const { form } = (await world.say("carl", "dm", "from")).answer;
    expect(form?.content.body.find(({ id }) => id === "case")).toMatchObject({
      choices: [{ value: "C-014" }, { value: "C-031" }],
    });
  });

  it("reads what the form was filled with, and says where the form was full", async () => {
    const text = `ACTION: Harriet to fix the tap by Friday\n${"and so on ".repeat(300)}`.slice(0, 2999);
    const seen = await world.press("priya", "C-CASE", { do: "from", case: "C-014", text: `${text}x` });

    expect(seen.text).toContain("The form holds 3,000 characters and is full");
    expect(seen.text).toContain("fix the tap");
  });

  it("says where nothing was found, and keeps nothing of it", async () => {
    const before = await world.db.action.count();
    expect((await world.say("priya", "C-CASE", "from It was a good meeting.")).text).toContain(
      "no action was found in this text",
    );
    const { answer } = await world.press("priya", "C-CASE", { do: "from", case: "C-014", text: "It was a good meeting." });
    expect(answer.wrong).toMatchObject({ field: "text" });
    expect(await world.db.action.count()).toBe(before);
  });

  it("reads as much as a message holds, and says its limit where there is more", async () => {
    const actions = "Harriet to mend the tap by Friday\n";
    const minutes = `We talked about the flat for a while.\n`.repeat(1040);
    const whole = await world.say("priya", "C-CASE", `from ${actions}${minutes}`.slice(0, 40_005).trim());
    expect(whole.text).toContain("mend the tap");

    const before = await world.db.action.count();
    const { text } = await world.say("priya", "C-CASE", `from ${actions}${"x".repeat(40_000)}`);
    expect(text).toContain("Not saved: the text is longer than 40,000 characters.");
    expect(await world.db.action.count()).toBe(before);
  });

  it("refuses text that must not be shared", async () => {
    const { text } = await world.say("priya", "C-CASE", "from ACTION: Harriet to call about 999 000 0018 by Friday");
    expect(text).not.toContain("999 000 0018");
    expect(await world.db.action.count({ where: { text: { contains: "999" } } })).toBe(0);
  });

  it("owns nothing for an `I` of nobody who is named", async () => {
    const { text } = await world.say("priya", "C-CASE", "from I'll order the lagging by Friday");
    const [ref = ""] = /C-014\/A\d+/.exec(text) ?? [];

    expect(await world.action(ref)).toMatchObject({ owner: null, text: "order the lagging" });
  });
});

describe("the message that an action was made from", () => {
  const note = (message: string, became: "changed" | "removed" | "restored", conversation = "C-CASE") =>
    noteMessage(world.deps)({ platform: "slack", workspace: "T0001", conversation, message }, became);

  /** Confirmed, so that the room of the case has a card of it. */
  async function confirmed(): Promise<{ ref: string; message: string }> {
    const { made, message } = await chosen("priya", "hassan", "Harriet to survey the pipes by Friday, evidence: report");
    const ref = `C-014/A${made[0]?.number}`;
    await world.say("priya", "dm", `confirm ${ref}`);
    await world.forget();
    return { ref, message };
  }

  it.each(["changed", "removed"] as const)("is said to be %s on every card, and the action is what it was", async (became) => {
    const { ref, message } = await confirmed();
    const before = await world.action(ref);
    await note(message, became);
    await world.deliver();

    const { changes, sourceState, ...after } = await world.action(ref);
    expect({ ...after, changes: changes - 1, sourceState: null }).toEqual(before);
    expect(sourceState).toBe(became);
    expect(world.heardBy("C-CASE").join()).toContain(`original ${became}`);
    expect((await world.say("harriet", "dm", `show ${ref}`)).text).toContain(`original ${became}`);
    expect((await world.say("priya", "dm", `history ${ref}`)).text).toContain(`original-${became}`);
  });

  it("stays removed, and is told of once", async () => {
    const { ref, message } = await confirmed();
    for (const became of ["removed", "changed", "removed"] as const) await note(message, became);

    expect(await world.action(ref)).toMatchObject({ sourceState: "removed" });
    await world.deliver();
    expect(world.heardBy("C-CASE")).toHaveLength(1);
  });

  it.each([
    [["removed", "restored"], null],
    [["changed", "removed", "restored", "restored"], "changed"],
    [["changed", "restored"], "changed"],
  ] as const)("after %j is as it was before it was taken away", async (steps, state) => {
    const { ref, message } = await confirmed();
    for (const became of steps) await note(message, became);

    expect(await world.action(ref)).toMatchObject({ sourceState: state });
  });

  it("is another where it was said elsewhere", async () => {
    const { ref, message } = await confirmed();
    await note(message, "removed", "C-OTHER");

    expect(await world.action(ref)).toMatchObject({ sourceState: null });
  });
});
