import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditVerifyCommand } from "../../src/cli/audit-verify.ts";
import { type AuditDraft, appendAudit } from "../../src/store/audit.ts";
import { type AuditRow, canonicalJson, GENESIS, hashOf, type Json } from "../../src/store/audit-chain.ts";
import { verifyAudit } from "../../src/store/audit-verify.ts";
import { NOW } from "../support/builders.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { aWorld, opened } from "../support/world.ts";

let store: TestDatabase;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

/** Each test has a provider, and so a trail, of its own. */
let providers = 0;
const aProvider = (): string => `provider-${++providers}`;

const anEntry = (providerId: string, overrides: Partial<AuditDraft> = {}): AuditDraft => ({
  providerId,
  at: NOW,
  actor: { id: "priya", name: "Priya", role: "Service manager", organisation: "Harbour Autism Services" },
  coverFor: "tom",
  verb: "extend",
  result: "done",
  caseRef: "C-014",
  actionNumber: 1,
  before: { due: { day: "2027-03-25", time: null } },
  after: { due: { day: "2027-04-06", time: null } },
  why: "The surveyor is ill",
  origin: { platform: "slack", workspace: "T0001", place: "C0001" },
  ...overrides,
});

const append = (drafts: AuditDraft[]) => store.db.$transaction((tx) => appendAudit(tx, drafts));

/** A trail of five entries, about C-014 and C-015 in turn. */
async function aTrail(): Promise<string> {
  const provider = aProvider();
  for (const n of [1, 2, 3, 4, 5]) await append([anEntry(provider, { actionNumber: n, caseRef: n % 2 ? "C-014" : "C-015" })]);
  return provider;
}

/** What only the owner of the database can do: the triggers are off. */
const tamper = (...statements: string[]) =>
  store.db.$transaction(async (tx) => {
    await tx.$executeRawUnsafe("SET LOCAL session_replication_role = replica");
    for (const statement of statements) expect(await tx.$executeRawUnsafe(statement)).toBeGreaterThan(0);
  });

