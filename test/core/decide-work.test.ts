import { describe, expect, it } from "vitest";
import { decideBlock, decideEvidence, decideUnblock, decideUpdate } from "../../src/core/decide-work.ts";
import { aMapRole, anExtensionRequest, PEOPLE } from "../support/builders.ts";
import { changeOf, deciding, FRESH_ID, heard } from "../support/deciding.ts";

describe("evidence", () => {
  it("is kept with the action, which then waits for a signer", () => {
    const decision = decideEvidence(deciding("harriet"), "report filed as Q-2231");

    expect(changeOf(decision)).toMatchObject({
      patch: { status: "evidence submitted" },
      evidence: { id: FRESH_ID, text: "report filed as Q-2231" },
      said: "Evidence submitted. Priya can sign it off.",
    });
    expect(heard(decision)).toEqual(["evidence-in to priya"]);
  });

  it("goes to the cover of the only signer where that is the owner", () => {
    expect(heard(decideEvidence(deciding("priya", { owner: "priya" }), "plan v3"))).toEqual(["evidence-in to tom for priya"]);
  });

  it("goes to the other signers where the owner is one of them", () => {
    const map = [
      aMapRole("Service manager", "priya", { signsOff: ["evidence"] }),
      aMapRole("Team leader", "tom", { signsOff: ["evidence"] }),
    ];

    expect(heard(decideEvidence(deciding("priya", { owner: "priya" }, { file: { map } }), "plan v3"))).toEqual([
      "evidence-in to tom",
    ]);
  });

  it("goes to the lead where the map names no signer", () => {
    const map = [aMapRole("Housing officer", "harriet")];

    expect(heard(decideEvidence(deciding("harriet", {}, { file: { map } }), "report"))).toEqual(["evidence-in to priya"]);
  });

  it("says so where nobody is left who could sign it off", () => {
    const file = { map: [], leadId: "harriet" };

    expect(changeOf(decideEvidence(deciding("harriet", {}, { file }), "report")).said).toBe(
      "Evidence submitted. Nobody else on this case can sign it off yet: ask the lead to name a signer on the partner map.",
    );
  });

  it("ends a request that waited: the work is done", () => {
    expect(changeOf(decideEvidence(deciding("harriet", { request: anExtensionRequest() }), "report")).request).toEqual({
      do: "supersede",
    });
  });

  it("may come from a blocked action, and takes the block away", () => {
    const blocked = { status: "blocked", blockedBecause: "no access" } as const;

    expect(changeOf(decideEvidence(deciding("harriet", blocked), "report")).patch).toMatchObject({ blockedBecause: null });
  });

  it("needs an accepted action", () => {
    expect(decideEvidence(deciding("harriet", { status: "proposed" }), "report")).toEqual({
      kind: "stale",
      said: "C-014/A1 has to be accepted first.",
    });
  });

  it("opens a form where none was said, and only where it would count", () => {
    expect(decideEvidence(deciding("harriet"), undefined)).toEqual({ kind: "form", name: "evidence" });
    expect(decideEvidence(deciding("harriet", { status: "complete" }), undefined).kind).toBe("stale");
  });
});

describe("an update", () => {
  it("leaves the action where it stands", () => {
    expect(changeOf(decideUpdate(deciding("carl"), "surveyor booked"))).toMatchObject({ patch: {}, update: "surveyor booked" });
  });

  it.each(["proposed", "open", "blocked", "evidence submitted"] as const)("is taken while it is %s", (status) => {
    expect(decideUpdate(deciding("harriet", { status }), "on its way").kind).toBe("change");
  });

  it.each(["draft", "complete", "not achieved", "cancelled"] as const)("is not taken while it is %s", (status) => {
    expect(decideUpdate(deciding("harriet", { status }), "on its way").kind).toBe("stale");
  });

  it("does not tell the reason of an ending to whoever asks", () => {
    const ended = deciding("carl", { status: "cancelled", endedBecause: "moved to a refuge" });

    expect(JSON.stringify(decideUpdate(ended, "hello"))).not.toContain("refuge");
  });

  it("opens a form where none was said", () => {
    expect(decideUpdate(deciding("harriet"), undefined)).toEqual({ kind: "form", name: "update" });
  });
});

describe("a block", () => {
  it("tells the lead and who asked, each once, why", () => {
    const decision = decideBlock(deciding("harriet", { asker: "tom" }), "no access to the flat");

    expect(changeOf(decision).patch).toMatchObject({ status: "blocked", blockedBecause: "no access to the flat" });
    expect(heard(decision)).toEqual(["told blocked to priya", "told blocked to tom"]);
    expect(heard(decideBlock(deciding("harriet"), "no access"))).toEqual(["told blocked to priya"]);
  });

  it("needs a reason", () => {
    expect(decideBlock(deciding("harriet"), undefined)).toEqual({ kind: "form", name: "block" });
  });

  it("is lifted to open, and those hear who heard of it", () => {
    const decision = decideUnblock(deciding("harriet", { status: "blocked", blockedBecause: "no access" }));

    expect(changeOf(decision).patch).toEqual({ status: "open", blockedBecause: null });
    expect(heard(decision)).toEqual(["told unblocked to priya"]);
  });

  it("is not lifted where there is none, nor put on what has not been accepted", () => {
    expect(decideUnblock(deciding("harriet")).kind).toBe("stale");
    expect(decideBlock(deciding("harriet", { status: "proposed" }), "no access").kind).toBe("stale");
  });
});

describe("a notice to somebody away", () => {
  const away = (cover: { personId: string; from: string | null; until: string | null }[]) => ({
    file: {
      people: PEOPLE,
      map: [aMapRole("Service manager", "priya", { signsOff: ["evidence"], cover })],
    },
  });

  it("goes to cover with dates, within them", () => {
    const dated = away([{ personId: "tom", from: "2027-03-08", until: "2027-03-12" }]);

    expect(heard(decideEvidence(deciding("harriet", {}, dated), "report"))).toEqual(["evidence-in to tom for priya"]);
    expect(heard(decideEvidence(deciding("harriet", {}, { ...dated, today: "2027-03-15" }), "report"))).toEqual([
      "evidence-in to priya",
    ]);
  });

  it("says until when the cover lasts", () => {
    const dated = away([{ personId: "tom", from: "2027-03-08", until: "2027-03-12" }]);

    expect(changeOf(decideEvidence(deciding("harriet", {}, dated), "report")).notices[0]).toMatchObject({
      to: { coverUntil: "2027-03-12" },
    });
  });

  it("goes to the person where the cover has no dates: nobody is away", () => {
    expect(
      heard(decideEvidence(deciding("harriet", {}, away([{ personId: "tom", from: null, until: null }])), "report")),
    ).toEqual(["evidence-in to priya"]);
  });

  it("goes to the person where their cover is outside chat", () => {
    const outside = away([{ personId: "meera", from: "2027-03-08", until: "2027-03-12" }]);

    expect(heard(decideEvidence(deciding("harriet", {}, outside), "report"))).toEqual(["evidence-in to priya"]);
  });
});
