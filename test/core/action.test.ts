import { describe, expect, it } from "vitest";
import {
  actionRef,
  fullRef,
  isEnded,
  isLive,
  MOVES,
  type Move,
  missingFrom,
  nextStatus,
  STATUSES,
  type Status,
} from "../../src/core/action.ts";
import { aDraft } from "../support/builders.ts";

/** The life of an action, a row a status. Written out again, so that a change of the table has to be meant. */
const LIFE: [Status, Partial<Record<Move, Status>>][] = [
  ["draft", { confirm: "proposed", "confirm-own": "open", discard: "cancelled" }],
  [
    "proposed",
    { accept: "open", "not-me": "draft", "not-achieved": "not achieved", cancel: "cancelled", "hand-over": "proposed" },
  ],
  [
    "open",
    {
      evidence: "evidence submitted",
      block: "blocked",
      "not-achieved": "not achieved",
      cancel: "cancelled",
      "hand-over": "proposed",
    },
  ],
  [
    "blocked",
    {
      evidence: "evidence submitted",
      unblock: "open",
      "not-achieved": "not achieved",
      cancel: "cancelled",
      "hand-over": "proposed",
    },
  ],
  ["evidence submitted", { "sign-off": "complete", return: "open", "not-achieved": "not achieved", cancel: "cancelled" }],
  ["complete", { reopen: "open" }],
  ["not achieved", { reopen: "open" }],
  ["cancelled", { reopen: "open" }],
];

const movesTo = (status: Status): string[] =>
  STATUSES.flatMap((from) =>
    Object.entries(MOVES[from])
      .filter(([, to]) => to === status)
      .map(([move]) => move),
  );

describe("the moves of an action", () => {
  it.each(LIFE)("from %s are these and no others", (from, moves) => {
    expect(MOVES[from]).toEqual(moves);
  });

  it("reach complete by sign-off alone", () => {
    expect(movesTo("complete")).toEqual(["sign-off"]);
  });

  it("reach evidence submitted by evidence alone, so that nothing is signed off without it", () => {
    expect(new Set(movesTo("evidence submitted"))).toEqual(new Set(["evidence"]));
  });

  it("are looked up, and an unknown one is none", () => {
    expect(nextStatus("evidence submitted", "return")).toBe("open");
    expect(nextStatus("open", "sign-off")).toBeUndefined();
  });

  it("lead back from each ending, and only from an ending", () => {
    expect(STATUSES.filter((status) => nextStatus(status, "reopen"))).toEqual(STATUSES.filter(isEnded));
  });

  it("end in three ways", () => {
    expect(STATUSES.filter(isEnded)).toEqual(["complete", "not achieved", "cancelled"]);
    expect(STATUSES.every((status) => isLive(status) !== isEnded(status))).toBe(true);
  });
});

describe("what a draft lacks", () => {
  it("is nothing when it has a text, an owner, a due date and its evidence", () => {
    expect(missingFrom(aDraft(), false)).toEqual([]);
  });

  it("is asked for in one order: text, owner, due date, evidence", () => {
    const empty = aDraft({ text: null, owner: null, due: null, evidenceRequired: null });

    expect(missingFrom(empty, false)).toEqual(["text", "owner", "due", "evidence"]);
  });

  it.each([
    ["text", { text: null }],
    ["text", { text: "" }],
    ["owner", { owner: null }],
    ["due", { due: null }],
    ["evidence", { evidenceRequired: null }],
    ["evidence", { evidenceRequired: "" }],
  ] as const)("is its %s alone where all else is there", (missing, lacking) => {
    expect(missingFrom(aDraft(lacking), false)).toEqual([missing]);
  });

  it("is a chaser, where its owner is outside chat", () => {
    expect(missingFrom(aDraft({ owner: "meera" }), true)).toEqual(["chaser"]);
    expect(missingFrom(aDraft({ owner: "meera", chaser: "tom" }), true)).toEqual([]);
  });

  it("is not yet a chaser while it has no owner", () => {
    expect(missingFrom(aDraft({ owner: null }), true)).toEqual(["owner"]);
  });
});

describe("a reference", () => {
  it("names the number within the case, and the case anywhere else", () => {
    expect(actionRef({ number: 12 })).toBe("A12");
    expect(fullRef({ caseRef: "C-014", number: 12 })).toBe("C-014/A12");
  });
});
