import { CATEGORIES, CONCERN_WORDS, CONCERNS, INJURIES } from "../core/incident.ts";
import type { FormRequest } from "../core/outcome.ts";
import { personLabel } from "../core/person.ts";
import { dayOf } from "../core/working-day.ts";
import type { Card } from "./card.ts";
import { EMERGENCY_LINE } from "./emergency.ts";
import { shortened } from "./row.ts";
import { capitalised } from "./status-line.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** Forms about incidents and thresholds. What an input asks for travels in it alone, so that what is cleared stays cleared. */

type Name = "incident" | "threshold-draft" | "threshold-keep" | "threshold-retire";

export const isThresholdForm = (form: FormRequest): form is FormRequest & { name: Name } =>
  ["incident", "threshold-draft", "threshold-keep", "threshold-retire"].includes(form.name);

export function thresholdFormCard(form: FormRequest & { name: Name }, context: CardContext): Card {
  const data = form.name === "incident" ? incidentData(form, context) : thresholdData(form);
  return fillCard(`form-${form.name}`, { ...data, command: carried(form) }, tell(context), back(form));
}

/** Slack cuts the words of a choice here, and its selects hold no more of them. */
const LONGEST_CHOICE = 75;
const MOST_CHOICES = 100;

const INPUTS = ["words", "category", "date", "time", "injury", "concerns", "text", "signatories", "without", "reason"];

const carried = ({ command }: FormRequest) =>
  Object.fromEntries(Object.entries(command).filter(([name]) => !INPUTS.includes(name)));

const said = (form: FormRequest, name: string): string | null => {
  const value = (form.command as Record<string, unknown>)[name];
  return typeof value === "string" ? value : null;
};

const back = ({ name, command, file }: FormRequest & { name: Name }) => {
  if (name === "incident" || !file) return undefined;
  if ("review" in command && command.review) return { do: "threshold-review" as const, case: file.ref, review: command.review };
  return { do: "threshold" as const, case: file.ref };
};

function incidentData(form: FormRequest, { now }: CardContext) {
  const { file } = form;
  if (!file) throw new Error("an incident is of a case");
  return {
    about: [file.ref],
    categories: CATEGORIES.map((value) => ({ title: capitalised(value), value })),
    injuries: INJURIES.map((value) => ({ title: capitalised(value), value })),
    ticks: CONCERNS.map((value) => ({ title: capitalised(CONCERN_WORDS[value]), value })),
    category: said(form, "category"),
    injury: said(form, "injury"),
    date: said(form, "date") ?? dayOf(now, file.timeZone),
    time: said(form, "time"),
    concerns: said(form, "concerns"),
    text: said(form, "text"),
    footer: EMERGENCY_LINE,
  };
}

function thresholdData(form: FormRequest) {
  const { file, threshold } = form;
  if (!file || !threshold) throw new Error("a form about thresholds knows them");
  const people = threshold.people.flatMap((id) => {
    const person = file.people[id];
    return person ? [{ title: shortened(personLabel(person), LONGEST_CHOICE), value: `person:${id}` }] : [];
  });
  return {
    about: [`${file.ref} · version ${threshold.version}`],
    text: threshold.rules === "" ? null : threshold.rules,
    people: people.slice(0, MOST_CHOICES),
    signatories: threshold.signatories.map((id) => `person:${id}`).join(","),
    rules: threshold.retiring.map(({ ref, words }) => ({ title: shortened(words, LONGEST_CHOICE), value: ref })),
    without: threshold.retiring
      .filter(({ fired }) => fired)
      .map(({ ref }) => ref)
      .join(","),
    reason: said(form, "reason"),
    needsReason: threshold.version > 1,
  };
}
