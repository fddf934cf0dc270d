import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBrowser, openRehearsal, type RehearsalPage } from "../support/page.ts";
import { walkingBot } from "./stub-bot.ts";
import { messagesIn, type StubService, startStubService } from "./stub-service.ts";

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 320, height: 640 };

let browser: Browser;
let service: StubService;
let visit: RehearsalPage;

beforeAll(async () => {
  browser = await openBrowser();
}, 30_000);
afterAll(() => browser?.close());

const open = async (size = WIDE) => {
  service = await startStubService({ bot: walkingBot });
  visit = await openRehearsal(browser, service.url, size);
};
afterEach(async () => {
  const { faults } = visit;
  await visit.page.close();
  await service.stop();
  expect(faults).toEqual([]);
});

/** From the first line to the sign-off, by what a newcomer is told to press. */
async function wholeWay(): Promise<void> {
  await visit.send();
  await visit.press("Confirm");
  await visit.page.getByRole("button", { name: "Go to Harriet" }).click();
  await visit.press("Accept");
  await visit.press("Submit evidence");
  await visit.fill("What shows that it is done?", "Report QH-2231, received today");
  await visit.submit("Submit");
  await visit.page.getByRole("button", { name: "Go to Priya" }).click();
  await visit.press("Sign off");
  await visit.message("Complete · signed off by @Priya").waitFor();
}

describe.each([
  ["on a wide screen", WIDE],
  ["on a narrow phone", NARROW],
])("a first visit %s", (_where, size) => {
  beforeEach(() => open(size));

  it("starts with a line in the box and ends with a signed-off action", async () => {
    expect(await visit.page.locator("#slack-box").inputValue()).toBe(
      `/action assign @Harriet by Friday get the pipe survey done evidence "surveyor's report"`,
    );
    await wholeWay();

    expect(await visit.page.getByText("That is the whole way").isVisible()).toBe(true);
    const [content = 0, screen = 0] = await visit.page.locator("html").evaluate((html) => [html.scrollWidth, html.clientWidth]);
    expect(content, "the page scrolls sideways").toBeLessThanOrEqual(screen);
  });
});

