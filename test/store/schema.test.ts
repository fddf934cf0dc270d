import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SOURCE_STATES, STATUSES } from "../../src/core/action.ts";
import { AUDIENCES, LEVELS } from "../../src/core/case-file.ts";
import { MEETING_STATES } from "../../src/core/meeting.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let store: TestDatabase;
let models: Model[];
beforeAll(async () => {
  store = await testDatabase();
  models = readModels(await readFile(path.join(import.meta.dirname, "../../prisma/schema.prisma"), "utf8"));
});
afterAll(() => store.close());

interface Model {
  table: string;
  /** `due_day text null` */
  columns: string[];
  /** `case_id, number unique` */
  indexes: string[];
  /** `case_id -> case_file` */
  references: string[];
}

const TYPES: Record<string, string> = {
  String: "text",
  "String[]": "_text",
  Int: "int4",
  BigInt: "int8",
  Boolean: "bool",
  Json: "jsonb",
  "String @db.Uuid": "uuid",
  "String[] @db.Uuid": "_uuid",
  "DateTime @db.Timestamptz(3)": "timestamptz",
  "DateTime[] @db.Timestamptz(3)": "_timestamptz",
};

/** As much of Prisma's language as this schema uses. */
function readModels(schema: string): Model[] {
  const blocks = [...schema.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)].map(([, name = "", body = ""]) => ({ name, body }));
  const tableOf = new Map(blocks.map(({ name, body }) => [name, /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name]));
  return blocks.map(({ name, body }) => {
    const fields = [...body.matchAll(/^ {2}(\w+) +(\w+)(\[\]|\?)? *(.*)$/gm)].map(
      ([, field = "", type = "", mark = "", rest = ""]) => {
        return { field, type, mark, rest, column: /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field };
      },
    );
    const columnOf = (list: string) =>
      list.split(", ").map((wanted) => fields.find(({ field }) => field === wanted)?.column ?? `no field ${wanted}`);
    const listed = (pattern: RegExp, how: string) =>
      [...body.matchAll(pattern)].map(([, list = ""]) => `${columnOf(list).join(", ")} ${how}`);
    return {
      table: tableOf.get(name) ?? name,
      columns: fields.filter(({ type }) => !tableOf.has(type)).map(columnText),
      indexes: [
        ...listed(/@@id\(\[(.*?)\]\)/g, "primary"),
        ...listed(/@@unique\(\[(.*?)\]\)/g, "unique"),
        ...listed(/@@index\(\[(.*?)\]/g, "index"),
        ...fields.filter(({ rest }) => /@id\b/.test(rest)).map(({ column }) => `${column} primary`),
        ...fields.filter(({ rest }) => /@unique\b/.test(rest)).map(({ column }) => `${column} unique`),
      ],
      references: fields.flatMap(({ type, rest }) => {
        const list = /@relation\(fields: \[(.*?)\]/.exec(rest)?.[1];
        return list ? [`${columnOf(list).join(", ")} -> ${tableOf.get(type)}`] : [];
      }),
    };
  });
}

function columnText({ column, type, mark, rest }: { column: string; type: string; mark: string; rest: string }): string {
  const native = /@db\.\S+/.exec(rest)?.[0];
  const declared = [`${type}${mark === "[]" ? "[]" : ""}`, native].filter(Boolean).join(" ");
  const absent = mark === "" ? "not null" : "null";
  return `${column} ${TYPES[declared] ?? `unknown ${declared}`} ${absent}${/@default/.test(rest) ? " default" : ""}`;
}

describe("the migrated database", () => {
  it("has the tables of schema.prisma and no other", async () => {
    const tables = await store.db.$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations'`;

    expect(tables.map(({ name }) => name).sort()).toEqual(models.map(({ table }) => table).sort());
  });

  it("has their columns: names, types, what may be empty, what has a default", async () => {
    const rows = await store.db.$queryRaw<{ table: string; column: string }[]>`
      SELECT table_name AS table, column_name || ' ' || udt_name ||
             CASE WHEN is_nullable = 'YES' THEN ' null' ELSE ' not null' END ||
             CASE WHEN column_default IS NULL THEN '' ELSE ' default' END AS column
      FROM information_schema.columns WHERE table_schema = 'public'`;

    for (const { table, columns } of models) {
      expect(listedFor(table, rows, "column"), table).toEqual(columns.toSorted());
    }
  });

  it("keeps moments to the millisecond", async () => {
    const rows = await store.db.$queryRaw<{ precision: number }[]>`
      SELECT DISTINCT datetime_precision AS precision FROM information_schema.columns
      WHERE table_schema = 'public' AND udt_name = 'timestamptz' AND table_name <> '_prisma_migrations'`;

    expect(rows).toEqual([{ precision: 3 }]);
  });

  it("has their keys and indexes, and those that the invariants add", async () => {
    const rows = await store.db.$queryRaw<{ table: string; index: string }[]>`
      SELECT t.relname AS table,
             (SELECT string_agg(a.attname, ', ' ORDER BY k.place) FROM unnest(i.indkey::int[]) WITH ORDINALITY AS k(number, place)
              JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number)
             || CASE WHEN i.indisprimary THEN ' primary' WHEN i.indisunique THEN ' unique' ELSE ' index' END
             || CASE WHEN i.indpred IS NULL THEN '' ELSE ' partial' END AS index
      FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid WHERE t.relnamespace = 'public'::regnamespace`;
    const added: Record<string, string[]> = {
      change_request: ["action_id unique partial"],
      notice: ["listed index partial", "escalation_id index partial"],
      escalation: ["action_id unique partial"],
      threshold: ["case_id unique partial"],
      cluster: ["case_id unique partial"],
      meeting: ["case_id unique partial"],
    };

    for (const { table, indexes } of models) {
      expect(listedFor(table, rows, "index"), table).toEqual([...indexes, ...(added[table] ?? [])].sort());
    }
  });

  it("has their references", async () => {
    const rows = await store.db.$queryRaw<{ table: string; reference: string }[]>`
      SELECT t.relname AS table,
             (SELECT string_agg(a.attname, ', ' ORDER BY k.place) FROM unnest(c.conkey) WITH ORDINALITY AS k(number, place)
              JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number) || ' -> ' || f.relname AS reference
      FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid WHERE c.contype = 'f'`;

    for (const { table, references } of models) {
      expect(listedFor(table, rows, "reference"), table).toEqual(references.toSorted());
    }
  });

  it.each([
    ["action_status_known", STATUSES],
    ["action_level_known", LEVELS],
    ["membership_level_known", LEVELS],
    ["place_audience_known", AUDIENCES],
    ["action_source_state_known", SOURCE_STATES],
    ["meeting_state_known", MEETING_STATES],
  ])("knows the same words as the code: %s", async (constraint, words) => {
    const [row] = await store.db.$queryRaw<{ text: string }[]>`
      SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = ${constraint}`;

    expect([...(row?.text.matchAll(/'([^']+)'::text/g) ?? [])].map((match) => match[1])).toEqual([...words]);
  });
});

const listedFor = <Key extends string>(table: string, rows: ({ table: string } & Record<Key, string>)[], key: Key): string[] =>
  rows
    .filter((row) => row.table === table)
    .map((row) => row[key])
    .sort();
