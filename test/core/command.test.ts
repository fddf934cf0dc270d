import { describe, expect, it } from "vitest";
import { Again, Command } from "../../src/core/command.ts";

const accepted = (command: unknown): boolean => Command.safeParse(command).success;

describe("a command from outside", () => {
  it("is one of those that there are", () => {
    expect(accepted({ do: "accept", ref: "A1" })).toBe(true);
    expect(accepted({ do: "drop-tables" })).toBe(false);
    expect(accepted({})).toBe(false);
    expect(accepted(null)).toBe(false);
    expect(accepted("accept A1")).toBe(false);
  });

  it.each(["A1", "a12", "C-014/A1", "c-014/a999999"])("names an action as %s", (ref) => {
    expect(Command.parse({ do: "show", ref })).toEqual({ do: "show", ref: ref.toUpperCase() });
  });

  it.each(["", "1", "A", "A1234567", "C-014", "C-014/", "../A1", "A1; DROP", "C-014/A1/A2", 1, null])(
    "does not take %j for one",
    (ref) => {
      expect(accepted({ do: "show", ref })).toBe(false);
    },
  );

  it("keeps what people write short enough for a card", () => {
    expect(accepted({ do: "update", ref: "A1", text: "x".repeat(2000) })).toBe(true);
    expect(accepted({ do: "update", ref: "A1", text: "x".repeat(2001) })).toBe(false);
    expect(accepted({ do: "reassign", ref: "A1", who: "x".repeat(301) })).toBe(false);
  });

  it("takes no more than forty lines or drafts at once", () => {
    const lines = (count: number) => ({ do: "capture", lines: Array.from({ length: count }, () => "call the landlord") });

    expect(accepted(lines(40))).toBe(true);
    expect(accepted(lines(41))).toBe(false);
    expect(accepted(lines(0))).toBe(false);
  });

  it("drops what it does not know", () => {
    expect(Command.parse({ do: "accept", ref: "A1", owner: "mallory", status: "complete" })).toEqual({ do: "accept", ref: "A1" });
  });

  it("was drawn for a version, a positive whole number", () => {
    expect(accepted({ do: "accept", ref: "A1", seen: 3 })).toBe(true);
    for (const seen of [0, -1, 1.5, "3"]) expect(accepted({ do: "accept", ref: "A1", seen })).toBe(false);
  });

  it("takes white space for nothing", () => {
    expect(Command.parse({ do: "block", ref: "A1", reason: "   " })).toMatchObject({ reason: "" });
  });
});

describe("a card that is made again", () => {
  it("only shows: no change rides on it", () => {
    expect(Again.safeParse({ again: { do: "list", filter: "mine" } }).success).toBe(true);
    expect(Again.safeParse({ again: { do: "sign-off", ref: "A1" } }).success).toBe(false);
  });
});
