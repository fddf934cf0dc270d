import { describe, expect, it } from "vitest";
import { fallbackText } from "../../src/cards/fallback.ts";
import { liveCard, noticeCard } from "../../src/cards/notice.ts";
import { outcomeCard } from "../../src/cards/outcome.ts";
import { roomDigestCard } from "../../src/cards/room-digest.ts";
import { stateCard } from "../../src/cards/state.ts";
import { toCopy } from "../../src/cards/text-to-copy.ts";
import { undeliveredCard } from "../../src/cards/undelivered.ts";
import type { Action } from "../../src/core/action.ts";
import { aCaseFile, anExtensionRequest, aView, due, NOW, to } from "../support/builders.ts";
import { draftView } from "../support/sample-views.ts";

/** An action with something to give away in every field. */
const telling: Partial<Action> = {
  status: "blocked",
  text: "SECRET text",
  evidenceRequired: "SECRET evidence",
  blockedBecause: "SECRET reason",
  request: anExtensionRequest({ why: "SECRET why" }),
  latestUpdate: { by: "harriet", at: NOW, text: "SECRET update" },
  latestEvidence: { id: "e", by: "harriet", at: NOW, text: "SECRET proof" },
};
const NAMES = /Harriet|Priya|Tom|Quayside/;

describe("a room", () => {
  it.each(["mixed", "case"] as const)(
    "that is %s reads one line of a restricted action, without a name or a reason",
    (audience) => {
      const card = stateCard(aView({ ...telling, level: "restricted" }), audience, { now: NOW });
      const whole = JSON.stringify(card);

      expect(fallbackText(card)).toBe("C-014/A1 · Housing officer · due Thu 25 March 2027 · blocked");
      expect(whole).not.toContain("SECRET");
      expect(whole).not.toMatch(NAMES);
      expect(card.mentions).toEqual({});
    },
  );

  it("of the provider reads a restricted action in full", () => {
    expect(fallbackText(stateCard(aView({ ...telling, level: "restricted" }), "provider", { now: NOW }))).toContain(
      "SECRET reason",
    );
  });

  it("that is mixed reads one line of any action", () => {
    expect(fallbackText(stateCard(aView(telling), "mixed", { now: NOW }))).not.toContain("SECRET");
  });

  it.each(["provider", "case", "mixed"] as const)("that is %s learns of a draft only that it exists", (audience) => {
    const card = stateCard(draftView({ text: "SECRET text" }), audience, { now: NOW });

    expect(fallbackText(card)).toBe("C-014/A1 · draft");
    expect(card.content.actions ?? []).toEqual([]);
  });

  it("learns no more of a draft once it has been discarded", () => {
    const discarded = draftView({ status: "cancelled", text: "SECRET text", closedAt: NOW, endedBecause: "draft discarded" });

    expect(fallbackText(stateCard(discarded, "provider", { now: NOW }))).toBe("C-014/A1 · cancelled");
  });
});

describe("the digest of a room", () => {
  const file = aCaseFile({ protectedTerms: ["SECRET person"] });
  const rows = (["coordination", "restricted"] as const).map((level, index) => ({
    ...aView({ ...telling, level, number: index + 1, due: due("2027-03-09") }),
    file,
  }));
  const card = roomDigestCard(
    { day: "2027-03-11", cases: [{ file, rows }], withheld: { overdue: 0, dueToday: 0, dueSoon: 1 } },
    { now: NOW, room: { platform: "slack", workspace: "T0001" } },
  );

  it("reads as a mixed room may read it, whatever the actions say and whoever is concerned", () => {
    expect(fallbackText(card)).toBe(
      [
        "Actions in this room · Thu 11 March 2027",
        "2 overdue · 1 due soon",
        "C-014 · 2 overdue",
        "C-014/A1 · Housing officer · due Tue 9 March 2027 · blocked, overdue by 2 working days",
        "C-014/A2 · Housing officer · due Tue 9 March 2027 · blocked, overdue by 2 working days",
        "Not listed here: 1 due soon.",
      ].join("\n"),
    );
    expect(JSON.stringify(card)).not.toContain("SECRET");
    expect(JSON.stringify(card)).not.toMatch(NAMES);
    expect(card.mentions).toEqual({});
  });

  it("offers nothing but to show whoever presses their own", () => {
    expect(card.content.actions).toEqual([{ type: "Action.Execute", title: "Show mine", data: { do: "digest" } }]);
  });
});

