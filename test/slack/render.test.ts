import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileTemplate } from "../../src/cards/bind.ts";
import type { AdaptiveElement, Card, Json } from "../../src/cards/card.ts";
import type { Block } from "../../src/slack/block-kit.ts";
import { brokenLimits } from "../../src/slack/limits.ts";
import { renderHome, renderMessage } from "../../src/slack/render.ts";

const workspace = "T0001";
const mentions: Card["mentions"] = {
  harriet: {
    name: "Harriet <b>",
    ids: [
      { platform: "teams", workspace: "tenant", user: "aad-1" },
      { platform: "slack", workspace: "T0001", user: "U0001" },
    ],
  },
  hassan: { name: "Hassan <!channel>", ids: [{ platform: "slack", workspace: "T0002", user: "U0002" }] },
};
const cardOf = (body: AdaptiveElement[], actions?: AdaptiveElement[]): Card => ({
  template: "test",
  content: { type: "AdaptiveCard", version: "1.5", body, ...(actions ? { actions } : {}) },
  mentions,
});
const draw = (body: AdaptiveElement[], actions?: AdaptiveElement[]) => {
  const { pages, losses } = renderMessage(cardOf(body, actions), { workspace });
  return { pages, losses, blocks: pages.flatMap((page) => page.blocks), text: pages.map((page) => page.text).join("\n") };
};
const said = (text: string, more: Partial<AdaptiveElement> = {}): AdaptiveElement =>
  ({ type: "TextBlock", text, ...more }) as AdaptiveElement;
const press = (title: string, data: Json, more: { [property: string]: Json } = {}): AdaptiveElement => ({
  type: "Action.Execute",
  title,
  data,
  ...more,
});
const row = (text: string, action: AdaptiveElement): AdaptiveElement => ({
  type: "ColumnSet",
  columns: [
    { type: "Column", items: [said(text)] },
    { type: "Column", items: [{ type: "ActionSet", actions: [action] }] },
  ],
});
const accept = press("Accept", { do: "accept", ref: "C-014/A1" });
const rich = (...elements: Json[]): Block => ({ type: "rich_text", elements: [{ type: "rich_text_section", elements }] });

