import { mayTakePart } from "../core/access.ts";
import { ATTENDANCES } from "../core/meeting.ts";
import type { FormRequest } from "../core/outcome.ts";
import { personLabel } from "../core/person.ts";
import { isDay } from "../core/working-day.ts";
import type { Card } from "./card.ts";
import { nameOnly } from "./person-view.ts";
import { shortened } from "./row.ts";
import { type CardContext, tell, todayOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** Forms about a meeting. What an input asks for travels in it alone, so that what is cleared stays cleared. */

const NAMES = ["meeting-roll", "decision", "follow-up", "no-actions"] as const;
type Name = (typeof NAMES)[number];

export const isMeetingForm = (form: FormRequest): form is FormRequest & { name: Name } =>
  (NAMES as readonly string[]).includes(form.name);

/** Slack cuts the words of a choice here, and its selects hold no more of them. */
const LONGEST_CHOICE = 75;
const MOST_CHOICES = 100;

const INPUTS = ["words", "text", "who", "date", "reason", ...ATTENDANCES];

export function meetingFormCard(form: FormRequest & { name: Name }, context: CardContext): Card {
  const { file, command, meeting: about } = form;
  if (!file || !about) throw new Error("a form about a meeting knows it");
  const { meeting, people } = about;
  const said = (name: string): string | null => {
    const value = (command as Record<string, unknown>)[name];
    return typeof value === "string" ? value : null;
  };
  const date = said("date");
  const choice = (id: string) => {
    const person = file.people[id];
    return { title: shortened(person ? personLabel(person) : nameOnly(file, id), LONGEST_CHOICE), value: `person:${id}` };
  };
  const today = todayOf(context, { file });
  const onCase = Object.keys(file.people).filter((id) => mayTakePart(file, id, today));
  const byName = (a: { title: string }, b: { title: string }) => a.title.localeCompare(b.title, "en-GB");
  const marked = (how: string): string =>
    said(how) ??
    meeting.roll
      .filter(({ personId, attended }) => attended === how && people.includes(personId))
      .map(({ personId }) => `person:${personId}`)
      .join(",");
  const data = {
    about: [`${file.ref} · meeting M${meeting.number}`],
    people: people.slice(0, MOST_CHOICES).map(choice),
    choices: onCase.map(choice).toSorted(byName).slice(0, MOST_CHOICES),
    ...Object.fromEntries(ATTENDANCES.map((how) => [how, marked(how)])),
    text: said("text"),
    who: said("who") ?? `person:${context.reader}`,
    date: date !== null && isDay(date) ? date : meeting.followUp,
    reason: said("reason") ?? meeting.noActionsBecause,
    command: Object.fromEntries(Object.entries(command).filter(([name]) => !INPUTS.includes(name))),
  };
  return fillCard(`form-${form.name}`, data, tell(context), { do: "meeting", case: file.ref, meeting: meeting.number });
}
