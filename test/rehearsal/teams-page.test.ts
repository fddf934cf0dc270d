import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openRehearsal, type RehearsalPage } from "../support/page.ts";
import { aad, TEAMS_CAST } from "./stub-cast.ts";
import { type StubService, startStubService, type TeamsBot } from "./stub-service.ts";

const CHANNEL = "19:c014@thread.tacv2";
const CARD = "application/vnd.microsoft.card.adaptive";

let browser: Browser;
let service: StubService;
let visit: RehearsalPage;

beforeAll(async () => {
  browser = await openBrowser();
}, 30_000);
afterAll(() => browser?.close());
afterEach(async () => {
  const { faults } = visit;
  await visit.page.close();
  await service.stop();
  expect(faults).toEqual([]);
});

const open = async (teamsBot: TeamsBot = () => undefined, size = { width: 1280, height: 800 }) => {
  const teams = { appPassword: "p", withoutApp: ["carl"], begins: "harriet" };
  service = await startStubService({ bot: () => undefined, cast: async () => TEAMS_CAST, teamsBot, teams });
  visit = await openRehearsal(browser, service.url, size);
};

const text = (words: string) => ({ type: "TextBlock", text: words, wrap: true });
const execute = (title: string, more = {}) => ({ type: "Action.Execute", title, verb: "x", data: { do: title }, ...more });
const card = (body: object[], actions: object[] = []) => ({ type: "AdaptiveCard", version: "1.5", body, actions });
const answerWith = (value: object) => ({ body: { statusCode: 200, type: CARD, value } });

const say = (cards: object[], words = "", from: string | null = null) =>
  service.teams?.tenant.messages.post({
    ...{ conversation: CHANNEL, from, text: words, mentions: [], thread: null },
    cards: cards as Record<string, unknown>[],
  });

describe("a card in Teams", () => {
  it("is drawn as text and buttons, with nothing in it read as markup of the page", async () => {
    await open();
    say([
      card([
        text('**C-014/A1** · mend <img src=x onerror="document.title=1"> \\*as said\\*'),
        text("<at>Harriet</at> see [the report](https://x.example/a) or [this](javascript:alert(1))"),
        { type: "FactSet", facts: [{ title: "Due", value: "Fri 27 November 2026" }] },
      ]),
    ]);
    const message = visit.teams.message("C-014/A1");
    await message.waitFor();

    expect(await message.locator("img").count()).toBe(0);
    expect(await message.locator("strong", { hasText: "C-014/A1" }).count()).toBeGreaterThan(0);
    expect(await message.innerText()).toContain("*as said*");
    expect(await message.locator(".mention").textContent()).toBe("Harriet");
    expect(await message.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href")))).toEqual([
      "https://x.example/a",
    ]);
    expect(await message.innerText()).toContain("Fri 27 November 2026");
  });

  it("sends what is filled in with the press, and shows the answer in its place", async () => {
    await open(({ type }) => (type === "invoke" ? answerWith(card([text("Evidence submitted")])) : undefined));
    const input = { type: "Input.Text", id: "text", label: "What shows it?", isRequired: true, errorMessage: "Please say." };
    say([card([text("Form"), input], [execute("Submit"), execute("Back", { associatedInputs: "none" })])]);
    await visit.teams.press("Submit");
    await visit.teams.message("Please say.").waitFor();
    expect(service.activities()).toEqual([]);

    await visit.teams.fillInCard("What shows it?", "Q-2231");
    await visit.teams.press("Submit");
    await visit.teams.message("Evidence submitted").waitFor();

    expect(service.activities()).toMatchObject([{ value: { action: { data: { do: "Submit", text: "Q-2231" } } } }]);
    expect(await visit.page.locator("#teams-log article.message:focus").count()).toBe(1);
  });

  it("goes back past inputs that are still empty", async () => {
    await open(({ type }) => (type === "invoke" ? answerWith(card([text("Open again")])) : undefined));
    const input = { type: "Input.Text", id: "text", label: "What shows it?", isRequired: true, errorMessage: "Please say." };
    say([card([text("Form"), input], [execute("Submit"), execute("Back", { associatedInputs: "none" })])]);
    await visit.teams.press("Back");

    await visit.teams.message("Open again").waitFor();
  });

  it("is asked whether it is still true when somebody looks at it, once", async () => {
    await open(({ type }) => (type === "invoke" ? { status: 500 } : undefined));
    say([{ ...card([text("Old")]), refresh: { action: execute("Refresh") } }]);
    await visit.teams.message("Old").waitFor();
    await visit.teams.send("hello");
    await visit.teams.message("hello").waitFor();

    expect(service.activities().filter(({ value }) => value?.trigger === "automatic")).toHaveLength(1);
  });

  it("tells kindly what stood in the way", async () => {
    await open(({ type }) => (type === "invoke" ? { status: 500 } : undefined));
    say([card([text("Proposed")], [execute("Accept")])]);
    await visit.teams.press("Accept");

    await visit.page.locator("#teams-problem", { hasText: "Look for what changed before you try again" }).waitFor();
    expect(await visit.page.locator("#slack-problem").isVisible()).toBe(false);
  });
});

