import { describe, expect, it } from "vitest";
import type { Card, Json } from "../../src/cards/card.ts";
import { fallbackText } from "../../src/cards/fallback.ts";
import { Command } from "../../src/core/command.ts";
import { bytesOf, LIMITS } from "../../src/teams/limits.ts";
import { renderTeams } from "../../src/teams/render.ts";
import { teamsCardFaults } from "../support/card-schema.ts";
import { expectGolden } from "../support/golden.ts";
import { SAMPLES } from "../support/sample-cards.ts";

const tenant = "11111111-1111-4111-8111-111111111111";
/** Housing and the council are on Teams; Priya and Tom of the provider are not, and are named there. */
const ON_TEAMS: Record<string, string> = {
  harriet: "aaaaaaaa-0000-4000-8000-000000000001",
  hassan: "aaaaaaaa-0000-4000-8000-000000000002",
  carl: "aaaaaaaa-0000-4000-8000-000000000003",
  connie: "aaaaaaaa-0000-4000-8000-000000000004",
};

function withTeams(card: Card): Card {
  const mentions = Object.entries(card.mentions).map(([id, { name, ids }]) => {
    const user = ON_TEAMS[id];
    return [id, { name, ids: user ? [...ids, { platform: "teams" as const, workspace: tenant, user }] : ids }];
  });
  return { ...card, mentions: Object.fromEntries(mentions) };
}

const drawn = (card: Card) => renderTeams(withTeams(card), { tenant, refreshFor: ["29:harriet"] });

/** Every object in a card that has this property. */
function having(part: Json | undefined, name: string): { [key: string]: Json }[] {
  if (Array.isArray(part)) return part.flatMap((inner) => having(inner, name));
  if (part === null || typeof part !== "object") return [];
  return [...(name in part ? [part] : []), ...Object.values(part).flatMap((inner) => having(inner, name))];
}

describe.each(SAMPLES)("on Teams the card $name", ({ name, card }) => {
  it("is drawn as it was last approved", () => {
    const { content, summary, more, losses } = drawn(card());

    expectGolden(`teams/${name}`, { pages: [{ content, summary }, ...more], losses });
  });

  it("keeps to 1.5 and to what Teams adds, in one message", () => {
    const { content, more } = drawn(card());

    expect(teamsCardFaults(content)).toEqual([]);
    expect(bytesOf(content)).toBeLessThan(LIMITS.message);
    expect(more).toEqual([]);
  });

  it("says all of it to clients that do not draw it", () => {
    expect(drawn(card()).content.fallbackText).toBe(fallbackText(card()));
  });

  it("sends commands that we know, each under its own verb or as a refresh", () => {
    for (const { verb, data } of having(drawn(card()).content as Json, "verb")) {
      expect(Command.safeParse(data).error?.issues ?? []).toEqual([]);
      if (verb !== "refresh") expect(verb).toBe((data as { do: string }).do);
    }
  });

  it("says of every input that must be filled how to mend it", () => {
    const lacking = having(drawn(card()).content as Json, "isRequired").filter(({ errorMessage }) => !errorMessage);

    expect(lacking).toEqual([]);
  });

  it("mentions by entity whom it mentions, and nobody else", () => {
    const { content } = drawn(card());
    const { entities } = content.msteams as { entities: { text: string }[] };
    const inText = JSON.stringify(content.body).match(/<at>[^<]+<\/at>/g) ?? [];

    expect(entities.map(({ text }) => text).toSorted()).toEqual([...new Set(inText)].toSorted());
  });
});

describe("cards of the housing story", () => {
  const sample = (name: string) => SAMPLES.find((each) => each.name === name)?.card() as Card;

  it("mention Harriet, who is on Teams, and name Priya, who is not", () => {
    const text = JSON.stringify(drawn(sample("proposed")).content);

    expect(text).toContain("<at>Harriet</at> (Housing officer, Quayside Homes)");
    expect(text).toContain("Priya (Service manager, Harbour Autism Services)");
    expect(text).not.toContain("<at>Priya</at>");
  });

  it.each([
    ["state-case-open", { do: "show", ref: "C-014/A1" }],
    ["proposed", { do: "show", ref: "C-014/A1", as: "proposed" }],
    ["evidence-in", { do: "show", ref: "C-014/A1", as: "evidence-in" }],
    ["request-date", { do: "show", ref: "C-014/A1", as: "request" }],
    ["chase", { do: "show", ref: "C-014/A1", as: "chase" }],
    ["draft-whole", { do: "show", ref: "C-014/A1" }],
    ["digest", { do: "digest" }],
    ["home", { do: "home" }],
  ])("show what is true by then: %s", (name, data) => {
    expect(drawn(sample(name)).content.refresh).toMatchObject({ action: { verb: "refresh", data }, userIds: ["29:harriet"] });
  });

  it.each(["told-signed-off", "decided-approved", "done-confirmed", "stale", "state-mixed", "history", "help", "no-access"])(
    "stay as they were said: %s",
    (name) => {
      expect(drawn(sample(name)).content).not.toHaveProperty("refresh");
    },
  );
});

describe("what Teams may leave out", () => {
  it("is the colour of a button, whose place says the same", () => {
    const losses = SAMPLES.flatMap(({ card }) => drawn(card()).losses);

    expect([...new Set(losses)]).toEqual(["Action.Execute.style"]);
  });
});
