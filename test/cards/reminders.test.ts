import { describe, expect, it } from "vitest";
import { fallbackText } from "../../src/cards/fallback.ts";
import { remindersCard } from "../../src/cards/reminders.ts";
import type { ActionNotice } from "../../src/core/notice.ts";
import type { ActionView } from "../../src/core/outcome.ts";
import { aView, due, london, NOW, to } from "../support/builders.ts";

const now = london("2027-03-30", "08:30");
const left = (): ActionView => {
  const view = aView({ id: "a1", owner: "carl", ownerRole: "Community safety officer" });
  return { ...view, file: { ...view.file, team: view.file.team.filter(({ personId }) => personId !== "carl") } };
};
const proposed = aView({ id: "a2", number: 2, status: "proposed", due: due("2027-04-05") });
const silence = (reader: string, step: 1 | 2) =>
  ({ kind: "silence", to: to(reader), waits: "accept", since: NOW.toISOString(), step }) as const;
const reminder = (reader: string): Extract<ActionNotice, { kind: "reminder" }> => ({
  ...{ kind: "reminder", to: to(reader), occasion: "overdue", day: "2027-03-30" },
  due: { day: "2027-03-25", time: null },
});

describe("several things to look at in one message", () => {
  it("say each why it is there, and offer what a message of its own would", () => {
    const card = remindersCard({ now, reader: "priya" }, [
      { notice: { kind: "owner-left", to: to("priya"), owner: "carl" }, view: left() },
      { notice: silence("priya", 2), view: proposed },
    ]);

    const said = fallbackText(card);
    expect(said).toContain("Carl (Community safety officer, Harbour Council) is not on this case, or not in chat, any more.");
    expect(said).toContain(
      "waits for Harriet (Housing officer, Quayside Homes) to accept it. It has waited since Thu 11 March 2027",
    );
    const content = JSON.stringify(card.content);
    expect(content.match(/"Choose another owner"/g)).toHaveLength(2);
  });

  it("say the date, and since when a question has waited, to whoever has to answer", () => {
    const said = fallbackText(
      remindersCard({ now, reader: "harriet" }, [
        { notice: reminder("harriet"), view: aView({ id: "a1" }) },
        { notice: silence("harriet", 1), view: proposed },
      ]),
    );

    expect(said).toContain("You see this because it was due 1 working day ago.");
    expect(said).toContain("This has waited for you since Thu 11 March 2027");
  });

  it("tell nobody but the asker and the lead who keeps silent, or has left", () => {
    const said = fallbackText(
      remindersCard({ now, reader: "connie" }, [
        { notice: { kind: "owner-left", to: to("connie"), owner: "carl" }, view: left() },
        { notice: silence("connie", 2), view: proposed },
      ]),
    );

    expect(said).not.toMatch(/waits for|any more/);
  });
});
