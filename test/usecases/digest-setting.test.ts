import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { verifyAudit } from "../../src/store/audit-verify.ts";
import { aWorld, type Seen, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());
afterEach(() => world.db.digestSetting.deleteMany());

const settingOf = (personId: string) =>
  world.db.digestSetting.findFirst({ where: { personId }, select: { isOn: true, time: true, weekdays: true } });
const entries = (actor: string) =>
  world.db.auditEntry.findMany({ where: { verb: "set-digest", actor }, orderBy: { seq: "asc" } });
const isSilent = ({ answer }: Seen): boolean => Object.values(answer).every((part) => part === null);

describe("mdt digest", () => {
  it("shows what the provider has settled where oneself has not", async () => {
    const { text } = await world.mdt("harriet", "C-CASE", "digest");

    expect(text).toContain("On · at 08:30 · Monday to Friday");
    expect(text).toContain("Europe/London");
  });

  it("turns it off, and says what still comes", async () => {
    const { text } = await world.mdt("harriet", "dm", "digest off");

    for (const words of ["Saved.", "Reminders still come, each by itself", "escalations"]) expect(text).toContain(words);
    expect(text).toContain("Off");
    expect(await settingOf("harriet")).toEqual({ isOn: false, time: null, weekdays: null });
    expect((await entries("harriet")).at(-1)).toMatchObject({
      result: "done",
      caseRef: null,
      actionNumber: null,
      before: { on: true },
      after: { on: false, time: null, weekdays: null },
    });
    expect((await world.mdt("harriet", "dm", "digest on")).text).toContain("On · at 08:30");
  });

  it("takes a time and weekdays, and keeps what is left out", async () => {
    await world.mdt("harriet", "dm", "digest time 9am");
    await world.mdt("harriet", "dm", "digest weekdays mon, tue and thu");
    const { text } = await world.mdt("harriet", "dm", "digest off");

    expect(text).toContain("Off · Monday, Tuesday and Thursday");
    expect(await settingOf("harriet")).toEqual({ isOn: false, time: "09:00", weekdays: "124" });
  });

  it.each([
    ["digest time 18:00", "Not saved: the digest comes before 18:00."],
    ["digest time 11pm", "Not saved: the digest comes before 18:00."],
    ["digest time soon", "Not saved: “soon” is not a time of day."],
    ["digest weekdays sat sun", "Not saved: name a day from Monday to Friday, too."],
    ["digest weekdays sometimes", "Not saved: “sometimes” does not name weekdays."],
  ])("does not take %s", async (words, message) => {
    const { text } = await world.mdt("harriet", "dm", words);

    expect(text).toContain(message);
    expect(text).toContain("Try: mdt digest");
    expect(await settingOf("harriet")).toBeNull();
  });

  it("counts what two say at once", async () => {
    await Promise.all([
      world.mdt("carl", "dm", "digest time 09:30"),
      world.mdt("carl", "dm", "digest weekdays mon-thu"),
      world.mdt("carl", "dm", "digest off"),
    ]);

    expect(await settingOf("carl")).toEqual({ isOn: false, time: "09:30", weekdays: "1234" });
  });

  it("said again adds nothing to the trail; delivered again is not answered", async () => {
    const say = (delivery: string) => world.mdt("hassan", "dm", "digest off", { delivery });
    await say("digest:1");
    const again = await say("digest:2");
    const repeated = await say("digest:1");

    expect([isSilent(again), isSilent(repeated)]).toEqual([false, true]);
    expect(await entries("hassan")).toHaveLength(1);
  });

  it("is one's own: for another person it is refused, and the attempt recorded", async () => {
    const { text } = await world.mdt("priya", "dm", "digest off for @Harriet");

    expect(text).toBe("Only the person whose digest it is can do this. Nothing has changed.");
    expect(await settingOf("harriet")).toBeNull();
    expect(await settingOf("priya")).toBeNull();
    expect(await entries("priya")).toMatchObject([{ result: "refused", caseRef: null, before: null, after: null, why: null }]);
  });

  it.each(["me", "@Harriet", "Harriet", "<@slack/T0001/U-HARRIET>"])("is one's own where one says so: %s", async (who) => {
    expect((await world.mdt("harriet", "dm", `digest off for ${who}`)).text).toContain("Saved.");
  });

  it.each(["digest time", "digest weekdays"])(
    "opens the form where %s lacks what it needs, filled with what holds",
    async (words) => {
      await world.mdt("harriet", "dm", "digest weekdays mon tue");
      const { answer } = await world.mdt("harriet", "dm", words);

      const values = (answer.form?.content.body ?? []).filter(({ id }) => id).map(({ id, value }) => [id, value]);
      expect(answer.form?.template).toBe("form-set-digest");
      expect(Object.fromEntries(values)).toEqual({ state: "on", time: "08:30", weekdays: "Monday and Tuesday" });
    },
  );

  it("takes a filled form, and leaves to the provider what stays as the provider has it", async () => {
    const filled = { do: "set-digest", state: "on", time: "08:30", weekdays: "Monday and Tuesday" } as const;
    const { answer } = await world.press("harriet", "dm", filled, { canOpenForms: false });

    expect(answer.wrong).toBeNull();
    expect(await settingOf("harriet")).toEqual({ isOn: true, time: null, weekdays: "12" });
    const wrong = await world.press("harriet", "dm", { ...filled, time: "19:00" }, { canOpenForms: false });
    expect(wrong.answer.wrong).toEqual({ field: "time", message: "Not saved: the digest comes before 18:00." });
  });

  it("gives an example where no form can be opened", async () => {
    expect((await world.mdt("harriet", "dm", "digest time", { canOpenForms: false })).text).toContain("Try: mdt digest off");
  });

  it("has its buttons take the card's place", async () => {
    const pressed = { conversation: "D-HARRIET", message: "m1", readBy: "one" } as const;
    const { answer } = await world.press("harriet", "dm", { do: "set-digest", state: "off" }, { pressed });

    expect(answer.replace?.content.actions?.map(({ title }) => title)).toEqual(["Turn on", "Change"]);
  });

  it("keeps nothing of what must not be shared", async () => {
    const { text } = await world.mdt("priya", "dm", "digest weekdays 943 476 5919");

    expect(text).toContain("Not saved: the text holds an NHS number.");
    expect(JSON.stringify(await world.db.auditEntry.findMany({ where: { actor: "priya" } }), jsonable)).not.toContain("943");
  });

  it("leaves a sound trail", async () => {
    expect(await verifyAudit(world.db, "harbour")).toMatchObject({ kind: "sound" });
  });
});

const jsonable = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
