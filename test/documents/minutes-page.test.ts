import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { minutesDoor } from "../../src/minutes-door.ts";
import { openBrowser } from "../support/page.ts";
import { someMinutes } from "../support/sample-minutes.ts";

/** The page as it is served, with its headers, in a real browser and without scripts. */

let browser: Browser;
let server: Server;
let url: string;
beforeAll(async () => {
  const body = someMinutes({ narrative: `Short.\n${"averylongwordthatnobodybreaks".repeat(8)}` });
  const many = Array.from({ length: 40 }, (_, at) => ({
    ...(body.actions[at % 4] as (typeof body.actions)[number]),
    ref: `A${at + 1}`,
  }));
  const copy = { name: "Harriet", role: "Housing officer", organisation: "Quayside Homes", through: null };
  const replacedBy = { version: 2, at: { day: "2027-03-12", time: "09:10" } };
  const door = minutesDoor(async () => ({ body: { ...body, actions: many }, withheld: false, copy, replacedBy }));
  server = createServer((req, res) => void door(req, res));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/minutes/abc`;
  browser = await openBrowser();
}, 30_000);
afterAll(async () => {
  await browser?.close();
  server?.close();
});

async function at(width: number): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: "en-GB" });
  const page = await context.newPage();
  const faults: string[] = [];
  // Blocked by the policy of the page, or an error: a page that needs nothing has neither. The icon is the browser's own idea.
  page.on("console", (line) => line.type() === "error" && !line.text().includes("favicon") && faults.push(line.text()));
  await page.goto(url);
  return { page, faults };
}

// Run in the browser, so as text: the types of a page are not among ours.

const LOOK = `({
  over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  cut: [...document.querySelectorAll("tbody td, tbody th, p, li, dd, h1, h2")].filter((each) => each.scrollWidth > each.clientWidth + 1).length,
  font: getComputedStyle(document.body).fontSize,
  bold: getComputedStyle(document.querySelector("dt")).fontWeight,
})`;

const RATIOS = `(() => {
  const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (colour) => {
    const [r, g, b] = channels(colour).map((each) => each / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (each) => {
    if (!each) return "rgb(255, 255, 255)";
    const { backgroundColor } = getComputedStyle(each);
    return channels(backgroundColor)[3] === 0 ? behind(each.parentElement) : backgroundColor;
  };
  return [...document.querySelectorAll("body *")].map((each) => {
    const [a, b] = [light(getComputedStyle(each).color), light(behind(each))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  });
})()`;

const PRINTED = `(() => {
  const of = (selector) => getComputedStyle(document.querySelector(selector));
  return { head: of("thead").display, row: of("tbody tr").breakInside, link: of(".file").display, heading: of("h2").breakAfter };
})()`;

const FOCUS = "[document.activeElement.textContent, getComputedStyle(document.activeElement).outlineStyle]";

describe("the page of minutes in a browser", () => {
  it.each([320, 800])("reads at %d px without a sideways scroll, with its style and nothing refused", async (width) => {
    const { page, faults } = await at(width);
    const shown = await page.evaluate(LOOK);

    expect(shown).toEqual({ over: 0, cut: 0, font: "16px", bold: "600" });
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it.each([320, 800])("keeps tables, rows and headers for a screen reader at %d px", async (width) => {
    const { page } = await at(width);
    const table = page.getByRole("table", { name: "What was agreed, who does it and by when" });

    expect(await page.getByRole("heading", { level: 1 }).allTextContents()).toEqual(["C-014, meeting M1: minutes"]);
    expect(await page.getByRole("heading", { level: 2 }).count()).toBe(6);
    expect(await table.getByRole("row").count()).toBe(41);
    expect(await table.getByRole("columnheader").allTextContents()).toEqual([
      ...["Action", "What", "Owner", "Due", "Evidence required", "Status"],
    ]);
    expect(await table.getByRole("rowheader", { name: "A7" }).count()).toBe(1);
    await page.context().close();
  });

  it("has text that stands out from what is behind it, 4.5 to 1 at the least", async () => {
    const { page } = await at(800);
    const ratios = await page.evaluate<number[]>(RATIOS);

    expect(ratios.length).toBeGreaterThan(200);
    expect(Math.min(...ratios)).toBeGreaterThan(4.5);
    await page.context().close();
  });

  it("prints on A4 with the header row on each page, no row cut and no link", async () => {
    const { page } = await at(800);
    await page.emulateMedia({ media: "print" });
    const style = await page.evaluate(PRINTED);
    const pdf = (await page.pdf({ preferCSSPageSize: true, tagged: true })).toString("latin1");

    expect(style).toEqual({ head: "table-header-group", row: "avoid", link: "none", heading: "avoid" });
    expect((pdf.match(/\/Type\s*\/Page\b/g) ?? []).length).toBeGreaterThan(2);
    expect(pdf).toMatch(/\/MediaBox\s*\[0 0 59[45](?:\.\d+)? 84[12](?:\.\d+)?\]/);
    expect(pdf).toContain("/Lang (en-GB)");
    await page.context().close();
  });

  it("leads to the file by keyboard alone, where the link is seen to have the focus", async () => {
    const { page } = await at(320);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(FOCUS)).toEqual(["Download for Word", "solid"]);
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    expect(download.suggestedFilename()).toBe("C-014-M1-v1.docx");
    await page.context().close();
  });
});
