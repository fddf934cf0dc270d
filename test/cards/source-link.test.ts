import { describe, expect, it } from "vitest";
import { fallbackText } from "../../src/cards/fallback.ts";
import { outcomeCard } from "../../src/cards/outcome.ts";
import { stateCard } from "../../src/cards/state.ts";
import { aView, NOW } from "../support/builders.ts";

const LINK = "https://harbour.slack.example/archives/C0001/p1";
const source = { platform: "slack", workspace: "T0001", conversation: "C0001", message: "1.1", link: LINK } as const;

describe("the link to the message that an action was made from", () => {
  const view = aView({ source });
  const onSlack = { platform: "slack", workspace: "T0001" } as const;
  const onTeams = { platform: "teams", workspace: "11111111-1111-4111-8111-111111111111" } as const;

  it("stands in a room of the workspace where the message is, and in no other", () => {
    expect(fallbackText(stateCard(view, "case", { now: NOW, room: onSlack }))).toContain(LINK);
    expect(fallbackText(stateCard(view, "case", { now: NOW, room: onTeams }))).not.toContain(LINK);
  });

  it("is shown to a person who has an account there, and to nobody else", () => {
    const [reader] = Object.values(view.file.people).filter(({ identities }) =>
      identities.some(({ platform }) => platform === "slack"),
    );
    const shown = (identities: typeof onSlack | typeof onTeams) => {
      const people = { ...view.file.people };
      if (reader) people[reader.id] = { ...reader, identities: [{ ...identities, user: "somebody" }] };
      const seen = { ...view, file: { ...view.file, people } };
      return fallbackText(outcomeCard({ kind: "shown", view: seen }, { now: NOW, reader: reader?.id ?? "" }));
    };

    expect(shown(onSlack)).toContain(LINK);
    expect(shown(onTeams)).not.toContain(LINK);
  });

  it.each(["changed", "removed"] as const)(
    "has beside it that the original was %s, also where it leads nowhere",
    (sourceState) => {
      const changed = aView({ source, sourceState });
      expect(fallbackText(stateCard(changed, "case", { now: NOW, room: onSlack }))).toContain(`original ${sourceState}`);
      expect(fallbackText(stateCard(changed, "case", { now: NOW, room: onTeams }))).toContain(`original ${sourceState}`);
      expect(fallbackText(stateCard(changed, "mixed", { now: NOW, room: onSlack }))).not.toContain("original");
    },
  );
});
