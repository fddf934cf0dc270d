import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { button } from "../support/fake-slack.ts";
import { cardText, teamsButton } from "../support/fake-teams.ts";
import { personal } from "../support/teams-driver.ts";
import { CASE_ROOM, HARRIET, PRIYA, type TeamsService, teamsService } from "../support/teams-service.ts";

let running: TeamsService;
beforeAll(async () => {
  running = await teamsService();
  for (const user of [PRIYA, HARRIET]) await running.people.install(user, personal(user));
});
afterAll(() => running.stop());

/** A draft of Priya's for somebody, confirmed with its own button. */
async function propose(owner: string, text: string): Promise<void> {
  await running.people.say(PRIYA, personal(PRIYA), `assign C-014 ${owner} by 25 March 2027 evidence "the report" ${text}`);
  const draft = await said(personal(PRIYA).conversation, text);
  await running.people.press(PRIYA, personal(PRIYA), teamsButton(draft.body, "Confirm"));
}

const said = (conversation: string, text: string) =>
  running.teams.call(
    ({ method, path, body }) =>
      method === "POST" && path === `/v3/conversations/${conversation}/activities` && cardText(body).includes(text),
  );
const updated = (conversation: string, text: string, status: string) =>
  running.teams.call(
    ({ method, path, body }) =>
      method === "PUT" &&
      path.startsWith(`/v3/conversations/${conversation}/activities/`) &&
      [text, status].every((words) => cardText(body).includes(words)),
  );
/** Posted or brought up to date: what was overtaken before a room's turn came is said once. */
const shown = (conversation: string, ...words: string[]) =>
  running.teams.call(({ path, body }) => path.includes(conversation) && words.every((each) => cardText(body).includes(each)));

describe("a card in Teams", () => {
  it("that was pressed is brought up to date for everybody who looks at the message, not only for whoever pressed", async () => {
    await propose("Harriet", "survey the pipes");
    const asked = await said(personal(HARRIET).conversation, "survey the pipes");
    const { body } = await running.people.press(HARRIET, personal(HARRIET), teamsButton(asked.body, "Accept"));

    expect(cardText(body)).toContain("Open");
    const own = await updated(personal(HARRIET).conversation, "survey the pipes", "Open");
    expect(own.path).toMatch(/activities\/m\d+$/);
    await shown(CASE_ROOM, "survey the pipes", "Open");
  });

  it("says what was done on Slack, where its owner is", async () => {
    await propose("Ana", "mend the gutter");
    const asked = await running.slack.call("chat.postMessage", ({ text }) => String(text).includes("mend the gutter"));
    await running.slackPeople.press("U0ANA", button(asked, "Accept"), { channel: "DU0ANA", message: "1700000000.000001" });

    const room = await shown(CASE_ROOM, "mend the gutter", "Open");
    expect(cardText(room.body)).toContain("Ana");
  });
});
