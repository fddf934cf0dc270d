import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importCommand } from "../../src/cli/import.ts";
import type { LadderStep } from "../../src/core/ladder.ts";
import { caseByRef, entrance } from "../../src/store/cases.ts";
import type { PrismaClient } from "../../src/store/database.ts";
import { type ImportOutcome, importSetup } from "../../src/usecases/import-setup.ts";
import { SMALL_SETUP } from "../setup/small-setup.ts";
import { NOW } from "../support/builders.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

// One store for the file: every test starts by taking the small file, which puts back whatever an earlier one changed.
let main: TestDatabase;
let db: PrismaClient;
beforeAll(async () => {
  main = await testDatabase();
  db = main.db;
});
afterAll(() => main.close());

const deps = (into = db) => ({ db: into, log: pino({ level: "silent" }), now: () => NOW });

const take = (text: string, dryRun = false, into = db): Promise<ImportOutcome> =>
  importSetup(deps(into), { name: "harbour.yaml", text }, { dryRun });

/** Takes the small file, then the same with one thing written differently. */
async function takeChanged(written: string, instead: string): Promise<ImportOutcome> {
  await take(SMALL_SETUP);
  return take(changed(written, instead));
}

/** For what can only be seen where nothing was imported before. */
async function inEmptyStore(look: (empty: PrismaClient) => Promise<void>): Promise<void> {
  const empty = await testDatabase();
  try {
    await look(empty.db);
  } finally {
    await empty.close();
  }
}

function changed(written: string, instead: string): string {
  expect(SMALL_SETUP).toContain(written);
  return SMALL_SETUP.replace(written, instead);
}

const trail = (of = db) => of.auditEntry.findMany({ orderBy: { seq: "asc" } });

