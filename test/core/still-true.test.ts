import { describe, expect, it } from "vitest";
import type { Action } from "../../src/core/action.ts";
import type { CaseFile } from "../../src/core/case-file.ts";
import type { ActionNotice } from "../../src/core/notice.ts";
import { noLongerTrue } from "../../src/core/still-true.ts";
import { aCaseFile, aMapRole, anAction, anExtensionRequest, to } from "../support/builders.ts";

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
