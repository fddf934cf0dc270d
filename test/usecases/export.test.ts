import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportCommand } from "../../src/cli/export.ts";
import { bankHolidays } from "../../src/core/bank-holidays.ts";
import type { PrismaClient } from "../../src/store/database.ts";
import { importSetup } from "../../src/usecases/import-setup.ts";
import { SMALL_SETUP } from "../setup/small-setup.ts";
import { london, NOW } from "../support/builders.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
let db: PrismaClient;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  await aCaseWithActions();
});
afterAll(() => database.close());

const deps = (now = NOW, from = db) => ({ db: from, log: pino({ level: "silent" }), now: () => now, holidays: bankHolidays });

async function run(...args: string[]): Promise<{ code: number; printed: string; complaints: string[] }> {
  const printed: string[] = [];
  const complaints: string[] = [];
  const code = await exportCommand(
    deps(london("2027-03-30", "10:00")),
    args,
    (text) => printed.push(text),
    (line) => complaints.push(line),
  );
  return { code, printed: printed.join("\n"), complaints };
}

/** C-014 with A1, extended and handed in twice, and A2, a draft that nobody has finished. */
async function aCaseWithActions(): Promise<void> {
  await importSetup(deps(), { name: "harbour.yaml", text: SMALL_SETUP }, { dryRun: false });
  const { id: caseId } = await db.case.findFirstOrThrow();
  const common = { providerId: "harbour", caseId, asker: "priya", timeZone: "Europe/London", createdAt: NOW };
  const surveyId = "00000000-0000-4000-8000-0000000000a1";
  await db.action.createMany({
    data: [
      {
        ...common,
        id: surveyId,
        number: 1,
        status: "evidence submitted",
        text: "Pipe survey",
        owner: "harriet",
        ownerRole: "Housing officer",
        chaser: "tom",
        dueDay: "2027-04-06",
        dueTime: "14:20",
        originalDueDay: "2027-03-25",
        extensions: 1,
        evidenceRequired: "surveyor's report",
      },
      { ...common, id: "00000000-0000-4000-8000-0000000000a2", number: 2, status: "draft", text: "Boiler cupboard door" },
    ],
  });
  await db.evidence.createMany({
    data: [
      { id: "00000000-0000-4000-8000-0000000000f1", actionId: surveyId, by: "tom", at: NOW, text: "first report", hash: "aa11" },
      {
        id: "00000000-0000-4000-8000-0000000000f2",
        actionId: surveyId,
        by: "tom",
        at: london("2027-03-29", "09:00"),
        text: "second report",
        hash: "bb22",
      },
    ],
  });
}

describe("the export command", () => {
  it("gives the whole log of a case as JSON, drafts included", async () => {
    const { code, printed } = await run("--case", "C-014", "--format", "json");

    expect(code).toBe(0);
    expect(JSON.parse(printed)).toMatchObject([
      {
        ref: "A1",
        case: "C-014",
        text: "Pipe survey",
        owner: "Harriet",
        ownerRole: "Housing officer",
        ownerOrganisation: "Quayside Homes",
        chaser: "Tom",
        asker: "Priya",
        due: "2027-04-06T14:20",
        originalDue: "2027-03-25",
        status: "evidence submitted",
        extensions: 1,
        evidence: "surveyor's report",
        evidenceGiven: [
          { text: "first report", hash: "aa11", at: "2027-03-11T14:20:00.000Z", by: "Tom" },
          { text: "second report", hash: "bb22", at: "2027-03-29T08:00:00.000Z", by: "Tom" },
        ],
        signedOffBy: null,
      },
      { ref: "A2", status: "draft", text: "Boiler cupboard door", owner: null, due: null },
    ]);
  });

  it("gives the same log as CSV, a line an action", async () => {
    const { code, printed } = await run("--case", "c-014", "--format", "csv");

    expect(code).toBe(0);
    expect(printed.split("\r\n")).toEqual([
      'Ref,Date raised,Meeting/source,Case ref,Action,"Owner (role, organisation)",Due,Original due,Status,BRAG,Latest update (date),Evidence required,Evidence ref,Date closed,Signed off by',
      'A1,2027-03-11,,C-014,Pipe survey,"Harriet (Housing officer, Quayside Homes), chased by Tom",2027-04-06 14:20,2027-03-25,evidence submitted,Green: evidence submitted,,surveyor\'s report,first report (sha256 aa11); second report (sha256 bb22),,',
      "A2,2027-03-11,,C-014,Boiler cupboard door,,,,draft,No colour: draft,,,,,",
    ]);
  });

  it("is part of the trail, without what it gave out", async () => {
    await run("--case", "C-014", "--format", "csv");

    const last = await db.auditEntry.findFirst({ orderBy: { seq: "desc" } });
    expect(last).toMatchObject({
      verb: "export",
      result: "done",
      caseRef: "C-014",
      actor: null,
      after: { format: "csv", actions: 2, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(JSON.stringify(last?.after)).not.toContain("survey");
  });

  it("ends with 1 and names the cases when there is no such case", async () => {
    expect(await run("--case", "C-099", "--format", "csv")).toEqual({
      code: 1,
      printed: "",
      complaints: ["There is no case C-099; known here: C-014."],
    });
  });

  it("ends with 1 where nothing was imported yet", async () => {
    const empty = await testDatabase();
    const complaints: string[] = [];
    const code = await exportCommand(
      deps(NOW, empty.db),
      ["--case", "C-014", "--format", "csv"],
      () => {},
      (line) => complaints.push(line),
    );
    await empty.close();

    expect([code, complaints]).toEqual([1, ["There is no case C-014; nothing was imported yet."]]);
  });

  it.each([
    [[]],
    [["--case", "C-014"]],
    [["--case", "C-014", "--format", "xml"]],
    [["--case", "nothing", "--format", "csv"]],
    [["--all"]],
  ])("ends with 1 and an example for %j", async (args) => {
    const { code, printed, complaints } = await run(...args);

    expect([code, printed]).toEqual([1, ""]);
    expect(complaints).toEqual([expect.stringContaining("for example export --case C-014 --format csv")]);
  });
});
