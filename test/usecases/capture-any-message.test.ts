import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Command } from "../../src/core/command.ts";
import { aWorld, type World } from "../support/world.ts";

/** What holds of a draft whatever the message was, and whichever way it was captured. */

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

/** By how people of the case may be called: who that is. */
const PEOPLE: Record<string, readonly string[]> = {
  priya: ["priya", "servicemanager", "sm", "upriya"],
  tom: ["tom", "teamleader", "utom"],
  harriet: ["harriet", "housingofficer", "ho", "uharriet"],
  hassan: ["hassan", "housingteammanager", "htm", "uhassan"],
  carl: ["carl", "communitysafetyofficer", "cso", "ucarl"],
  kit: ["kit", "keyworker", "kw", "ukit"],
  meera: ["meera", "practicemanager", "pm"],
};
const MARKERS = ["ACTION: ", "Action: ", "- [ ] ", "- [x] ", "* ", "1. ", "## Actions\n", "TODO(@Kit): ", "Kit: ", "", "", ""];
const CALLED = [
  ...["Harriet ", "Carl ", "@Kit ", "Zoe ", "Bob ", "HO ", "PM ", "The Housing officer ", "GP practice manager ", "everyone "],
  ...["someone ", "I'll ", "we ", "Harriet and Carl ", "<@slack/T0001/U-TOM> ", "<@slack/T0001/U-NOBODY> "],
];
const VERBS = ["to ", "will ", "should ", "agreed to ", "has ", ", ", ": "];
const DEEDS = [
  ...["survey the pipes ", "ring the neighbour ", "update the risk plan ", "send the letter to Carl ", "none "],
  "look at the door for <@slack/T0001/U-TOM> ",
];
const DATES = [
  ...["by Friday", "before 12 April", "within 10 working days", "by 31 February", "ASAP", "by the next meeting", "in March"],
  ...["by 16 March, evidence: letter", "on Friday", "w/c 22 March", "?", "."],
];
const PIECES = [...MARKERS, ...CALLED, ...VERBS, ...DEEDS, ...DATES];
const promise = fc
  .tuple(...[MARKERS, CALLED, VERBS, DEEDS, DATES].map((words) => fc.constantFrom(...words)))
  .map((parts) => parts.join(""));
const noise = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 }).map((parts) => parts.join("")),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 80 }),
  fc.string({ unit: "binary", minLength: 1, maxLength: 80 }),
);
const message = fc
  .array(fc.oneof({ weight: 3, arbitrary: promise }, { weight: 1, arbitrary: noise }), { minLength: 1, maxLength: 4 })
  .map((lines) => lines.join("\n"))
  .filter((said) => said.trim() !== "");
const speaker = fc.constantFrom("priya", "harriet", "zoe", "nobody");
type Way = (said: string, source: object) => Command | null;
const WAYS: Record<string, Way> = {
  chosen: (said, source) => ({ do: "assign", words: said, source }) as Command,
  marked: (said, source) => {
    const lines = said.split("\n").slice(0, 40);
    return { do: "capture", lines, source } as Command;
  },
  pasted: (said) => ({ do: "from", text: said, case: "C-014" }) as Command,
};

/** Letters and digits alone: what is left of a text without its layout. */
const letters = (words: string): string => words.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

function holdsInOrder(whole: string, part: string): boolean {
  let at = 0;
  for (const letter of part) {
    at = whole.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** As it is kept: somebody who was mentioned by name, somebody whom we do not know as that. */
const named = (said: string): string =>
  said.replaceAll("<@slack/T0001/U-TOM>", "Tom").replaceAll("<@slack/T0001/U-NOBODY>", "somebody");

describe.each(Object.entries(WAYS))("whatever is %s", (captured, way) => {
  it("is answered, keeps its words, owes nothing to whoever was not named, and has no date that it does not say", async () => {
    let [count, owned, dated] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(message, speaker, fc.constantFrom("priya", "hassan"), async (said, speaker, by) => {
        const id = `any-${captured}-${++count}`;
        const user = `U-${speaker.toUpperCase()}`;
        const where = { platform: "slack", workspace: "T0001", conversation: "C-CASE", message: id, link: null };
        const before = (await world.db.action.aggregate({ _max: { number: true } }))._max.number ?? 0;
        const command = way(said, { ...where, speaker: { workspace: "T0001", user } });
        const { text } = await world.press(by, "C-CASE", command as Command);

        expect(text).not.toMatch(/went wrong/i);
        const made = await world.db.action.findMany({ where: { number: { gt: before } } });
        const whole = letters(named(said));
        for (const draft of made) {
          expect(draft.status).toBe("draft");
          expect(holdsInOrder(whole, letters(draft.text ?? ""))).toBe(true);
          const mayOwn = (id: string) => id === speaker || PEOPLE[id]?.some((called) => letters(said).includes(called));
          for (const owner of [draft.owner, ...draft.ownerChoices]) if (owner !== null) expect(mayOwn(owner)).toBe(true);
          if (draft.owner !== null && draft.owner !== speaker) owned += 1;
          if (draft.dueDay !== null) dated += 1;
          if (draft.dueDay !== null) expect(whole).toContain(letters(draft.dueWords ?? "\0nothing"));
        }
      }),
      { numRuns: 80 },
    );
    expect(owned).toBeGreaterThan(20);
    expect(dated).toBeGreaterThan(20);
  });
});