describe("the page", () => {
  beforeEach(() => open());

  it("shows a private draft to its asker alone", async () => {
    await visit.send();
    await visit.message("Only visible to you").waitFor();
    await visit.actAs("Tom");

    expect(await visit.page.getByText("Only visible to you").count()).toBe(0);
  });

  it("shows where something arrived, and goes there when the person is chosen", async () => {
    await service.api("chat.postMessage", { channel: "U0003", text: "Please accept A1" });
    const harriet = visit.page.getByRole("button", { name: /Harriet.*1 new/ });
    await harriet.click();

    await visit.message("Please accept A1").waitFor();
    await visit.page.getByRole("button", { name: /Harriet.*1 new/ }).waitFor({ state: "detached" });
  });

  it("draws what people write as text, never as markup of the page", async () => {
    await visit.send('<img src=x onerror="document.title=1"> *bold* @Tom https://x.example/a javascript:alert(1)');
    const message = visit.message("bold");
    await message.waitFor();

    expect(await message.locator("img").count()).toBe(0);
    expect(await message.locator("strong", { hasText: "bold" }).count()).toBe(1);
    expect(await message.locator(".mention").textContent()).toBe("@Tom");
    expect(await message.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href")))).toEqual([
      "https://x.example/a",
    ]);
  });

  it("makes an action of any message through its menu", async () => {
    await visit.actAs("Harriet");
    await visit.send("I'll get the survey done");
    await visit.actAs("Priya");
    await visit.makeAction("I'll get the survey done");

    await visit.message("Draft · only you can see this").waitFor();
  });

  it("shows replies under what they answer, and takes one by the message's menu or below its thread", async () => {
    await visit.actAs("Harriet");
    await visit.send("Who rings the surveyor?");
    await visit.send("And the glazier?");
    await visit.reply("the surveyor?", "I do.");
    await visit.message("I do.").waitFor();
    const said = () => visit.page.locator("#slack-log article .said").allInnerTexts();

    expect(await said()).toEqual(["Who rings the surveyor?", "I do.", "And the glazier?"]);
    expect(await visit.message("I do.").getAttribute("aria-label")).toMatch(/^Harriet, 14:00, in the thread of Harriet, 14:00$/);

    await visit.page.getByRole("button", { name: "Reply in thread: Harriet, 14:00" }).press("Enter");
    await visit.page.getByLabel("Reply in the thread of Harriet, 14:00 as Harriet").waitFor();
    expect(await visit.page.locator("#slack-box:focus").count()).toBe(1);
    await visit.send("On Tuesday.");
    await visit.message("On Tuesday.").waitFor();

    expect(await said()).toEqual(["Who rings the surveyor?", "I do.", "On Tuesday.", "And the glazier?"]);
    expect(await visit.page.getByLabel("Message #c-014-quayside as Harriet").isVisible()).toBe(true);
  });

  it("leaves a thread with Escape or its button, and keeps what was not sent for it", async () => {
    await visit.actAs("Harriet");
    await visit.send("Who rings the surveyor?");
    await visit.message("surveyor").hover();
    await visit.message("surveyor").getByRole("button", { name: /^More/ }).press("Enter");
    await visit.page.getByRole("menuitem", { name: "Reply in thread" }).press("Enter");
    await visit.page.getByLabel(/^Reply in the thread of/).waitFor();
    await visit.box().fill("Not yet sent");
    await visit.box().press("Escape");
    await expect.poll(() => visit.box().inputValue()).toBe("");

    await visit.message("surveyor").hover();
    await visit.message("surveyor").getByRole("button", { name: /^More/ }).click();
    await visit.page.getByRole("menuitem", { name: "Reply in thread" }).click();
    await expect.poll(() => visit.box().inputValue()).toBe("Not yet sent");
    await visit.page.getByRole("button", { name: "Back to the room" }).click();
    await visit.page.getByLabel("Message #c-014-quayside as Harriet").waitFor();
    expect(service.received).toHaveLength(1);
  });

  it("shows a reply that comes further up, where the reader was at the end", async () => {
    const { ts } = await service.api("chat.postMessage", { channel: "C0014", text: "E1 was opened" });
    for (let n = 0; n < 40; n += 1) await service.api("chat.postMessage", { channel: "C0014", text: `line ${n}` });
    await visit.message("line 39").waitFor();
    await service.api("chat.postMessage", { channel: "C0014", text: "Hassan has answered", thread_ts: ts });
    await visit.message("Hassan has answered").waitFor();
    const isShown = (words: string) =>
      visit.message(words).evaluate((message) => {
        const [log, at] = [message.parentElement?.getBoundingClientRect(), message.getBoundingClientRect()];
        return log !== undefined && at.top >= log.top && at.bottom <= log.bottom;
      });

    expect([await isShown("Hassan has answered"), await isShown("line 39")]).toEqual([true, false]);
    await service.api("chat.postMessage", { channel: "C0014", text: "and one more line" });
    await visit.message("and one more line").waitFor();
    expect(await isShown("and one more line")).toBe(true);
  });

  it("keeps a form open with its errors beside the inputs", async () => {
    await wholeWayToForm();
    await visit.submit("Submit");
    expect(await visit.form().getByText("This is needed.").isVisible()).toBe(true);

    await visit.fill("What shows that it is done?", "ok");
    await visit.submit("Submit");
    await visit.form().getByText("Say a little more").waitFor();
    const field = visit.form().getByLabel("What shows that it is done?");

    expect(await field.getAttribute("aria-invalid")).toBe("true");
    expect(await visit.form().locator("textarea:focus").count()).toBe(1);
    expect(await field.inputValue()).toBe("ok");
  });

  it("closes a form with Escape and sends nothing", async () => {
    await wholeWayToForm();
    await visit.page.keyboard.press("Escape");
    await visit.form().waitFor({ state: "hidden" });

    expect(service.received.filter(({ type }) => type === "view_submission")).toEqual([]);
    expect((await service.column("harriet")).form).toBeNull();
  });

  it("fills the home tab when it is opened", async () => {
    await visit.lookAt("Home");

    await visit.page.getByRole("heading", { name: "Waiting for you" }).waitFor();
  });

  it("moves the clock and says what was sent because of it", async () => {
    await visit.jump("+1 day");

    expect(await visit.page.locator("#clock-now").textContent()).toBe("Fri 12 March 2027, 14:00");
    expect(await visit.page.locator("#clock-news").textContent()).toBe("3 messages sent");
  });

  it("can be walked with the keyboard alone", async () => {
    const { page } = visit;
    await page.locator("#slack-box").focus();
    await page.keyboard.press("Enter");
    await visit.message("Draft").waitFor();
    await page.getByRole("button", { name: "Confirm", exact: true }).focus();
    await page.keyboard.press("Enter");
    await visit.message("Proposed · due Fri 12 March 2027").waitFor();

    await page.getByRole("button", { name: /^Harriet/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Accept", exact: true }).focus();
    await page.keyboard.press("Enter");
    await visit.message("Open · due soon").waitFor();
    // The card was replaced under the keyboard; the reader is still at it.
    expect(await page.locator("article.message:focus").count()).toBe(1);
  });

  it("opens a message's menu, moves in it and leaves it by key", async () => {
    const { page } = visit;
    await visit.send("a message");
    await page.getByRole("button", { name: /^More for the message/ }).focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("[role=menuitem]:focus").textContent()).toBe("Make this an action");
    await page.keyboard.press("Escape");

    expect(await page.getByRole("menu").isVisible()).toBe(false);
  });

  it("follows a permalink to its message", async () => {
    const { ts } = await service.api("chat.postMessage", { channel: "C0100", text: "the one" });
    const { permalink } = await service.api("chat.getPermalink", { channel: "C0100", message_ts: ts });
    await visit.page.goto(String(permalink));

    await visit.message("the one").waitFor();
    expect(messagesIn(await service.column("priya"), "C0100")).toHaveLength(1);
    expect(await visit.page.locator("article.message:focus").getAttribute("data-message")).toBe(ts);
  });
});

async function wholeWayToForm(): Promise<void> {
  await visit.send();
  await visit.press("Confirm");
  await visit.page.getByRole("button", { name: "Go to Harriet" }).click();
  await visit.press("Accept");
  await visit.press("Submit evidence");
  await visit.form().waitFor();
}
