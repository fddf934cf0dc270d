import { describe, expect, it } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import { fallbackText } from "../../src/cards/fallback.ts";
import { outcomeCard } from "../../src/cards/outcome.ts";
import type { HistoryLine } from "../../src/core/outcome.ts";
import { brokenLimits, brokenViewLimits } from "../../src/slack/limits.ts";
import { renderHome, renderMessage } from "../../src/slack/render.ts";
import { renderTeams } from "../../src/teams/render.ts";
import { aCaseFile, aDigest, aView, NOW } from "../support/builders.ts";
import { draftView } from "../support/sample-views.ts";

const context = { now: NOW, reader: "priya" };
const slack = { workspace: "T0001" };

const views = (count: number) => Array.from({ length: count }, (_, index) => aView({ number: index + 1 }));
const onePage = (card: Card) => {
  const { pages } = renderMessage(card, slack);
  expect(pages).toHaveLength(1);
  expect(pages.flatMap(({ blocks }) => brokenLimits(blocks, "message"))).toEqual([]);
};

describe("a card that cannot show everything", () => {
  it("says how much of a list it shows, on one page", () => {
    const card = outcomeCard({ kind: "list", title: "All actions", rows: views(40), total: 120 }, context);

    expect(fallbackText(card)).toContain("38 of 120 shown.");
    onePage(card);
  });

  it("says how much of a home page it shows, within one view", () => {
    const digest = aDigest("priya", { overdue: views(50), dueToday: views(50) });
    const leads = Array.from({ length: 20 }, () => ({ file: aCaseFile(), live: 1, overdue: 0 }));
    const card = outcomeCard({ kind: "home", digest, leads }, context);
    const { view, losses } = renderHome(card, slack);

    expect(fallbackText(card)).toContain("60 of 100 shown.");
    expect(fallbackText(card)).toContain("15 of the 20 cases you lead are shown.");
    expect(losses).not.toContain("end of the home tab");
    expect(brokenViewLimits({ ...view, title: "" })).toEqual([]);
  });

  it("confirms no draft that it does not show", () => {
    const drafts = Array.from({ length: 20 }, (_, index) => ({ view: draftView({ number: index + 1 }), question: null }));
    const card = outcomeCard({ kind: "drafts", drafts }, context);
    const [confirmAll] = card.content.actions ?? [];

    expect(fallbackText(card)).toContain("15 of 20 shown.");
    expect(confirmAll?.data).toEqual({
      do: "confirm-all",
      refs: drafts.slice(0, 15).map(({ view }) => `C-014/A${view.action.number}`),
      seen: drafts.slice(0, 15).map(({ view }) => view.action.version),
    });
    onePage(card);
  });

  it("leaves nothing out of a long history: it goes on in further messages", () => {
    const lines = Array.from(
      { length: 60 },
      (_, index): HistoryLine => ({
        at: NOW,
        who: null,
        coverFor: null,
        verb: `entry ${index + 1}`,
        result: "done",
        changes: ["due moved"],
        why: "because",
        withheld: false,
      }),
    );
    const card = outcomeCard({ kind: "history", view: aView(), lines, level: "care" }, context);

    const slack = renderMessage(card, { workspace: "T0001" }).pages;
    const { more, content } = renderTeams(card, { tenant: "11111111-1111-4111-8111-111111111111" });
    expect(slack.length).toBeGreaterThan(1);
    expect(slack.flatMap(({ blocks }) => brokenLimits(blocks, "message"))).toEqual([]);
    for (const shown of [
      slack.map(({ text }) => text),
      [content, ...more.map((page) => page.content)].map(({ fallbackText: t }) => t),
    ])
      expect(shown.join("\n").match(/entry \d+/g)).toEqual(lines.map((_, index) => `entry ${index + 1}`));
  });

  it("claims nothing where everything is shown", () => {
    expect(fallbackText(outcomeCard({ kind: "list", title: "All", rows: views(3), total: 3 }, context))).not.toContain("shown");
  });
});
