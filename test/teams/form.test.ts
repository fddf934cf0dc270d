import { describe, expect, it } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import { formCard } from "../../src/cards/form.ts";
import { Command } from "../../src/core/command.ts";
import { sentBy } from "../../src/teams/form.ts";
import { renderTeams } from "../../src/teams/render.ts";
import { aDraft, aView, NOW } from "../support/builders.ts";

const tenant = "11111111-1111-4111-8111-11111111111A";
const context = { now: NOW, reader: "priya" };
const ref = "C-014/A1";
const edit = formCard(
  { name: "edit", command: { do: "edit", ref, seen: 1 }, view: { ...aView(), action: aDraft() }, file: null },
  context,
);
const draw = (card: Card) => renderTeams(card, { tenant, refreshFor: "everybody" }).content;
const inputOf = (card: Card, id: string) => draw(card).body.find((element) => element.id === id);

describe("a form on Teams", () => {
  it("asks for people with Teams' picker, the case's own people and roles still among them", () => {
    for (const id of ["who", "chaser"]) {
      const input = inputOf(edit, id);

      expect(input?.["choices.data"]).toEqual({
        type: "Data.Query",
        dataset: "graph.microsoft.com/users?scope=currentContext",
      });
      expect(input?.choices).toContainEqual({
        title: "Carl (Community safety officer, Harbour Council)",
        value: "person:carl",
      });
      expect(input?.choices).toContainEqual({
        title: "Housing officer on the partner map: Harriet",
        value: "role:Housing officer",
      });
    }
    expect(inputOf(edit, "who")?.value).toBe("role:Housing officer");
  });

  it("asks for what must be given, and says how to mend it", () => {
    expect(inputOf(edit, "text")).toMatchObject({
      label: "What is to be done?",
      isRequired: true,
      errorMessage: "Please write a few words.",
    });
  });

  it("has a way back past empty inputs, and is never drawn anew over what was filled in", () => {
    const { actions, refresh } = draw(edit);

    expect(actions?.map(({ title }) => title)).toEqual(["Save", "Back"]);
    expect(actions?.[1]).toMatchObject({ verb: "refresh", associatedInputs: "none", data: { do: "show", ref } });
    expect(refresh).toBeUndefined();
  });

  it("goes back to the list that it was opened from", () => {
    const again = { do: "list", filter: "mine" } as const;
    const card = formCard({ name: "update", command: { do: "update", ref }, view: aView(), file: null, again }, context);

    expect(draw(card).actions?.[1]).toMatchObject({ data: again });
  });

  it("has no way back where it took the place of nothing", () => {
    const card = formCard({ name: "assign", command: { do: "assign" }, view: null, file: null }, context);

    expect(draw(card).actions).toHaveLength(1);
  });
});

describe("what a form sends back", () => {
  it("is the command with what was filled in, without what was left empty", () => {
    const sent = sentBy({ do: "edit", ref, seen: 1, text: "Book the survey", time: "", evidence: "  ", chaser: null }, tenant);

    expect(sent).toEqual({ do: "edit", ref, seen: 1, text: "Book the survey" });
    expect(Command.parse(sent)).toEqual(sent);
  });

  it("names somebody picked from the conversation as a mention would", () => {
    expect(sentBy({ do: "reassign", ref, who: "AAAAAAAA-0000-4000-8000-000000000001" }, tenant).who).toBe(
      "<@teams/11111111-1111-4111-8111-11111111111a/aaaaaaaa-0000-4000-8000-000000000001>",
    );
  });

  it.each(["person:harriet", "role:Housing officer", "Harriet"])("keeps %s as it is", (who) => {
    expect(sentBy({ do: "reassign", ref, who }, tenant).who).toBe(who);
  });

  it("takes an id for a person only where a person is asked for", () => {
    const request = "00000000-0000-4000-8000-0000000000e1";

    expect(sentBy({ do: "approve", ref, request }, tenant).request).toBe(request);
  });
});
