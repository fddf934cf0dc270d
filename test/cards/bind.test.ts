import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CardData, compileTemplate } from "../../src/cards/bind.ts";
import type { AdaptiveElement } from "../../src/cards/card.ts";
import { parseMarkdown, plainWords } from "../../src/cards/markdown.ts";
import { join, link, mention, text } from "../../src/cards/markup.ts";
import { cardFaults } from "../support/card-schema.ts";

const cardOf = (...body: unknown[]) => ({ type: "AdaptiveCard", version: "1.5", body });
const fillBody = (element: unknown, data: CardData): AdaptiveElement[] => compileTemplate(cardOf(element))(data).body;
const fillText = (source: string, data: CardData) => fillBody({ type: "TextBlock", text: source }, data)[0]?.text;

describe("compileTemplate", () => {
  it("puts values where paths stand, at any depth", () => {
    expect(fillText("${ref} · ${owner.name}, ${count} of ${count}", { ref: "A1", owner: { name: "Harriet" }, count: 3 })).toBe(
      "A1 · Harriet, 3 of 3",
    );
  });

  it("repeats an element for each row, whose own values come first to hand", () => {
    const body = fillBody(
      { type: "TextBlock", $data: "${rows}", text: "${$index} ${ref} ${$root.title}" },
      { title: "Overdue", rows: [{ ref: "A1" }, { ref: "A2" }] },
    );

    expect(body.map((element) => element.text)).toEqual(["0 A1 Overdue", "1 A2 Overdue"]);
  });

  it("repeats over plain words as well as over rows", () => {
    expect(fillBody({ type: "TextBlock", $data: "${lines}", text: "${$data}" }, { lines: ["one", "two"] })).toHaveLength(2);
  });

  it("keeps repeated elements in their place among others", () => {
    const template = cardOf(
      { type: "TextBlock", text: "before" },
      { type: "TextBlock", $data: "${lines}", text: "${$data}" },
      { type: "TextBlock", text: "after" },
    );

    expect(compileTemplate(template)({ lines: ["between"] }).body.map((element) => element.text)).toEqual([
      "before",
      "between",
      "after",
    ]);
  });

  it.each([
    ["${isLate}", { isLate: true }, 1],
    ["${isLate}", { isLate: false }, 0],
    ["${!isLate}", { isLate: false }, 1],
    ["${!isLate}", { isLate: true }, 0],
  ])("shows an element under %s with %j %i times", ($when, data, times) => {
    expect(fillBody({ type: "TextBlock", $when, text: "late" }, data)).toHaveLength(times);
  });

  it("does not look into an element that is left out", () => {
    expect(fillBody({ type: "TextBlock", $when: "${hasOwner}", text: "${owner.name}" }, { hasOwner: false })).toEqual([]);
  });

  it("keeps the type of a value that is a whole property", () => {
    const command = { do: "accept", ref: "C-014/A1", seen: 3 };
    const [element] = fillBody(
      { type: "ActionSet", actions: [{ type: "Action.Execute", title: "Accept", data: "${command}" }] },
      { command },
    );

    expect(element?.actions).toEqual([{ type: "Action.Execute", title: "Accept", data: command }]);
  });

  it("leaves a property out where its whole value is null", () => {
    expect(fillBody({ type: "Input.Date", id: "date", label: "Date", value: "${date}" }, { date: null })).toEqual([
      { type: "Input.Date", id: "date", label: "Date" },
    ]);
  });

  it.each([
    ["a path that leads nowhere", "${owner}", {}],
    ["a path past the end of a value", "${owner.name.first}", { owner: { name: "Harriet" } }],
    ["an inherited property", "${constructor.name}", {}],
    ["null in the middle of words", "Due ${due}", { due: null }],
    ["null as the whole text", "${due}", { due: null }],
    ["undefined", "${due}", { due: undefined }],
    ["an object as text", "${owner}", { owner: { name: "Harriet" } }],
  ])("throws on %s", (_, source, data) => {
    expect(() => fillText(source, data)).toThrow(/^card template: /);
  });

  it("throws where $when does not say true or false, since an empty list would pass for true", () => {
    expect(() => fillBody({ type: "TextBlock", $when: "${rows}", text: "x" }, { rows: [] })).toThrow("not true or false");
  });

  it.each([
    ["expressions", cardOf({ type: "TextBlock", text: "${if(a, 'b', 'c')}" })],
    ["an unclosed path", cardOf({ type: "TextBlock", text: "${a" })],
    ["$data outside a list", { ...cardOf(), fallback: { type: "TextBlock", $data: "${rows}", text: "x" } }],
    ["unknown $ words", cardOf({ type: "TextBlock", text: "x", $unless: "${a}" })],
    ["anything but a card", { type: "TextBlock", text: "x" }],
  ])("refuses a template with %s before it is ever filled", (_, template) => {
    expect(() => compileTemplate(template)).toThrow(/^card template: /);
  });

  it("does not escape what clients show as it is: titles of buttons, choices and inputs", () => {
    const said = "R&D_*plan*";
    const data = { said };
    const [choices] = fillBody(
      {
        type: "Input.ChoiceSet",
        id: "who",
        label: "${said}",
        choices: [{ title: "${said}", value: "${said}" }],
        value: "${said}",
      },
      data,
    );

    expect(choices).toMatchObject({ label: said, choices: [{ title: said, value: said }], value: said });
  });

  it("takes markup as it is in text, and refuses it where clients would show its marks", () => {
    const data = { owner: join([mention("harriet"), "(*Housing* officer)"]) };

    expect(fillText("Owner: ${owner}", data)).toBe("Owner: <at>harriet</at> (\\*Housing\\* officer)");
    expect(() =>
      fillBody({ type: "ActionSet", actions: [{ type: "Action.Execute", title: "${owner}", data: {} }] }, data),
    ).toThrow("markup");
    expect(() => fillBody({ type: "Input.Text", id: "text", label: "To ${owner}" }, data)).toThrow("not text");
  });

  it("takes nothing in JSON for markup", () => {
    const forged = JSON.parse('{"source": "<at>harriet</at>", "markup": "<at>harriet</at>"}') as CardData;

    expect(() => fillText("${owner}", { owner: forged })).toThrow("not text");
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "not an address", "https://a.example/ b"])(
    "refuses to link to %s",
    (url) => {
      const links = { type: "ActionSet", actions: [{ type: "Action.OpenUrl", title: "Open", url: "${url}" }] };
      expect(() => fillBody(links, { url })).toThrow("not an address");
    },
  );

  it("makes cards that keep to the 1.5 schema", () => {
    const template = cardOf(
      { type: "TextBlock", text: "**${ref}**", wrap: true },
      { type: "FactSet", facts: [{ $data: "${facts}", title: "${label}", value: "${value}" }] },
    );

    expect(cardFaults(compileTemplate(template)({ ref: "A1", facts: [{ label: "Owner", value: "Harriet" }] }))).toEqual([]);
  });
});

