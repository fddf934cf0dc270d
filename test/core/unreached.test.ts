import { describe, expect, it } from "vitest";
import { reasonInWords } from "../../src/core/unreached.ts";

const REASONS = [
  "account closed",
  "app removed",
  "MessageWritesBlocked",
  "this service is not connected to the room",
  "is_archived",
  "http 503",
  "something new",
];

describe("why a message did not arrive", () => {
  it.each(REASONS)("is said of a room as of a room: %s", (reason) => {
    expect(reasonInWords(reason, "room")).not.toMatch(/\bthey\b|\btheir\b|account/i);
  });

  it("is said of a person as of a person", () => {
    const reason = "this service is not connected to where the reader is";
    expect(reasonInWords(reason, "person")).toMatch(/^they are on no platform/);
    expect(reasonInWords(reason, "room")).toMatch(/^it is on no platform/);
  });
});