describe("appendAudit", () => {
  it("chains each entry to the one before, across transactions and within one", async () => {
    const provider = aProvider();
    await append([anEntry(provider)]);
    await append([anEntry(provider), anEntry(provider)]);

    const rows = await store.db.auditEntry.findMany({ where: { providerId: provider }, orderBy: { seq: "asc" } });

    expect(rows.map((row) => Number(row.seq))).toEqual([1, 2, 3]);
    expect(rows.map((row) => row.prevHash)).toEqual([GENESIS.hash, rows[0]?.hash, rows[1]?.hash]);
    expect(await verifyAudit(store.db, provider)).toMatchObject({
      kind: "sound",
      entries: 3,
      head: { seq: 3, hash: rows[2]?.hash },
    });
  });

  it("stores what it was given", async () => {
    const provider = aProvider();
    await append([anEntry(provider)]);

    expect(await store.db.auditEntry.findFirst({ where: { providerId: provider } })).toMatchObject({
      at: NOW,
      actor: "priya",
      actorName: "Priya",
      actorRole: "Service manager",
      organisation: "Harbour Autism Services",
      coverFor: "tom",
      verb: "extend",
      result: "done",
      caseRef: "C-014",
      actionNumber: 1,
      before: { due: { day: "2027-03-25", time: null } },
      after: { due: { day: "2027-04-06", time: null } },
      why: "The surveyor is ill",
      origin: { platform: "slack", workspace: "T0001", place: "C0001" },
    });
  });

  it("leaves nothing where the transaction is undone", async () => {
    const provider = aProvider();
    const undone = store.db.$transaction(async (tx) => {
      await appendAudit(tx, [anEntry(provider)]);
      throw new Error("changed my mind");
    });

    await expect(undone).rejects.toThrow("changed my mind");
    expect(await verifyAudit(store.db, provider)).toEqual({ kind: "sound", entries: 0, head: GENESIS, ofCase: 0 });
  });

  it("lets twenty writers take turns from the very first entry on", async () => {
    const provider = aProvider();
    await Promise.all(Array.from({ length: 20 }, (_, i) => append([anEntry(provider, { actionNumber: i })])));

    expect(await verifyAudit(store.db, provider)).toMatchObject({ kind: "sound", entries: 20 });
  });

  it("refuses entries of two providers in one call", async () => {
    await expect(append([anEntry(aProvider()), anEntry(aProvider())])).rejects.toThrow("one provider's trail");
  });

  it.each([
    [
      "nobody and nothing",
      { actor: null, coverFor: null, caseRef: null, actionNumber: null, before: null, after: null, why: null },
    ],
    ["letters of every kind", { why: 'Zoë 🏠 ليلى \\ " \u0001 \u007f \u2028', after: { "ключ é": "e\u0301 \ud83d\ude00" } }],
    ["what Postgres takes no text of", { why: "nul \0 half \ud83d", after: { "\0": "\udc00 \0" } }],
    ["numbers", { after: { list: [0, -0, 1, -17, 0.1, 1.5e3, 123456789012345] } }],
    ["keys that jsonb puts in another order", { after: { bb: 1, a: 2, B: 3, ccc: { z: [], y: {} }, "10": 1, "9": 2, "": 0 } }],
    ["members that are not there", { after: { gone: undefined, nested: { gone: undefined, kept: null } } as unknown as Json }],
    ["a moment with milliseconds before 1970", { at: new Date("1969-12-31T23:59:59.007Z") }],
  ] satisfies [string, Partial<AuditDraft>][])("verifies after the store has had it: %s", async (_what, overrides) => {
    const provider = aProvider();
    await append([anEntry(provider, overrides), anEntry(provider)]);

    expect(await verifyAudit(store.db, provider)).toMatchObject({ kind: "sound", entries: 2 });
  });

  it("verifies whatever JSON it was given, after the store has had it", async () => {
    const provider = aProvider();
    const values = fc.sample(
      fc.jsonValue({ stringUnit: "binary" }).filter((value) => !/[\d.]e[+-]\d/.test(JSON.stringify(value))),
      { numRuns: 200, seed: 14 },
    ) as Json[];
    await append(values.map((value) => anEntry(provider, { after: value, origin: { value } })));

    expect(await verifyAudit(store.db, provider)).toMatchObject({ kind: "sound", entries: 200 });
  });

  it.each([1e21, 1e-7, Number.NaN])("refuses the number %d, which the store would spell differently", async (number) => {
    await expect(append([anEntry(aProvider(), { after: { number } })])).rejects.toThrow("plain numbers");
  });
});

describe("the database", () => {
  it.each([
    "UPDATE audit_entry SET why = 'another reason'",
    "UPDATE audit_entry SET why = 'another reason' WHERE false",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry",
    "DELETE FROM audit_head",
    "TRUNCATE audit_head",
    "UPDATE audit_head SET seq = seq - 1",
    "UPDATE audit_head SET hash = repeat('0', 64)",
  ])("refuses %s", async (statement) => {
    const provider = await aTrail();

    await expect(store.db.$executeRawUnsafe(statement)).rejects.toThrow(/refused: the trail is only added to/);
    expect(await verifyAudit(store.db, provider)).toMatchObject({ kind: "sound", entries: 5 });
  });
});