describe("renderMessage", () => {
  it("draws text letter for letter, bold and links as the card has them", () => {
    expect(draw([said("**C-014/A1** · see [the report](https://a.example/r)")]).blocks).toEqual([
      rich(
        { type: "text", text: "C-014/A1", style: { bold: true } },
        { type: "text", text: " · see " },
        { type: "link", url: "https://a.example/r", text: "the report" },
      ),
    ]);
  });

  it("draws the first line bold, whichever case the template writes it in", () => {
    expect(draw([said("C-014/A1 · Pipe", { weight: "Bolder" })]).blocks).toEqual([
      rich({ type: "text", text: "C-014/A1 · Pipe", style: { bold: true } }),
    ]);
  });

  it("draws a heading as Slack's own, in plain text", () => {
    expect(draw([said("Cases \\*you\\* lead", { style: "heading" })]).blocks).toEqual([
      { type: "header", text: { type: "plain_text", text: "Cases *you* lead", emoji: false } },
    ]);
  });

  it("draws a heading with a mention in bold, since Slack's headings cannot mention", () => {
    expect(draw([said("For <at>harriet</at>", { style: "heading" })]).blocks).toEqual([
      rich({ type: "text", text: "For ", style: { bold: true } }, { type: "user", user_id: "U0001", style: { bold: true } }),
    ]);
  });

  it("draws subtle text small", () => {
    expect(draw([said("Overdue by **1** working day", { isSubtle: true })]).blocks).toEqual([
      { type: "context", elements: [{ type: "mrkdwn", text: "Overdue by *1* working day", verbatim: true }] },
    ]);
  });

  it("draws facts a line each, in their order", () => {
    const facts: Json = [
      { title: "Owner", value: "<at>harriet</at>" },
      { title: "Due", value: "Thu 25 March 2027" },
    ];

    expect(draw([{ type: "FactSet", facts }]).blocks).toEqual([
      rich(
        { type: "text", text: "Owner", style: { bold: true } },
        { type: "text", text: ": ", style: { bold: true } },
        { type: "user", user_id: "U0001" },
        { type: "text", text: "\n" },
        { type: "text", text: "Due", style: { bold: true } },
        { type: "text", text: ": ", style: { bold: true } },
        { type: "text", text: "Thu 25 March 2027" },
      ),
    ]);
  });

  it("mentions a person of this workspace, and names anybody else", () => {
    const { blocks, text } = draw([said("<at>harriet</at> and <at>hassan</at>")]);

    expect(blocks).toEqual([
      rich({ type: "user", user_id: "U0001" }, { type: "text", text: " and " }, { type: "text", text: "Hassan <!channel>" }),
    ]);
    expect(text).toBe("<@U0001> and Hassan &lt;!channel&gt;");
  });

  it("throws where somebody is mentioned whom the card does not name", () => {
    expect(() => draw([said("<at>priya</at>")])).toThrow("mentioned");
  });

  it("draws text and one button as one row, the button beside the text", () => {
    const [block, ...others] = draw([row("**C-014/A1** · Pipe, <at>harriet</at>", accept)]).blocks;

    expect(others).toEqual([]);
    expect(block).toEqual({
      type: "section",
      text: { type: "mrkdwn", text: "*C-014/A1* · Pipe, <@U0001>", verbatim: true },
      accessory: {
        type: "button",
        text: { type: "plain_text", text: "Accept", emoji: false },
        action_id: "accept#0",
        value: '{"do":"accept","ref":"C-014/A1"}',
      },
    });
  });

  it("draws the row's button below where the words would be read as formatting", () => {
    expect(draw([row("survey\\_final\\_v2.pdf", accept)]).blocks).toMatchObject([
      rich({ type: "text", text: "survey_final_v2.pdf" }),
      { type: "actions", elements: [{ action_id: "accept#0" }] },
    ]);
  });

  it("draws two columns of text side by side", () => {
    const columns: Json = [
      { type: "Column", items: [said("Asked for", { weight: "Bolder" }), said("a report")] },
      { type: "Column", items: [said("Given", { weight: "Bolder" }), said("a photograph")] },
    ];

    expect(draw([{ type: "ColumnSet", columns }]).blocks).toEqual([
      {
        type: "section",
        fields: [
          { type: "mrkdwn", text: "*Asked for*\na report", verbatim: true },
          { type: "mrkdwn", text: "*Given*\na photograph", verbatim: true },
        ],
      },
    ]);
  });

  it("says that columns were stacked where Slack cannot draw them", () => {
    const columns: Json = [
      { type: "Column", items: [{ type: "FactSet", facts: [{ title: "Asked", value: "a" }] }] },
      { type: "Column", items: [{ type: "FactSet", facts: [{ title: "Given", value: "b" }] }] },
    ];
    const { blocks, losses } = draw([{ type: "ColumnSet", columns }]);

    expect(blocks.map((block) => block.type)).toEqual(["rich_text", "rich_text"]);
    expect(losses).toContain("columns stacked");
  });

  it("puts a rule above what the card separates, never at the head of a message", () => {
    expect(draw([said("one", { separator: true }), said("two", { separator: true })]).blocks.map((block) => block.type)).toEqual([
      "rich_text",
      "divider",
      "rich_text",
    ]);
  });
});

