import { mayTakePart } from "../core/access.ts";
import type { Missing } from "../core/action.ts";
import { fullRef } from "../core/action.ts";
import type { CaseFile, MapRole } from "../core/case-file.ts";
import { nextQuestion, noLongerStands } from "../core/decide-draft.ts";
import { type Due, dayLabel, dueLabel } from "../core/due.ts";
import { evidenceSuggestions } from "../core/evidence-suggestions.ts";
import type { Outcome, Suggestion } from "../core/outcome.ts";
import { isOutsideChat, type Person } from "../core/person.ts";
import { addWorkingDays } from "../core/working-day.ts";
import type { OpenAction } from "./asking.ts";

/** A card shows this many answers to choose from; the form has them all. */
const ANSWERS = 4;

/** Working days from today that are offered where a date is missing. */
const OFFERED_DAYS = [5, 10, 15, 20];

type DraftFound = Pick<OpenAction, "action" | "file" | "calendar" | "today">;

/**
 * A draft with the one question that comes next, and answers to press.
 *
 * @param meant the date that `Did you mean …?` asks about: its button comes first, whatever is asked next
 */
export function draftOutcome(
  found: DraftFound,
  now: Date,
  said: string | null,
  meant: Due | null = null,
): Extract<Outcome, { kind: "draft" }> {
  const { action, file, calendar } = found;
  const question = nextQuestion(action, file) ?? noLongerStands(action, file, { today: found.today, now })?.missing ?? null;
  return {
    kind: "draft",
    view: { action, file, calendar },
    question,
    said,
    suggestions: [...(meant ? [thatDate(found, meant)] : []), ...(question ? answersTo(question, found) : [])].slice(0, ANSWERS),
  };
}

type Fields = Partial<Record<"who" | "date" | "time" | "evidence" | "chaser", string>>;

const editing =
  ({ action }: DraftFound) =>
  (label: string, fields: Fields): Suggestion => ({
    label,
    command: { do: "edit", ref: fullRef(action), seen: action.version, ...fields },
  });

const thatDate = (found: DraftFound, due: Due): Suggestion =>
  editing(found)(dueLabel(due), { date: due.day, ...(due.time !== null && { time: due.time }) });

function answersTo(question: Missing, found: DraftFound): Suggestion[] {
  const { action, file, calendar, today } = found;
  const edit = editing(found);
  const inChat = (person: Person) => !isOutsideChat(person);
  const people = likeliestFirst(file, action.text ?? "").filter((person) => mayTakePart(file, person.id, today));
  switch (question) {
    case "text":
      return [];
    case "owner":
      return likelyOwners(people, action.ownerChoices).map((person) => edit(person.name, { who: `person:${person.id}` }));
    case "due":
      return OFFERED_DAYS.map((days) => {
        const day = addWorkingDays(today, days, calendar);
        return edit(`${days} working days: ${dayLabel(day)}`, { date: day });
      });
    case "evidence":
      return evidenceSuggestions(action.text ?? "").map((evidence) => edit(evidence, { evidence }));
    case "chaser":
      return people
        .filter(inChat)
        .slice(0, ANSWERS)
        .map((person) => edit(person.name, { chaser: `person:${person.id}` }));
  }
}

/** Those who were named come first; where somebody was named, nobody else is offered. */
function likelyOwners(people: Person[], choices: string[]): Person[] {
  const chosen = people.filter((person) => choices.includes(person.id));
  return (chosen.length > 0 ? chosen : people).slice(0, ANSWERS);
}

/** Whoever the partner map names for what the text is about, then the rest of the map, then everybody else. */
function likeliestFirst({ map, people }: CaseFile, text: string): Person[] {
  const words = text.toLowerCase();
  const concerns = (role: MapRole): boolean => role.issues.some((issue) => words.includes(issue.toLowerCase()));
  const inOrder = [...map.filter(concerns), ...map].map((role) => people[role.personId]).filter((person) => person !== undefined);
  return [...new Set([...inOrder, ...Object.values(people)])];
}
