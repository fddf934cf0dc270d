import { describe, expect, it } from "vitest";
import { decideApprove, decideDecline, decideExtend, decideReassign } from "../../src/core/decide-request.ts";
import { aDraft, anExtensionRequest, aReassignmentRequest, due } from "../support/builders.ts";
import { changeOf, deciding, FRESH_ID, heard } from "../support/deciding.ts";

const LATER = due("2027-04-06");
const WHY = "the surveyor is ill";

describe("asking for a new date", () => {
  it("changes nothing until a signer or the lead decides, who are asked once each", () => {
    const decision = decideExtend(deciding("harriet"), LATER, WHY);

    expect(changeOf(decision)).toMatchObject({
      patch: {},
      request: { do: "open", id: FRESH_ID, wants: { kind: "extension", to: LATER } },
      said: "Asked: New date Tue 6 April 2027. Priya decides. Until then nothing changes.",
    });
    expect(heard(decision)).toEqual(["request to priya"]);
  });

  it("is decided at once where a signer or the lead asks, and the owner hears", () => {
    const decision = decideExtend(deciding("priya"), LATER, WHY);

    expect(changeOf(decision).patch).toEqual({ due: LATER, dueWords: null, extensions: 1 });
    expect(heard(decision)).toEqual(["told date-changed to harriet"]);
  });

  it("overtakes a request that waited", () => {
    expect(changeOf(decideExtend(deciding("priya", { request: anExtensionRequest() }), LATER, WHY)).request).toEqual({
      do: "supersede",
    });
    expect(changeOf(decideExtend(deciding("harriet", { request: anExtensionRequest() }), LATER, WHY)).request?.do).toBe("open");
  });

  it.each([
    ["past", due("2027-03-10"), "Not saved: Wed 10 March 2027 has passed."],
    ["the one it has", due("2027-03-25"), "Not saved: C-014/A1 is already due Thu 25 March 2027."],
  ])("does not take a date that is %s", (_, date, message) => {
    expect(decideExtend(deciding("harriet"), date, WHY)).toMatchObject({ kind: "invalid", field: "date", message });
  });

  it("opens a form where the date or the reason is missing", () => {
    expect(decideExtend(deciding("harriet"), undefined, WHY)).toEqual({ kind: "form", name: "extend" });
    expect(decideExtend(deciding("harriet"), LATER, undefined)).toEqual({ kind: "form", name: "extend" });
  });

  it("is not for a draft, nor for what was handed in or has ended", () => {
    expect(decideExtend(deciding("priya", aDraft()), LATER, WHY)).toEqual({
      kind: "stale",
      said: "C-014/A1 is still a draft: edit it instead.",
    });
    expect(decideExtend(deciding("harriet", { status: "evidence submitted" }), LATER, WHY).kind).toBe("stale");
    expect(decideExtend(deciding("harriet", { status: "complete" }), LATER, WHY).kind).toBe("stale");
  });
});

