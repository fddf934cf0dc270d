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

/** What a visitor of the rehearsal page does and sees, by the names that they see. */
export interface RehearsalPage {
  page: Page;
  /** Console errors and blocked requests; a page that works has none. */
  faults: string[];
  actAs(name: string): Promise<void>;
  lookAt(place: string): Promise<void>;
  /** Types in the box and presses Enter. Without words, sends what is in the box. */
  send(words?: string): Promise<void>;
  /** The newest message that holds these words. */
  message(words: string): Locator;
  /** Presses a button on the newest message that has it. */
  press(label: string): Promise<void>;
  makeAction(words: string): Promise<void>;
  form(): Locator;
  fill(label: string, value: string): Promise<void>;
  submit(label: string): Promise<void>;
  jump(label: "+1 hour" | "+1 day" | "Next working morning"): Promise<void>;
}

/** Opens the page in a browser of its own kind: nothing is remembered from an earlier visit. */
export async function openRehearsal(browser: Browser, url: string, size = { width: 1280, height: 800 }): Promise<RehearsalPage> {
  const page = await browser.newPage({ viewport: size, locale: "en-GB" });
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (line) => line.type() === "error" && faults.push(line.text()));
  await page.goto(url);
  await page.getByLabel(/^Message .* as /).waitFor();
  const log = page.getByRole("log");
  const rail = page.getByRole("navigation", { name: "People and rooms in Slack" });
  const form = page.locator("dialog#form[open]");

  /** On a narrow screen the rail is behind its tab. */
  const openRail = async () => {
    const tab = page.getByRole("tab", { name: /People and rooms/ });
    if (await tab.isVisible()) await tab.click();
  };

  return {
    page,
    faults,
    async actAs(name) {
      await openRail();
      await rail.locator("button.person", { hasText: name }).first().click();
      await page.getByText(`${name}'s Slack`).waitFor({ state: "attached" });
    },
    async lookAt(place) {
      await openRail();
      await rail.locator("button.place", { hasText: place }).first().click();
      await page.locator("#chat-head h3", { hasText: place }).waitFor();
    },
    async send(words) {
      const box = page.locator("#box");
      if (words !== undefined) await box.fill(words);
      await box.press("Enter");
      await page.locator("#composer:not([aria-busy])").waitFor();
    },
    message: (words) => log.locator("article.message", { hasText: words }).last(),
    async press(label) {
      await log.getByRole("button", { name: label, exact: true }).last().click();
    },
    async makeAction(words) {
      const message = log.locator("article.message", { hasText: words }).last();
      await message.hover();
      await message.getByRole("button", { name: /^More for the message/ }).click();
      await page.getByRole("menuitem", { name: "Make this an action" }).click();
    },
    form: () => form,
    async fill(label, value) {
      await form.getByLabel(label).fill(value);
    },
    async submit(label) {
      await form.getByRole("button", { name: label, exact: true }).click();
    },
    async jump(label) {
      await page.getByRole("button", { name: label, exact: true }).click();
      await page.locator("#clock-news", { hasText: /sent|Nothing/ }).waitFor();
    },
  };
}
