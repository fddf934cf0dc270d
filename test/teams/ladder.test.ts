import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cardText, type TeamsJson, teamsButton } from "../support/fake-teams.ts";
import { accountOf, channel, personal } from "../support/teams-driver.ts";
import { CASE_ROOM, HARRIET, PRIYA, type TeamsService, teamsService } from "../support/teams-service.ts";

let running: TeamsService;
beforeAll(async () => {
  running = await teamsService({ CLOCK: "off" });
  for (const user of [PRIYA, HARRIET]) running.teams.members.set(accountOf(user), user);
});
afterAll(() => running.stop());
beforeEach(() => running.teams.reset());

/** Words, and the answer in the personal chat. */
async function say(user: string, words: string, spot = personal(user)): Promise<TeamsJson> {
  running.teams.reset();
  await running.people.say(user, spot, words);
  await running.teams.call(() => running.teams.said(personal(user).conversation).length > 0);
  return running.teams.said(personal(user).conversation)[0] ?? {};
}

describe("mdt ladder in Teams", () => {
  it("is changed in a form that takes the card's place, a step a line", async () => {
    const shown = await say(PRIYA, "mdt ladder C-014");
    expect(cardText(shown)).toContain("None has been agreed");
    const form = await running.people.press(PRIYA, personal(PRIYA), teamsButton(shown, "Change"));
    const wrong = await running.people.press(PRIYA, personal(PRIYA), teamsButton(form.body, "Save"), {
      text: "overdue 1wd: Housing offcer, acknowledge within 4h",
      reason: "agreed on Monday",
    });
    expect(cardText(wrong.body)).toContain("“Housing offcer” is not a role on the partner map.");

    const saved = await running.people.press(PRIYA, personal(PRIYA), teamsButton(form.body, "Save"), {
      text: "overdue 1wd: Housing officer, acknowledge within 4h\r\nblocked 1wd: Service manager, acknowledge within 1wd",
      reason: "agreed on Monday",
    });
    expect(cardText(saved.body)).toContain("C-014 · Ladder, version 1");
    expect(cardText(saved.body)).toContain("Saved.");
    expect(await running.db.ladder.findFirst({ orderBy: { version: "desc" } })).toMatchObject({ version: 1, by: "priya" });
  });

  it("in a channel is answered in the personal chat", async () => {
    await say(HARRIET, "mdt help");

    expect(cardText(await say(HARRIET, "mdt ladder", channel(CASE_ROOM, "1700000000000")))).toContain(
      "C-014 · Ladder, version 1",
    );
    const there = running.teams.said(`${CASE_ROOM};messageid=1700000000000`).map((said) => JSON.stringify(said));
    expect(there.join()).not.toContain("Ladder");
  });
});
