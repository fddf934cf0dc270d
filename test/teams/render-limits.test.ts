import { describe, expect, it } from "vitest";
import type { AdaptiveElement, Card } from "../../src/cards/card.ts";
import { outcomeCard } from "../../src/cards/outcome.ts";
import { bytesOf, LIMITS } from "../../src/teams/limits.ts";
import { renderTeams, type TeamsMessage, type TeamsPage } from "../../src/teams/render.ts";
import { aCaseFile, aPerson, aView, NOW, PEOPLE } from "../support/builders.ts";
import { teamsCardFaults } from "../support/card-schema.ts";

const tenant = "11111111-1111-4111-8111-111111111111";
const reading = { tenant, refreshFor: "everybody" } as const;
const pagesOf = (message: TeamsMessage): TeamsPage[] => [message, ...message.more];
const row = (words: string, number: number): AdaptiveElement => ({
  type: "ColumnSet",
  columns: [
    { type: "Column", items: [{ type: "TextBlock", text: words }] },
    {
      type: "Column",
      items: [
        {
          type: "ActionSet",
          actions: [{ type: "Action.Execute", title: "Show", data: { do: "show", ref: `C-014/A${number}` } }],
        },
      ],
    },
  ],
});
const confirm: AdaptiveElement = {
  type: "Action.Execute",
  title: "Confirm all",
  data: { do: "confirm-all", refs: ["C-014/A1"] },
};
const listOf = (rows: AdaptiveElement[]): Card => ({
  template: "digest",
  content: {
    type: "AdaptiveCard",
    version: "1.5",
    body: [
      { type: "TextBlock", text: "Your actions" },
      { type: "Container", separator: true, items: [{ type: "TextBlock", text: "Overdue", weight: "Bolder" }, ...rows] },
    ],
    actions: [confirm],
  },
  mentions: { harriet: { name: "Harriet", ids: [{ platform: "teams", workspace: tenant, user: "aad-1" }] } },
  shows: { do: "digest" },
});
/** Three bytes a character: what counts is what goes over the line. */
const long = listOf(Array.from({ length: 60 }, (_, number) => row(`${number}: ${"€".repeat(400)} <at>harriet</at>`, number)));

describe("a list too long for one message", () => {
  const pages = pagesOf(renderTeams(long, reading));

  it("is several, each within the limit and a whole card", () => {
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) {
      expect(bytesOf(page.content) + bytesOf(page.summary)).toBeLessThan(LIMITS.message);
      expect(teamsCardFaults(page.content)).toEqual([]);
    }
  });

  it("has every row once, in order, with its button", () => {
    const sent = pages.map(({ content }) => JSON.stringify(content.body)).join("");
    const refs = [...sent.matchAll(/C-014\/A(\d+)/g)].map(([, number]) => Number(number));

    expect(refs).toEqual(Array.from({ length: 60 }, (_, number) => number));
  });

  it("says on each page what that page says, for whom it is", () => {
    const first = pages[0]?.content.fallbackText;
    const last = String(pages.at(-1)?.content.fallbackText);

    expect(first).toMatch(/^Your actions\n1 of 3\nOverdue\n0: /);
    expect(last).toMatch(/^Your actions\n3 of 3\nOverdue\n\d+: /);
    expect(last).toContain("59: ");
    for (const { content } of pages) expect(content.msteams).toMatchObject({ entities: [{ text: "<at>Harriet</at>" }] });
  });

  it("has its buttons once, at the end", () => {
    expect(pages.map(({ content }) => content.actions?.length ?? 0)).toEqual([...pages.slice(1).map(() => 0), 1]);
  });

  it("is not asked for anew: one card cannot take the place of several", () => {
    for (const { content } of pages) expect(content).not.toHaveProperty("refresh");
  });
});

describe("a card that fits", () => {
  it("is one message, its sections in one piece", () => {
    const message = renderTeams(listOf([row("short", 1)]), reading);

    expect(message.more).toEqual([]);
    expect(message.content.body).toHaveLength(2);
    expect(message.content.refresh).toMatchObject({ action: { data: { do: "digest" } } });
  });
});

describe("a row that is too long for any message", () => {
  it("throws, and is never cut", () => {
    expect(() => renderTeams(listOf([row("x".repeat(90_000), 1)]), reading)).toThrow(
      /one row of the card digest takes \d+ bytes/,
    );
  });
});

describe("a form that is too long for a message", () => {
  it("throws: half of it would send half of a command", () => {
    const choices = Array.from({ length: 900 }, (_, number) => ({ title: "x".repeat(70), value: `person:${number}` }));
    const form: Card = {
      template: "form-reassign",
      content: { type: "AdaptiveCard", version: "1.5", body: [{ type: "Input.ChoiceSet", id: "who", label: "Who?", choices }] },
      mentions: {},
    };

    expect(() => renderTeams(form, reading)).toThrow(/the form form-reassign takes \d+ bytes/);
  });
});

describe("words as long as anybody may write", () => {
  const longest = "*_~<&>`[]|".repeat(200);
  const file = aCaseFile({
    people: { ...PEOPLE, harriet: aPerson({ id: "harriet", name: "H".repeat(200), role: "R".repeat(200) }) },
  });
  const view = { ...aView({ text: longest, evidenceRequired: longest.slice(0, 300) }), file };

  it.each([
    ["an action", outcomeCard({ kind: "shown", view }, { now: NOW, reader: "priya" })],
    [
      "a full list",
      outcomeCard(
        { kind: "list", title: longest, rows: Array.from({ length: 38 }, () => view), total: 38, again: { do: "list" } },
        { now: NOW, reader: "priya" },
      ),
    ],
  ])("reach Teams whole, within its limit: %s", (_what, card) => {
    for (const { content } of pagesOf(renderTeams(card, reading))) {
      expect(bytesOf(content)).toBeLessThan(LIMITS.message);
      expect(teamsCardFaults(content)).toEqual([]);
    }
  });
});
