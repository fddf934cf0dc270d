import { mayTakePart } from "./access.ts";
import type { CaseFile } from "./case-file.ts";
import { ATTENDANCES, type Attendance } from "./meeting.ts";
import { type MinutesPerson, type MinutesRoll, personIn } from "./minutes.ts";
import type { Day } from "./working-day.ts";

/** Whom a correction may mark: whoever the minutes name, as they were then, and whoever may take part in the case today, as they are now. */
export function markable(body: MinutesRoll, file: CaseFile, today: Day): MinutesPerson[] {
  const named = namedIn(body);
  const known = new Set(named.map(({ id }) => id));
  const others = Object.keys(file.people).filter((id) => !known.has(id) && mayTakePart(file, id, today));
  const byName = (a: MinutesPerson, b: MinutesPerson) => a.name.localeCompare(b.name, "en-GB");
  return [...named, ...others.map((id) => personIn(file, id)).toSorted(byName)];
}

/** Everybody on the roll of minutes, there or not. */
export const namedIn = ({ attendees, apologies, notRecorded }: MinutesRoll): MinutesPerson[] => [
  ...attendees.map(({ person }) => person),
  ...apologies,
  ...notRecorded,
];

/** How somebody stands in minutes; null where nobody has said. */
export const attendedIn = ({ attendees, apologies }: MinutesRoll, personId: string): Attendance | null =>
  attendees.find(({ person }) => person.id === personId)?.attended ??
  (apologies.some(({ id }) => id === personId) ? "apologies" : null);

/** What a form has picked in each of its lists: `person:carl,person:connie`. A list without anybody is left out. */
export type PickedRoll = { [how in Attendance]?: string | undefined };

/** The attendance that was picked. Whoever the minutes named and nobody picked is not recorded: no name is dropped. */
export function readAttendance(
  picked: PickedRoll,
  before: MinutesRoll,
  people: readonly MinutesPerson[],
): { roll: MinutesRoll } | { wrong: string; field: Attendance } {
  const marks = new Map<string, Attendance>();
  for (const field of ATTENDANCES) {
    const ids = (picked[field] ?? "").split(",").flatMap((each) => (each.trim() === "" ? [] : [each.trim()]));
    for (const id of new Set(ids.map((each) => each.replace(/^person:/, "")))) {
      const person = people.find((each) => each.id === id);
      if (!person) return { field, wrong: "somebody who was chosen is not on this case. Choose from the list." };
      if (marks.has(id)) return { field, wrong: `${person.name} is in two of the lists. Choose one for each person.` };
      marks.set(id, field);
    }
  }
  const marked = (how: Attendance | undefined) => people.filter(({ id }) => marks.get(id) === how);
  const named = new Set(namedIn(before).map(({ id }) => id));
  return {
    roll: {
      attendees: people.flatMap((person) => {
        const attended = marks.get(person.id);
        return attended === "here" || attended === "part" ? [{ person, attended }] : [];
      }),
      apologies: marked("apologies"),
      notRecorded: marked(undefined).filter(({ id }) => named.has(id)),
    },
  };
}

/** Whether both say the same of everybody. */
export const sameAttendance = (a: MinutesRoll, b: MinutesRoll): boolean => {
  const ids = [...new Set([...namedIn(a), ...namedIn(b)].map(({ id }) => id))];
  return ids.every((id) => attendedIn(a, id) === attendedIn(b, id));
};
