import { execFile } from "node:child_process";
import { describe, expect, it } from "vitest";
import { run } from "../support/run-command.ts";

const realNow = () => new Date("2027-03-11T14:00:00Z");
const capture = async (input: string, ...args: string[]) => run(["capture", ...args], {}, { input, realNow });
const found = async (input: string, ...args: string[]): Promise<unknown> =>
  JSON.parse((await capture(input, ...args)).printed.join("\n"));

describe("followthrough capture", () => {
  it("prints the actions of a text as an array", async () => {
    const minutes = "Notes\n\nACTION: Harriet to book the survey by Friday\nCarl will ring the neighbour ASAP\nIt rained.";

    expect(await found(minutes)).toEqual([
      { text: "book the survey", owners: ["Harriet"], due: "2027-03-12", dueText: "Friday", line: 3 },
      { text: "ring the neighbour ASAP", owners: ["Carl"], due: null, dueText: "ASAP", line: 4 },
    ]);
  });

  it("prints the words of a date without the stop that ends the line", async () => {
    const words = async (said: string) => ((await found(said)) as { dueText: string }[]).map(({ dueText }) => dueText);

    expect(
      await words(
        "ACTION: JB to ring by Friday 19 March.\nCarl will write by Mon 22 Mar.\nAP: MH to ring - Tuesday 23rd;\nAP: MH to ring (24 March).\nAP: MH to ring by 9 a.m.",
      ),
    ).toEqual(["Friday 19 March", "Mon 22 Mar", "Tuesday 23rd", "24 March", "9 a.m."]);
  });

  it("gives a date that has passed, as a list of open actions has it", async () => {
    const table = "Action | Owner | Due\nPaint the hall | JB | 28/02/2027";
    expect(await found(table)).toMatchObject([{ owners: ["JB"], due: "2027-02-28", dueText: "28/02/2027" }]);
  });

  it("prints an empty array where there is none", async () => {
    expect(await found("")).toEqual([]);
    expect(await found("Action: none")).toEqual([]);
  });

  it("counts from the day that it is given, in its zone, by the holidays of its nation", async () => {
    const due = async (said: string, ...args: string[]) => ((await found(said, ...args)) as { due: string }[])[0]?.due;

    expect(await due("JB to ring by Friday", "--date", "2027-05-03")).toBe("2027-05-07");
    expect(await due("JB to ring in 15 working days", "--date", "2027-03-11")).toBe("2027-04-05");
    expect(await due("JB to ring in 15 working days", "--date", "2027-03-11", "--region", "scotland")).toBe("2027-04-02");
    expect(await due("JB to ring today", "--zone", "Pacific/Auckland")).toBe("2027-03-12");
    expect(await due("JB to ring by 1 October", "--date", "2027-03-11")).toBe("2027-10-01");
  });

  it("reads what SCENARIOS has people say, a record each", async () => {
    const said = [
      [
        "Harriet",
        "I'll get the pipe lagging and wall insulation survey done in 10 working days, I'll upload the surveyor's report",
      ],
      ["Carl", "mediation offer to the upstairs neighbour, three weeks from today"],
      ["Hassan", "someone should look at the boiler cupboard door"],
      ["Priya", "I'll update the risk plan and set a predictable routine for repair days by Tuesday"],
    ];
    const records = said.map(([speaker, text], at) =>
      JSON.stringify({ id: `m${at}`, text, speaker, meeting_date: "2027-03-11", more: 1 }),
    );
    const { code, printed } = await capture(`${records.join("\n")}\n\n{"id":5,"text":"nothing"}\n`, "--jsonl");

    expect(code).toBe(0);
    expect(printed.map((line) => JSON.parse(line))).toEqual([
      {
        id: "m0",
        actions: [{ owners: ["Harriet"], due: "2027-03-25", text: "get the pipe lagging and wall insulation survey done" }],
      },
      { id: "m1", actions: [{ owners: ["Carl"], due: "2027-04-01", text: "mediation offer to the upstairs neighbour" }] },
      { id: "m2", actions: [{ owners: [], due: null, text: "look at the boiler cupboard door" }] },
      {
        id: "m3",
        actions: [
          { owners: ["Priya"], due: "2027-03-16", text: "update the risk plan and set a predictable routine for repair days" },
        ],
      },
      { id: 5, actions: [] },
    ]);
  });

  it("takes the day of a record before --date, and either before today", async () => {
    const record = (day: string | null) => JSON.stringify({ id: 1, text: "JB to ring by Friday", meeting_date: day });
    const dueOf = async (day: string | null, ...args: string[]) =>
      (JSON.parse((await capture(record(day), "--jsonl", ...args)).printed[0] ?? "") as { actions: { due: string }[] }).actions[0]
        ?.due;

    expect(await dueOf("2027-05-03", "--date", "2027-06-07")).toBe("2027-05-07");
    expect(await dueOf(null, "--date", "2027-06-07")).toBe("2027-06-11");
    expect(await dueOf("some time in May")).toBe("2027-03-12");
  });

  it.each([
    ["an option that is not known", ["--fast"]],
    ["a date that does not exist", ["--date", "2027-02-30"]],
    ["a zone that does not exist", ["--zone", "Europe/Quayside"]],
    ["a nation that we have no holidays of", ["--region", "france"]],
  ])("says how it is called where it is given %s", async (_what, args) => {
    const { code, printed, complained } = await capture("ACTION: JB to ring", ...args);

    expect({ code, printed }).toEqual({ code: 1, printed: [] });
    expect(complained).toEqual([expect.stringMatching(/^capture \[--date YYYY-MM-DD\]/)]);
  });

  it("names the line that is no record, and never says what stands there", async () => {
    const { code, printed, complained } = await capture('{"id":1,"text":"ok"}\nsecret words', "--jsonl");

    expect({ code, printed }).toEqual({ code: 1, printed: [] });
    expect(complained).toEqual([expect.stringMatching(/^line 2: not a record/)]);
  });

  it("refuses what is longer than anybody reads", async () => {
    const { code, complained } = await capture("a".repeat(10_000_001));

    expect({ code, complained }).toEqual({
      code: 1,
      complained: ["The text is longer than 10000000 characters: give it in parts."],
    });
  });

  it("reads stdin as a process, and asks for no store", async () => {
    const printed = await new Promise<string>((resolve, reject) => {
      const child = execFile(
        "node_modules/.bin/node",
        ["src/main.ts", "capture", "--date", "2027-03-11"],
        { env: { PATH: process.env.PATH, DATA_DIR: "/nowhere" } },
        (err, stdout) => (err ? reject(err) : resolve(stdout)),
      );
      child.stdin?.end("Action: JB to ring by Friday\n");
    });

    expect(JSON.parse(printed)).toEqual([{ text: "ring", owners: ["JB"], due: "2027-03-12", dueText: "Friday", line: 1 }]);
  });
});
