import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addDays } from "../../src/core/working-day.ts";
import { button, type SlackJson, shownIn, soon } from "../support/fake-slack.ts";
import { realNow, type TestService, testService } from "../support/service.ts";

let running: TestService;
beforeAll(async () => {
  running = await testService({ CLOCK: "off" });
});
afterAll(() => running.stop());
beforeEach(() => running.slack.reset());

const say = async (user: string, command: string, text: string): Promise<SlackJson> =>
  (await running.people.command(user, command, text)).answers.next();
const opened = (): Promise<SlackJson> =>
  soon(() => running.slack.calls.find(({ method }) => method === "views.open")?.body.view as SlackJson | undefined, "a form");
const inDays = (count: number): string => addDays(realNow().toISOString().slice(0, 10), count);

describe("/mdt digest", () => {
  it("answers in words, by button and by form, to the asker alone", async () => {
    const shown = await say("U0HARRIET", "/mdt", "digest");
    expect(shown).toMatchObject({ response_type: "ephemeral" });
    expect(shownIn(shown)).toContain("On · at 08:30 · Monday to Friday");

    const pressed = await running.people.press("U0HARRIET", button(shown, "Turn off"), { ephemeral: true });
    const off = await pressed.answers.next();
    expect(off).toMatchObject({ replace_original: true });
    expect(shownIn(off)).toContain("Reminders still come");
    await running.people.again(pressed);

    await running.people.press("U0HARRIET", button(off, "Change"), { ephemeral: true });
    const form = await opened();
    await running.people.submit("U0HARRIET", form, { state: "on", time: "09:15", weekdays: "mon tue thu" });
    expect(await running.db.digestSetting.findMany()).toMatchObject([
      { personId: "harriet", isOn: true, time: "09:15", weekdays: "124" },
    ]);
    expect(await running.db.auditEntry.count({ where: { verb: "set-digest" } })).toBe(2);
  });

  it("keeps a form open that says what is wrong beside its input", async () => {
    await say("U0TOM", "/mdt", "digest");
    await running.people.command("U0TOM", "/mdt", "digest time");
    const form = await opened();
    const sent = await running.people.submit("U0TOM", form, { state: "on", time: "19:00" });

    expect(JSON.parse(sent.body)).toEqual({
      response_action: "errors",
      errors: { time: "Not saved: the digest comes before 18:00." },
    });
  });
});

describe("/mdt leave", () => {
  it("takes days and a cover from words and from its form", async () => {
    const words = `leave from ${inDays(20)} to ${inDays(24)} cover <@U0TOM|tom>`;
    expect(shownIn(await say("U0HARRIET", "/mdt", words))).toContain("cover: Tom");

    running.slack.reset();
    await running.people.command("U0HARRIET", "/mdt", "leave from");
    await running.people.submit("U0HARRIET", await opened(), { date: inDays(30), until: inDays(31), who: "person:priya" });
    expect(await running.db.leave.findMany({ orderBy: { from: "asc" } })).toMatchObject([
      { personId: "harriet", from: inDays(20), until: inDays(24), coverId: "tom" },
      { personId: "harriet", from: inDays(30), until: inDays(31), coverId: "priya" },
    ]);

    const shown = await say("U0HARRIET", "/mdt", "leave");
    const cancelled = await running.people.press("U0HARRIET", button(shown, "Cancel leave"), { ephemeral: true });
    expect(shownIn(await cancelled.answers.next())).toContain("Taken back");
    expect(await running.db.leave.count()).toBe(1);
  });
});

describe("/action not-today", () => {
  it("answers when one hears again; the same delivery again has no second effect", async () => {
    await say("U0PRIYA", "/action", `assign Harriet by ${inDays(9)} fix the tap evidence "photo"`);
    const { number } = await running.db.action.findFirstOrThrow({ orderBy: { number: "desc" } });
    await say("U0PRIYA", "/action", `confirm A${number}`);
    const { sent, answers } = await running.people.command("U0HARRIET", "/action", `not-today A${number}`);

    expect(shownIn(await answers.next())).toContain(`You will hear of C-014/A${number} again on `);
    await running.people.post(sent.body);
    expect(await running.db.putOff.count()).toBe(1);
    expect(await running.db.auditEntry.count({ where: { verb: "not-today" } })).toBe(1);
  });
});
