import { createHash } from "node:crypto";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One row of the trail as it is stored, without its own hash. */
export interface AuditRow {
  providerId: string;
  seq: number;
  /** ISO 8601 in UTC, to the millisecond. */
  at: string;
  actor: string | null;
  actorName: string | null;
  actorRole: string | null;
  organisation: string | null;
  coverFor: string | null;
  verb: string;
  result: string;
  caseRef: string | null;
  actionNumber: number | null;
  before: Json;
  after: Json;
  why: string | null;
  origin: Json;
  prevHash: string;
}

/** Where a chain stands: its last number and hash. */
export interface ChainEnd {
  seq: number;
  hash: string;
}

/** What the first row of every chain follows. */
export const GENESIS: ChainEnd = { seq: 0, hash: "0".repeat(64) };

/** Covers every column, the number and the hash before included: no row can be changed, moved or left out unseen. */
export function hashOf(row: AuditRow): string {
  return createHash("sha256")
    .update(`${row.prevHash}\n${canonicalJson({ ...row })}`)
    .digest("hex");
}

/**
 * Why a stored row cannot be what follows in the chain, or null where it can.
 *
 * @param last where the chain stands before it
 */
export function faultIn(row: AuditRow, hash: string, last: ChainEnd): string | null {
  if (row.seq !== last.seq + 1)
    return row.seq === last.seq + 2 ? "it is missing" : `entries ${last.seq + 1} to ${row.seq - 1} are missing`;
  if (row.prevHash !== last.hash) return "it does not follow from the entry before it: one of the two was changed";
  if (hashOf(row) !== hash) return "it was changed after it was written";
  return null;
}

/** The same text for the same value, whatever order its keys are in: jsonb keeps values, not their spelling. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${members.join(",")}}`;
}

/**
 * Reads jsonb's own text. A number spelled differently from the way it was written, `1.0` for `1`, was not written by us.
 *
 * @throws where it was not
 */
export function readJson(text: string): Json {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
    if (typeof value === "number" && context?.source !== String(value)) throw new Error("a number is not as it was written");
    return value;
  });
}

/**
 * A value as the store will give it back: without what JSON leaves out, without characters that Postgres does not take (NUL, half a
 * surrogate pair).
 *
 * @throws on a number that jsonb would spell differently, such as 1e21: none has a place in the trail
 */
export function storable(value: Json): Json {
  if (typeof value === "string") return storableText(value);
  if (typeof value === "number" && !/^-?\d+(\.\d+)?$/.test(String(value))) throw new Error("the trail takes plain numbers only");
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(storable);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [storableText(key), storable(member)]));
}

export function storableText<T extends string | null>(text: T): T {
  return (typeof text === "string" ? text.toWellFormed().replaceAll("\0", "\ufffd") : text) as T;
}
