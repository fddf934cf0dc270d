import { describe, expect, it } from "vitest";
import { fallbackText } from "../../src/cards/fallback.ts";
import { followUpCard } from "../../src/cards/follow-up.ts";
import { formCard } from "../../src/cards/form.ts";
import { meetingCard } from "../../src/cards/meeting.ts";
import { isReadIn } from "../../src/core/visible.ts";
import { brokenLimits, brokenViewLimits } from "../../src/slack/limits.ts";
import { renderModal } from "../../src/slack/modal.ts";
import { renderMessage } from "../../src/slack/render.ts";
import { bytesOf, LIMITS } from "../../src/teams/limits.ts";
import { renderTeams } from "../../src/teams/render.ts";
import { aCaseFile, anAction, aPerson, london, PEOPLE } from "../support/builders.ts";
import { aMeeting, aMeetingView } from "../support/sample-meeting-cards.ts";

const now = london("2027-03-11", "14:40");
const room = { platform: "slack", workspace: "T0001" } as const;
const many = <T>(count: number, of: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i));

/** As full as a meeting can get: sixty people, forty decisions, and actions as long as anybody may write. */
const people = Object.fromEntries(
  many(60, (i) => [`p${i}`, aPerson({ id: `p${i}`, name: `Somebody ${i}`, role: `${"R".repeat(50)} ${i}` })]),
);
const longest = "*_~<&>`[]|".repeat(200);
const file = aCaseFile({ people: { ...PEOPLE, ...people } });
const actions = many(40, (i) => anAction({ id: `a${i}`, number: i + 1, text: longest }));
const full = aMeetingView({
  ...{ file, actions, carried: actions, others: actions, followers: actions },
  meeting: aMeeting({
    roll: Object.keys(people).map((personId) => ({ personId, attended: "here" })),
    decisions: many(40, (i) => ({ text: `${i} ${longest}`, by: "priya", at: now.toISOString() })),
  }),
});
const cards = {
  "to somebody": meetingCard({ now, reader: "priya" }, full, { said: [], why: [] }),
  "in a room": meetingCard({ now, reader: "", room }, full, { said: [], why: [], audience: "case" }),
  "the follow-up check": followUpCard({ now, reader: "", room }, full, { why: [], audience: "case" }),
};

describe.each(Object.entries(cards))("a meeting that is full, %s", (_, card) => {
  it("keeps to what Slack takes, and is one message where it is brought up to date", () => {
    const { pages } = renderMessage(card, { workspace: "T0001" });

    expect(pages.flatMap(({ blocks }) => brokenLimits(blocks, "message"))).toEqual([]);
    if (card === cards["in a room"]) expect(pages).toHaveLength(1);
  });

  it("keeps to what Teams takes, in one message", () => {
    const { content, more } = renderTeams(card, { tenant: "11111111-1111-4111-8111-111111111111" });

    expect(bytesOf(content)).toBeLessThan(LIMITS.message);
    expect(more).toEqual([]);
  });

  it("says that there is more than it shows", () => {
    expect(fallbackText(card)).toMatch(/\d+ (?:more|earlier)/);
  });
});

describe("the form of the roll", () => {
  it("fits what Slack takes with everybody on it", () => {
    const form = { name: "meeting-roll", command: { do: "meeting-roll", case: "C-014", meeting: 2 }, view: null, file } as const;
    const card = formCard({ ...form, meeting: { meeting: full.meeting, people: Object.keys(people) } }, { now, reader: "priya" });

    expect(brokenViewLimits(renderModal(card, { workspace: "T0001", callback: "form", metadata: "{}" }).view)).toEqual([]);
  });
});

describe("the form that corrects minutes", () => {
  it("fits what Slack and Teams take with as many people as may be chosen from, and decisions as long as they may be", () => {
    const roll = many(100, (i) => ({
      person: { id: `p${i}${"p".repeat(60)}`, name: `Somebody ${i}`, role: "R".repeat(60), organisation: "O".repeat(60) },
      attended: (["here", "part", "apologies", null] as const)[i % 4] ?? null,
    }));
    const command = { do: "correct-minutes", case: "C-014", meeting: 2, from: 1, attendance: true } as const;
    const minutes = { title: "C-014/M2 · minutes, version 1", decisions: "d".repeat(3000), roll, narrative: "n".repeat(2000) };
    const card = formCard({ name: "correct-minutes", command, view: null, file, minutes }, { now, reader: "priya" });
    const { view } = renderModal(card, { workspace: "T0001", callback: "form", metadata: "{}" });

    expect(brokenViewLimits(view)).toEqual([]);
    expect(JSON.stringify(view).length).toBeLessThan(250_000);
    expect(bytesOf(renderTeams(card, { tenant: "11111111-1111-4111-8111-111111111111" }).content)).toBeLessThan(LIMITS.message);
  });
});

describe("a card of a meeting in a room", () => {
  const restricted = anAction({ number: 7, text: "Something that only few may know", level: "restricted" });
  const view = aMeetingView({ carried: [restricted], others: [], actions: [restricted], followers: [restricted] });
  const drawn = (audience: "case" | "provider") => [
    meetingCard({ now, reader: "", room }, view, { said: [], why: [], audience }),
    followUpCard({ now, reader: "", room }, view, { why: [], audience }),
  ];

  it("says no more of an action than the room may read", () => {
    expect(isReadIn("case", restricted)).toBe(false);
    for (const card of drawn("case")) expect(fallbackText(card)).not.toContain("only few");
    for (const card of drawn("provider")) expect(fallbackText(card)).toContain("only few");
  });

  it("says as of when its actions are where it lists any, and nowhere else", () => {
    const inRoom = (overrides: Parameters<typeof aMeetingView>[0]) =>
      fallbackText(meetingCard({ now, reader: "", room }, aMeetingView(overrides), { said: [], why: [], audience: "case" }));

    expect(inRoom({ carried: [], others: [] })).not.toContain("Actions as they stood");
    expect(inRoom({ others: [] })).toContain("Actions as they stood at 14:40.");
    expect(inRoom({ meeting: aMeeting({ state: "ended", endedAt: now }) })).not.toContain("Actions as they stood");
  });

  it("rings for nobody", () => {
    for (const card of drawn("provider")) expect(Object.values(card.mentions).flatMap(({ ids }) => ids)).toEqual([]);
  });
});
