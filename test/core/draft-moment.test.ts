import { describe, expect, it } from "vitest";
import { actionMoments } from "../../src/core/action-agenda.ts";
import { draftMoments } from "../../src/core/draft-moment.ts";
import { aCaseFile, aDraft, aView, london, NOW } from "../support/builders.ts";

const view = (overrides: Parameters<typeof aDraft>[0]) => ({ ...aView(), action: aDraft({ createdAt: NOW, ...overrides }) });
const lost = {
  at: london("2027-03-11", "14:21"),
  notice: { kind: "draft", to: { personId: "priya", coverFor: null, coverUntil: null }, version: 1 },
};

describe("a draft that its asker has not been shown", () => {
  it("is sent to them a minute after it was made", () => {
    expect(draftMoments(view({ shown: false }))).toEqual([lost]);
    expect(actionMoments(view({ shown: false }), NOW)).toContainEqual(lost);
  });

  it("goes to nobody in their place: it answers what they said just now", () => {
    const file = aCaseFile({ leave: [{ personId: "priya", from: "2027-03-11", until: "2027-03-12", coverId: "tom" }] });

    expect(draftMoments({ ...view({ shown: false }), file })).toEqual([lost]);
  });

  it.each([
    ["that they have seen", { shown: true }],
    ["that is none any more", { shown: false, status: "proposed" }],
  ] as const)("is not one %s", (_, overrides) => {
    expect(draftMoments(view(overrides))).toEqual([]);
  });
});
