import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { button, type SlackJson, shownIn, soon } from "../support/fake-slack.ts";
import { type TestService, testService } from "../support/service.ts";

let running: TestService;
beforeAll(async () => {
  running = await testService({ CLOCK: "off" });
});
afterAll(() => running.stop());
beforeEach(() => running.slack.reset());

const say = async (user: string, text: string): Promise<SlackJson> =>
  (await running.people.command(user, "/mdt", text)).answers.next();
const opened = (): Promise<SlackJson> =>
  soon(() => running.slack.calls.find(({ method }) => method === "views.open")?.body.view as SlackJson | undefined, "a form");
const versions = () => running.db.ladder.findMany({ where: { case: { ref: "C-014" } }, orderBy: { version: "asc" } });

describe("/mdt ladder", () => {
  it("shows the ladder to the asker alone, and lets the lead change it in a box, a step a line", async () => {
    const shown = await say("U0PRIYA", "ladder C-014");
    expect(shown).toMatchObject({ response_type: "ephemeral" });
    expect(shownIn(shown)).toContain("1. After 2 working days: Service manager");

    await running.people.press("U0PRIYA", button(shown, "Change"), { ephemeral: true });
    const form = await opened();
    const text =
      "overdue 1wd: Housing officer, acknowledge within 4h\noverdue 2wd: Service manager, acknowledge within 1wd, may decline";
    const reason = "agreed on Monday";
    await running.people.submit("U0PRIYA", form, { text, reason });

    expect(await versions()).toMatchObject([
      { version: 1, by: null },
      {
        ...{ version: 2, by: "priya", why: reason },
        steps: [
          { role: "Housing officer", acknowledgeWithin: "4h" },
          { role: "Service manager", mayDecide: ["decline"] },
        ],
      },
    ]);
  });

  it("keeps the form open that names the line which is wrong, with one that would do", async () => {
    await running.people.command("U0PRIYA", "/mdt", "ladder C-014 change");
    const text = "overdue 1wd: Housing officer, acknowledge within 4h\noverdue 2wd: Service manger, acknowledge within 1wd";
    const sent = await running.people.submit("U0PRIYA", await opened(), { text, reason: "agreed" });

    expect(JSON.parse(sent.body)).toEqual({
      response_action: "errors",
      errors: {
        text:
          "Not saved: line 2 (overdue 2wd: Service manger, acknowledge within 1wd): “Service manger” is not a role on the partner map. " +
          "For example: overdue 2wd: Service manager, acknowledge within 1wd",
      },
    });
    expect(await versions()).toHaveLength(2);
  });

  it("is refused to whoever is not the lead, in words to them alone", async () => {
    const refused = await say("U0HARRIET", "ladder C-014 overdue 1wd: Housing officer, acknowledge within 4h because I say so");

    expect(refused).toMatchObject({ response_type: "ephemeral" });
    expect(shownIn(refused)).toContain("Only the lead or cover can do this. Nothing has changed.");
  });
});

describe("/mdt report", () => {
  it("says kindly what there is", async () => {
    expect(shownIn(await say("U0PRIYA", "report C-014 everything"))).toContain(
      "There is no report called “everything” here yet.",
    );
    expect(shownIn(await say("U0PRIYA", "report C-014 escalation"))).toContain("Nothing has been escalated in C-014.");
  });
});
