import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { due, london, NOW } from "../support/builders.ts";
import { aWorld, drafted, handedIn, opened, proposed, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const statusOf = async (ref: string): Promise<string> => (await world.action(ref)).status;

describe("every verb, typed", () => {
  it("carries an action from draft to complete, back, and to its other endings", async () => {
    const ref = await drafted(world, 'Harriet by 25 March survey the pipes evidence "report"');
    const steps: [person: string, words: string, status: string][] = [
      ["priya", `confirm ${ref}`, "proposed"],
      ["harriet", `not-me ${ref}`, "draft"],
    ];
    for (const [person, words, status] of steps) {
      await world.say(person, "dm", words);
      expect([words, await statusOf(ref)]).toEqual([words, status]);
    }
    await world.press("priya", "dm", { do: "edit", ref, who: "Hassan" });
    const rest: typeof steps = [
      ["priya", `confirm ${ref}`, "proposed"],
      ["hassan", `accept ${ref}`, "open"],
      ["hassan", `update ${ref} surveyor booked`, "open"],
      ["hassan", `block ${ref} because there is no access`, "blocked"],
      ["hassan", `unblock ${ref}`, "open"],
      ["hassan", `evidence ${ref} report Q-2231`, "evidence submitted"],
      ["priya", `return ${ref} because it has no date`, "open"],
      ["hassan", `evidence ${ref} report Q-2231 of 20 March`, "evidence submitted"],
      ["priya", `sign-off ${ref}`, "complete"],
      ["priya", `reopen ${ref} because the leak came back`, "open"],
      ["priya", `not-achieved ${ref} because the flat was sold`, "not achieved"],
      ["priya", `reopen ${ref} because the sale fell through`, "open"],
      ["priya", `cancel ${ref} because it is not needed`, "cancelled"],
      ["priya", `reopen ${ref} because it is needed`, "open"],
      ["priya", `reassign ${ref} to Carl`, "proposed"],
      ["carl", `accept ${ref}`, "open"],
    ];
    for (const [person, words, status] of rest) {
      const { text } = await world.say(person, "dm", words);
      expect([words, await statusOf(ref), text]).toEqual([words, status, expect.any(String)]);
    }
    expect(await world.action(ref)).toMatchObject({ owner: "carl", latestUpdate: { by: "hassan", text: "surveyor booked" } });
  });

  it("is the same in the room of the case, without its reference", async () => {
    const ref = await proposed(world);
    const short = ref.split("/")[1];

    await world.say("harriet", "C-CASE", `accept ${short}`);
    expect(await statusOf(ref)).toBe("open");
  });

  it.each([
    ["update", "update"],
    ["evidence", "evidence"],
    ["block", "block"],
    ["extend", "extend"],
    ["reassign", "reassign"],
  ])("opens the form where %s lacks what it needs, for its owner", async (verb, form) => {
    const ref = await opened(world);
    const { answer } = await world.say("harriet", "dm", `${verb} ${ref}`);

    expect(answer.form?.template).toBe(`form-${form}`);
    expect(await statusOf(ref)).toBe("open");
  });

  it.each(["cancel", "not-achieved"])("opens the form where %s lacks its reason, for the lead", async (verb) => {
    expect((await world.say("priya", "dm", `${verb} ${await opened(world)}`)).answer.form?.template).toBe(`form-${verb}`);
  });

  it("says what is needed where no form can be opened", async () => {
    const ref = await opened(world);
    const { answer, text } = await world.say("harriet", "dm", `block ${ref}`, { canOpenForms: false });

    expect(answer.form).toBeNull();
    expect(text).toContain("because");
  });
});

describe("owner and signer", () => {
  it("are two people: Priya owns, Tom signs off as her cover, and both names stand", async () => {
    const ref = await drafted(world, 'me by Tuesday update the risk plan evidence "risk plan version"');
    await world.say("priya", "dm", `confirm ${ref}`);
    expect(await world.action(ref)).toMatchObject({ status: "open", acceptedAt: NOW });
    await world.forget();
    await world.say("priya", "dm", `evidence ${ref} risk plan v3`);
    await world.deliver();
    expect(world.heardBy("tom").join()).toContain("risk plan v3");

    const { text } = await world.say("priya", "dm", `sign-off ${ref}`);
    expect(text).toContain("Only a signer or the lead who is not the owner can do this. Nothing has changed.");
    expect(await statusOf(ref)).toBe("evidence submitted");

    await world.say("tom", "dm", `sign-off ${ref}`);
    expect(await world.action(ref)).toMatchObject({ status: "complete", owner: "priya", signedOffBy: "tom" });
    const signed = await world.db.auditEntry.findFirst({ orderBy: { seq: "desc" } });
    expect(signed).toMatchObject({ verb: "sign-off", actor: "tom", coverFor: "priya" });
  });

  it("are two people also where cover gave the evidence in the owner's place", async () => {
    const ref = await drafted(world, 'me by Tuesday update the risk plan evidence "risk plan version"');
    await world.say("priya", "dm", `confirm ${ref}`);
    await world.say("tom", "dm", `evidence ${ref} risk plan v3`);

    expect((await world.say("tom", "dm", `sign-off ${ref}`)).text).toContain("Nothing has changed");
    expect((await world.say("tom", "dm", `not-achieved ${ref} because no`)).text).toContain("Nothing has changed");
    expect(await statusOf(ref)).toBe("evidence submitted");
  });
});

describe("an owner outside chat", () => {
  it("is asked by the chaser, who records the answers", async () => {
    const ref = await drafted(world, 'owner Meera chaser Kit by 25 March flag the record evidence "confirmation"');
    await world.forget();
    await world.say("priya", "dm", `confirm ${ref}`);
    await world.deliver();

    expect(await world.action(ref)).toMatchObject({ status: "open", notYetHeard: true, acceptedAt: null });
    // Kit is away this week.
    expect(world.heardBy("olga").join()).toMatch(/Kit/);

    await world.say("kit", "dm", `accept ${ref}`);
    expect(await world.action(ref)).toMatchObject({ notYetHeard: false, acceptedAt: NOW });
    await world.say("kit", "dm", `evidence ${ref} email of 12 March`);
    await world.say("priya", "dm", `sign-off ${ref}`);
    expect(await world.action(ref)).toMatchObject({ status: "complete", owner: "meera", signedOffBy: "priya" });
  });
});

describe("a new date", () => {
  it("is asked for by the owner and decided by the lead; the first agreed date survives two of them", async () => {
    const ref = await opened(world);
    await world.say("harriet", "dm", `extend ${ref} to 6 April because the surveyor is ill`);
    expect(await world.action(ref)).toMatchObject({ due: due("2027-03-25"), request: { kind: "extension", by: "harriet" } });

    await world.say("priya", "dm", `approve ${ref} because a replacement is booked`);
    await world.say("harriet", "dm", `extend ${ref} to 13 April because of the weather`);
    await world.say("tom", "dm", `approve ${ref} to 14 April because the survey is on the 13th`);

    expect(await world.action(ref)).toMatchObject({
      due: due("2027-04-14"),
      originalDue: due("2027-03-25"),
      extensions: 2,
      request: null,
    });
  });

  it("is decided once: the second decision is told of the first", async () => {
    const ref = await opened(world);
    await world.say("harriet", "dm", `extend ${ref} to 6 April because the surveyor is ill`);
    await world.say("priya", "dm", `decline ${ref} because it cannot wait`);
    const { text } = await world.say("tom", "dm", `approve ${ref} because why not`);

    expect(text).toContain(
      "Already decided by Priya (Service manager) at 14:20: new date Tue 6 April 2027 declined. Because: it cannot wait.",
    );
    expect(await world.action(ref)).toMatchObject({ due: due("2027-03-25"), extensions: 0 });
    expect(await world.db.changeRequest.findMany({ where: { action: { id: (await world.action(ref)).id } } })).toMatchObject([
      { state: "declined", decidedBy: "priya", because: "it cannot wait" },
    ]);
  });

  it("asked for again takes the place of the first, and a press on the first decides nothing", async () => {
    const ref = await opened(world);
    await world.say("harriet", "dm", `extend ${ref} to 6 April because the surveyor is ill`);
    const first = (await world.action(ref)).request?.id ?? "";
    await world.say("harriet", "dm", `extend ${ref} to 13 April because the surveyor is very ill`);

    await world.press("priya", "dm", { do: "approve", ref, request: first, reason: "ok" });
    expect(await world.action(ref)).toMatchObject({ due: due("2027-03-25"), extensions: 0, request: { to: due("2027-04-13") } });
    expect(await world.db.changeRequest.findUnique({ where: { id: first } })).toMatchObject({ state: "superseded" });
  });

  it.each([
    ["has passed", "10/3/2027"],
    ["does not exist", "31 February"],
    ["is none", "soon"],
  ])("is not taken where it %s", async (_, when) => {
    const ref = await opened(world);
    const { answer } = await world.say("harriet", "dm", `extend ${ref} to ${when} because of the weather`);

    expect(answer.wrong).toMatchObject({ field: "date", message: expect.stringContaining("Not saved") });
    expect((await world.action(ref)).request).toBeNull();
  });
});

describe("a new owner", () => {
  it("has to accept, and the request is gone", async () => {
    const ref = await opened(world);
    await world.say("harriet", "dm", `reassign ${ref} to Hassan`);
    expect(await world.action(ref)).toMatchObject({ owner: "harriet", request: { kind: "reassignment", to: "hassan" } });
    await world.say("priya", "dm", `approve ${ref} because Hassan has the contract`);

    expect(await world.action(ref)).toMatchObject({ owner: "hassan", status: "proposed", acceptedAt: null, request: null });
  });

  it("is not asked for by a time alone", async () => {
    const ref = await opened(world);
    const extend = { do: "extend", ref, time: "14:20", reason: "the surveyor is ill" } as const;
    const { answer } = await world.press("harriet", "dm", extend, { canOpenForms: false });

    expect(answer.wrong).toEqual({ field: "date", message: "The date is missing: choose the day that this time is on." });
    expect((await world.action(ref)).request).toBeNull();
  });

  it("who says not me does not take the first agreed date away", async () => {
    const ref = await opened(world);
    await world.say("priya", "dm", `extend ${ref} to 6 April because the surveyor is ill`);
    await world.say("priya", "dm", `reassign ${ref} to Hassan`);
    await world.say("hassan", "dm", `not-me ${ref}`);
    await world.press("priya", "dm", { do: "edit", ref, who: "Carl" });
    await world.say("priya", "dm", `confirm ${ref}`);

    expect(await world.action(ref)).toMatchObject({
      owner: "carl",
      originalDue: due("2027-03-25"),
      due: due("2027-04-06"),
      extensions: 1,
    });
  });

  it("is never somebody who is not on the case", async () => {
    const ref = await opened(world);
    const { answer } = await world.say("priya", "dm", `reassign ${ref} to Zoe`);

    expect(answer.wrong).toMatchObject({ field: "who" });
    expect((await world.action(ref)).owner).toBe("harriet");
  });
});

describe("cover", () => {
  it("acts within its dates, and the trail says for whom", async () => {
    const ref = await opened(world);
    const refused = await world.say("hassan", "dm", `evidence ${ref} report`);
    expect(refused.text).toContain("Only the owner (Housing officer)");

    world.at(london("2027-05-04", "09:00"));
    await world.say("hassan", "dm", `evidence ${ref} report`);
    world.at(NOW);

    expect(await statusOf(ref)).toBe("evidence submitted");
    expect(await world.db.auditEntry.findFirst({ orderBy: { seq: "desc" } })).toMatchObject({
      verb: "evidence",
      actor: "hassan",
      coverFor: "harriet",
      before: { status: "open" },
    });
  });

  it("opens the case to somebody without a team line, and only for as long as it lasts", async () => {
    expect((await world.say("olga", "dm", "list C-014")).text).not.toContain("do not have access");
    world.at(london("2027-03-20", "09:00"));
    expect((await world.say("olga", "dm", "list C-014")).text).toContain("do not have access");
    world.at(NOW);
  });

  it("does not open the case again to somebody whose time on it has ended", async () => {
    expect((await world.say("una", "dm", "list C-014")).text).toContain("do not have access");
  });
});

describe("a button", () => {
  it("on a card that is no longer true changes nothing, and shows what is", async () => {
    const ref = await proposed(world);
    const { version } = await world.action(ref);
    await world.say("harriet", "dm", `accept ${ref}`);
    const { answer, text } = await world.press(
      "harriet",
      "dm",
      { do: "not-me", ref, seen: version },
      { pressed: { conversation: "U-HARRIET", message: "m1", readBy: "one" } },
    );

    expect(text).toContain("Already accepted by Harriet at 14:20.");
    expect(answer.replace).not.toBeNull();
    expect(await statusOf(ref)).toBe("open");
  });

  it("that comes after a return hears of it, and why; and so do the cards that are kept true", async () => {
    const ref = await handedIn(world);
    const { version } = await world.action(ref);
    await world.forget();
    await world.say("priya", "dm", `return ${ref} because the report has no date`);
    const late = await world.press("tom", "dm", { do: "sign-off", ref, seen: version });
    const typed = await world.say("tom", "dm", `sign-off ${ref}`);
    await world.deliver();

    const said = "Already returned by Priya (Service manager) at 14:20: the report has no date.";
    for (const { text } of [late, typed]) expect(text).toContain(said);
    const note = "Evidence returned, Thu 11 March 2027, 14:20, by Priya (Service manager): the report has no date";
    expect(world.heardBy("priya").at(-1)).toContain(note);
    expect(world.heardBy("C-CASE").at(-1)).toContain(note);
  });

  it("that comes after a decision hears who took it, and what; and so do those who had the request", async () => {
    const ref = await opened(world);
    await world.say("harriet", "dm", `extend ${ref} to 6 April because the surveyor is ill`);
    await world.forget();
    const { version, request } = await world.action(ref);
    await world.say("priya", "dm", `approve ${ref} because it is booked`);
    const late = await world.press("tom", "dm", { do: "decline", ref, seen: version, request: request?.id });
    const typed = await world.say("tom", "dm", `decline ${ref} because it cannot wait`);
    await world.deliver();

    for (const { text } of [late, typed])
      expect(text).toContain(
        "Already decided by Priya (Service manager) at 14:20: new date Tue 6 April 2027. Because: it is booked.",
      );
    expect(world.heardBy("priya").at(-1)).toContain(
      "New date Tue 6 April 2027 approved, Thu 11 March 2027, 14:20, by Priya (Service manager): it is booked",
    );
  });

  it("counts although somebody gave an update meanwhile: nothing that it asks for has changed", async () => {
    const ref = await proposed(world);
    const { version } = await world.action(ref);
    await world.say("carl", "dm", `update ${ref} the neighbour is away`);
    await world.press("harriet", "dm", { do: "accept", ref, seen: version });

    expect(await statusOf(ref)).toBe("open");
  });

  it("replaces the card that one person reads; a room's card becomes what the room may see", async () => {
    const ref = await handedIn(world);
    const pressed = { conversation: "C-MIXED", message: "m1", readBy: "room" } as const;
    const { answer } = await world.press("priya", "C-MIXED", { do: "sign-off", ref }, { pressed });

    expect(answer.replace?.template).toBe("room-line");
  });

  it("that we never drew is answered, and does nothing", async () => {
    const { text } = await world.press("priya", "dm", { do: "drop-tables" } as never);

    expect(text).toContain("no longer in use");
  });
});