describe("verifyAudit", () => {
  /** One way of changing each column of the third entry a little. */
  const CHANGES: Record<string, string> = {
    provider_id: "'somebody-else'",
    seq: "seq + 100",
    at: "at + interval '1 millisecond'",
    actor: "'prixa'",
    actor_name: "'Priyа'", // A Cyrillic letter at the end.
    actor_role: "actor_role || ' '",
    organisation: "NULL",
    cover_for: "NULL",
    verb: "'approve'",
    result: "'refused'",
    case_ref: "'C-041'",
    action_number: "action_number + 1",
    before: "jsonb_set(before, '{due,day}', '\"2027-03-26\"')",
    after: "after || '{\"due\": null}'",
    why: "replace(why, 'ill', 'iII')",
    origin: "origin - 'place'",
    prev_hash: "repeat('a', 64)",
    hash: "reverse(hash)",
  };

  it.each(Object.entries(CHANGES))("finds a change of %s", async (column, change) => {
    const provider = await aTrail();
    await tamper(`UPDATE audit_entry SET ${column} = ${change} WHERE provider_id = '${provider}' AND seq = 3`);

    expect(await verifyAudit(store.db, provider)).toMatchObject({ kind: "broken", seq: 3 });
  });

  it("has been tried with every column that there is", async () => {
    const columns = await store.db.$queryRaw<{ name: string }[]>`
      SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'audit_entry'`;

    expect(columns.map((column) => column.name).sort()).toEqual(Object.keys(CHANGES).sort());
  });

  it.each([
    ["a number spelled differently", "origin = '{\"n\": 1.0}'", { origin: { n: 1 } }],
    ["a JSON null where there was nothing", "before = 'null'", { before: null }],
    ["an empty text where there was nothing", "why = ''", { why: null }],
  ])("finds %s", async (_what, change, overrides) => {
    const provider = aProvider();
    await append([anEntry(provider, overrides)]);
    await tamper(`UPDATE audit_entry SET ${change} WHERE provider_id = '${provider}'`);

    expect(await verifyAudit(store.db, provider)).toMatchObject({ kind: "broken", seq: 1 });
  });

  it.each([1, 3])("finds that entry %d was removed", async (seq) => {
    const provider = await aTrail();
    await tamper(`DELETE FROM audit_entry WHERE provider_id = '${provider}' AND seq = ${seq}`);

    expect(await verifyAudit(store.db, provider)).toEqual({ kind: "broken", seq, why: "it is missing" });
  });

  it("finds two entries that changed places", async () => {
    const provider = await aTrail();
    const move = (from: number, to: number) =>
      `UPDATE audit_entry SET seq = ${to} WHERE provider_id = '${provider}' AND seq = ${from}`;
    await tamper(move(2, 20), move(3, 2), move(20, 3));

    expect(await verifyAudit(store.db, provider)).toMatchObject({ kind: "broken", seq: 2 });
  });

  it("finds a cut tail, because the head is further on", async () => {
    const provider = await aTrail();
    await tamper(`DELETE FROM audit_entry WHERE provider_id = '${provider}' AND seq > 3`);

    expect(await verifyAudit(store.db, provider)).toMatchObject({ kind: "broken", seq: 4, why: expect.stringContaining("cut") });
  });

  it("finds that everything was removed but the head", async () => {
    const provider = await aTrail();
    await tamper(`DELETE FROM audit_entry WHERE provider_id = '${provider}'`);

    expect(await verifyAudit(store.db, provider)).toMatchObject({ kind: "broken", seq: 1 });
  });

  it("finds an entry added past the head, even one that follows from the last", async () => {
    const [provider, other] = [await aTrail(), await aTrail()];
    await append([anEntry(other)]);
    await tamper(
      `INSERT INTO audit_entry SELECT (jsonb_populate_record(e, jsonb_build_object('provider_id', '${provider}',
         'prev_hash', (SELECT hash FROM audit_head WHERE provider_id = '${provider}')))).*
       FROM audit_entry e WHERE provider_id = '${other}' AND seq = 6`,
    );

    expect(await verifyAudit(store.db, provider)).toMatchObject({ kind: "broken", seq: 6 });
  });

  it("finds an entry that was changed together with its hash, by the entry after it", async () => {
    const provider = await aTrail();
    const where = { providerId_seq: { providerId: provider, seq: 3 } };
    const { hash: _old, ...row } = await store.db.auditEntry.findUniqueOrThrow({ where });
    const forged = { ...row, seq: 3, at: row.at.toISOString(), why: "another reason" } as AuditRow;
    const hash = hashOf(forged);
    await tamper(`UPDATE audit_entry SET why = '${forged.why}', hash = '${hash}' WHERE provider_id = '${provider}' AND seq = 3`);

    expect(await verifyAudit(store.db, provider)).toEqual({
      kind: "broken",
      seq: 4,
      why: "it does not follow from the entry before it: one of the two was changed",
    });
  });

  it.each([
    ["removed", "DELETE FROM audit_head", "the head of the trail was removed"],
    ["set back", "UPDATE audit_head SET seq = 4", "it was added past the head of the trail"],
    ["changed", "UPDATE audit_head SET hash = repeat('a', 64)", "it is not the one that the head of the trail names"],
  ])("finds a head that was %s", async (_how, statement, why) => {
    const provider = await aTrail();
    await tamper(`${statement} WHERE provider_id = '${provider}'`);

    expect(await verifyAudit(store.db, provider)).toEqual({ kind: "broken", seq: 5, why });
  });

  it("reads a long trail page by page, and counts the entries of a case", async () => {
    const provider = aProvider();
    await append(Array.from({ length: 1201 }, (_, i) => anEntry(provider, { caseRef: i < 3 ? "C-099" : "C-014" })));

    expect(await verifyAudit(store.db, provider, { caseRef: "C-099" })).toMatchObject({
      kind: "sound",
      entries: 1201,
      ofCase: 3,
    });

    await tamper(`UPDATE audit_entry SET why = 'x' WHERE provider_id = '${provider}' AND seq = 1101`);
    expect(await verifyAudit(store.db, provider)).toMatchObject({ kind: "broken", seq: 1101 });
  });
});

