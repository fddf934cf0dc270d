import { describe, expect, it } from "vitest";
import { neutralWords, wordsOfHtml } from "../../src/teams/words.ts";

const TENANT = "11111111-1111-4111-8111-111111111111";
const USER = "aaaaaaaa-0000-4000-8000-000000000003";
const MENTION = `<@teams/${TENANT}/${USER}>`;
const US = "<at>Followthrough</at>";

const read = (text: string, ...users: (string | null)[]): string =>
  neutralWords(
    text,
    TENANT,
    users.map((user) => ({ text: "<at>Harriet</at>", user })),
    [US],
  );

describe("neutralWords", () => {
  it.each([
    ["the mention of the bot left out", `${US} action list`, [], "action list"],
    ["it also in the middle, and twice", `${US} action ${US}list`, [], "action list"],
    ["somebody who is known", `${US} assign <at>Harriet</at> call`, [USER], `assign ${MENTION} call`],
    ["somebody named twice", "<at>Harriet</at> and <at>Harriet</at>", [USER, USER], `${MENTION} and ${MENTION}`],
    ["the name of somebody who is not", "assign <at>Harriet</at> call", [null], "assign Harriet call"],
    ["escapes undone, once", "a &lt; b &amp;lt; c&nbsp;d", [], "a < b &lt; c d"],
    ["lines as lines", "ACTION: a \r\n ACTION: b", [], "ACTION: a\nACTION: b"],
  ])("reads %s", (_what, text, users, expected) => {
    expect(read(text, ...users)).toBe(expected);
  });

  it("makes no mention of anything that was typed", () => {
    for (const typed of [
      `&lt;@teams/${TENANT}/${USER}&gt; call`,
      `<@teams/${TENANT}/${USER}> call`,
      `\u0001@teams/${TENANT}/${USER}\u0002 call`,
      "&lt;@slack/T0001/U0PRIYA&gt; call",
    ]) {
      expect(read(typed)).not.toMatch(/<@(teams|slack)\//);
    }
  });
});

describe("wordsOfHtml", () => {
  const html = (content: string, users: [number, string][] = []): string => wordsOfHtml(content, TENANT, new Map(users));

  it.each([
    ["paragraphs as lines", "<p>Call Ana</p>\n<p>today</p>", "Call Ana\ntoday"],
    ["breaks as lines", "<div>Call<br/>Ana</div>", "Call\nAna"],
    ["marks left out", "<p>Call <b>Ana</b> <a href='https://x.example'>now</a></p>", "Call Ana now"],
    ["escapes undone", "<p>a &lt;b&gt; &amp; c&nbsp;d</p>", "a <b> & c d"],
    ["pictures and cards left out", '<p>see <img alt="x" src="y"><attachment id="1"></attachment></p>', "see"],
    ["nobody for a mention of somebody unknown", '<p><at id="0">Harriet</at> calls</p>', "Harriet calls"],
  ])("reads %s", (_what, content, expected) => {
    expect(html(content)).toBe(expected);
  });

  it("reads a mention by its number", () => {
    expect(html('<p><at id="0">Harriet</at> calls</p>', [[0, USER]])).toBe(`${MENTION} calls`);
  });

  it("makes no mention of anything that was typed", () => {
    expect(html(`<p>&lt;@teams/${TENANT}/${USER}&gt; call</p>`)).not.toContain("<@teams/");
  });
});
