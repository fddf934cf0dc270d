import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/action.ts";
import { type LogSource, logAsCsv, loggedAction } from "../../src/usecases/action-log.ts";
import { aCalendar, aDraft, anAction, due, london, NOW, PEOPLE } from "../support/builders.ts";

const source = (action: Partial<Action> = {}, rest: Partial<LogSource> = {}): LogSource => ({
  action: anAction(action),
  evidence: [],
  people: new Map(Object.entries(PEOPLE)),
  calendar: aCalendar(),
  now: NOW,
  ...rest,
});

/** The cells of the one line of a log, by column. */
function cells(from: LogSource): Record<string, string> {
  const [header = "", line = ""] = logAsCsv([from]).split("\r\n");
  const values = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
  const titles = [...header.matchAll(/(?:^|,)(?:"([^"]*)"|([^",]*))/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
  return Object.fromEntries(titles.map((title, index) => [title, values[index] ?? ""]));
}

describe("the log as CSV", () => {
  it("has the columns of a UK action log, in their order", () => {
    expect(Object.keys(cells(source()))).toEqual([
      "Ref",
      "Date raised",
      "Meeting/source",
      "Case ref",
      "Action",
      "Owner (role, organisation)",
      "Due",
      "Original due",
      "Status",
      "BRAG",
      "Latest update (date)",
      "Evidence required",
      "Evidence ref",
      "Date closed",
      "Signed off by",
    ]);
  });

  it("names the owner with role, organisation and chaser", () => {
    const outside = { owner: "meera", ownerRole: null, chaser: "tom" };

    expect(cells(source(outside))["Owner (role, organisation)"]).toBe(
      "Meera (Practice manager, Quay Street Surgery), chased by Tom",
    );
  });

  it("shows what was accepted so that it can be found again", () => {
    const evidence = [{ text: "report 12", hash: "0123456789abcdef", at: NOW, by: "harriet" }];
    const closed = { status: "complete", signedOffBy: "priya", closedAt: london("2027-04-06", "00:15") } as const;

    expect(cells(source(closed, { evidence }))).toMatchObject({
      "Evidence ref": "report 12 (sha256 0123456789ab)",
      "Date closed": "2027-04-06",
      "Signed off by": "Priya",
    });
  });

  it.each(["=HYPERLINK(1)", "+44 20", "-1", "@SUM(A1)", "\t=1", "\r=1"])("does not let a spreadsheet run %j", (text) => {
    expect(logAsCsv([source({ text })])).toContain(`'${text}`);
  });

  it("keeps commas, quotes and line breaks inside their cell", () => {
    const text = 'Ask "when",\nthen book';

    expect(logAsCsv([source({ text })])).toContain('"Ask ""when"",\nthen book"');
  });

  it("is a header alone where there are no actions", () => {
    expect(logAsCsv([]).split("\r\n")).toHaveLength(2);
  });
});

describe("the colour", () => {
  it.each<[string, Partial<Action>, string]>([
    ["complete", { status: "complete", signedOffBy: "priya" }, "Blue: complete"],
    ["late", { due: due("2027-03-09") }, "Red: overdue by 2 working days"],
    ["late and blocked", { status: "blocked", due: due("2027-03-09") }, "Red: overdue by 2 working days"],
    ["due soon", { due: due("2027-03-15") }, "Amber: due soon (2 working days)"],
    ["due today", { due: due("2027-03-11") }, "Amber: due today"],
    ["blocked in time", { status: "blocked" }, "Amber: blocked"],
    ["open in time", {}, "Green: on track"],
    ["handed in late", { status: "evidence submitted", due: due("2027-03-09") }, "Green: evidence submitted"],
    ["not achieved", { status: "not achieved" }, "No colour: not achieved"],
    ["a draft", { status: "draft", due: due("2027-03-09") }, "No colour: draft"],
  ])("of what is %s comes with its word", (_, action, shown) => {
    expect(cells(source(action)).BRAG).toBe(shown);
  });
});

describe("an action as JSON", () => {
  it("says a due time as wall time", () => {
    expect(loggedAction(source({ due: due("2027-03-25", "14:20") }))).toMatchObject({
      due: "2027-03-25T14:20",
      originalDue: "2027-03-25",
      standing: "on track",
    });
  });

  it("has every field of a draft, null where nothing is known yet", () => {
    const draft = aDraft({ owner: null, ownerRole: null, due: null, text: null, evidenceRequired: null });

    expect(loggedAction(source(draft))).toMatchObject({
      ref: "A1",
      case: "C-014",
      status: "draft",
      text: null,
      owner: null,
      due: null,
      originalDue: null,
      extensions: 0,
      evidence: null,
      evidenceGiven: [],
      signedOffBy: null,
      standing: null,
    });
  });
});
