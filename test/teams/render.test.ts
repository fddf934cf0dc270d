import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AdaptiveElement, Card, Json } from "../../src/cards/card.ts";
import { escapeMarkdown } from "../../src/cards/markdown.ts";
import { renderMessage } from "../../src/slack/render.ts";
import { renderTeams, type TeamsReading } from "../../src/teams/render.ts";

const tenant = "11111111-1111-4111-8111-111111111111";
const aad = (digit: number) => `aaaaaaaa-0000-4000-8000-00000000000${digit}`;
const onTeams = (user: string, workspace = tenant) => ({ platform: "teams" as const, workspace, user });
const onSlack = (user: string) => ({ platform: "slack" as const, workspace: "T0001", user });

const mentions: Card["mentions"] = {
  harriet: { name: "Harriet", ids: [onSlack("U0001"), onTeams(aad(1))] },
  hassan: { name: "Hassan *the* <at>best</at>", ids: [onTeams(aad(2))] },
  tom: { name: "Tom_", ids: [onSlack("U0003")] },
  stranger: { name: "Stranger", ids: [onTeams(aad(4), "22222222-2222-4222-8222-222222222222")] },
};
const cardOf = (body: AdaptiveElement[], more: Partial<Card> & { actions?: AdaptiveElement[] } = {}): Card => {
  const { actions, ...rest } = more;
  return {
    template: "test",
    content: { type: "AdaptiveCard", version: "1.5", body, ...(actions && { actions }) },
    mentions,
    ...rest,
  };
};
const said = (text: string, more: { [property: string]: Json } = {}): AdaptiveElement => ({ type: "TextBlock", text, ...more });
const press = (data: Json, more: { [property: string]: Json } = {}): AdaptiveElement => ({
  type: "Action.Execute",
  title: "Accept",
  data,
  ...more,
});
const draw = (card: Card, reading: Partial<TeamsReading> = {}) => renderTeams(card, { tenant, ...reading });
const textOf = (text: string): unknown => draw(cardOf([said(text)])).content.body[0]?.text;

describe("who is named on Teams", () => {
  it("mentions a person whom the tenant knows, by the Entra id", () => {
    const { content } = draw(cardOf([said("<at>harriet</at> (Housing officer), then <at>harriet</at>")]));

    expect(content.body[0]?.text).toBe("<at>Harriet</at> (Housing officer), then <at>Harriet</at>");
    expect(content.msteams).toEqual({
      entities: [{ type: "mention", text: "<at>Harriet</at>", mentioned: { id: aad(1), name: "Harriet" } }],
    });
  });

  it("mentions in facts as well as in text", () => {
    const { content } = draw(cardOf([{ type: "FactSet", facts: [{ title: "Owner", value: "<at>harriet</at> (Housing)" }] }]));

    expect(content.body[0]?.facts).toEqual([{ title: "Owner", value: "<at>Harriet</at> (Housing)" }]);
    expect(content.msteams).toMatchObject({ entities: [{ mentioned: { id: aad(1) } }] });
  });

  it("knows the tenant in whichever case its id is written", () => {
    const { content } = draw(cardOf([said("<at>harriet</at>")]), { tenant: tenant.toUpperCase() });

    expect(content.msteams).toMatchObject({ entities: [{ text: "<at>Harriet</at>" }] });
  });

  it("names in full who is only on Slack or in another tenant, and rings nobody", () => {
    const { content } = draw(cardOf([said("<at>tom</at> and <at>stranger</at>")]));

    expect(content.body[0]?.text).toBe("Tom\\_ and Stranger");
    expect(content.msteams).toEqual({ entities: [] });
  });

  it("lets one card mention on each platform those whom that platform knows", () => {
    const card = cardOf([said("<at>hassan</at> asks <at>tom</at>")]);

    const { text } = renderMessage(card, { workspace: "T0001" }).pages[0] ?? {};
    expect(text).toBe("Hassan *the* &lt;at&gt;best&lt;/at&gt; asks <@U0003>");
    expect(draw(card).content.msteams).toMatchObject({ entities: [{ mentioned: { id: aad(2) } }] });
    expect(draw(card).content.body[0]?.text).toMatch(/ asks Tom\\_$/);
  });

  it("lets no name close its mention or open another", () => {
    const { content } = draw(cardOf([said("<at>hassan</at>")]));

    expect(content.body[0]?.text).toBe("<at>Hassan the at best /at</at>");
    expect(content.msteams).toMatchObject({
      entities: [{ text: "<at>Hassan the at best /at</at>", mentioned: { name: "Hassan *the* <at>best</at>" } }],
    });
  });

  it("tells two people of one name apart", () => {
    const twins: Card["mentions"] = {
      one: { name: "Harriet", ids: [onTeams(aad(1))] },
      two: { name: "harriet", ids: [onTeams(aad(2))] },
    };
    const { content } = draw(cardOf([said("<at>one</at> and <at>two</at>")], { mentions: twins }));

    expect(content.body[0]?.text).toBe("<at>Harriet</at> and <at>harriet 2</at>");
    expect(content.msteams).toMatchObject({
      entities: [
        { text: "<at>Harriet</at>", mentioned: { id: aad(1) } },
        { text: "<at>harriet 2</at>", mentioned: { id: aad(2), name: "harriet" } },
      ],
    });
  });

  it("says of nobody that they are mentioned who is only among the card's people", () => {
    expect(draw(cardOf([said("nobody here")])).content.msteams).toEqual({ entities: [] });
  });

  it("throws where somebody is mentioned whom the card does not name", () => {
    expect(() => draw(cardOf([said("<at>priya</at>")]))).toThrow("mentioned");
  });
});

