import { describe, expect, it } from "vitest";
import { Command, type Verb } from "../../src/core/command.ts";
import { FORMS, readWords } from "../../src/core/grammar.ts";

const read = (words: string, door: "action" | "mdt" = "action") => readWords(door, words);
const command = (words: string, door: "action" | "mdt" = "action") => {
  const reading = read(words, door);
  if (reading.kind === "unknown") throw new Error(`not understood: ${words}`);
  return Command.parse(reading.command);
};

describe("words after action", () => {
  it.each<[string, object]>([
    ["assign me by Friday call the landlord", { do: "assign", words: "me by Friday call the landlord" }],
    ["assign C-014 me by Friday call the landlord", { do: "assign", case: "C-014", words: "me by Friday call the landlord" }],
    ["assign", { do: "assign" }],
    ["assign C-014", { do: "assign", case: "C-014" }],
    ["edit A1", { do: "edit", ref: "A1" }],
    ["confirm A1", { do: "confirm", ref: "A1" }],
    ["discard A1", { do: "discard", ref: "A1" }],
    ["show A1", { do: "show", ref: "A1" }],
    ["accept A1", { do: "accept", ref: "A1" }],
    ["not-me A1", { do: "not-me", ref: "A1" }],
    ["update A1 surveyor booked", { do: "update", ref: "A1", text: "surveyor booked" }],
    ["update A1", { do: "update", ref: "A1" }],
    ["evidence A1 https://files.example/report", { do: "evidence", ref: "A1", text: "https://files.example/report" }],
    ["sign-off A1", { do: "sign-off", ref: "A1" }],
    ["return A1 because no date", { do: "return", ref: "A1", reason: "no date" }],
    [
      "extend A1 to 6 April because the surveyor is ill",
      { do: "extend", ref: "A1", date: "6 April", reason: "the surveyor is ill" },
    ],
    ["extend A1 because the surveyor is ill", { do: "extend", ref: "A1", reason: "the surveyor is ill" }],
    ["extend A1 to 6 April", { do: "extend", ref: "A1", date: "6 April" }],
    ["approve A1 because booked", { do: "approve", ref: "A1", reason: "booked" }],
    ["approve A1 to 5wd because booked", { do: "approve", ref: "A1", date: "5wd", reason: "booked" }],
    ["decline A1 because it cannot wait", { do: "decline", ref: "A1", reason: "it cannot wait" }],
    ["block A1 because no access", { do: "block", ref: "A1", reason: "no access" }],
    ["unblock A1", { do: "unblock", ref: "A1" }],
    ["reassign A1 to @Hassan", { do: "reassign", ref: "A1", who: "@Hassan" }],
    ["reassign A1 to <@slack/T0001/U0003>", { do: "reassign", ref: "A1", who: "<@slack/T0001/U0003>" }],
    ["cancel A1 because the tenancy has ended", { do: "cancel", ref: "A1", reason: "the tenancy has ended" }],
    ["not-achieved A1 because declined", { do: "not-achieved", ref: "A1", reason: "declined" }],
    ["reopen A1 because it came back", { do: "reopen", ref: "A1", reason: "it came back" }],
    ["not-today A1", { do: "not-today", ref: "A1" }],
    ["away C-014/A1", { do: "away", ref: "C-014/A1" }],
    ["send-to-cover A1", { do: "send-to-cover", ref: "A1" }],
    ["history A1", { do: "history", ref: "A1" }],
    ["list", { do: "list", filter: "here" }],
    ["list mine", { do: "list", filter: "mine" }],
    ["list overdue", { do: "list", filter: "overdue" }],
    ["list all", { do: "list", filter: "all" }],
    ["list C-014", { do: "list", case: "C-014", filter: "here" }],
    ["list @Harriet", { do: "list", who: "@Harriet" }],
    ['list "Housing officer"', { do: "list", who: "Housing officer" }],
    ["digest", { do: "digest" }],
    ["help", { do: "help", door: "action" }],
    ["help all", { do: "help", door: "action", all: true }],
    ["", { do: "help", door: "action" }],
  ])("%j are one command", (words, expected) => {
    expect(command(words)).toEqual(expected);
  });

  it("are read whatever their letters and spaces", () => {
    expect(command("  ACCEPT   c-014/a1 ")).toEqual({ do: "accept", ref: "C-014/A1" });
    expect(command("accept C-014 A1")).toEqual({ do: "accept", ref: "C-014/A1" });
    expect(command("Block A1 BECAUSE no access")).toMatchObject({ do: "block", reason: "no access" });
  });

  it("may go over several lines", () => {
    expect(command("update A1 first line\nsecond line")).toMatchObject({ text: "first line\nsecond line" });
  });

  it("take the first because for the reason", () => {
    expect(command("block A1 because he left because of the noise")).toMatchObject({ reason: "he left because of the noise" });
  });
});