describe("words in Teams", () => {
  it("are drawn as they were typed", async () => {
    await open();
    await visit.teams.send("<b>bold</b> & @Hassan https://x.example/a?b=1&c=2");
    const message = visit.teams.message("bold");
    await message.waitFor();

    expect(await message.locator("p.said").innerText()).toBe("<b>bold</b> & Hassan https://x.example/a?b=1&c=2");
    expect(await message.locator(".mention").textContent()).toBe("Hassan");
    expect(await message.getByRole("link").getAttribute("href")).toBe("https://x.example/a?b=1&c=2");
  });
});

describe("a thread in Teams", () => {
  const opened = card([text("E1 was opened")], [execute("Acknowledge")]);

  it.each([
    ["on a wide screen", 1280],
    ["on a narrow phone", 320],
  ])("is answered below what the app says, by the keyboard, and shown under it %s", async (_, width) => {
    await open(() => undefined, { width, height: 740 });
    say([opened]);
    say([], "Something else", aad(4));
    const answer = visit.page.getByRole("button", { name: /^Reply in thread: Followthrough, / });
    await answer.waitFor();
    await answer.press("Enter");
    await visit.page.getByLabel(/^Reply in the thread of Followthrough, \d\d:\d\d as Harriet$/).waitFor();
    await visit.page.keyboard.type("I rang them");
    await visit.page.keyboard.press("Enter");
    await visit.teams.message("I rang them").waitFor();

    const shown = await visit.page.locator("#teams-log article").allInnerTexts();
    expect(shown.map((each) => ["E1 was opened", "I rang them", "Something else"].find((words) => each.includes(words)))).toEqual(
      ["E1 was opened", "I rang them", "Something else"],
    );
    const [content = 0, screen = 0] = await visit.page.locator("html").evaluate((html) => [html.scrollWidth, html.clientWidth]);
    expect(content, "the page scrolls sideways").toBeLessThanOrEqual(screen);
  });

  it("is in channels alone: a group chat offers none", async () => {
    await open();
    await visit.teams.lookAt("mdt");
    await visit.teams.send("hello");
    await visit.teams.message("hello").hover();
    await visit.teams.message("hello").getByRole("button", { name: /^More/ }).click();

    expect(await visit.page.getByRole("menuitem").allInnerTexts()).toEqual(["Make this an action"]);
  });
});