describe("words on Teams", () => {
  it.each([
    ["stars", "\\*now\\*", "\\*now\\*"],
    ["a mention that somebody typed", "\\<at\\>Harriet\\</at\\>", "\\<at>Harriet\\</at>"],
    ["a list that somebody began", "1\\. first", "1\\. first"],
    ["a quotation that somebody began", "\\> said Carl", "\\> said Carl"],
    ["a link that somebody typed", "\\[here\\](https://a.example)", "\\[here\\](https://a.example)"],
    ["a word struck out", "\\~\\~not\\~\\~", "\\~\\~not\\~\\~"],
    ["an entity", "R\\&amp; D", "R\\&amp; D"],
    ["the name of a file", "survey\\_final\\_v2.pdf", "survey_final_v2.pdf"],
    ["an underscore that leads", "\\_final\\_", "\\_final\\_"],
    ["what a command takes", "list \\[mine|C-014\\] in \\~2 days", "list [mine|C-014] in ~2 days"],
  ])("read as they were written, with no escape that a phone might show and nobody needs: %s", (_what, source, drawn) => {
    expect(textOf(source)).toBe(drawn);
  });

  it("read as they were written, whatever they are", () => {
    const marks = fc.constantFrom(
      "*",
      "_",
      "`",
      "[",
      "]",
      "(",
      ")",
      "<",
      ">",
      "~",
      "&",
      ";",
      "\\",
      "#",
      "-",
      "1",
      ".",
      "{",
      " ",
      "a",
      "é",
    );
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 30, size: "max" }), (parts) => {
        const written = parts.join("");
        const text = String(textOf(escapeMarkdown(written)));
        const read = text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
        expect(read).toBe(written.replace(/ +/g, " "));
        // Nothing that a client would read as markup is left once the escapes are taken away.
        const bare = text.replace(/\\[!-/:-@[-`{-~]/g, "\u0000");
        expect(bare).not.toMatch(/[*`<]|\]\(|\]:|~~|\{\{|&#?\w+;|^ {0,3}(?:>|[-+#]|\d+[.)] )/);
        expect(bare).not.toMatch(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u);
      }),
    );
  });

  it("keep bold, and blanks out of it", () => {
    expect(textOf("**C-014/A1 **· survey")).toBe("**C-014/A1** · survey");
  });

  it("keep links where they lead", () => {
    expect(textOf("see [the \\[first\\] report](https://a.example/r_1)")).toBe(
      "see [the \\[first\\] report](https://a.example/r_1)",
    );
  });

  it("begin a new line where the card does", () => {
    expect(textOf("one\ntwo")).toBe("one\n\ntwo");
  });

  it("are never taken for a date to reckon out", () => {
    expect(textOf("{{DATE(2027-03-25T00:00:00Z,SHORT)}}")).not.toMatch(/\{\{DATE/);
  });
});

describe("what can be pressed on Teams", () => {
  it("carries the command unchanged, its verb beside it", () => {
    const data = { do: "accept", ref: "C-014/A1", seen: 3 };
    const { content } = draw(cardOf([said("x")], { actions: [press(data, { style: "positive" })] }));

    expect(content.actions).toEqual([press(data, { style: "positive", verb: "accept" })]);
  });

  it("carries it in rows too", () => {
    const row = { type: "ActionSet", actions: [press({ do: "show", ref: "C-014/A1" })] };
    const { content } = draw(cardOf([{ type: "ColumnSet", columns: [{ type: "Column", items: [row] }] }]));

    expect(JSON.stringify(content.body)).toContain('"verb":"show"');
  });

  it("is never a button without a command", () => {
    expect(() => draw(cardOf([said("x")], { actions: [press({ ref: "C-014/A1" })] }))).toThrow("command");
  });
});

describe("a card that shows what is true", () => {
  const shows = { do: "show", ref: "C-014/A1" } as const;

  it("is asked for anew by those who look at it", () => {
    const { content } = draw(cardOf([said("x")], { shows }), { refreshFor: ["29:one", "29:two"] });

    expect(content.refresh).toEqual({
      action: { type: "Action.Execute", title: "Refresh", verb: "refresh", data: shows },
      userIds: ["29:one", "29:two"],
    });
  });

  it("is asked for by sixty at most", () => {
    const people = Array.from({ length: 61 }, (_, index) => `29:${index}`);
    const { content } = draw(cardOf([said("x")], { shows }), { refreshFor: people });

    expect(content.refresh).toMatchObject({ userIds: people.slice(0, 60) });
  });

  it("names nobody where Teams is to ask for everybody", () => {
    const { content } = draw(cardOf([said("x")], { shows }), { refreshFor: "everybody" });

    expect(content.refresh).toEqual({ action: expect.objectContaining({ verb: "refresh" }) });
  });

  it.each<[string, Partial<Card>, Partial<TeamsReading>]>([
    ["nobody is named", { shows }, {}],
    ["nothing shows it again", {}, { refreshFor: ["29:one"] }],
  ])("stays as it is where %s", (_why, more, reading) => {
    expect(draw(cardOf([said("x")], more), reading).content).not.toHaveProperty("refresh");
  });
});

describe("what a phone and a notification say", () => {
  it("is everything in the card, in its order, names for mentions", () => {
    const { content } = draw(cardOf([said("**C-014/A1** · survey"), said("for <at>harriet</at>"), said("a\\_b")]));

    expect(content.fallbackText).toBe("C-014/A1 · survey\nfor Harriet\na_b");
  });

  it("is what it is and how it stands", () => {
    expect(draw(cardOf([said("C-014/A1 · survey"), said("Open · due Thu 25 March 2027"), said("more")])).summary).toBe(
      "C-014/A1 · survey · Open · due Thu 25 March 2027",
    );
  });

  it("is short, and says that it goes on", () => {
    const { summary } = draw(cardOf([said("x".repeat(400))]));

    expect(summary).toHaveLength(300);
    expect(summary.endsWith("…")).toBe(true);
  });
});

describe("the width of a card", () => {
  it("is all there is where things stand side by side, wherever they stand", () => {
    const columns: AdaptiveElement = { type: "ColumnSet", columns: [] };

    expect(draw(cardOf([{ type: "Container", items: [columns] }])).content.msteams).toMatchObject({ width: "Full" });
    expect(draw(cardOf([said("x")])).content.msteams).not.toHaveProperty("width");
  });
});

describe("what nobody has drawn yet", () => {
  it("throws, and is not left out in silence", () => {
    expect(() => draw(cardOf([{ type: "Image", url: "https://a.example/i.png" }]))).toThrow("nothing draws a Image");
  });

  it("is named among the losses", () => {
    expect(draw(cardOf([said("x", { fontType: "monospace" })])).losses).toEqual(["TextBlock.fontType"]);
  });
});
