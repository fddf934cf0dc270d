import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/action.ts";
import type { CaseFile } from "../../src/core/case-file.ts";
import type { ActionNotice } from "../../src/core/notice.ts";
import { noLongerTrue } from "../../src/core/still-true.ts";
import { aCaseFile, aMapRole, anAction, anExtensionRequest, due, NOW, to } from "../support/builders.ts";

const why = (notice: ActionNotice, action: Partial<Action> = {}, file: Partial<CaseFile> = {}, today = "2027-03-11") =>
  noLongerTrue(notice, anAction(action), aCaseFile(file), today);

const proposed = (personId = "harriet", coverFor: string | null = null): ActionNotice => ({
  kind: "proposed",
  to: to(personId, coverFor),
  version: 2,
});
const chase: ActionNotice = { kind: "chase", to: to("tom"), version: 2 };
const evidenceIn = (personId = "priya"): ActionNotice => ({ kind: "evidence-in", to: to(personId), version: 4 });
const request = (id: string): ActionNotice => ({ kind: "request", to: to("priya"), request: id });
const told: ActionNotice = { kind: "told", what: "signed-off", to: to("harriet"), by: "priya", why: null, version: 5 };
const TOLD_OF = "complete";

describe("a notice", () => {
  it.each<[string, ActionNotice, Partial<Action>]>([
    ["to accept, while it is proposed", proposed(), { status: "proposed" }],
    ["to chase, while nobody was heard", chase, { owner: "meera", chaser: "tom", notYetHeard: true }],
    ["to sign off, while evidence waits", evidenceIn(), { status: "evidence submitted" }],
    ["to decide, while the request waits", request(anExtensionRequest().id), { request: anExtensionRequest() }],
    ["of what became of it, while that is so", told, { status: TOLD_OF }],
  ])("holds: %s", (_, notice, action) => {
    expect(why(notice, action)).toBeNull();
  });

  it.each<[string, ActionNotice, Partial<Action>, string]>([
    ["to accept, once it was accepted", proposed(), { status: "open" }, "the action is open"],
    ["to chase, once the owner was heard", chase, { owner: "meera", chaser: "tom" }, "the action is open"],
    ["to sign off, once it was", evidenceIn(), { status: "complete" }, "the action is complete"],
    ["that it was signed off, once it is open again", told, { status: "open" }, "the action is open"],
    ["to decide, once it was", request(anExtensionRequest().id), {}, "the request is settled"],
    ["to decide another request", request("other"), { request: anExtensionRequest() }, "the request is settled"],
    ["to accept what is somebody else's now", proposed("carl"), { status: "proposed" }, "it is somebody else's to answer"],
    [
      "to sign off what is the reader's own now",
      evidenceIn(),
      { status: "evidence submitted", owner: "priya" },
      "it is somebody else's to answer",
    ],
  ])("does not hold: %s", (_, notice, action, reason) => {
    expect(why(notice, action)).toBe(reason);
  });

  it("does not reach somebody who has left the case since", () => {
    const team = [{ personId: "harriet", level: "care", from: null, until: "2027-03-10" } as const];

    for (const notice of [proposed(), told]) {
      const status = notice === told ? TOLD_OF : "proposed";
      expect(why(notice, { status }, { team })).toBe("the reader is not on the case");
      expect(why(notice, { status }, { team }, "2027-03-10")).toBeNull();
    }
  });

  it("to cover is not lost when the cover has ended since", () => {
    const cover = [{ personId: "hassan", from: "2027-03-08", until: "2027-03-10" }];
    const map = [aMapRole("Housing officer", "harriet", { cover })];

    expect(why(proposed("hassan", "harriet"), { status: "proposed" }, { map })).toBeNull();
  });

  it("to a room needs the room to be one of the case", () => {
    const place = { id: "p1", platform: "slack", workspace: "T0001", conversation: "C0001", audience: "case" } as const;
    const state: ActionNotice = { kind: "state", placeId: "p1", changes: 3 };

    expect(why(state, {}, { places: [place] })).toBeNull();
    expect(why(state, {}, { places: [] })).toBe("the room is not one of the case");
  });
});