describe("the two sides", () => {
  it("are different people in different places", async () => {
    await open();
    await visit.actAs("Tom");
    await visit.teams.actAs("Hassan");
    await visit.teams.lookAt("mdt");

    expect(await visit.page.locator("#slack-rail [data-person][aria-current]").getAttribute("data-person")).toBe("tom");
    expect(await visit.page.locator("#teams-rail [data-person][aria-current]").getAttribute("data-person")).toBe("hassan");
    expect(await visit.page.locator("#slack-head h3").textContent()).toContain("c-014");
  });

  it("stand beside each other where there is room, and are tabs where there is not", async () => {
    await open();
    const shown = () => Promise.all(["#slack", "#teams"].map((side) => visit.page.locator(side).isVisible()));
    expect(await shown()).toEqual([true, true]);

    await visit.page.setViewportSize({ width: 1000, height: 700 });
    expect(await shown()).toEqual([false, true]);
    await visit.page.getByRole("tab", { name: "Slack" }).click();
    expect(await shown()).toEqual([true, false]);
    await visit.page.getByRole("tab", { name: "Slack" }).press("ArrowRight");
    expect(await shown()).toEqual([false, true]);
  });

  it("fit on a narrow phone, one tab away from each other", async () => {
    await open(() => undefined, { width: 320, height: 640 });
    await visit.teams.actAs("Hassan");
    await visit.teams.send("hello from Teams");
    await visit.teams.message("hello from Teams").waitFor();
    await visit.page.getByRole("tab", { name: "Slack" }).click();
    await visit.send("hello from Slack");
    await visit.message("hello from Slack").waitFor();

    const [content = 0, screen = 0] = await visit.page.locator("html").evaluate((html) => [html.scrollWidth, html.clientWidth]);
    expect(content, "the page scrolls sideways").toBeLessThanOrEqual(screen);
  });

  it("count what waits for somebody on the other side, and lead there", async () => {
    await open();
    await visit.teams.send("hello");
    const personal = (await service.teamsColumn("hassan")).conversations.find(({ kind }) => kind === "personal")?.id ?? "";
    service.teams?.tenant.messages.post({
      ...{ conversation: personal, from: null, text: "Please accept A1", mentions: [], cards: [], thread: null },
    });
    await visit.page.getByRole("button", { name: "Go to Hassan" }).click();

    await visit.teams.message("Please accept A1").waitFor();
    await visit.page
      .locator("#teams-rail")
      .getByRole("button", { name: /Hassan.*1 new/ })
      .waitFor({ state: "detached" });
  });
});

describe("somebody who has not added the app", () => {
  it("is told so in their own chat, and can add it there", async () => {
    await open();
    await visit.teams.actAs("Carl");
    await visit.teams.lookAt("Followthrough");
    await visit.page.getByRole("button", { name: "Add Followthrough" }).click();

    await visit.page.getByText("What Followthrough has to say to you alone appears here.").waitFor();
    expect(service.installations().some(({ from }) => from.aadObjectId === aad(5))).toBe(true);
  });
});

describe("Make this an action", () => {
  const form = card(
    [text("New action"), { type: "Input.Text", id: "text", label: "What is to be done?", value: "the survey" }],
    [{ type: "Action.Submit", title: "Make a draft", data: { do: "assign" } }],
  );

  it("opens a dialog that is filled and sent, or closed with Escape", async () => {
    await open(({ type, name }) => {
      if (type !== "invoke") return undefined;
      if (name !== "composeExtension/fetchTask") return { body: { task: { type: "message", value: "Look in your chat." } } };
      return {
        body: { task: { type: "continue", value: { title: "Make this an action", card: { contentType: CARD, content: form } } } },
      };
    });
    await visit.teams.send("I'll get the survey done");
    await visit.teams.makeAction("I'll get the survey done");
    await visit.teams.form().waitFor();
    await visit.page.keyboard.press("Escape");
    await visit.teams.form().waitFor({ state: "hidden" });

    await visit.teams.makeAction("I'll get the survey done");
    await visit.teams.fill("What is to be done?", "the pipe survey");
    await visit.teams.submit("Make a draft");
    await visit.page.locator("#teams-told", { hasText: "Look in your chat." }).waitFor();
    expect(await visit.teams.form().count()).toBe(0);
    expect(service.activities().at(-1)).toMatchObject({ value: { data: { do: "assign", text: "the pipe survey" } } });
  });
});
