import { describe, expect, it } from "vitest";
import type { RehearsalPerson } from "../../src/rehearsal/cast.ts";
import { asSlackSends, mentionables } from "../../src/rehearsal/slack/user-text.ts";
import { CAST, PEOPLE } from "./stub-cast.ts";

const harri: RehearsalPerson = {
  ...{ id: "harri", name: "Harri", role: "", organisationName: "" },
  ...{ slackUser: "U0009", slackTeam: "T0001", teamsUser: null, teamsTenant: null },
};
const cast = { ...CAST, people: [...PEOPLE, harri] };
const inCommand = (typed: string) => asSlackSends(typed, mentionables(cast, "command"));
const inMessage = (typed: string) => asSlackSends(typed, mentionables(cast, "message"));

describe("what somebody typed", () => {
  it.each([
    ["names a person with their user name in a command", inCommand("@Priya please"), "<@U0001|priya> please"],
    ["names a person by id alone in a message", inMessage("@Priya please"), "<@U0001> please"],
    ["finds the longest name", inMessage("@Harriet and @Harri"), "<@U0003> and <@U0009>"],
    ["does not find a name inside a word", inMessage("@Priyanka, me@Tom"), "@Priyanka, me@Tom"],
    ["leaves people outside Slack as they are written", inMessage("@Gita"), "@Gita"],
    ["names the app", inMessage("@Followthrough help"), "<@U0FOLLOWUP> help"],
    ["escapes what Slack escapes", inMessage("a < b & c > d"), "a &lt; b &amp; c &gt; d"],
    ["cannot forge a mention of everybody", inMessage("<!channel>"), "&lt;!channel&gt;"],
    ["leaves the full stop out of a link", inMessage("see https://x.example/report."), "see <https://x.example/report>."],
  ])("%s", (_what, sent, expected) => {
    expect(sent).toBe(expected);
  });
});
