import { describe, expect, it } from "vitest";
import { neutralWords } from "../../src/slack/words.ts";

const read = (text: string): string => neutralWords(text, "T0001");

describe("neutralWords", () => {
  it.each([
    ["a mention", "assign <@U0HARRIET> call", "assign <@slack/T0001/U0HARRIET> call"],
    ["a mention with a name", "assign <@U0HARRIET|harriet.j> call", "assign <@slack/T0001/U0HARRIET> call"],
    ["somebody from elsewhere", "<@W0ANA> and <@U0TOM>", "<@slack/T0001/W0ANA> and <@slack/T0001/U0TOM>"],
    ["a channel", "see <#C0001|housing>", "see #housing"],
    ["a link", "see <https://quay.example/a?b=1&amp;c=2>", "see https://quay.example/a?b=1&c=2"],
    ["a link that Slack made of a bare host", "see <http://quay.example|quay.example>", "see http://quay.example"],
    ["a link with words", "<https://quay.example/r|the report>", "the report (https://quay.example/r)"],
    ["an address", "<mailto:priya@harbour.example|priya@harbour.example>", "mailto:priya@harbour.example"],
    ["a call to everybody", "<!channel> assign <!subteam^S1|@team> me", "assign  me"],
    ["escapes", "a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"],
    ["an escape of an escape", "&amp;lt;@U0HARRIET&amp;gt;", "&lt;@U0HARRIET&gt;"],
    ["space around", "  list  ", "list"],
  ])("reads %s", (_what, typed, neutral) => {
    expect(read(typed)).toBe(neutral);
  });

  it("makes no mention of letters that somebody typed, not even in our own notation", () => {
    expect(read("&lt;@U0HARRIET&gt;")).toBe("<@U0HARRIET>");
    expect(read("&lt;@slack/T0001/U0HARRIET&gt; call")).not.toContain("<@slack/");
    expect(read("&lt;@teams/t/u&gt; call")).not.toContain("<@teams/");
    expect(read("\u0001@slack/T0001/U0HARRIET\u0002 call")).not.toContain("<@slack/");
  });
});
