import { describe, expect, it } from "vitest";
import type { Card, Json } from "../../src/cards/card.ts";
import { digestCard } from "../../src/cards/digest.ts";
import { escalationReportCard } from "../../src/cards/escalation-report.ts";
import { fallbackText } from "../../src/cards/fallback.ts";
import { roomDigestCard } from "../../src/cards/room-digest.ts";
import { weeklyCard } from "../../src/cards/weekly.ts";
import type { ActionView } from "../../src/core/outcome.ts";
import { brokenLimits } from "../../src/slack/limits.ts";
import { renderMessage } from "../../src/slack/render.ts";
import { bytesOf, LIMITS } from "../../src/teams/limits.ts";
import { renderTeams } from "../../src/teams/render.ts";
import { aCaseFile, aDigest, anAction, aView, due, NOW } from "../support/builders.ts";
import { teamsCardFaults } from "../support/card-schema.ts";
import { aReport, housingPart } from "../support/sample-reports.ts";

const tenant = "11111111-1111-4111-8111-111111111111";
const context = { now: NOW, reader: "harriet" };
const LONGEST = "*_~<&>`[]|".repeat(300);

const rowsOf = (ref: string, count: number, from = 1): ActionView[] => {
  const file = aCaseFile({ ref });
  return Array.from({ length: count }, (_, index) => ({
    ...aView(),
    file,
    action: anAction({ caseRef: ref, number: from + index, text: `something to do ${LONGEST}`, due: due("2027-03-09") }),
  }));
};
const refsIn = (text: string): string[] => text.match(/^C-0\d+\/A\d+(?= ·)/gm) ?? [];

/** Every page as its platform would show it: what it says, and the commands that its buttons send. */
interface Shown {
  text: string;
  commands: { ref?: string; again?: { page?: number } }[];
}

function onSlack(card: Card): Shown[] {
  const { pages } = renderMessage(card, { workspace: "T0001" });
  expect(pages.flatMap(({ blocks }) => brokenLimits(blocks, "message"))).toEqual([]);
  return pages.map(({ text, blocks }) => ({ text, commands: valuesIn(blocks as Json).map((value) => JSON.parse(value)) }));
}

const valuesIn = (part: Json): string[] => {
  if (Array.isArray(part)) return part.flatMap(valuesIn);
  if (typeof part !== "object" || part === null) return [];
  const own = part.type === "button" ? [String(part.value)] : [];
  return [...own, ...Object.values(part).flatMap(valuesIn)];
};

function onTeams(card: Card): Shown[] {
  const { more, content, summary } = renderTeams(card, { tenant, refreshFor: "everybody" });
  const pages = [{ content, summary }, ...more];
  for (const page of pages) {
    expect(bytesOf(page.content) + bytesOf(page.summary)).toBeLessThan(LIMITS.message);
    expect(teamsCardFaults(page.content)).toEqual([]);
  }
  return pages.map((page) => ({ text: String(page.content.fallbackText), commands: dataIn(page.content as Json) }));
}

const dataIn = (part: Json): Shown["commands"] => {
  if (Array.isArray(part)) return part.flatMap(dataIn);
  if (typeof part !== "object" || part === null) return [];
  const own = part.type === "Action.Execute" ? [part.data as object] : [];
  return [...own, ...Object.values(part).flatMap(dataIn)];
};

describe.each([
  ["Slack", onSlack],
  ["Teams", onTeams],
])("on %s a digest of three hundred actions", (_platform, shown) => {
  const overdue = [...rowsOf("C-014", 120), ...rowsOf("C-022", 80), ...rowsOf("C-031", 100)];
  const pages = shown(digestCard(context, aDigest("harriet", { overdue }), "sent"));

  it("is several messages, which together have each of them once, in order", () => {
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.flatMap(({ text }) => refsIn(text))).toEqual(overdue.map(({ action }) => `${action.caseRef}/A${action.number}`));
  });

  it("says on each which it is and what it is, and under which case its rows stand", () => {
    for (const [index, { text }] of pages.entries()) {
      const [title, where, ...rest] = text.split("\n");
      expect(title).toBe("Your actions · Thu 11 March 2027");
      expect(where).toBe(`${index + 1} of ${pages.length}`);
      const [firstRow = ""] = refsIn(text);
      const heading = `Overdue · ${firstRow.split("/")[0]}`;
      expect(rest.slice(0, 2)).toContain(heading);
      expect(rest.indexOf(heading)).toBeLessThan(rest.findIndex((line) => line.startsWith(firstRow)));
    }
  });

  it("has the buttons of each row on the page of the row, and they know their page", () => {
    for (const [index, { text, commands }] of pages.entries()) {
      expect([...new Set(commands.map(({ ref }) => ref))]).toEqual(refsIn(text));
      expect(new Set(commands.map(({ again }) => again?.page))).toEqual(new Set([index + 1]));
    }
  });

  it("makes one page anew where that is asked for, and the last where there are fewer by now", () => {
    const card = digestCard(context, aDigest("harriet", { overdue }), "asked");

    expect(shown({ ...card, page: 2 })).toEqual([pages[1]]);
    expect(shown({ ...card, page: 99 })).toEqual([pages.at(-1)]);
  });
});