describe("deciding about a new date", () => {
  const asked = anExtensionRequest();
  const waiting = { request: asked };

  it("moves the due date, counts the extension and leaves the first agreed date alone", () => {
    const { patch, request } = changeOf(decideApprove(deciding("priya", waiting), { reason: "booked" }));

    expect(patch).toEqual({ due: LATER, dueWords: null, extensions: 1 });
    expect(request).toEqual({ do: "decide", id: asked.id, decision: "approved", because: "booked" });
  });

  it("keeps the first agreed date through two extensions", () => {
    const once = {
      ...deciding("priya", waiting).action,
      ...changeOf(decideApprove(deciding("priya", waiting), { reason: "ok" })).patch,
    };
    const again = anExtensionRequest({ to: due("2027-04-13") });
    const twice = { ...once, ...changeOf(decideApprove(deciding("priya", { ...once, request: again }), { reason: "ok" })).patch };

    expect(twice).toMatchObject({ due: due("2027-04-13"), originalDue: due("2027-03-25"), extensions: 2 });
  });

  it("may settle on another date than the one asked for", () => {
    expect(changeOf(decideApprove(deciding("priya", waiting), { date: due("2027-04-01"), reason: "ok" })).patch.due).toEqual(
      due("2027-04-01"),
    );
  });

  it("is heard by whoever asked, once", () => {
    expect(heard(decideApprove(deciding("priya", waiting), { reason: "ok" }))).toEqual(["approved to harriet"]);
    expect(heard(decideDecline(deciding("priya", waiting), { reason: "it cannot wait" }))).toEqual(["declined to harriet"]);
  });

  it("is heard by the owner too, where somebody else had asked", () => {
    const byTom = { request: anExtensionRequest({ by: "tom" }) };

    expect(heard(decideApprove(deciding("priya", byTom), { reason: "ok" }))).toEqual([
      "approved to tom",
      "told date-changed to harriet",
    ]);
  });

  it("by declining leaves everything as it was", () => {
    expect(changeOf(decideDecline(deciding("priya", waiting), { reason: "it cannot wait" }))).toMatchObject({
      patch: {},
      request: { do: "decide", decision: "declined", because: "it cannot wait" },
      said: "Declined. C-014/A1 stays due Thu 25 March 2027.",
    });
  });

  it("needs a reason either way", () => {
    expect(decideApprove(deciding("priya", waiting), {})).toEqual({ kind: "form", name: "approve" });
    expect(decideDecline(deciding("priya", waiting), {})).toEqual({ kind: "form", name: "decline" });
  });

  it("decides nothing by a press on an older request", () => {
    const older = { request: "00000000-0000-4000-8000-0000000000e9", reason: "ok" };

    expect(decideApprove(deciding("priya", waiting), older).kind).toBe("stale");
    expect(decideDecline(deciding("priya", waiting), older).kind).toBe("stale");
    expect(decideApprove(deciding("priya", waiting), { ...older, request: asked.id }).kind).toBe("change");
  });

  it("decides nothing where nothing was asked, and says what is true", () => {
    expect(decideApprove(deciding("priya"), { reason: "ok" })).toEqual({
      kind: "stale",
      said: "Nothing waits for a decision on C-014/A1. It is open, due Thu 25 March 2027.",
    });
  });

  it("does not agree to a date that has passed while the request waited", () => {
    const late = deciding("priya", waiting, { now: new Date("2027-04-07T08:00:00Z"), today: "2027-04-07" });

    expect(decideApprove(late, { reason: "ok" })).toMatchObject({ kind: "invalid", field: "date" });
  });

  it("never brings a draft or an ending to life", () => {
    for (const status of ["draft", "evidence submitted", "complete", "cancelled"] as const)
      expect(decideApprove(deciding("priya", { ...waiting, status }), { reason: "ok" }).kind).toBe("stale");
  });
});

describe("a new owner", () => {
  it("is asked for by the owner and decided by a signer or the lead", () => {
    const decision = decideReassign(deciding("harriet"), "hassan");

    expect(changeOf(decision)).toMatchObject({
      patch: {},
      request: { do: "open", wants: { kind: "reassignment", to: "hassan" } },
    });
    expect(heard(decision)).toEqual(["request to priya"]);
  });

  it("has to accept, and the one before hears", () => {
    const decision = decideReassign(deciding("priya"), "hassan");

    expect(changeOf(decision).patch).toMatchObject({ owner: "hassan", status: "proposed", acceptedAt: null, ownerRole: null });
    expect(heard(decision)).toEqual(["proposed to hassan", "told owner-changed to harriet"]);
  });

  it("leaves the due date and the first agreed one alone", () => {
    const { patch } = changeOf(decideReassign(deciding("priya"), "hassan"));

    expect(patch).not.toHaveProperty("due");
    expect(patch).not.toHaveProperty("originalDue");
  });

  it("is asked to accept also where they had asked for it themselves", () => {
    const waiting = { request: aReassignmentRequest({ by: "hassan", to: "hassan" }) };

    expect(heard(decideApprove(deciding("priya", waiting), { reason: "ok" }))).toEqual([
      "approved to hassan",
      "proposed to hassan",
      "told owner-changed to harriet",
    ]);
  });

  it("outside chat opens unheard, with whoever decided as chaser where there was none", () => {
    const decision = decideReassign(deciding("priya"), "meera");

    expect(changeOf(decision).patch).toMatchObject({ owner: "meera", chaser: "priya", status: "open", notYetHeard: true });
    expect(heard(decideReassign(deciding("priya", { chaser: "tom" }), "meera"))).toEqual([
      "chase to tom",
      "told owner-changed to harriet",
    ]);
  });

  it("is not the owner it has", () => {
    expect(decideReassign(deciding("priya"), "harriet")).toMatchObject({ kind: "invalid", field: "who" });
  });

  it("keeps its owner where it is declined", () => {
    expect(changeOf(decideDecline(deciding("priya", { request: aReassignmentRequest() }), { reason: "busy" })).said).toBe(
      "Declined. C-014/A1 keeps its owner.",
    );
  });
});