describe("what the clock has to say", () => {
  const reminder = (personId = "harriet", coverFor: string | null = null): ActionNotice => ({
    kind: "reminder",
    to: to(personId, coverFor),
    due: { day: "2027-03-25", time: null },
    occasion: "soon",
    day: "2027-03-22",
  });
  const silence = (step: 1 | 2, personId: string, waits: "confirm" | "accept" | "sign-off" = "accept"): ActionNotice => ({
    kind: "silence",
    to: to(personId),
    waits,
    since: NOW.toISOString(),
    step,
  });
  const left = (owner = "harriet"): ActionNotice => ({ kind: "owner-left", to: to("priya"), owner });
  const OFF_THE_CASE = { team: [{ personId: "priya", level: "care", from: null, until: null }] } satisfies Partial<CaseFile>;

  it.each<[string, ActionNotice, Partial<Action>, Partial<CaseFile>?]>([
    ["a reminder, while the date stands", reminder(), {}],
    ["a reminder of something blocked", reminder(), { status: "blocked" }],
    ["a reminder that was put off to today", reminder(), { putOff: { harriet: "2027-03-11" } }],
    ["a reminder that somebody else put off", reminder(), { putOff: { hassan: "2027-03-12" } }],
    ["a reminder to cover whose time has ended since", reminder("hassan", "harriet"), {}],
    ["a reminder to the chaser", reminder("tom"), { owner: "meera", chaser: "tom" }],
    ["a silence about a question to accept", silence(1, "harriet"), { status: "proposed" }],
    ["a silence about an owner who is not heard", silence(1, "tom"), { owner: "meera", chaser: "tom", notYetHeard: true }],
    ["a silence about a draft", silence(1, "priya", "confirm"), { status: "draft" }],
    ["a silence about evidence, to whoever signs off", silence(1, "priya", "sign-off"), { status: "evidence submitted" }],
    ["a silence about evidence, to whoever asked", silence(2, "carl", "sign-off"), { status: "evidence submitted" }],
    ["that an owner has left", left(), {}, OFF_THE_CASE],
    ["that the chaser of an owner outside chat has", left("hassan"), { owner: "meera", chaser: "hassan" }, OFF_THE_CASE],
  ])("holds: %s", (_, notice, action, file) => {
    expect(why(notice, action, file)).toBeNull();
  });

  it.each<[string, ActionNotice, Partial<Action>, Partial<CaseFile>, string]>([
    ["a reminder of another date", reminder(), { due: due("2027-03-26") }, {}, "the due date is another"],
    ["a reminder of another time", reminder(), { due: due("2027-03-25", "17:00") }, {}, "the due date is another"],
    ["a reminder that was put off", reminder(), { putOff: { harriet: "2027-03-12" } }, {}, "the reader put it off"],
    ["a reminder once evidence is in", reminder(), { status: "evidence submitted" }, {}, "the action is evidence submitted"],
    ["a reminder once it has ended", reminder(), { status: "cancelled" }, {}, "the action is cancelled"],
    ["a reminder of what is somebody else's now", reminder(), { owner: "carl" }, {}, "it is somebody else's to answer"],
    ["a reminder to whoever lost sight of the case", reminder(), {}, OFF_THE_CASE, "the reader is not on the case"],
    ["a silence that was broken", silence(1, "harriet"), {}, {}, "the action is open"],
    [
      "a silence that began anew",
      silence(2, "priya"),
      { status: "proposed", statusSince: new Date("2027-03-12T09:00Z") },
      {},
      "it waits since another moment",
    ],
    [
      "a silence that was put off",
      silence(1, "harriet"),
      { status: "proposed", putOff: { harriet: "2027-03-12" } },
      {},
      "the reader put it off",
    ],
    [
      "a silence of what is another's to accept now",
      silence(1, "harriet"),
      { status: "proposed", owner: "carl" },
      {},
      "it is somebody else's to answer",
    ],
    ["that an owner has left, once they are back", left(), {}, {}, "it is in hands that may hold it"],
    ["that an owner has left, of a new owner's", left(), { owner: "priya" }, OFF_THE_CASE, "it is in hands that may hold it"],
    ["that an owner has left, once it has ended", left(), { status: "complete" }, OFF_THE_CASE, "the action is complete"],
  ])("does not hold: %s", (_, notice, action, file, reason) => {
    expect(why(notice, action, file)).toBe(reason);
  });
});
