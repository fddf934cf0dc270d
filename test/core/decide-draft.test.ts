import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/action.ts";
import {
  decideAccept,
  decideConfirm,
  decideDiscard,
  decideEdit,
  decideNotMe,
  nextQuestion,
} from "../../src/core/decide-draft.ts";
import { aCaseFile, aDraft, aMapRole, anExtensionRequest, due, NOW } from "../support/builders.ts";
import { changeOf, deciding, heard } from "../support/deciding.ts";

const drafted = (by: string, draft: Partial<Action> = {}, rest: Parameters<typeof deciding>[2] = {}) =>
  deciding(by, aDraft(draft), rest);

/** Hassan covers Harriet in the week of the meeting. */
const harrietAway = {
  map: [
    aMapRole("Service manager", "priya", { signsOff: ["evidence"] }),
    aMapRole("Housing officer", "harriet", { cover: [{ personId: "hassan", from: "2027-03-08", until: "2027-03-12" }] }),
  ],
};

describe("confirming a draft", () => {
  it("asks its owner to accept, and keeps the due date as the first agreed", () => {
    const decision = decideConfirm(drafted("priya"));

    expect(changeOf(decision).patch).toMatchObject({ status: "proposed", originalDue: due("2027-03-25"), notYetHeard: false });
    expect(heard(decision)).toEqual(["proposed to harriet"]);
  });

  it("accepts it where the owner confirms: nobody has to be asked", () => {
    const decision = decideConfirm(drafted("priya", { owner: "priya" }));

    expect(changeOf(decision).patch).toMatchObject({ status: "open", acceptedAt: NOW });
    expect(heard(decision)).toEqual([]);
  });

  it("does not accept in the name of an owner who was drafted by somebody else", () => {
    expect(changeOf(decideConfirm(drafted("priya"))).patch).not.toHaveProperty("acceptedAt");
  });

  it("opens it unheard where the owner is outside chat, and the chaser hears", () => {
    const decision = decideConfirm(drafted("priya", { owner: "meera", chaser: "tom" }));

    expect(changeOf(decision).patch).toMatchObject({ status: "open", notYetHeard: true });
    expect(changeOf(decision).patch).not.toHaveProperty("acceptedAt");
    expect(heard(decision)).toEqual(["chase to tom"]);
  });

  it("tells a chaser nothing who confirms it themselves", () => {
    expect(heard(decideConfirm(drafted("tom", { owner: "meera", chaser: "tom" })))).toEqual([]);
  });

  it("goes to the cover of an owner who is away, and names whose place it is", () => {
    expect(heard(decideConfirm(drafted("priya", {}, { file: harrietAway })))).toEqual(["proposed to hassan for harriet"]);
  });

  it.each([
    ["text", { text: null }],
    ["owner", { owner: null }],
    ["due", { due: null }],
    ["evidence", { evidenceRequired: null }],
    ["chaser", { owner: "meera" }],
    ["text", { text: null, owner: null, due: null, evidenceRequired: null }],
    ["owner", { owner: null, evidenceRequired: null }],
    ["due", { due: null, owner: "meera" }],
  ] as const)("asks for exactly the next missing thing: %s", (missing, lacking) => {
    expect(decideConfirm(drafted("priya", lacking))).toMatchObject({ kind: "question", missing });
    expect(nextQuestion(aDraft(lacking), aCaseFile())).toBe(missing);
  });

  it("says everything that is missing in one sentence", () => {
    expect(decideConfirm(drafted("priya", { owner: null, evidenceRequired: null }))).toMatchObject({
      said: "Not confirmed: A1 has no owner and no evidence to show that it is done.",
    });
  });

  it("does not take a due date that has passed since it was drafted", () => {
    expect(decideConfirm(drafted("priya", { due: due("2027-03-10") }))).toEqual({
      kind: "question",
      missing: "due",
      said: "Not confirmed: Wed 10 March 2027 has passed.",
    });
    expect(decideConfirm(drafted("priya", { due: due("2027-03-11") })).kind).toBe("change");
    expect(decideConfirm(drafted("priya", { due: due("2027-03-11", "14:20") })).kind).toBe("question");
  });

  it("does nothing a second time, and says what is true", () => {
    expect(decideConfirm(deciding("priya", { status: "proposed" }))).toEqual({
      kind: "stale",
      said: "C-014/A1 waits for Harriet to accept.",
    });
  });

  it("keeps the date that was agreed first where an action comes back from a wrong owner", () => {
    const decision = decideConfirm(drafted("priya", { originalDue: due("2027-03-20"), due: due("2027-04-06") }));

    expect(changeOf(decision).patch.originalDue).toEqual(due("2027-03-20"));
  });
});

