import { describe, expect, it } from "vitest";
import { escalationLine } from "../../src/cards/escalation-line.ts";
import { fallbackText } from "../../src/cards/fallback.ts";
import { relayedCard } from "../../src/cards/relayed.ts";
import type { EscalationView } from "../../src/core/climb.ts";
import type { Happening } from "../../src/core/escalation.ts";
import { london, to } from "../support/builders.ts";
import {
  anEscalationView,
  anOpenedStep,
  aThresholdView,
  CROSSED,
  OPENED,
  theSecondStep,
} from "../support/builders-escalation.ts";

const room = { platform: "slack" as const, workspace: "T0001" };
const line = (view: EscalationView, happening: Happening, now = OPENED) =>
  escalationLine({ now, reader: "", room }, view, happening);

const noon = london("2027-04-01", "12:00");
const stepTwo: Happening = { kind: "step", at: noon.toISOString(), step: theSecondStep() };
const climbed = anEscalationView({ steps: [anOpenedStep(), theSecondStep()] });
const decision = {
  verdict: { what: "declined" as const },
  ...{ by: "connie", role: "Commissioner", coverFor: null, at: noon.toISOString(), why: "the repair cannot wait" },
};

describe("a line in the thread of an escalation", () => {
  it("says which step was reached and why, and rings whoever is asked now", () => {
    const card = line(climbed, stepTwo, noon);
    expect(fallbackText(card)).toBe(
      "Step 2: Commissioner. Not acknowledged within 1 working day. Connie (Commissioner, Harbour Council), " +
        "please acknowledge this or decide it by Tue 6 April 2027, 12:00.",
    );
    expect(Object.keys(card.mentions)).toEqual(["connie"]);
  });

  it("asks nobody any more where it comes after the decision, or after the next step", () => {
    const later = { ...climbed, escalation: { ...climbed.escalation, state: "decided" as const, decision } };
    expect(fallbackText(line(later, stepTwo, noon))).toBe("Step 2: Commissioner. Not acknowledged within 1 working day.");
    const first: Happening = { kind: "step", at: OPENED.toISOString(), step: anOpenedStep() };
    expect(line(climbed, first, noon).mentions).toEqual({});
  });

  it("says who has seen it, and until when they have", () => {
    const by = { by: "hassan", at: london("2027-03-31", "12:20").toISOString(), coverFor: null };
    const view = anEscalationView({ steps: [anOpenedStep({ acknowledged: by })] });
    expect(fallbackText(line(view, { kind: "acknowledged", role: "Housing team manager", ...by }))).toBe(
      "Acknowledged by Hassan (Housing team manager) at 12:20. Hassan decides by Fri 2 April 2027, 12:00.",
    );
  });

  it("says which escalation it is about where the thread is shared", () => {
    const view = aThresholdView({ threadId: "00000000-0000-4000-8000-00000000e009", number: 3 });
    const happening: Happening = { kind: "heard", at: CROSSED.toISOString(), to: to("owen", "dana") };
    expect(fallbackText(line(view, happening, CROSSED))).toMatch(/^E3 · This is now with Owen, as cover for Dana\./);
  });

  it("ends somebody's words before it goes on", () => {
    const step = anOpenedStep({
      ...{ place: null, role: null, personId: "carl", because: "passed-on", passedBy: "hassan" },
      ...{ why: "noise is his field", heardBy: to("carl"), at: london("2027-03-31", "13:00").toISOString() },
    });
    const view = anEscalationView({ steps: [anOpenedStep(), step] });
    expect(fallbackText(line(view, { kind: "step", at: step.at, step }))).toContain(
      "noise is his field. Carl (Community safety officer",
    );
  });
});

describe("what somebody wrote on the other side", () => {
  const relayed = (text: string) =>
    relayedCard({ now: OPENED, reader: "", room }, anEscalationView(), { by: "harriet", from: "teams", text });

  it("is passed on with who wrote it, where, and rings nobody", () => {
    const card = relayed("The surveyor can come on Tuesday.");
    expect(fallbackText(card)).toBe(
      "Harriet (Housing officer, Quayside Homes) in Teams: The surveyor can come on Tuesday.\nC-014/E1",
    );
    expect(card.mentions).toEqual({});
  });

  it("stays words: nothing in it becomes a mention or a heading", () => {
    expect(fallbackText(relayed("<at>priya</at> **now**"))).toContain("<at>priya</at> **now**");
  });
});