describe("importSetup", () => {
  it("sets up everything that the file says", async () => {
    const outcome = await take(SMALL_SETUP);

    expect(outcome).toMatchObject({ kind: "imported", added: 23, changed: 0, unchanged: 0, left: 0 });
    expect(await caseByRef(db, "harbour", "C-014")).toMatchObject({
      leadId: "priya",
      region: "england",
      timeZone: "Europe/London",
      protectedTerms: ["Example Person"],
      places: [
        { conversation: "C0001", audience: "case" },
        { conversation: "C0002", audience: "provider" },
      ],
      team: [
        { personId: "harriet", level: "coordination", from: null, until: "2027-12-31" },
        { personId: "priya", level: "restricted", from: null, until: null },
        { personId: "tom", level: "care", from: null, until: null },
      ],
      map: [
        {
          role: "Housing officer",
          personId: "harriet",
          cover: [{ personId: "hassan", from: "2027-03-01", until: "2027-03-12" }],
        },
        { role: "Service manager", signsOff: ["evidence"], cover: [{ personId: "tom", from: null, until: null }] },
        { role: "Housing team manager", cover: [] },
      ],
    });
    expect(await db.ladder.findMany()).toMatchObject([
      {
        version: 1,
        by: null,
        steps: [
          { on: "overdue", after: "2wd", role: "Housing team manager", acknowledgeWithin: "1wd" },
          { after: "4wd", role: "Housing officer" },
        ],
      },
    ]);
  });

  it("knows people by their account from that moment", async () => {
    await take(SMALL_SETUP);

    const { asker, caseRefs } = await entrance(
      db,
      { platform: "slack", workspace: "T0001", user: "U0004" },
      { workspace: "T0001", conversation: "C0001" },
      NOW,
    );
    expect(asker?.person).toMatchObject({ id: "tom", organisationName: "Harbour Autism Services", quietHours: "20:00-07:00" });
    expect(caseRefs).toEqual(["C-014"]);
  });

  it("keeps the number that somebody is called on where a message does not arrive", async () => {
    const outcome = await takeChanged("harriet@quayside.example", 'harriet@quayside.example, phone: "020 7946 0018"');

    expect(outcome.lines).toContain('change: person harriet: phone none to "020 7946 0018"');
    expect((await caseByRef(db, "harbour", "C-014"))?.people.harriet?.phone).toBe("020 7946 0018");
  });

  it("changes nothing the second time, and says so", async () => {
    await take(SMALL_SETUP);
    const rows = await trail();
    const again = await take(SMALL_SETUP);

    expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 23, left: 0 });
    expect(again.lines.at(-1)).toBe("Nothing to change: 1 case, 4 people, 2 organisations");
    expect(await trail()).toEqual(rows);
  });

  it("takes the sample twice without a change, whatever its lists hold", async () => {
    const sample = readFileSync("samples/harbour.yaml", "utf8");
    await inEmptyStore(async (empty) => {
      await take(sample, false, empty);

      expect(await take(sample, false, empty)).toMatchObject({ added: 0, changed: 0, left: 0 });
    });
  });

  it.each<[string, string, string, string]>([
    ["provider", "region: england }", "region: wales }", 'provider harbour: region "england" to "wales"'],
    ["organisation", "name: Quayside Homes", "name: Quay Homes", 'organisation housing: name "Quayside Homes" to "Quay Homes"'],
    ["person", "name: Tom, role: Team leader", "name: Tom, role: Deputy", 'person tom: role "Team leader" to "Deputy"'],
    ["account", "user: U0004", "user: U0005", 'person tom on slack: userId "U0004" to "U0005"'],
    ["case", "lead: priya", "lead: tom", 'case C-014: leadId "priya" to "tom"'],
    ["place", "audience: case }", "audience: mixed }", 'C-014 place slack T0001/C0001: audience "case" to "mixed"'],
    ["membership", "level: care", "level: restricted", 'C-014 team tom: level "care" to "restricted"'],
    [
      "role",
      "issues: [repairs]",
      "issues: [repairs, noise]",
      'C-014 role Housing officer: issues ["repairs"] to ["repairs","noise"]',
    ],
    ["cover", "to: 2027-03-12", "to: 2027-03-19", "C-014 cover of Housing officer: hassan from 2027-03-01: until"],
    [
      "undated cover",
      "cover: [{ person: tom }]",
      "cover: [{ person: tom, to: 2027-03-19 }]",
      "C-014 cover of Service manager: tom: until",
    ],
    ["ladder step", "after: 4wd", "after: 6wd", 'C-014 ladder step 2: after "4wd" to "6wd"'],
  ])("changes a %s once", async (_, written, instead, line) => {
    const outcome = await takeChanged(written, instead);

    expect(outcome).toMatchObject({ kind: "imported", added: 0, changed: 1, left: 0 });
    expect(outcome.lines.join("\n")).toContain(`change: ${line}`);
    expect(await take(changed(written, instead))).toMatchObject({ added: 0, changed: 0, left: 0 });
  });

  it("leaves what the file no longer has, and says so", async () => {
    const outcome = await takeChanged("      - { person: tom, level: care }\n", "");

    expect(outcome).toMatchObject({ added: 0, changed: 0, left: 1 });
    expect(outcome.lines).toContain("leave: C-014 team tom (not in the file; kept as it is)");
    expect(await db.membership.count()).toBe(3);
  });

  it("replaces a ladder agreed in chat as a whole, says so before it does, and once", async () => {
    await take(SMALL_SETUP);
    const { caseId, version, steps } = await db.ladder.findFirstOrThrow({ orderBy: { version: "desc" } });
    const [first, second] = steps as unknown as LadderStep[];
    const agreed = [{ ...first, after: "1wd" }, second, { ...second, on: "blocked" }] as never;
    await db.ladder.create({ data: { caseId, version: version + 1, at: NOW, by: "priya", why: "for now", steps: agreed } });

    const tried = await take(SMALL_SETUP, true);
    const done = await take(SMALL_SETUP);

    expect(tried.lines).toContain("change: C-014 ladder: replaced by the file's 2 steps");
    expect(tried.lines).toContain("drop: C-014 ladder step 3 (its ladder is replaced)");
    expect(done.lines).toEqual(tried.lines);
    expect(await db.ladder.findFirst({ orderBy: { version: "desc" } })).toMatchObject({ version: version + 2, steps, by: null });
    expect((await trail()).at(-1)).toMatchObject({ before: { kind: "step", position: 3 }, after: null, caseRef: "C-014" });
    expect(await take(SMALL_SETUP)).toMatchObject({ added: 0, changed: 0, left: 0 });
    expect(await db.ladder.count({ where: { version: version + 3 } })).toBe(0);
  });

  it("leaves the ladder alone where a case of the file has none", async () => {
    await take(SMALL_SETUP);
    const before = await db.ladder.findMany();
    const outcome = await take(SMALL_SETUP.slice(0, SMALL_SETUP.indexOf("    ladder:")));

    expect(outcome).toMatchObject({ added: 0, changed: 0, left: 2 });
    expect(await db.ladder.findMany()).toEqual(before);
  });

  it("keeps the numbers of a case that changes", async () => {
    await take(SMALL_SETUP);
    await db.case.updateMany({ data: { nextNumber: 7 } });
    await take(changed("purpose: Housing", "purpose: Home"));

    expect(await db.case.findFirst()).toMatchObject({ purpose: "Home", nextNumber: 7 });
  });

  it("records every entry in the trail, protected terms by number alone", async () => {
    const outcome = await takeChanged("level: care", "level: restricted");
    const rows = await trail();

    expect(outcome).toMatchObject({ changed: 1 });
    expect(rows.slice(0, 23).map(({ before }) => before)).toEqual(Array(23).fill(null));
    expect(rows.every(({ verb, result, actor }) => verb === "import" && result === "done" && actor === null)).toBe(true);
    expect(rows.at(-1)).toMatchObject({
      caseRef: "C-014",
      before: { kind: "membership", personId: "tom", level: "care" },
      after: { kind: "membership", personId: "tom", level: "restricted" },
      origin: { kind: "import" },
    });
    expect(JSON.stringify(rows.map(({ after }) => after))).not.toContain("Example Person");
  });

  it("says the same on a dry run and writes nothing", async () => {
    await take(SMALL_SETUP);
    const rows = await trail();
    const trial = await take(changed("level: care", "level: restricted"), true);
    expect(await trail()).toEqual(rows);
    expect(await db.membership.findFirst({ where: { personId: "tom" } })).toMatchObject({ level: "care" });

    const real = await take(changed("level: care", "level: restricted"));
    expect(real.lines).toEqual(trial.lines);
  });

  it("refuses another provider before anything is written", async () => {
    const outcome = await takeChanged("provider: { id: harbour", "provider: { id: seaview");

    expect(outcome).toEqual({
      kind: "refused",
      lines: [
        'harbour.yaml:2 provider.id: this store belongs to "harbour"; another provider needs a store of its own; for example id: harbour',
      ],
    });
    expect(await db.provider.count()).toBe(1);
  });

  it("refuses to move an account from one person to another", async () => {
    const outcome = await takeChanged("user: U0003", "user: U0009");
    expect(outcome).toMatchObject({ kind: "imported", changed: 1 });

    const moved = await take(changed("user: U0004", "user: U0009").replace("user: U0003", "user: U0010"));
    expect(moved.kind).toBe("refused");
    expect(moved.lines[0]).toContain(
      'harbour.yaml:11 people[3].slack.user: is known as the account of "hassan"; an account does not move to somebody else',
    );
    expect(await db.identity.findMany({ where: { personId: "tom" } })).toMatchObject([{ userId: "U0004" }]);
  });

  it("can be run several times at once", async () => {
    await inEmptyStore(async (empty) => {
      const outcomes = await Promise.all([1, 2, 3].map(() => take(SMALL_SETUP, false, empty)));

      expect(outcomes.map((outcome) => outcome.kind === "imported" && outcome.added).sort()).toEqual([0, 0, 23]);
      expect(await trail(empty)).toHaveLength(23);
    });
  });
});

