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

  it("claims no day that has not passed where it is still being tried", () => {
    expect(reasonInWords("http 503", "person")).toBe("the platform did not answer for a day");
    expect(reasonInWords("http 503", "person", "late")).toBe("the platform does not answer");
    expect(reasonInWords("something new", "person", "late")).toBe("the platform does not take it");
    expect(reasonInWords("account closed", "person", "late")).toMatch(/^their account is closed/);
  });

  it("is said of a person as of a person", () => {
    const reason = "this service is not connected to where the reader is";
    expect(reasonInWords(reason, "person")).toMatch(/^they are on no platform/);
    expect(reasonInWords(reason, "room")).toMatch(/^it is on no platform/);
  });
});
