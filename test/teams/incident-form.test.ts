import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cardIn, cardText, type TeamsJson, teamsButton } from "../support/fake-teams.ts";
import { accountOf, personal } from "../support/teams-driver.ts";
import { HARRIET, PRIYA, type TeamsService, teamsService } from "../support/teams-service.ts";

let running: TeamsService;
beforeAll(async () => {
  running = await teamsService({ CLOCK: "off" });
  for (const user of [PRIYA, HARRIET]) running.teams.members.set(accountOf(user), user);
});
afterAll(() => running.stop());
beforeEach(() => running.teams.reset());

const own = personal(PRIYA);
const asked = async (words: string): Promise<TeamsJson> => {
  await running.people.say(PRIYA, own, words);
  await running.teams.call(() => running.teams.said(own.conversation).length > 0);
  return running.teams.said(own.conversation)[0] ?? {};
};
const dayBefore = () => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

describe("the form for an incident", () => {
  it("is a card with boxes to tick, and its answer takes its place", async () => {
    const form = await asked("mdt incident C-014");
    const concerns = cardIn(form).body.find(({ id }: TeamsJson) => id === "concerns");
    expect(concerns).toMatchObject({ type: "Input.ChoiceSet", isMultiSelect: true, style: "expanded" });

    const filled = { category: "self-harm", date: dayBefore(), time: "21:40", injury: "minor", concerns: "police,ambulance" };
    const { body } = await running.people.press(PRIYA, own, teamsButton(form, "Record"), { ...filled, text: "" });
    expect(cardText(body)).toContain("I1 recorded");
    expect(await running.db.incident.findFirst()).toMatchObject({
      concerns: ["police", "ambulance"],
      injury: "minor",
      text: null,
    });
  });

  it("comes back with what is wrong, and what was ticked", async () => {
    const form = await asked("mdt incident C-014");
    const filled = { category: "self-harm", date: "2099-01-01", time: "21:40", injury: "none", concerns: "police,ambulance" };
    const { body } = await running.people.press(PRIYA, own, teamsButton(form, "Record"), filled);

    expect(cardText(body)).toContain("has not come yet");
    expect(cardIn(body).body.find(({ id }: TeamsJson) => id === "concerns").value).toBe("police,ambulance");
  });
});

describe("the form for thresholds", () => {
  it("keeps the lines, and who was chosen to agree", async () => {
    const form = await asked("mdt threshold C-014 draft");
    const rules =
      "T1: 2 missing in 7d: review by Service manager within 1wd\nT2: any with injury: review by Service manager within 2h";
    const filled = { text: rules, signatories: "person:priya,person:harriet", reason: "" };
    const { body } = await running.people.press(PRIYA, own, teamsButton(form, "Save draft"), filled);

    expect(cardText(body)).toContain("T2: any with injury: review by Service manager within 2h");
    expect(cardText(body)).toContain("Not yet agreed by Priya (Service manager) and Harriet (Housing officer).");
    expect(teamsButton({ attachments: [{ content: body.value }] }, "Agree v1").data).toEqual({
      ...{ do: "threshold-agree", case: "C-014", version: 1, revision: 1 },
    });
  });
});
