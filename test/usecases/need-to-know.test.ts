import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fallbackText } from "../../src/cards/fallback.ts";
import { Command } from "../../src/core/command.ts";
import { aWorld, drafted, handedIn, opened, proposed, type Spot, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const lastEntry = () => world.db.auditEntry.findFirst({ orderBy: { seq: "desc" } });
const without = ({ text }: { text: string }, ...names: string[]) =>
  names.reduce((said, name) => said.replaceAll(name, "…"), text);

/** Every text of every table, as one string. */
async function everything(): Promise<string> {
  const tables = await world.db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await world.db.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`);
    texts.push(...rows.map(({ row }) => row));
  }
  return texts.join("\n").replace(ID, "id");
}

/** Made by chance, and so able to hold any four digits: 1985 stood in one, and was taken for a year of birth. */
const ID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

describe("a refusal", () => {
  it.each([
    ["show", "show REF"],
    ["history", "history REF"],
    ["accept", "accept REF"],
    ["update", "update REF hello"],
    ["sign-off", "sign-off REF"],
  ])("of %s is the same whether or not the thing exists", async (verb, words) => {
    const ref = await opened(world);
    const real = await world.say("zoe", "dm", words.replace("REF", ref));
    const realEntry = await lastEntry();
    const noAction = await world.say("zoe", "dm", words.replace("REF", "C-014/A99999"));
    const noCase = await world.say("zoe", "dm", words.replace("REF", "C-999/A1"));

    expect(real.text).toBe("You do not have access to this case. Ask the lead professional.");
    expect(noAction.answer).toEqual(real.answer);
    expect(noCase.answer).toEqual(real.answer);
    expect(realEntry).toMatchObject({ verb, result: "refused", actor: "zoe", caseRef: "C-014", actionNumber: null, why: null });
    expect(await lastEntry()).toMatchObject({ verb, result: "refused", actor: "zoe", caseRef: "C-999" });
  });

  it.each([
    ["a case that is not theirs", "list C-014"],
    ["a case that does not exist", "list C-999"],
    ["a draft for a case that is not theirs", "assign C-014 me by Friday call"],
    ["a draft for a case that does not exist", "assign C-999 me by Friday call"],
  ])("is the same for %s", async (_, words) => {
    expect((await world.say("zoe", "dm", words)).text).toBe("You do not have access to this case. Ask the lead professional.");
    expect(await lastEntry()).toMatchObject({ result: "refused", actor: "zoe", before: null, after: null, why: null });
  });

  it("is the same in the room of the case, for somebody who is not on it", async () => {
    expect((await world.say("zoe", "C-CASE", "list")).text).toContain("do not have access");
    expect((await world.say("una", "C-CASE", "list")).text).toContain("do not have access");
  });

  it("on the case names the roles that may, changes nothing and is kept", async () => {
    const ref = await handedIn(world);
    const { text } = await world.say("carl", "dm", `sign-off ${ref}`);

    expect(text).toBe("Only a signer (Service manager), the lead or cover can do this. Nothing has changed.");
    expect((await world.action(ref)).status).toBe("evidence submitted");
    expect(await lastEntry()).toMatchObject({ verb: "sign-off", result: "refused", actor: "carl", before: null, after: null });
  });

  it("keeps nothing of what was written", async () => {
    const ref = await opened(world);
    await world.say("zoe", "dm", `update ${ref} the-words-of-zoe`);
    await world.say("carl", "dm", `cancel ${ref} because the-words-of-carl`);

    expect(await everything()).not.toMatch(/the-words-of/);
  });
});

describe("a stranger", () => {
  it("is told whom to ask, and nothing else, whatever they ask", async () => {
    for (const words of ["list", "help", "show C-014/A1", "nonsense"])
      expect((await world.say("mallory", "C-CASE", words)).text).toBe(
        "Followthrough does not know you yet.\nAsk the person who set up Followthrough in your organisation to add you.",
      );
  });

  it("leaves an entry in the trail: where from, not what", async () => {
    await world.say("mallory", "C-CASE", "update C-014/A1 the-words-of-mallory");

    expect(await lastEntry()).toMatchObject({
      verb: "enter",
      result: "refused",
      actor: null,
      origin: { platform: "slack", workspace: "T0001", user: "U-MALLORY", place: "C-CASE" },
    });
    expect(await everything()).not.toContain("the-words-of-mallory");
  });
});

describe("text that must not be shared", () => {
  const NHS_NUMBER = "943 476 5919";
  const DANGEROUS: [kind: string, text: string][] = [
    ["NHS number", `ring about ${NHS_NUMBER} today`],
    ["postcode", "the flat at SW1A 1AA leaks"],
    ["date of birth", "born 12/03/1985 in the flat"],
    ["protected name", "Example Person is upset"],
  ];
  const SAMPLE = /943 ?476 ?5919|SW1A|\b1985\b|Example Person is/;

  it.each(DANGEROUS)("is refused in every field, privately, and only its kind is kept: %s", async (kind, text) => {
    const ref = await opened(world);
    const draft = await drafted(world, "call the landlord");
    const attempts = [
      () => world.say("priya", "C-CASE", `assign @Harriet by Friday ${text}`),
      () => world.say("priya", "C-CASE", `assign @Harriet by Friday call evidence "${text}"`),
      () => world.press("priya", "C-CASE", { do: "capture", lines: ["Harriet to call", text] }),
      () => world.press("priya", "dm", { do: "edit", ref: draft, text }),
      () => world.press("priya", "dm", { do: "edit", ref: draft, evidence: text }),
      () => world.press("priya", "dm", { do: "edit", ref: draft, chaser: text }),
      () => world.say("harriet", "dm", `update ${ref} ${text}`),
      () => world.say("harriet", "dm", `evidence ${ref} ${text}`),
      () => world.say("harriet", "dm", `block ${ref} because ${text}`),
      () => world.say("harriet", "dm", `extend ${ref} to 6 April because ${text}`),
      () => world.say("priya", "dm", `cancel ${ref} because ${text}`),
    ];
    const before = [await world.action(ref), await world.action(draft)];
    for (const attempt of attempts) {
      const { text: answer, answer: shown } = await attempt();
      expect(answer).toMatch(/^Not saved: the text holds/);
      expect(shown.replace).toBeNull();
      expect(await lastEntry()).toMatchObject({ result: "refused", why: `protected text: ${kind}`, before: null, after: null });
    }

    expect([await world.action(ref), await world.action(draft)]).toEqual(before);
    // The set-up itself names the protected term; nothing that was written does.
    expect(await everything()).not.toMatch(SAMPLE);
  });

  it("is refused in a form again when it is sent again", async () => {
    const ref = await opened(world);
    const send = () => world.press("harriet", "dm", { do: "update", ref, text: NHS_NUMBER }, { delivery: "slack:form:V1:same" });

    expect((await send()).answer.wrong).toMatchObject({ field: "text" });
    expect((await send()).answer.wrong).toMatchObject({ field: "text" });
  });

  it("names the terms of the case it is written in alone", async () => {
    const { text } = await world.say("priya", "C-CASE", "assign me by Friday ask about Robin Example");

    expect(text).not.toContain("Not saved");
  });
});

describe("a draft", () => {
  it("shows others its reference alone, in every answer that there is", async () => {
    const ref = await drafted(world, '@Harriet by Friday ask about the quarrel evidence "note"');
    for (const words of [`show ${ref}`, `history ${ref}`, "list C-014", `accept ${ref}`, `update ${ref} hello`])
      for (const person of ["harriet", "carl", "kit"]) expect((await world.say(person, "dm", words)).text).not.toMatch(/quarrel/);
    expect((await world.say("kit", "dm", `history ${ref}`)).text).not.toContain("Harriet");
  });

  it("stays so after it was discarded", async () => {
    const ref = await drafted(world, '@Harriet by Friday ask about the quarrel evidence "note"');
    await world.say("priya", "dm", `discard ${ref}`);

    for (const words of [`show ${ref}`, `history ${ref}`, "list C-014", `update ${ref} hello`])
      expect((await world.say("kit", "dm", words)).text).not.toContain("quarrel");
    expect((await world.say("priya", "dm", `history ${ref}`)).text).toContain("quarrel");
  });
});

describe("the history of an action", () => {
  it("tells everybody on the case how it moved, and its words to those concerned or at care level", async () => {
    const ref = await opened(world);
    await world.say("harriet", "dm", `block ${ref} because he is afraid of the neighbour`);
    const [coordination, owner, care] = await Promise.all(
      ["carl", "harriet", "kit"].map((person) => world.say(person, "dm", `history ${ref}`)),
    );

    expect(coordination?.text).toContain("Status open to blocked");
    expect(coordination?.text).not.toContain("afraid");
    expect(owner?.text).toContain("afraid");
    expect(care?.text).toContain("afraid");
  });

  it("tells of refused attempts at restricted level alone", async () => {
    const ref = await handedIn(world);
    await world.say("carl", "dm", `sign-off ${ref}`);

    expect((await world.say("priya", "dm", `history ${ref}`)).text).toContain("refused");
    expect((await world.say("kit", "dm", `history ${ref}`)).text).not.toContain("refused");
  });
});

describe("a list", () => {
  it.each<[string, Spot, string, string[], string[]]>([
    ["in a room of a case, is of that case", "C-CASE", "list", ["mine", "theirs"], []],
    ["in a room, mine is of every case", "C-CASE", "list mine", ["mine"], ["theirs"]],
    ["elsewhere, is one's own", "dm", "list", ["mine"], ["theirs"]],
    ["elsewhere, by case", "dm", "list C-014", ["mine", "theirs"], []],
    ["elsewhere, all is of every case that one is on", "dm", "list all", ["mine", "theirs"], []],
    ["of one owner", "dm", "list @Harriet", ["theirs"], ["mine"]],
    ["of one role", "dm", 'list "Housing officer"', ["theirs"], ["mine"]],
  ])("%s", async (_, spot, words, shown, hidden) => {
    const refs: Record<string, string> = { mine: await opened(world, "Carl"), theirs: await opened(world) };
    const { text } = await world.say("carl", spot, words);

    for (const name of shown) expect(text).toContain(`${refs[name]}`);
    for (const name of hidden) expect(text).not.toContain(`${refs[name]} `);
  });

  it("in a room of two cases, or elsewhere, asks which case an action is of, and names one's own", async () => {
    const mixed = await world.say("carl", "C-MIXED", "accept A1");
    const personal = await world.say("priya", "dm", "assign me by Friday call");

    expect(mixed.text).toContain("Your cases: C-014, C-031");
    expect(personal.text).toContain("Your cases: C-014\n");
    expect(personal.text).not.toContain("C-031");
  });

  it("of what is overdue, leaves out the rest", async () => {
    const late = await drafted(world, '@Carl by 12 March call evidence "note"');
    await world.say("priya", "dm", `confirm ${late}`);
    const onTime = await opened(world);
    world.at(new Date("2027-03-15T09:00:00Z"));
    const { text } = await world.say("priya", "C-CASE", "list overdue");
    world.at(new Date("2027-03-11T14:20:00Z"));

    expect(text).toContain(late);
    expect(text).not.toContain(`${onTime} `);
  });

  it("of nobody on the case says so, whoever it is", async () => {
    const known = await world.say("priya", "dm", "list @Zoe");
    const unknown = await world.say("priya", "dm", "list @Xander");

    expect(without(known, "Zoe")).toBe(without(unknown, "Xander"));
  });
});

describe("the digest and the home tab", () => {
  it("show what waits for a person, in sections, over all their cases", async () => {
    const waits = await proposed(world);
    const toSign = await handedIn(world);

    expect((await world.say("harriet", "dm", "digest")).text).toContain(waits);
    expect((await world.say("priya", "dm", "digest")).text).toContain(toSign);
    expect((await world.press("priya", "dm", { do: "home" })).text).toContain("C-014");
    expect((await world.say("zoe", "dm", "digest")).text).not.toContain("C-014");
  });
});

describe("words that are not understood", () => {
  it("get the nearest form and one example, never silence", async () => {
    const { text } = await world.say("priya", "dm", "acept A1");

    expect(text).toMatch(/Nearest form: action accept A1[\s\S]*Example: action accept A1/);
  });

  it("are not kept where they are too long", async () => {
    const ref = await opened(world);
    const { text } = await world.say("harriet", "dm", `update ${ref} ${"word ".repeat(500)}`);

    expect(text).toContain("Not saved: the text is longer than 2,000 characters");
    expect((await world.action(ref)).latestUpdate).toBeNull();
  });

  it("about an action that there is not are answered on the case", async () => {
    expect((await world.say("priya", "C-CASE", "show A99999")).text).toContain("There is no C-014/A99999.");
  });
});

describe("what people wrote about the work, to somebody at coordination level who is not concerned", () => {
  const HIDDEN = "Part of this is not shown at your level of access.";
  const WRITTEN = /words-of-harriet/;
  async function written(): Promise<string> {
    const ref = await opened(world);
    await world.say("harriet", "dm", `update ${ref} words-of-harriet in an update`);
    await world.say("harriet", "dm", `evidence ${ref} words-of-harriet as evidence`);
    return ref;
  }

  it("is not shown, listed or said to a late press, and they read that it is not", async () => {
    const ref = await written();
    const shown = await world.say("carl", "dm", `show ${ref}`);
    const late = await world.press("carl", "dm", { do: "update", ref, seen: 1, text: "late" });
    const listed = await world.say("carl", "dm", "list C-014");

    for (const { text } of [shown, late]) {
      expect(text).toContain(HIDDEN);
      expect(text).toContain("Evidence given, Thu 11 March 2027, 14:20, by Harriet.");
    }
    for (const { text } of [shown, late, listed]) expect(text).not.toMatch(WRITTEN);
    expect((await world.say("kit", "dm", `show ${ref}`)).text).toMatch(WRITTEN);
  });

  it("of an obstacle or an ending is left out too", async () => {
    const ref = await opened(world);
    await world.say("harriet", "dm", `block ${ref} because words-of-harriet are in the way`);
    const blocked = await world.press("carl", "dm", { do: "update", ref, seen: 1, text: "late" });
    expect(blocked.text).toContain(`${ref} is blocked.`);
    await world.say("priya", "dm", `cancel ${ref} because words-of-harriet ended it`);

    expect((await world.say("carl", "dm", `show ${ref}`)).text).toContain(HIDDEN);
    for (const { text } of [blocked, await world.say("carl", "dm", `show ${ref}`)]) expect(text).not.toMatch(WRITTEN);
  });

  it("stays on the card of the case's room, whoever presses it", async () => {
    const ref = await written();
    const pressed = { conversation: "C-CASE", message: "m1", readBy: "room" } as const;
    const { answer } = await world.press("carl", "C-CASE", { do: "update", ref, seen: 1, text: "late" }, { pressed });

    expect(answer.replace && fallbackText(answer.replace)).toMatch(WRITTEN);
    expect(answer.tell && fallbackText(answer.tell)).not.toMatch(WRITTEN);
  });
});

describe("what is said where only the provider reads", () => {
  const SAID = "change the risk plan after Carl shouted at staff";
  const inCase = () => world.heardBy("C-CASE").join("\n");
  const caseId = async (ref: string) => (await world.db.case.findFirstOrThrow({ where: { ref } })).id;

  it("stays there, and with whoever it concerns, once it is an action; its draft says so", async () => {
    await world.forget();
    const { text } = await world.say("tom", "C-STAFF", `assign Harriet by Friday evidence "plan" ${SAID}`);
    const [ref = ""] = /C-014\/A\d+/.exec(text) ?? [];
    expect(text).toContain("It was said where only the provider reads.");
    await world.say("tom", "dm", `confirm ${ref}`);
    await world.deliver();

    expect(world.heardBy("C-STAFF").join()).toContain(SAID);
    expect(world.heardBy("harriet").join()).toContain(SAID);
    expect(inCase()).toContain(ref);
    expect(inCase()).not.toContain("shouted");
    expect((await world.say("carl", "dm", `show ${ref}`)).text).not.toContain("shouted");
    expect((await world.say("carl", "dm", "list C-014")).text).not.toContain("shouted");
  });

  it("stays there also where it is about another case", async () => {
    await world.forget();
    const { text } = await world.say("priya", "C-STAFF", `assign C-014 Harriet by Friday evidence "plan" ${SAID} again`);
    expect(text).toContain("It was said where only the provider reads.");
    await world.db.place.updateMany({ where: { conversation: "C-STAFF" }, data: { caseId: await caseId("C-031") } });
    const { text: other } = await world.say("priya", "C-STAFF", `assign C-014 Harriet by Friday evidence "plan" ${SAID} anew`);
    await world.db.place.updateMany({ where: { conversation: "C-STAFF" }, data: { caseId: await caseId("C-014") } });
    expect(other).toContain("It was said where only the provider reads.");
  });

  it.each<[string, () => Promise<void>]>([
    [
      "by a message that somebody chose",
      async () => {
        const source = {
          platform: "slack",
          workspace: "T0001",
          conversation: "C-STAFF",
          message: "staff-1",
          link: null,
        } as const;
        await world.press("tom", "C-STAFF", { do: "assign", words: `Kit to ${SAID} by Friday`, source });
      },
    ],
    [
      "by a form that is filled in elsewhere",
      async () => {
        const { form } = (await world.say("tom", "C-STAFF", "assign")).answer;
        const [send] = (form?.content.actions ?? []) as unknown as { data: object }[];
        await world.press("tom", "dm", Command.parse({ ...send?.data, text: SAID, who: "person:kit", date: "2027-03-26" }));
      },
    ],
  ])("is known as that %s", async (_, draft) => {
    await draft();
    expect(await world.db.action.findFirst({ orderBy: { number: "desc" } })).toMatchObject({ level: "restricted" });
  });
});