describe("a case that would fit a page of its own", () => {
  const small = (count: number) => rowsOf("C-014", count).map((view) => ({ ...view, action: { ...view.action, text: "short" } }));
  const ofCase = (ref: string, views: ActionView[]): ActionView[] =>
    views.map((view) => ({ ...view, file: aCaseFile({ ref }), action: { ...view.action, caseRef: ref } }));

  it("is not torn between two", () => {
    const overdue = ["C-011", "C-012", "C-013", "C-014", "C-015"].flatMap((ref) => ofCase(ref, small(15)));
    const pages = onSlack(digestCard(context, aDigest("harriet", { overdue }), "sent"));

    expect(pages.map(({ text }) => [...new Set(refsIn(text).map((ref) => ref.split("/")[0]))])).toEqual([
      ["C-011"],
      ["C-012"],
      ["C-013"],
      ["C-014"],
      ["C-015"],
    ]);
  });

  it("shares a page where there is room", () => {
    const overdue = ["C-011", "C-012"].flatMap((ref) => ofCase(ref, small(3)));
    const pages = onSlack(digestCard(context, aDigest("harriet", { overdue }), "sent"));

    expect(pages).toHaveLength(1);
    expect(pages[0]?.text).not.toContain("1 of 1");
  });
});

describe.each([
  ["Slack", onSlack],
  ["Teams", onTeams],
])("on %s nothing is cut from", (_platform, shown) => {
  it("the digest of a room with three hundred actions", () => {
    const cases = ["C-014", "C-022", "C-031"].map((ref) => ({ file: aCaseFile({ ref }), rows: rowsOf(ref, 100) }));
    const room = { now: NOW, room: { platform: "slack" as const, workspace: "T0001" } };
    const pages = shown(roomDigestCard({ day: "2027-03-11", cases, withheld: { overdue: 0, dueToday: 0, dueSoon: 0 } }, room));

    expect(pages.flatMap(({ text }) => refsIn(text))).toHaveLength(300);
    expect(pages.map(({ commands }) => commands.length)).toEqual([...pages.slice(1).map(() => 0), 1]);
  });

  it("the report of an escalation with three hundred messages", () => {
    const to = (number: number) => `Reader ${number}`;
    const message = {
      at: NOW,
      message: "escalation" as const,
      state: "sent" as const,
      room: null,
      sentAt: NOW,
      times: 1,
      reason: null,
    };
    const messages = Array.from({ length: 300 }, (_, index) => ({ ...message, to: to(index + 1) }));
    const pages = shown(escalationReportCard(context, aReport([housingPart()], [], { messages })));

    expect(pages.flatMap(({ text }) => text.match(/Reader \d+/g) ?? [])).toEqual(messages.map(({ to }) => to));
    expect(pages.every(({ text }) => text.includes("C-014/E2 · Report of the escalation"))).toBe(true);
  });

  it("the weekly summary of three hundred actions", () => {
    const none = { blocked: [], quiet: [], evidenceWaiting: [], withoutCover: [], gaps: [], thresholds: [], undelivered: [] };
    const weekly = { cases: [{ file: aCaseFile(), overdue: rowsOf("C-014", 300), ...none }] };
    const pages = shown(
      weeklyCard({ now: NOW, reader: "priya" }, weekly, { day: "2027-03-08", lead: null, why: [], how: "sent" }),
    );

    expect(pages.flatMap(({ text }) => refsIn(text))).toHaveLength(300);
  });
});

describe("what a digest says", () => {
  it("is said in the same order to those who see no card", () => {
    const card = digestCard(context, aDigest("harriet", { overdue: rowsOf("C-014", 1), dueToday: rowsOf("C-022", 1) }), "sent");
    const lines = fallbackText(card).split("\n");

    expect(lines.filter((line) => line.includes(" · C-0"))).toEqual(["Overdue · C-014", "Due today · C-022"]);
  });
});
