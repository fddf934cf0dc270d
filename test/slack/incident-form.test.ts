import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inputs, shownIn } from "../support/fake-slack.ts";
import { type TestService, testService } from "../support/service.ts";

let running: TestService;
beforeAll(async () => {
  running = await testService();
});
afterAll(() => running.stop());
beforeEach(() => running.slack.reset());

const EARLIER = { category: "self-harm", date: "2026-01-02", injury: "none" };
const dayBefore = () => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

describe("the form for an incident", () => {
  it("fits one screen, with boxes to tick, and what was ticked is kept", async () => {
    const { answers } = await running.people.command("U0PRIYA", "/mdt", "incident C-014", { channel: "C0001" });
    const { view } = await running.slack.call("views.open");
    expect(Object.keys(inputs(view))).toEqual(["category", "date", "time", "injury", "concerns", "text"]);
    expect(inputs(view).concerns).toMatchObject({ optional: true, element: { type: "checkboxes" } });

    const filled = { ...EARLIER, date: dayBefore(), time: "21:40", concerns: "exploitation,restraint", text: "calm by eleven" };
    await running.people.submit("U0PRIYA", view, filled);
    expect(shownIn(await answers.next())).toContain("I1 recorded");
    expect(await running.db.incident.findFirst()).toMatchObject({
      concerns: ["exploitation", "restraint"],
      text: "calm by eleven",
    });
  });

  it("with nothing ticked has no concerns", async () => {
    await running.people.command("U0PRIYA", "/mdt", "incident C-014", { channel: "C0001" });
    const { view } = await running.slack.call("views.open");
    await running.people.submit("U0PRIYA", view, { ...EARLIER, date: dayBefore(), time: "21:40", concerns: "" });

    expect(await running.db.incident.findFirst({ orderBy: { number: "desc" } })).toMatchObject({ number: 2, concerns: [] });
  });

  it("stays open with what is wrong beside its input", async () => {
    await running.people.command("U0PRIYA", "/mdt", "incident C-014", { channel: "C0001" });
    const { view } = await running.slack.call("views.open");
    const { body } = await running.people.submit("U0PRIYA", view, { ...EARLIER, date: "2099-01-01", time: "21:40" });

    expect(JSON.parse(body)).toEqual({
      response_action: "errors",
      errors: { time: expect.stringContaining("has not come yet") },
    });
  });
});

describe("the form for thresholds", () => {
  it("keeps the lines, and who was chosen to agree", async () => {
    const { answers } = await running.people.command("U0PRIYA", "/mdt", "threshold C-014 draft", { channel: "C0001" });
    const { view } = await running.slack.call("views.open");
    expect(inputs(view).signatories).toMatchObject({ element: { type: "multi_static_select" } });
    const rules = [
      "T1: 2 missing in 7d: review by Service manager within 1wd",
      "T2: any with injury: stabilisation decision by Service manager within 2h",
    ];
    await running.people.submit("U0PRIYA", view, { text: rules.join("\n"), signatories: "person:priya,person:harriet" });
    const said = shownIn(await answers.next());

    for (const rule of rules) expect(said).toContain(rule);
    expect(said).toContain("Not yet agreed by Harriet (Housing officer) and Priya (Service manager).");
  });
});