describe("buttons", () => {
  it("carry their command whole, under an id that starts with its verb and stands once in the message", () => {
    const { blocks } = draw(
      [row("one", accept), row("two", accept)],
      [
        press("Accept", { do: "accept", ref: "C-014/A3" }, { style: "positive" }),
        press("Discard", { do: "discard" }, { style: "destructive" }),
      ],
    );

    expect(brokenLimits(blocks, "message")).toEqual([]);
    expect(blocks.at(-1)).toMatchObject({
      elements: [
        { action_id: "accept#2", value: '{"do":"accept","ref":"C-014/A3"}', style: "primary" },
        { action_id: "discard#3", style: "danger" },
      ],
    });
  });

  it("are read out with what they are about where the card says it", () => {
    expect(draw([], [press("Accept", { do: "accept" }, { tooltip: "Accept C-014/A1" })]).blocks).toMatchObject([
      { elements: [{ text: { text: "Accept" }, accessibility_label: "Accept C-014/A1" }] },
    ]);
  });

  it("open links", () => {
    const { blocks, text } = draw([], [{ type: "Action.OpenUrl", title: "The message", url: "https://chat.example/1?a&b" }]);

    expect(blocks).toMatchObject([{ elements: [{ type: "button", action_id: "open#0", url: "https://chat.example/1?a&b" }] }]);
    expect(text).toBe("<https://chat.example/1?a&amp;b|The message>");
  });

  it.each([
    ["a command over 2,000 characters", press("Confirm all", { do: "confirm-all", refs: ["A".repeat(2_000)] })],
    ["a title over 75 characters", press("x".repeat(76), { do: "accept" })],
    ["no command", press("Accept", { ref: "A1" })],
    ["words for a command", press("Accept", "accept")],
  ])("are refused with %s, never cut", (_, action) => {
    expect(() => draw([], [action])).toThrow(/^slack: /);
  });
});

describe("long cards", () => {
  const rows = (count: number) => Array.from({ length: count }, (_, index) => row(`C-014/A${index} · something to do`, accept));

  it("go into as many messages as Slack needs, each row whole and once, each page saying its own rows", () => {
    const drafts = Array.from(
      { length: 40 },
      (_, index): AdaptiveElement => ({
        type: "Container",
        separator: true,
        items: [said(`Draft ${index}`), said("no owner yet", { isSubtle: true }), { type: "ActionSet", actions: [accept] }],
      }),
    );
    const { pages } = draw([said("40 drafts"), { type: "Container", items: drafts }]);

    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) {
      expect(brokenLimits(page.blocks, "message")).toEqual([]);
      const titles = JSON.stringify(page.blocks).match(/Draft \d+/g) ?? [];
      expect(page.text.match(/Draft \d+/g)).toEqual(titles);
      expect(page.blocks.filter((block) => block.type === "actions")).toHaveLength(titles.length);
      expect(page.blocks[0]?.type).toBe("rich_text");
    }
    const all = pages.flatMap((page) => page.text.match(/Draft \d+/g) ?? []);
    expect(all).toEqual(drafts.map((_, index) => `Draft ${index}`));
  });

  it("are split by their words too, since Slack refuses long messages of few blocks", () => {
    const { pages } = draw(Array.from({ length: 10 }, () => said("word ".repeat(400))));

    expect(pages.length).toBe(4);
    expect(pages.flatMap((page) => brokenLimits(page.blocks, "message"))).toEqual([]);
  });

  it("are refused where a single row is longer than a message", () => {
    expect(() => draw([{ type: "Container", items: Array.from({ length: 51 }, () => said("x")) }])).toThrow("51 blocks");
  });

  it("end early on the home tab, which says so", () => {
    const { view, losses } = renderHome(cardOf([{ type: "Container", items: rows(150) }]), { workspace });

    expect(brokenLimits(view.blocks, "view")).toEqual([]);
    expect(view.blocks).toHaveLength(100);
    expect(JSON.stringify(view.blocks.at(-1))).toContain("more than fits");
    expect(losses).toContain("end of the home tab");
  });

  it("fill the home tab to its last block without a word about more", () => {
    const { view, losses } = renderHome(cardOf([{ type: "Container", items: rows(100) }]), { workspace });

    expect(view.blocks).toHaveLength(100);
    expect(losses).toEqual([]);
  });
});

