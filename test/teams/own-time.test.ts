import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addDays } from "../../src/core/working-day.ts";
import { cardText, type TeamsJson, teamsButton } from "../support/fake-teams.ts";
import { realNow } from "../support/service.ts";
import { accountOf, channel, personal } from "../support/teams-driver.ts";
import { CASE_ROOM, HARRIET, PRIYA, type TeamsService, TOM, teamsService } from "../support/teams-service.ts";

let running: TeamsService;
beforeAll(async () => {
  running = await teamsService({ CLOCK: "off" });
  for (const user of [PRIYA, HARRIET, TOM]) running.teams.members.set(accountOf(user), user);
});
afterAll(() => running.stop());
beforeEach(() => running.teams.reset());

const inDays = (count: number): string => addDays(realNow().toISOString().slice(0, 10), count);

/** Words, and the answer in the personal chat. */
async function say(user: string, words: string, spot = personal(user)): Promise<TeamsJson> {
  running.teams.reset();
  await running.people.say(user, spot, words);
  await running.teams.call(() => running.teams.said(personal(user).conversation).length > 0);
  return running.teams.said(personal(user).conversation)[0] ?? {};
}

describe("mdt digest in Teams", () => {
  it("answers in words, by button and by form, in place of the card", async () => {
    const shown = await say(HARRIET, "mdt digest");
    expect(cardText(shown)).toContain("On · at 08:30 · Monday to Friday");

    const off = await running.people.press(HARRIET, personal(HARRIET), teamsButton(shown, "Turn off"));
    expect(cardText(off.body)).toContain("Reminders still come");
    const again = await running.people.again(off);
    expect(again.body).toEqual(off.body);

    const form = await running.people.press(HARRIET, personal(HARRIET), teamsButton(off.body, "Change"));
    const inputs = { state: "on", time: "09:15", weekdays: "mon tue thu" };
    const saved = await running.people.press(HARRIET, personal(HARRIET), teamsButton(form.body, "Save"), inputs);
    expect(cardText(saved.body)).toContain("On · at 09:15 · Monday, Tuesday and Thursday");
    expect(await running.db.auditEntry.count({ where: { verb: "set-digest" } })).toBe(2);
  });

  it("in a channel is answered in the personal chat", async () => {
    await say(TOM, "mdt help");

    expect(cardText(await say(TOM, "mdt digest off", channel(CASE_ROOM, "1700000000000")))).toContain("Off · Monday to Friday");
    expect(
      running.teams
        .said(`${CASE_ROOM};messageid=1700000000000`)
        .map((said) => JSON.stringify(said))
        .join(),
    ).not.toContain("digest");
  });
});

describe("mdt leave in Teams", () => {
  it("takes days and a cover from words and from its form, which finds people as Teams does", async () => {
    const tom = running.people.mention(accountOf(TOM), "Tom");
    await running.people.say(PRIYA, personal(PRIYA), `mdt leave from ${inDays(20)} to ${inDays(24)} cover ${tom.text}`, [tom]);
    await running.teams.call(() => running.teams.said(personal(PRIYA).conversation).length > 0);
    expect(await running.db.leave.findMany()).toMatchObject([{ personId: "priya", coverId: "tom" }]);

    const form = await say(PRIYA, "mdt leave from");
    // Somebody picked from the conversation is named by the bare id of the directory.
    const inputs = { date: inDays(30), until: inDays(31), who: HARRIET };
    const saved = await running.people.press(PRIYA, personal(PRIYA), teamsButton(form, "Save leave"), inputs);
    expect(cardText(saved.body)).toContain("cover: Harriet");
    const wrong = await running.people.press(PRIYA, personal(PRIYA), teamsButton(form, "Save leave"), {
      ...inputs,
      until: inDays(29),
    });
    expect(cardText(wrong.body)).toContain("the last day comes before the first.");
    expect(await running.db.leave.count()).toBe(2);
  });
});

describe("not-today in Teams", () => {
  it("answers when one hears again", async () => {
    await say(PRIYA, `assign C-014 Harriet by ${inDays(9)} evidence "photo" fix the tap`);
    const { number } = await running.db.action.findFirstOrThrow({ orderBy: { number: "desc" } });
    const ref = `C-014/A${number}`;
    await say(PRIYA, `confirm ${ref}`);
    const button = { type: "Action.Execute", verb: "not-today", data: { do: "not-today", ref } };
    const { body } = await running.people.press(HARRIET, personal(HARRIET), button);

    expect(cardText(body)).toContain(`You will hear of ${ref} again on `);
    expect(await running.db.putOff.count()).toBe(1);
  });
});
