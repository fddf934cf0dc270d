import { formCard } from "../../src/cards/form.ts";
import { minutesCard } from "../../src/cards/minutes.ts";
import { minutesOutsideCard } from "../../src/cards/minutes-outside.ts";
import { outcomeCard } from "../../src/cards/outcome.ts";
import type { Level } from "../../src/core/case-file.ts";
import { personIn } from "../../src/core/minutes.ts";
import { attendedIn, markable } from "../../src/core/minutes-attendance.ts";
import { decisionsInWords } from "../../src/core/minutes-correction.ts";
import { minutesFor, minutesInRoom } from "../../src/core/minutes-reading.ts";
import type { MinutesView } from "../../src/core/minutes-view.ts";
import { aCaseFile, london } from "./builders.ts";
import type { Sample } from "./sample-cards.ts";
import { someMinutes } from "./sample-minutes.ts";

/** Cards of minutes: the joint meeting of the housing scenario. */

const now = london("2027-03-11", "15:06");
const file = aCaseFile();
const issued = someMinutes({ narrative: "The neighbour joined by telephone." });
const corrected = {
  ...issued,
  version: 2,
  corrections: [{ version: 2, at: { day: "2027-03-12", time: "09:10" }, by: issued.chair, why: "the payer was wrong." }],
};
const none = someMinutes(
  { noActionsBecause: "everything agreed is done", decisions: [], roll: [] },
  { actions: [], carriedOver: [] },
);
const long = {
  ...issued,
  decisions: Array.from({ length: 20 }, () => ({ text: "Each of us writes to the landlord. ".repeat(30), by: issued.chair })),
  actions: Array.from({ length: 30 }, (_, at) => ({
    ...(issued.actions[at % 4] ?? issued.actions[0]),
    ref: `A${at + 1}`,
    text: "Write to the landlord about the wall, the pipes and the door. ".repeat(12),
  })) as typeof issued.actions,
};
const meeraHasOne = {
  ...issued,
  actions: issued.actions.map((action, at) => (at === 1 ? { ...action, owner: personIn(file, "meera") } : action)),
};

const view = (body: MinutesView["body"], latest = body.version): MinutesView => ({
  ...{ body, withheld: false, file, latest, mayCorrect: true },
});
const as = (personId: string, level: Level): MinutesView => ({
  ...minutesFor(file, issued, { personId, level, today: "2027-03-11", runs: false }),
  ...{ file, latest: 1, mayCorrect: false },
});
const say = (minutes: MinutesView, reader = "priya", said: string | null = null) =>
  outcomeCard({ kind: "minutes", minutes, said }, { now, reader });
const link = {
  page: "https://followthrough.example/minutes/q1_w2-e3r4t5",
  word: "https://followthrough.example/minutes/q1_w2-e3r4t5.docx",
  until: "2027-04-10",
};
const roll = markable(issued, file, "2027-03-11").map((person) => ({ person, attended: attendedIn(issued, person.id) }));
const form = (decisions: string | null) =>
  formCard(
    {
      name: "correct-minutes",
      command: {
        ...{ do: "correct-minutes", case: "C-014", meeting: 1, from: 1, reason: "the payer was wrong" },
        ...(decisions === null ? { notesOnly: true as const } : { attendance: true as const }),
      },
      ...{ view: null, file },
      minutes: {
        title: "C-014/M1 · minutes, version 1",
        decisions,
        roll: decisions === null ? null : roll,
        narrative: issued.narrative,
      },
    },
    { now, reader: "priya" },
  );
const outside = (more: Partial<Parameters<typeof minutesOutsideCard>[1]> = {}) =>
  minutesOutsideCard({ now, reader: "priya" }, { body: meeraHasOne, file, outside: "meera", link, why: [], ...more });

export const MINUTES_SAMPLES: Sample[] = [
  { name: "minutes", card: () => say(view(issued)) },
  { name: "minutes-corrected", card: () => say(view(corrected), "priya", "Version 2 is issued and sent to the same people.") },
  { name: "minutes-earlier", card: () => say(view(issued, 2)) },
  { name: "minutes-no-actions", card: () => say(view(none)) },
  { name: "minutes-long", card: () => say(view(long)) },
  { name: "minutes-coordination", card: () => say(as("connie", "coordination"), "connie") },
  {
    name: "minutes-room",
    card: () => {
      const room = { ...minutesInRoom(issued, "case"), file, latest: 1, mayCorrect: false };
      return minutesCard({ now, reader: "", room: { platform: "slack", workspace: "T0001" } }, room, { said: [], why: [] });
    },
  },
  {
    name: "minutes-to-cover",
    card: () => minutesCard({ now, reader: "tom" }, view(issued), { said: [], why: ["You are cover for Priya."] }),
  },
  {
    name: "minutes-link",
    card: () => outcomeCard({ kind: "minutes-link", minutes: view(issued), link }, { now, reader: "harriet" }),
  },
  { name: "minutes-outside", card: () => outside() },
  { name: "minutes-outside-no-link", card: () => outside({ link: null, body: { ...corrected, actions: [], carriedOver: [] } }) },
  { name: "form-correct-minutes", card: () => form(decisionsInWords(issued)) },
  { name: "form-correct-minutes-notes", card: () => form(null) },
];