describe("words after mdt", () => {
  it.each<[string, object]>([
    ["", { do: "help", door: "mdt" }],
    ["help all", { do: "help", door: "mdt", all: true }],
    ["digest", { do: "digest-setting" }],
    ["weekly", { do: "weekly" }],
    ["digest on", { do: "set-digest", state: "on" }],
    ["digest OFF", { do: "set-digest", state: "off" }],
    ["digest off for @leah", { do: "set-digest", state: "off", who: "@leah" }],
    ["digest time 09:15", { do: "set-digest", time: "09:15" }],
    ["digest at 9am", { do: "set-digest", time: "9am" }],
    ["digest time", { do: "set-digest" }],
    ["digest time 9am for Leah Brown", { do: "set-digest", time: "9am", who: "Leah Brown" }],
    ["digest time for me", { do: "set-digest", who: "me" }],
    ["digest weekdays mon-fri", { do: "set-digest", weekdays: "mon-fri" }],
    ["digest weekdays mon tue thu", { do: "set-digest", weekdays: "mon tue thu" }],
    ["digest weekdays", { do: "set-digest" }],
    ["leave", { do: "leave" }],
    ["leave from 19 April to 30 April cover @leah", { do: "take-leave", date: "19 April", until: "30 April", who: "@leah" }],
    ["leave from 19 April to 30 April", { do: "take-leave", date: "19 April", until: "30 April" }],
    [
      "leave 19 April until 30 April covered by Leah Brown",
      { do: "take-leave", date: "19 April", until: "30 April", who: "Leah Brown" },
    ],
    ["leave from 2027-04-19 - 2027-04-30", { do: "take-leave", date: "2027-04-19", until: "2027-04-30" }],
    ["leave from tomorrow", { do: "take-leave", date: "tomorrow" }],
    ["leave from", { do: "take-leave" }],
    ["leave cover <@slack/T0001/U0003>", { do: "take-leave", who: "<@slack/T0001/U0003>" }],
    ["leave cancel", { do: "cancel-leave" }],
    ["leave cancel from 19 April", { do: "cancel-leave", date: "19 April" }],
    ["leave cancel 19 April", { do: "cancel-leave", date: "19 April" }],
    ["ladder", { do: "ladder" }],
    ["ladder c-014", { do: "ladder", case: "C-014" }],
    ["ladder C-014 v1", { do: "ladder", case: "C-014", version: 1 }],
    ["ladder version 12", { do: "ladder", version: 12 }],
    ["ladder C-014 change", { do: "change-ladder", case: "C-014" }],
    ["ladder change", { do: "change-ladder" }],
    [
      "ladder C-014 overdue 2wd: Commissioner, acknowledge within 1wd; blocked 4h: GP, acknowledge within 1h because he left",
      {
        ...{ do: "change-ladder", case: "C-014", reason: "he left" },
        text: "overdue 2wd: Commissioner, acknowledge within 1wd; blocked 4h: GP, acknowledge within 1h",
      },
    ],
    ["ladder overdue 2wd: Commissioner", { do: "change-ladder", text: "overdue 2wd: Commissioner" }],
    ["ladder C-014 ovedue 2wd: Commissioner", { do: "change-ladder", case: "C-014", text: "ovedue 2wd: Commissioner" }],
    ["ladder change blocked", { do: "change-ladder", text: "blocked" }],
    ["report C-031 escalation", { do: "report", case: "C-031", what: "escalation" }],
    ["report C-031 escalation E2", { do: "report", case: "C-031", what: "escalation", about: "E2" }],
    ["report escalation c-031/e2", { do: "report", what: "escalation", about: "C-031/E2" }],
    ["report C-031 E2", { do: "report", case: "C-031", about: "E2" }],
    ["report C-031/E2", { do: "report", about: "C-031/E2" }],
    ["report E2", { do: "report", about: "E2" }],
    ["report C-014 follow-through", { do: "report", case: "C-014", what: "follow-through" }],
    ["report", { do: "report" }],
  ])("%j are one command", (words, expected) => {
    expect(command(words, "mdt")).toEqual(expected);
  });
});

describe("words that are not understood", () => {
  it.each([
    ["acept A1", "action accept A1", "action accept A1"],
    ["evidnce A1 report", "action evidence A1 <text or link>", "action evidence A1 report filed as Q-2231"],
    ["accept", "action accept A1", "action accept A1"],
    ["accept the survey", "action accept A1", "action accept A1"],
    ["sign-off A1 please", "action sign-off A1", "action sign-off A1"],
    ["digest tomorrow", "action digest", "action digest"],
  ])("get the nearest form and an example: %j", (words, nearest, example) => {
    expect(read(words)).toEqual({ kind: "unknown", nearest, example });
  });

  it("are never met with silence", () => {
    expect(read("🙂")).toMatchObject({ kind: "unknown", nearest: expect.stringMatching(/^action \w/) });
    expect(read("x".repeat(5000))).toMatchObject({ kind: "unknown" });
    expect(read("digest sometimes", "mdt")).toEqual({ kind: "unknown", nearest: "mdt digest", example: "mdt digest" });
    expect(read("ladder C-014 now", "mdt")).toMatchObject({ kind: "unknown", nearest: "mdt ladder [C-014] [v1]" });
    expect(read("map C-014", "mdt")).toMatchObject({ kind: "unknown", nearest: expect.stringMatching(/^mdt /) });
  });
});

describe("the table of forms", () => {
  /** Not typed: several drafts at once come from a message or a button, the home tab is opened, a call begins. */
  const NOT_TYPED: Verb[] = ["capture", "call", "confirm-all", "drafts", "home"];

  it("has a form for everything that can be asked for", () => {
    const verbs = Command.options.map((option) => option.shape.do.value).filter((verb) => !NOT_TYPED.includes(verb));

    expect(new Set(FORMS.map((form) => form.do))).toEqual(new Set(verbs));
  });

  it.each(FORMS.map((form) => [form.example, form] as const))("gives an example that works: %s", (example, form) => {
    expect(command(example.replace(/^\w+ ?/, ""), form.door).do).toBe(form.do);
  });
});
