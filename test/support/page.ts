import { existsSync } from "node:fs";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A real browser. A machine without one fails here with the mend, rather than leaving the page untested. */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`The page tests need Chromium at ${CHROMIUM}: apt-get install chromium, or set CHROMIUM to where it is.`);
  }
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET });
}

/** What a visitor does and sees on one side of the rehearsal page, by the names that they see. */
export interface Side {
  actAs(name: string): Promise<void>;
  lookAt(place: string): Promise<void>;
  /** Types in the box and presses Enter. Without words, sends what is in the box. */
  send(words?: string): Promise<void>;
  box(): Locator;
  /** The newest message that holds these words. */
  message(words: string): Locator;
  /** Presses a button on the newest message that has it. */
  press(label: string): Promise<void>;
  makeAction(words: string): Promise<void>;
  /** Answers the newest message that holds these words, in its thread. */
  reply(to: string, words: string): Promise<void>;
  /** Fills an input of a card in the chat. */
  fillInCard(label: string, value: string): Promise<void>;
  form(): Locator;
  fill(label: string, value: string): Promise<void>;
  submit(label: string): Promise<void>;
}

/** The page; what is not said of a side is Slack's. */
export interface RehearsalPage extends Side {
  page: Page;
  /** Console errors and blocked requests; a page that works has none. */
  faults: string[];
  teams: Side;
  jump(label: "+1 hour" | "+1 day" | "Next working morning"): Promise<void>;
}

/** Opens the page in a browser of its own kind: nothing is remembered from an earlier visit. */
export async function openRehearsal(browser: Browser, url: string, size = { width: 1280, height: 800 }): Promise<RehearsalPage> {
  const page = await browser.newPage({ viewport: size, locale: "en-GB" });
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (line) => line.type() === "error" && faults.push(line.text()));
  await page.goto(url);
  await page
    .getByLabel(/^Message .* as /)
    .first()
    .waitFor({ state: "attached" });

  return {
    ...sideOf(page, "slack"),
    page,
    faults,
    teams: sideOf(page, "teams"),
    async jump(label) {
      await page.getByRole("button", { name: label, exact: true }).click();
      await page.locator("#clock-news", { hasText: /sent|Nothing/ }).waitFor();
    },
  };
}

const NAMES = { slack: "Slack", teams: "Teams" } as const;

function sideOf(page: Page, platform: "slack" | "teams"): Side {
  const side = page.locator(`#${platform}`);
  const rail = page.locator(`#${platform}-rail`);
  const log = page.locator(`#${platform}-log`);
  const form = page.locator(platform === "slack" ? "dialog#form[open]" : "dialog#teams-form[open]");
  const box = page.locator(`#${platform}-box`);

  /** Where there is no room for both, the side is behind its tab. */
  const openSide = async () => {
    if (!(await side.isVisible())) await page.getByRole("tab", { name: new RegExp(`^${NAMES[platform]}`) }).click();
  };

  /** On a narrow screen the rail is behind its tab. */
  const openRail = async () => {
    await openSide();
    const tab = page.getByRole("tab", { name: /People and rooms/ });
    if (await tab.isVisible()) await tab.click();
  };

  const newest = (words: string) => log.locator("article.message", { hasText: words }).last();

  const choose = async (words: string, item: string) => {
    await newest(words).hover();
    await newest(words)
      .getByRole("button", { name: /^More for the message/ })
      .click();
    await page.getByRole("menuitem", { name: item }).click();
  };

  const send = async (words?: string) => {
    await openSide();
    if (words !== undefined) await box.fill(words);
    await box.press("Enter");
    await page.locator(`#${platform}-composer:not([aria-busy])`).waitFor();
  };

  return {
    async actAs(name) {
      await openRail();
      await rail.locator("button.person", { hasText: name }).first().click();
      await rail.getByText(`${name}'s ${NAMES[platform]}`).waitFor({ state: "attached" });
    },
    async lookAt(place) {
      await openRail();
      await rail.locator("button.place", { hasText: place }).first().click();
      await page.locator(`#${platform}-head h3`, { hasText: place }).waitFor();
    },
    send,
    box: () => box,
    message: newest,
    async press(label) {
      await log.getByRole("button", { name: label, exact: true }).last().click();
    },
    makeAction: (words) => choose(words, "Make this an action"),
    async reply(to, words) {
      await choose(to, "Reply in thread");
      await send(words);
    },
    async fillInCard(label, value) {
      await log.getByLabel(label).last().fill(value);
    },
    form: () => form,
    async fill(label, value) {
      await form.getByLabel(label).fill(value);
    },
    async submit(label) {
      await form.getByRole("button", { name: label, exact: true }).click();
    },
  };
}
