import { describe, expect, it } from "vitest";
import { fallbackText } from "../../src/cards/fallback.ts";
import { relayedCard } from "../../src/cards/relayed.ts";
import { renderMessage } from "../../src/slack/render.ts";
import { renderTeams } from "../../src/teams/render.ts";
import { NOW } from "../support/builders.ts";
import { anEscalationView } from "../support/builders-escalation.ts";

const card = (text: string, by = "harriet") =>
  relayedCard({ now: NOW, reader: "" }, anEscalationView(), { by, from: "teams", text });

describe("what somebody wrote on the other side", () => {
  it("says who wrote it, in which role, for whom and where, and which escalation it is about", () => {
    expect(fallbackText(card("I rang them."))).toBe("Harriet (Housing officer, Quayside Homes) in Teams: I rang them.\nC-014/E1");
  });

  it("rings for nobody, its writer included", () => {
    expect(card("@Harriet <at>hassan</at>").mentions).toEqual({});
  });

  it("reads as it was written: nothing in it becomes a link, a list or a second line but what is one", () => {
    const words = "**Not** bold, [not](javascript:alert(1)) a link, <at>nobody</at>, <!channel>, 1. no list";
    const said = card(`${words}\n# no heading\nhttps://quay.example/report`);

    expect(fallbackText(said).split("\n").slice(0, 3)).toEqual([
      `Harriet (Housing officer, Quayside Homes) in Teams: ${words}`,
      "# no heading",
      "https://quay.example/report",
    ]);
    expect(JSON.stringify(renderMessage(said, { workspace: "T0001" }).pages)).not.toContain('"<!channel>');
  });

  it("names nobody of whom the case knows nothing any more", () => {
    expect(fallbackText(card("I rang them.", "gone"))).toContain("Somebody who is no longer on this case in Teams:");
  });

  it("is one message on either platform, however long it is", () => {
    const long = card(`${"word ".repeat(700)}\n${"x".repeat(500)}`);

    expect(renderMessage(long, { workspace: "T0001" }).pages).toHaveLength(1);
    expect(renderTeams(long, { tenant: "t", refreshFor: "everybody" }).more).toEqual([]);
  });
});
