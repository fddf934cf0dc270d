import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/action.ts";
import { isReadIn, neverConfirmed, visibleTo } from "../../src/core/visible.ts";
import { aCaseFile, aDraft, anAction, anExtensionRequest, NOW } from "../support/builders.ts";

const TODAY = "2027-03-11";
const seenBy = (personId: string, action: Action, level: "coordination" | "care" | "restricted" = "coordination") =>
  visibleTo(action, aCaseFile(), personId, level, TODAY);

/** Every field that holds something people wrote. */
const WORDS = {
  text: "Ask about the bruise",
  evidenceRequired: "note of the call",
  blockedBecause: "afraid of the neighbour",
  endedBecause: "moved to a refuge",
  latestUpdate: { by: "priya", at: NOW, text: "seen by the GP" },
  latestEvidence: { id: "e1", by: "priya", at: NOW, text: "body map" },
  request: anExtensionRequest({ why: "in hospital" }),
  source: { platform: "slack", workspace: "T0001", conversation: "C0001", message: "1.2", link: "https://x.example" },
} as const;

describe("a draft", () => {
  const draft = aDraft({ asker: "tom", chaser: "hassan", ownerChoices: ["carl"] });

  it.each([
    ["whoever asked for it", "tom"],
    ["the lead", "priya"],
  ])("is whole to %s", (_, personId) => {
    expect(seenBy(personId, draft)).toEqual(draft);
  });

  it.each([
    ["the named owner", "harriet"],
    ["anybody else on the case", "carl"],
  ])("is a reference to %s", (_, personId) => {
    expect(seenBy(personId, draft, "restricted")).toMatchObject({
      number: 1,
      status: "draft",
      text: null,
      owner: null,
      ownerRole: null,
      ownerChoices: [],
      chaser: null,
      due: null,
      dueWords: null,
      evidenceRequired: null,
    });
  });

  it("stays with them after it was discarded", () => {
    const discarded = { ...draft, status: "cancelled", originalDue: null } as const;

    expect(neverConfirmed(discarded)).toBe(true);
    expect(seenBy("carl", discarded).text).toBeNull();
  });

  it("is theirs no more once it was confirmed", () => {
    expect(neverConfirmed(anAction({ status: "cancelled" }))).toBe(false);
    expect(seenBy("carl", anAction({ status: "cancelled" })).text).not.toBeNull();
  });
});

describe("an action above the reader's level", () => {
  const restricted = anAction({ level: "restricted", ...WORDS });

  it("shows its reference, owner, dates and status, and nothing that anybody wrote", () => {
    const seen = seenBy("carl", restricted, "care");

    expect(seen).toMatchObject({ number: 1, status: "open", owner: "harriet", due: restricted.due });
    for (const field of Object.keys(WORDS)) expect(seen).toHaveProperty(field, null);
  });

  it("says that something is left out", () => {
    expect(seenBy("carl", restricted, "care").withheld).toBe(true);
  });

  it("is whole at its level", () => {
    expect(seenBy("carl", restricted, "restricted")).toEqual(restricted);
  });

  it.each([
    ["asker", { asker: "carl" }],
    ["owner", { owner: "carl" }],
    ["chaser", { chaser: "carl" }],
  ])("is whole to its %s, whatever their level", (_, concerned) => {
    expect(seenBy("carl", { ...restricted, ...concerned }).text).toBe(WORDS.text);
  });

  describe("and of somebody on leave", () => {
    const onLeave = aCaseFile({ leave: [{ personId: "harriet", from: TODAY, until: TODAY, coverId: "hassan" }] });
    const toCover = (level: "coordination" | "restricted", action = restricted) =>
      visibleTo(action, onLeave, "hassan", level, TODAY).text;

    it("shows its cover what their own level shows them: leave says who acts, not who may know", () => {
      expect(toCover("coordination")).toBeNull();
      expect(toCover("restricted")).toBe(WORDS.text);
      expect(toCover("coordination", { ...restricted, level: "coordination" })).toBe(WORDS.text);
    });
  });
});

describe("what people wrote about the work", () => {
  const written = anAction({ ...WORDS, latestEvidence: { id: "e1", by: "harriet", at: NOW, text: "body map" } });

  it("is care level: at coordination level stands who wrote, and when", () => {
    const seen = seenBy("carl", written);

    expect(seen).toMatchObject({
      text: WORDS.text,
      evidenceRequired: WORDS.evidenceRequired,
      blockedBecause: null,
      endedBecause: null,
      latestUpdate: { by: "priya", at: NOW, text: null },
      latestEvidence: { by: "harriet", at: NOW, text: null },
      request: { by: "harriet", to: { day: "2027-04-06" }, why: null },
      withheld: true,
    });
    expect(seenBy("carl", written, "care")).toEqual(written);
  });

  it.each([
    ["the asker", "tom", { asker: "tom" }],
    ["the owner", "hassan", { owner: "hassan" }],
    ["the chaser", "hassan", { chaser: "hassan" }],
    ["a signer", "priya", {}],
    ["whoever stands in for a signer", "tom", {}],
  ])("is for %s, whatever their level", (_, personId, concerned) => {
    const action = { ...written, ...concerned };

    expect(seenBy(personId, action)).toEqual(action);
  });

  it("is for the lead, whatever their level", () => {
    expect(visibleTo(written, aCaseFile({ leadId: "connie" }), "connie", "coordination", TODAY)).toEqual(written);
  });

  it("is not said to be left out where nothing was written", () => {
    expect(seenBy("carl", anAction())).toEqual(anAction());
  });
});

describe("a room", () => {
  it.each([
    ["case", "care", true],
    ["case", "restricted", false],
    ["provider", "restricted", true],
    ["mixed", "coordination", false],
  ] as const)("of the audience %s reads of %s actions more than a line: %s", (audience, level, reads) => {
    expect(isReadIn(audience, anAction({ level }))).toBe(reads);
    expect(isReadIn(audience, aDraft({ level }))).toBe(false);
  });
});
