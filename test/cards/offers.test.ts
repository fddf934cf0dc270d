import { describe, expect, it } from "vitest";
import { offersTo } from "../../src/cards/offers.ts";
import type { Action, Status } from "../../src/core/action.ts";
import { anExtensionRequest, aReassignmentRequest, aView, NOW } from "../support/builders.ts";

const offered = (reader: string, action: Partial<Action>) => offersTo({ now: NOW, reader }, aView(action));

describe("offersTo", () => {
  it.each<[Status, string[]]>([
    ["draft", []],
    ["proposed", ["accept", "notMe"]],
    ["open", ["evidence", "update", "extend", "block"]],
    ["blocked", ["evidence", "update", "extend", "unblock"]],
    ["evidence submitted", ["signOff", "return"]],
    ["complete", []],
    ["not achieved", []],
    ["cancelled", []],
  ])("shows a room the buttons of an action that is %s", (status, expected) => {
    expect(offered("", { status })).toEqual(expected);
  });

  it.each<[string, string, Partial<Action>, string[]]>([
    ["the owner of an open action", "harriet", {}, ["evidence", "update", "extend", "block"]],
    ["another member", "connie", {}, ["update"]],
    ["the lead", "priya", {}, ["update", "extend"]],
    ["the owner asked to accept", "harriet", { status: "proposed" }, ["accept", "notMe"]],
    ["somebody else while it is proposed", "carl", { status: "proposed" }, []],
    ["the signer", "priya", { status: "evidence submitted" }, ["signOff", "return"]],
    ["the signer's cover", "tom", { status: "evidence submitted" }, ["signOff", "return"]],
    ["the owner who may never sign off", "harriet", { status: "evidence submitted" }, []],
    ["the lead who owns it", "priya", { status: "evidence submitted", owner: "priya" }, []],
  ])("offers %s what they may press", (_who, reader, action, expected) => {
    expect(offered(reader, action)).toEqual(expected);
  });

  it("puts a decision that waits in place of asking again, four buttons at most", () => {
    expect(offered("", { request: anExtensionRequest() })).toEqual(["evidence", "update", "approveDate", "decline"]);
    expect(offered("priya", { request: anExtensionRequest() })).toEqual(["update", "approveDate", "decline"]);
    expect(offered("harriet", { request: anExtensionRequest() })).toEqual(["evidence", "update", "block"]);
    expect(offered("harriet", { status: "blocked", request: anExtensionRequest() })).toEqual(["evidence", "update", "unblock"]);
  });

  it("says which of the two is to be approved", () => {
    expect(offered("priya", { request: aReassignmentRequest() })).toContain("approveOwner");
  });
});