describe("canonicalJson", () => {
  it("is the same for the same value, whatever order its keys are in", () => {
    const reversed = (value: Json): Json => {
      if (Array.isArray(value)) return value.map(reversed);
      if (value === null || typeof value !== "object") return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, reversed(member)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(reversed(value as Json))).toBe(canonicalJson(value as Json));
        expect(JSON.parse(canonicalJson(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe("audit verify", () => {
  it("says that every trail is sound, with its head, and ends with 1 as soon as one is not", async () => {
    const fresh = await testDatabase();
    const run = async (...args: string[]) => {
      const lines: string[] = [];
      const exit = await auditVerifyCommand({ db: fresh.db }, args, (line) => lines.push(line));
      return { exit, text: lines.join("\n") };
    };
    try {
      expect(await run()).toEqual({ exit: 0, text: "There is no trail yet: nothing was imported." });

      await fresh.db.$transaction((tx) => appendAudit(tx, [anEntry("harbour"), anEntry("harbour", { caseRef: "C-015" })]));
      expect(await run()).toEqual({
        exit: 0,
        text: expect.stringMatching(/^harbour: the trail is sound, 2 entries\.\n.*head 2 \w{64}\n/),
      });
      expect((await run("--case", "c-015")).text).toContain("2 entries, 1 of them about C-015");
      expect(await run("--cases", "C-015")).toMatchObject({
        exit: 1,
        text: expect.stringContaining("audit verify --case C-014"),
      });

      await fresh.db.$executeRaw`ALTER TABLE audit_entry DISABLE TRIGGER ALL`;
      await fresh.db.$executeRaw`UPDATE audit_entry SET actor_name = 'Pria' WHERE seq = 2`;
      expect(await run()).toEqual({
        exit: 1,
        text: "harbour: the trail is broken at entry 2: it was changed after it was written.",
      });
    } finally {
      await fresh.close();
    }
  });

  it("does not take a trail that was emptied for one that has not begun", async () => {
    const world = await aWorld();
    const verify = async () => {
      const lines: string[] = [];
      return { exit: await auditVerifyCommand({ db: world.db }, [], (line) => lines.push(line)), said: lines.join("\n") };
    };
    const emptied = (what: string) => ({
      exit: 1,
      said: `harbour: the trail is broken at entry 1: it is missing: the trail is empty although there are ${what}.`,
    });
    try {
      await opened(world);
      await world.db.$executeRaw`ALTER TABLE audit_entry DISABLE TRIGGER ALL`;
      await world.db.$executeRaw`DELETE FROM audit_entry`;
      await world.db.$executeRaw`ALTER TABLE audit_head DISABLE TRIGGER ALL`;
      await world.db.$executeRaw`DELETE FROM audit_head`;
      expect(await verify()).toEqual(emptied("actions"));

      await world.db.$executeRaw`TRUNCATE action CASCADE`;
      expect(await verify()).toEqual(emptied("cases"));
    } finally {
      await world.close();
    }
  });
});