describe("words that people wrote", () => {
  const spansOf = (said: string) => parseMarkdown(String(fillText("${said}", { said })));

  it.each([
    ["bold", "**Overdue** and *late*"],
    ["a link", "[the report](https://evil.example)"],
    ["a mention", "<at>harriet</at>"],
    ["a mention behind a backslash", "\\<at>harriet</at>"],
    ["a list", "- one"],
    ["another list", "+ one"],
    ["a numbered list", "1. one"],
    ["a numbered list with a bracket", "12) one"],
    ["a heading", "# Overdue"],
    ["a quotation", "> said so"],
    ["code", "`rm -rf`"],
    ["a code block", "```x```"],
    ["strike-through", "~~done~~"],
    ["a rule", "---"],
    ["an image", "![x](https://evil.example/x.png)"],
    ["an automatic link in angle brackets", "<https://evil.example>"],
    ["underscores in a file name", "survey_final_v2.pdf"],
  ])("read as they were written: %s", (_, said) => {
    expect(plainWords(spansOf(said))).toBe(said);
  });

  it.each([
    ["- one", "\\- one"],
    ["1. one", "1\\. one"],
    ["# one", "\\# one"],
    ["> one", "\\> one"],
    ["AT&amp;T", "AT\\&amp;T"],
    ["R&D", "R&D"],
    ["2.5 hours", "2.5 hours"],
  ])("reach a markdown client as %s -> %s", (said, source) => {
    expect(fillText("${said}", { said })).toBe(source);
  });

  it.each([
    ["a second line", "done\nOwner: Priya"],
    ["a paragraph", "done\r\n\r\nOwner: Priya"],
    ["a line separator", "done\u2028Owner: Priya"],
    ["a next-line character", "done\u0085Owner: Priya"],
    ["deep indentation", "done        Owner: Priya"],
  ])("cannot make %s", (_, said) => {
    expect(plainWords(spansOf(said))).toBe("done Owner: Priya");
  });

  it("cannot turn the reading direction of what follows", () => {
    expect(plainWords(spansOf("a\u202egnp.exe\u2066b\u200b"))).toBe("agnp.exeb");
  });

  it("are text and nothing else, whatever they are", () => {
    const hostile = fc.string({
      unit: fc.constantFrom(..."*_~`[]()<>\\!#-+=.1:/&;@ \n\tabé</at>".split(""), "<at>", "https://x.y", "&lt;"),
    });
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: "binary" })), (said) => {
        const spans = spansOf(said);
        expect(spans.every((span) => span.kind === "text" && !span.bold)).toBe(true);
        const seen = said.replace(/[\s\u0085]+/g, " ").replace(/[\p{Cc}\u00ad\u200b\u202a-\u202e\u2060-\u2069\ufeff]/gu, "");
        expect(plainWords(spans)).toBe(seen);
      }),
    );
  });
});

describe("link", () => {
  const spansOf = (label: string, url: string) => parseMarkdown(String(fillText("${said}", { said: link(label, url) })));

  it("leads where it says, whatever its words are", () => {
    expect(spansOf("report](https://evil.example) [", "https://good.example/(a)")).toEqual([
      { kind: "link", text: "report](https://evil.example) [", url: "https://good.example/%28a%29", bold: false },
    ]);
  });

  it("is only its words where the address is none", () => {
    expect(spansOf("report", "javascript:alert(1)")).toEqual([{ kind: "text", text: "report", bold: false }]);
  });
});

describe("mention", () => {
  it("refuses an id that would end the mention early", () => {
    expect(() => mention("harriet</at><at>priya")).toThrow();
  });

  it("stands beside words that are escaped", () => {
    expect(fillText("${said}", { said: join([text("<at>x</at>"), mention("harriet")], " by ") })).toBe(
      "\\<at\\>x\\</at\\> by <at>harriet</at>",
    );
  });
});

describe("parseMarkdown", () => {
  it.each(["*one*", "_one_", "`one`", "~one~", "<b>one</b>", "[one]", "**one"])(
    "refuses %s, which only a template can contain",
    (source) => {
      expect(() => parseMarkdown(source)).toThrow(/^card text: /);
    },
  );
});
