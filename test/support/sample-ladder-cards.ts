import { formCard } from "../../src/cards/form.ts";
import { outcomeCard } from "../../src/cards/outcome.ts";
import type { CaseFile } from "../../src/core/case-file.ts";
import { type AgreedLadder, DECIDABLE, type LadderStep } from "../../src/core/ladder.ts";
import { stepLines } from "../../src/core/ladder-words.ts";
import { aCaseFile, london } from "./builders.ts";
import type { Sample } from "./sample-cards.ts";

/** Cards of a case's ladder, and of what it led to. */

const now = london("2027-03-31", "12:00");
const step = (after: string, role: string, overrides: Partial<LadderStep> = {}): LadderStep => ({
  ...{ on: "overdue", after, role, acknowledgeWithin: "1wd", mayDecide: [...DECIDABLE] },
  ...overrides,
});
const STEPS = [
  step("2wd", "Housing team manager"),
  step("4wd", "Commissioner", { mayDecide: ["approve", "decline"] }),
  step("4h", "Practice manager", { on: "blocked", acknowledgeWithin: "30m", mayDecide: [] }),
  step("1h", "Neighbourhood officer", { on: "request", acknowledgeWithin: "4h", mayDecide: ["pass-on"] }),
];
const ladder = (overrides: Partial<AgreedLadder> = {}): AgreedLadder => ({
  ...{ version: 3, latest: 3, since: london("2027-03-15", "09:10"), until: null, by: "priya" },
  ...{ why: "housing has a new manager.", steps: STEPS },
  ...overrides,
});
/** Hassan is away and Harriet covers him. */
const away = (): CaseFile => {
  const file = aCaseFile();
  const cover = [{ personId: "harriet", from: "2027-03-30", until: "2027-04-02" }];
  return { ...file, map: file.map.map((role) => (role.personId === "hassan" ? { ...role, cover } : role)) };
};
const shown = (reader: string, agreed: AgreedLadder | null, said: string[] = [], file = away()) =>
  outcomeCard({ kind: "ladder", file, ladder: agreed, said }, { now, reader });

export const LADDER_SAMPLES: Sample[] = [
  { name: "ladder", card: () => shown("carl", ladder()) },
  {
    name: "ladder-changed",
    card: () => shown("priya", ladder(), ["Saved.", "Escalations that are open keep the steps that they opened with."]),
  },
  {
    name: "ladder-old",
    card: () =>
      shown("priya", ladder({ version: 1, by: null, why: null, until: london("2027-03-17", "16:00"), steps: STEPS.slice(0, 1) })),
  },
  { name: "ladder-none", card: () => shown("priya", null) },
  {
    name: "form-ladder",
    card: () =>
      formCard(
        {
          ...{ name: "ladder", view: null, file: aCaseFile() },
          command: { do: "change-ladder", case: "C-014", seen: 3, text: stepLines(STEPS.slice(0, 3)) },
        },
        { now, reader: "priya" },
      ),
  },
];