describe("accepting", () => {
  it("opens a proposed action", () => {
    expect(changeOf(decideAccept(deciding("harriet", { status: "proposed", acceptedAt: null }))).patch).toEqual({
      status: "open",
      acceptedAt: NOW,
      notYetHeard: false,
    });
  });

  it("is recorded by the chaser for an owner who had not been heard", () => {
    const unheard = { owner: "meera", chaser: "tom", notYetHeard: true, acceptedAt: null };

    expect(changeOf(decideAccept(deciding("tom", unheard))).patch).toMatchObject({ status: "open", notYetHeard: false });
  });

  it.each(["draft", "open", "blocked", "evidence submitted", "complete", "not achieved", "cancelled"] as const)(
    "changes nothing that is %s",
    (status) => {
      expect(decideAccept(deciding("harriet", { status })).kind).toBe("stale");
    },
  );
});

describe("not me", () => {
  it("makes it a draft without an owner again, and tells who asked", () => {
    const decision = decideNotMe(deciding("harriet", { status: "proposed" }));

    expect(changeOf(decision).patch).toMatchObject({ status: "draft", owner: null, ownerRole: null, acceptedAt: null });
    expect(heard(decision)).toEqual(["told not-me to priya"]);
  });

  it("is recorded by the chaser for an owner who had not been heard", () => {
    const decision = decideNotMe(deciding("tom", { owner: "meera", chaser: "tom", notYetHeard: true }));

    expect(changeOf(decision).patch).toMatchObject({ status: "draft", owner: null, notYetHeard: false });
  });

  it("loses neither the first agreed date nor the count of extensions", () => {
    const { patch } = changeOf(decideNotMe(deciding("hassan", { status: "proposed", owner: "hassan", extensions: 2 })));

    expect(patch).not.toHaveProperty("originalDue");
    expect(patch).not.toHaveProperty("extensions");
  });

  it("lets what was asked for and not decided fall away", () => {
    const decision = decideNotMe(deciding("harriet", { status: "proposed", request: anExtensionRequest() }));

    expect(changeOf(decision).request).toEqual({ do: "supersede" });
  });

  it("is too late once the action was accepted", () => {
    expect(decideNotMe(deciding("harriet")).kind).toBe("stale");
  });
});

describe("discarding and editing", () => {
  it("drops a draft and tells nobody, as nobody was asked", () => {
    const decision = decideDiscard(drafted("priya"));

    expect(changeOf(decision).patch).toMatchObject({ status: "cancelled", closedAt: NOW });
    expect(heard(decision)).toEqual([]);
  });

  it("does not drop an action", () => {
    expect(decideDiscard(deciding("priya")).kind).toBe("stale");
  });

  it("answers whose it is with one owner, and the other names are gone", () => {
    const decision = decideEdit(drafted("priya", { owner: null, ownerChoices: ["harriet", "carl"] }), { owner: "carl" });

    expect(changeOf(decision).patch).toEqual({ owner: "carl", ownerChoices: [] });
  });

  it("changes a draft only", () => {
    expect(decideEdit(deciding("priya"), { text: "Something else" })).toMatchObject({
      kind: "invalid",
      message: "Not changed: A1 is open, and only a draft can be edited.",
    });
  });
});
