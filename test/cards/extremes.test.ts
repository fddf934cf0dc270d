import { describe, expect, it } from "vitest";
import { escalationCard } from "../../src/cards/escalation.ts";
import { fallbackText } from "../../src/cards/fallback.ts";
import { formCard } from "../../src/cards/form.ts";
import { noticeCard } from "../../src/cards/notice.ts";
import { outcomeCard } from "../../src/cards/outcome.ts";
import type { Action } from "../../src/core/action.ts";
import type { EscalationView } from "../../src/core/climb.ts";
import type { ActionView } from "../../src/core/outcome.ts";
import { brokenLimits, brokenViewLimits } from "../../src/slack/limits.ts";
import { renderModal } from "../../src/slack/modal.ts";
import { renderMessage } from "../../src/slack/render.ts";
import { bytesOf, LIMITS } from "../../src/teams/limits.ts";
import { renderTeams } from "../../src/teams/render.ts";
import { aCaseFile, aDraft, anAction, anExtensionRequest, aPerson, aView, NOW, PEOPLE, to } from "../support/builders.ts";
import { anEscalationView, anOpenedStep } from "../support/builders-escalation.ts";

/** As long as a command lets it be, and full of what has to be escaped. */
const longest = "*_~<&>`[]|".repeat(200);
const longLine = "*_~<&>`[]|".repeat(30);

const written: Partial<Action> = {
  text: longest,
  evidenceRequired: longLine,
  blockedBecause: longest,
  latestUpdate: { by: "harriet", at: NOW, text: longest },
  latestEvidence: { id: "e", by: "harriet", at: NOW, text: longest },
  request: anExtensionRequest({ why: longest }),
};
const file = aCaseFile({
  people: { ...PEOPLE, harriet: aPerson({ id: "harriet", name: "H".repeat(200), role: "R".repeat(200), identities: [] }) },
});
const view = (overrides: Partial<Action>): ActionView => ({ ...aView(), file, action: anAction({ ...written, ...overrides }) });
const context = { now: NOW, reader: "priya" };

const asked = anEscalationView(
  {
    ...{ cause: "by-hand", facts: [{ kind: "by-hand", at: NOW.toISOString(), by: "harriet", why: longest, due: null }] },
    steps: [
      anOpenedStep({ because: "passed-on", place: null, role: null, personId: "priya", passedBy: "harriet", why: longest }),
    ],
  },
  { action: anAction({ ...written, status: "blocked" }) },
);
const incidents = Array.from({ length: 200 }, (_, i) => ({
  kind: "incident" as const,
  at: NOW.toISOString(),
  incident: `I${i}`,
}));
const longEscalation = { ...asked, file, escalation: { ...asked.escalation, facts: [...asked.escalation.facts, ...incidents] } };
const decidedAtLength: EscalationView = {
  ...longEscalation,
  escalation: {
    ...longEscalation.escalation,
    state: "decided",
    decision: {
      ...{ verdict: { what: "declined" }, by: "harriet", role: "R".repeat(200), coverFor: null, at: NOW.toISOString() },
      why: longest,
    },
  },
};

describe("words as long as anybody may write", () => {
  it.each([
    ["an action", () => outcomeCard({ kind: "shown", view: view({ status: "blocked" }) }, context)],
    [
      "evidence that came in",
      () => noticeCard({ kind: "evidence-in", to: to("priya"), version: 4 }, view({ status: "evidence submitted" }), context),
    ],
    ["a request", () => noticeCard({ kind: "request", to: to("priya"), request: "r" }, view({}), context)],
    ["an escalation", () => escalationCard(context, longEscalation)],
    ["an escalation that was decided", () => escalationCard(context, decidedAtLength)],
    [
      "a list",
      () => outcomeCard({ kind: "list", title: longest, rows: Array.from({ length: 38 }, () => view({})), total: 38 }, context),
    ],
    [
      "a draft",
      () =>
        outcomeCard(
          {
            kind: "draft",
            view: { ...view({}), action: aDraft({ ...written, request: null }) },
            question: "evidence",
            said: longest,
            suggestions: [{ label: longest, command: { do: "edit", ref: "C-014/A1", evidence: longLine } }],
          },
          context,
        ),
    ],
  ])("reach Slack whole, within its limits: %s", (_what, make) => {
    const card = make();
    const { pages } = renderMessage(card, { workspace: "T0001" });

    expect(pages.flatMap(({ blocks }) => brokenLimits(blocks, "message"))).toEqual([]);
    expect(pages.length).toBeGreaterThan(0);
  });

  it("reach Teams in one message where an escalation is full of them", () => {
    for (const view of [longEscalation, decidedAtLength]) {
      const { content, more } = renderTeams(escalationCard(context, view), { tenant: "11111111-1111-4111-8111-111111111111" });

      expect(bytesOf(content)).toBeLessThan(LIMITS.message);
      expect(more).toEqual([]);
    }
  });

  it("are said whole on the card that asks to sign them off", () => {
    const card = noticeCard(
      { kind: "evidence-in", to: to("priya"), version: 4 },
      view({ status: "evidence submitted" }),
      context,
    );

    expect(fallbackText(card)).toContain(longest);
  });

  it("fit the form they are edited in", () => {
    const draft = { ...view({}), action: aDraft({ ...written, request: null }) };
    const card = formCard({ name: "edit", command: { do: "edit", ref: "C-014/A1", seen: 1 }, view: draft, file: null }, context);
    const { view: modal, losses } = renderModal(card, { workspace: "T0001", callback: "form", metadata: "{}" });

    expect(brokenViewLimits(modal)).toEqual([]);
    // Choices are shortened before Slack would cut them.
    expect(losses).not.toContain("end of a choice");
  });
});