describe("words to copy for somebody outside chat", () => {
  const outside: Partial<Action> = { ...telling, status: "open", owner: "meera", ownerRole: "Practice manager", chaser: "tom" };

  it.each([false, true])(
    "have the case reference as their subject and say nothing of why, not yet heard or heard",
    (notYetHeard) => {
      const { copy } = toCopy({ now: NOW, reader: "tom" }, aView({ ...outside, notYetHeard }));

      expect(copy[0]).toBe("Subject: C-014");
      expect(copy.slice(1).join()).not.toContain("C-014");
      expect(copy.join()).not.toContain("SECRET");
      expect(copy.join()).not.toMatch(/Housing|survey|report|Harbour/);
    },
  );
});

describe("word of a message that did not arrive", () => {
  it("says nothing of what the action or the message says", () => {
    const { action, file } = aView(telling);
    const card = undeliveredCard(
      { now: NOW, reader: "priya" },
      { kind: "undelivered", to: to("priya"), notice: "n", what: "told", unreached: "harriet", reason: "SECRET_code" },
      { file, action, at: NOW },
      [],
    );

    expect(JSON.stringify(card)).not.toContain("SECRET");
  });
});

describe("cards for the lead and for whoever asked", () => {
  const left = () => {
    const view = aView({ owner: "carl" });
    return { ...view, file: { ...view.file, team: view.file.team.filter(({ personId }) => personId !== "carl") } };
  };

  it("tell no other member who keeps silent, or who has left, when they are asked to show themselves again", () => {
    for (const as of ["silence", "owner-left", "reminder"]) {
      const said = fallbackText(
        liveCard(as, as === "owner-left" ? left() : aView({ status: "proposed" }), { now: NOW, reader: "connie" }),
      );

      expect(said).not.toMatch(/waits for|not on this case|please/);
    }
  });

  it("say so to those concerned", () => {
    expect(fallbackText(liveCard("silence", aView({ status: "proposed" }), { now: NOW, reader: "priya" }))).toContain(
      "waits for Harriet",
    );
    expect(fallbackText(liveCard("owner-left", left(), { now: NOW, reader: "priya" }))).toContain("Carl");
    expect(fallbackText(liveCard("reminder", aView(), { now: NOW, reader: "harriet" }))).toContain("Harriet, please");
  });

  it("show the action as it stands once there is nothing to wait for", () => {
    for (const as of ["silence", "owner-left"]) {
      expect(fallbackText(liveCard(as, aView(), { now: NOW, reader: "priya" }))).not.toMatch(/waits for|not on this case/);
    }
    const done = aView({ status: "complete", closedAt: NOW });
    expect(fallbackText(liveCard("reminder", done, { now: NOW, reader: "harriet" }))).not.toContain("please");
  });
});

describe("a reminder", () => {
  it.each([
    ["surveyor's report", "the surveyor's report"],
    ["A photo of the door", "A photo of the door"],
    ["written confirmation. Send it to the office", "the evidence"],
    ["x".repeat(80), "the evidence"],
  ])("asks for %s in words that fit a sentence", (evidenceRequired, words) => {
    const due25 = { day: "2027-03-25", time: null };
    const notice = { kind: "reminder", to: to("harriet"), due: due25, occasion: "overdue", day: "2027-03-30" } as const;
    const card = noticeCard(notice, aView({ evidenceRequired }), { now: NOW, reader: "harriet" });

    expect(fallbackText(card)).toContain(`Harriet, please add ${words} or say what is in the way.`);
  });
});

describe("somebody else's draft in a list", () => {
  it("is not said to miss what is only hidden", () => {
    const hidden = draftView({ text: null, owner: null, due: null, evidenceRequired: null });
    const said = fallbackText(
      outcomeCard({ kind: "list", title: "C-014", rows: [hidden], total: 1 }, { now: NOW, reader: "connie" }),
    );

    expect(said).toContain("C-014/A1 · draft");
    expect(said).not.toContain("missing");
  });
});

describe("a refusal", () => {
  it("names no case, no action and nobody", () => {
    const card = outcomeCard({ kind: "no-access" }, { now: NOW, reader: "connie" });

    expect(fallbackText(card)).toBe("You do not have access to this case. Ask the lead professional.");
    expect(card.content.actions ?? []).toEqual([]);
  });
});

describe("words that people typed", () => {
  it("read as they were written, and make no link and no mention of their own", () => {
    const typed = "see [here](https://evil.example) <at>tom</at> **now** <!channel> C:\\temp\\x_y_z";
    const card = outcomeCard({ kind: "shown", view: aView({ text: typed }) }, { now: NOW, reader: "harriet" });

    expect(fallbackText(card).split("\n")[0]).toBe(`C-014/A1 · ${typed}`);
    expect(Object.keys(card.mentions)).toEqual(["harriet"]);
  });
});