describe("losses", () => {
  it("names every property that Slack does not draw", () => {
    const { losses } = draw([
      said("x", { color: "Attention", spacing: "None" }),
      { type: "Container", style: "emphasis", items: [said("y")] },
      { type: "Input.Date", id: "date", label: "Date" },
    ]);

    expect(losses.sort()).toEqual(["Container.style", "TextBlock.color", "TextBlock.spacing", "input in a message"]);
  });

  it("throws on an element that nothing draws", () => {
    expect(() => draw([{ type: "Image", url: "https://a.example/x.png" }])).toThrow("Image");
  });
});

describe("words that people wrote", () => {
  const template = compileTemplate({
    type: "AdaptiveCard",
    version: "1.5",
    body: [
      { type: "TextBlock", text: "**${said}** said" },
      { type: "TextBlock", text: "${said}", isSubtle: true },
      { type: "FactSet", facts: [{ title: "Evidence", value: "${said}" }] },
      {
        type: "ColumnSet",
        columns: [
          { type: "Column", items: [{ type: "TextBlock", text: "${said}", weight: "Bolder" }] },
          {
            type: "Column",
            items: [{ type: "ActionSet", actions: [{ type: "Action.Execute", title: "Accept", data: { do: "accept" } }] }],
          },
        ],
      },
    ],
  });
  const drawSaid = (words: string) => {
    const { pages } = renderMessage({ template: "test", content: template({ said: words }), mentions }, { workspace });
    return { blocks: pages.flatMap((page) => page.blocks), text: pages.map((page) => page.text).join("\n") };
  };

  it.each([
    "<!channel> <!here> <!everyone>",
    "@channel @here @everyone",
    "<@U0001> <#C0001> <!subteam^S1>",
    "<https://evil.example|the council's page>",
    "&lt;!channel&gt;",
    "<at>harriet</at>",
    "*Overdue* _late_ ~done~ `code` ```block```",
    "\u200b*Overdue*\u200b",
    "> quoted",
    ":rotating_light: urgent :rotating_light:",
    "[link](https://evil.example)",
    "<!date^1392734382^{date}|x>",
    "line\nOwner: Priya",
  ])("stay words: %j", (words) => expectWords(drawSaid(words)));

  it("stay words, whatever they are", () => {
    const unit = fc.constantFrom(
      ..."*_~`<>&|!@#:^[]()\\ \nab1".split(""),
      "<!channel>",
      "<@U0001>",
      "<at>harriet</at>",
      "https://x.y",
    );
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1 }), (words) => {
        fc.pre(words.trim() !== "");
        expectWords(drawSaid(words));
      }),
    );
  });

  /** In every place where Slack parses, no control sequence and no mark of formatting that the card did not put there. */
  function expectWords({ blocks, text }: { blocks: Block[]; text: string }): void {
    expect(text).not.toMatch(/[<>]/);
    expect(brokenLimits(blocks, "message")).toEqual([]);
    for (const parsed of mrkdwnIn(blocks)) {
      expect(parsed.verbatim).toBe(true);
      expect(parsed.text).not.toMatch(/[<>_~`]|:[\w+'-]+:|^\s*&gt;/m);
      // The one bold text of the card, and only as a whole.
      expect(String(parsed.text).replace(/^\s*\*(.*)\*\s*$/s, "$1")).not.toContain("*");
    }
    const kinds = new Set(richIn(blocks).map((element) => element.type));
    expect([...kinds]).toEqual(["text"]);
  }

  it("are drawn as they were written", () => {
    const words = "*a* <b> & c_d";
    expect(richIn(drawSaid(words).blocks).filter((element) => element.text === words)).toHaveLength(4);
  });
});

type Part = { [field: string]: Json };

function partsIn(value: Json): Part[] {
  if (Array.isArray(value)) return value.flatMap(partsIn);
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(partsIn)];
}
const mrkdwnIn = (blocks: Block[]) => partsIn(blocks).filter((part) => part.type === "mrkdwn");
const richIn = (blocks: Block[]) =>
  partsIn(blocks)
    .filter((part) => part.type === "rich_text_section")
    .flatMap((section) => partsIn(section.elements ?? null).filter((part) => typeof part.type === "string"));