describe("the import command", () => {
  /** Runs the command on a file of that text and gives its exit code and what it printed. */
  async function run(text: string, ...options: string[]): Promise<{ code: number; printed: string[] }> {
    const folder = await mkdtemp(path.join(tmpdir(), "set-up-"));
    const file = path.join(folder, "harbour.yaml");
    const printed: string[] = [];
    await writeFile(file, text);
    const code = await importCommand(deps(), [file, ...options], (line) => printed.push(line.replace(folder, "")));
    await rm(folder, { recursive: true });
    return { code, printed };
  }

  it("ends with 0 when the file was taken", async () => {
    await take(SMALL_SETUP);
    const { code, printed } = await run(changed("level: care", "level: coordination"));

    expect(code).toBe(0);
    expect(printed).toContain("warning: C-014: no cover for Housing team manager");
    expect(printed.at(-1)).toBe("0 to add, 1 to change, 22 as the file says, 0 left");
    expect(await db.membership.findFirst({ where: { personId: "tom" } })).toMatchObject({ level: "coordination" });
  });

  it("ends with 2 and the line and field when the file is wrong", async () => {
    const rows = await trail();
    const { code, printed } = await run(
      changed("team: T0001, user: U0001", "user: U0001").replace("level: care", "level: restricted"),
    );

    expect(code).toBe(2);
    expect(printed).toEqual([
      "/harbour.yaml:8 people[0].slack.team: missing; for example slack: { team: T0001, user: U0001 }",
      "Nothing was written.",
    ]);
    expect(await trail()).toEqual(rows);
  });

  it("says that a dry run wrote nothing", async () => {
    await take(SMALL_SETUP);
    const rows = await trail();
    const { code, printed } = await run(changed("level: care", "level: restricted"), "--dry-run");

    expect([code, printed.at(-1)]).toEqual([0, "Dry run: nothing was written."]);
    expect(await trail()).toEqual(rows);
  });

  it.each([[["/nowhere/at-all.yaml"]], [[]], [["one.yaml", "two.yaml"]], [["one.yaml", "--dryrun"]]])(
    "ends with 2 and one line for %j",
    async (args) => {
      const printed: string[] = [];

      expect(await importCommand(deps(), args, (line) => printed.push(line))).toBe(2);
      expect(printed).toHaveLength(1);
    },
  );
});
