import { mayTakePart } from "../core/access.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Command } from "../core/command.ts";
import { coversOf } from "../core/cover.ts";
import { dueLabel } from "../core/due.ts";
import type { ActionView, FormRequest } from "../core/outcome.ts";
import { isOutsideChat, type Person, personLabel } from "../core/person.ts";
import { DAILY_AT, STEP_DOWN } from "../core/stabilisation.ts";
import { type Day, dayOf, isDay } from "../core/working-day.ts";
import { shownAgain, titleOf } from "./action-view.ts";
import type { Card } from "./card.ts";
import { emergencyFooter } from "./emergency.ts";
import { shownAgain as escalationAgain } from "./escalation.ts";
import { escalationTitle, factWords } from "./escalation-facts.ts";
import { aboutLadder, ladderOf } from "./ladder.ts";
import { nameOnly } from "./person-view.ts";
import { shortened } from "./row.ts";
import { type CardContext, tell, todayOf } from "./telling.ts";
import { fillCard } from "./templates.ts";
import { isThresholdForm, thresholdFormCard } from "./threshold-form.ts";

/**
 * What a command still needs, as inputs named like its fields; the one button carries the rest of the command. Where there is no case
 * yet to choose people from, who is typed.
 */
export function formCard(form: FormRequest, context: CardContext): Card {
  if (isThresholdForm(form)) return thresholdFormCard(form, context);
  const { view, command, cases, escalation } = form;
  // What the form asks for comes back in its input; Slack keeps no more than a few thousand characters of the rest.
  const { text: _asked, ...rest } = command as { text?: string };
  const carried = TEXT_IS_ASKED_FOR.includes(form.name) ? (rest as typeof command) : command;
  const file = view?.file ?? escalation?.file ?? form.file;
  const filled = filledIn(form, context);
  const all = (file ? choicesOf(file, dayOf(context.now, file.timeZone)) : []).filter((choice) =>
    isEligible(form, choice, context),
  );
  const [onCase, chasers] = file ? [offered(file, all, filled.who), offered(file, all.filter(inChat), filled.chaser)] : [[], []];
  const choices = form.colleagues ? form.colleagues.map(colleague).toSorted(byTitle).slice(0, MOST_CHOICES) : onCase;
  const data = {
    about: [
      ...(ABOUT[form.name] ?? []),
      ...(form.name === "ladder" && file ? aboutLadder(file) : []),
      ...(escalation ? [escalationTitle(escalation)] : view ? [titleOf(view.action)] : file && !cases ? [file.ref] : []),
      ...(all.length > MOST_CHOICES ? [CUT] : []),
    ],
    hasCases: cases !== undefined,
    cases: (cases ?? [])
      .slice(0, MOST_CHOICES)
      .map(({ ref, purpose }) => ({ title: shortened(`${ref} · ${purpose}`, LONGEST_CHOICE), value: ref })),
    case: cases?.length === 1 ? (cases[0]?.ref ?? null) : null,
    command: form.again ? { ...carried, again: form.again } : carried,
    asked: askedFor(form, context),
    asksForDate: view?.action.request?.kind === "extension" || (escalation !== undefined && !view?.action.request),
    footer: escalation ? emergencyFooter(escalation) : [],
    hasChoices: choices.length > 0,
    choices,
    hasChasers: chasers.length > 0,
    chasers,
    ...filled,
  };
  const back = form.again ?? wayBack(form);
  return fillCard(`form-${form.name}`, data, tell(context), back);
}

const TEXT_IS_ASKED_FOR: readonly FormRequest["name"][] = ["assign", "ladder"];

/** What a form about oneself has to say. */
const ABOUT: Partial<Record<FormRequest["name"], string[]>> = {
  "set-digest": ["What is due and what waits for you, once a day."],
  "take-leave": ["Whoever stands in for you does so only in cases that they are on themselves."],
};

/** What a form was opened from. */
function wayBack({ name, escalation, view, file }: FormRequest): Command | undefined {
  if (escalation) return escalationAgain(escalation);
  if (view) return shownAgain(view);
  return name === "ladder" && file ? ladderOf(file) : OWN[name];
}

/** What a form about oneself was opened from. */
const OWN: Partial<Record<FormRequest["name"], Command>> = {
  "set-digest": { do: "digest-setting" },
  "take-leave": { do: "leave" },
};

const FIELDS = ["text", "who", "cover", "date", "until", "time", "evidence", "chaser", "reason", "state", "weekdays"] as const;
type Filled = Record<(typeof FIELDS)[number], string | null>;

const NOTHING = Object.fromEntries(FIELDS.map((name) => [name, null])) as Filled;

/** What is known already stands in the form: a draft's own fields, then what was asked for. */
function filledIn({ name, command, view, escalation }: FormRequest, context: CardContext): Filled {
  const draft = name === "edit" && view ? draftFields(view) : {};
  const request = name === "approve" ? view?.action.request : null;
  const asked = request?.kind === "extension" ? { date: request.to.day, time: request.to.time } : {};
  const plan = name === "stabilise" && escalation ? planFields(escalation.file, context) : {};
  return { ...NOTHING, ...draft, ...asked, ...plan, ...commandFields(command) };
}

function draftFields({ action, file }: ActionView): Partial<Filled> {
  return {
    text: action.text,
    who: action.owner && (byRole(file, action.owner, action.ownerRole) ?? byPerson(action.owner)),
    date: action.due?.day ?? null,
    time: action.due?.time ?? null,
    evidence: action.evidenceRequired,
    chaser: action.chaser && byPerson(action.chaser),
  };
}

/** Whoever starts stabilisation most often leads it, with their own cover. */
function planFields(file: CaseFile, context: CardContext): Partial<Filled> {
  const [cover] = coversOf(file, context.reader, todayOf(context, { file }));
  return { who: byPerson(context.reader), cover: cover ? byPerson(cover.personId) : null, time: DAILY_AT, text: STEP_DOWN };
}

/** Fields that arrived with the command. A picker cannot hold phrases and typed names: those stay in the command. */
function commandFields(command: FormRequest["command"]): Partial<Filled> {
  const given: Record<string, unknown> = command;
  const found: Partial<Filled> = {};
  for (const name of FIELDS) {
    const said = given[name];
    if (typeof said === "string" && FITS[name](said)) found[name] = said;
  }
  return found;
}

const isChoice = (said: string): boolean => /^(?:person|role):/.test(said);
const anything = (): boolean => true;
const FITS: Record<keyof Filled, (said: string) => boolean> = {
  text: anything,
  who: isChoice,
  cover: isChoice,
  date: isDay,
  until: isDay,
  time: anything,
  evidence: anything,
  chaser: isChoice,
  reason: anything,
  state: anything,
  weekdays: anything,
};

/** The line that says what an answer is about: the evidence agreed, the request that waits, the fact that was escalated. */
function askedFor({ name, view, escalation }: FormRequest, context: CardContext): string {
  if (name === "escalate") return "Whoever comes first on the ladder is asked to decide.";
  const [fact] = escalation?.escalation.facts ?? [];
  if (escalation && fact && !view?.action.request) return `${factWords(context, escalation, fact)}.`;
  if (!view) return "";
  const { action, file } = view;
  if (name === "evidence") return `Asked for: ${action.evidenceRequired ?? "nothing in particular"}`;
  const { request } = action;
  if (!request) return "";
  const what =
    request.kind === "extension" ? `a new date: ${dueLabel(request.to)}` : `a new owner: ${nameOnly(file, request.to)}`;
  return `${nameOnly(file, request.by)} asks for ${what}.${request.why ? ` Reason: ${request.why}` : ""}`;
}

type Choice = { title: string; value: string };
type PersonChoice = Choice & { person: Person };

const byPerson = (id: string): string => `person:${id}`;

const byRole = (file: CaseFile, id: string, role: string | null): string | null =>
  file.map.some((mapRole) => mapRole.role === role && mapRole.personId === id) ? `role:${role}` : null;

/** Slack cuts the words of a choice here. */
const LONGEST_CHOICE = 75;

/** Slack's selects hold no more. */
const MOST_CHOICES = 100;

const CUT = `Only ${MOST_CHOICES} people and roles fit here, those of the partner map first. Anybody else can be named in typed words.`;

/**
 * Whoever may take part in the case today. The partner map comes first, its people by name and then its roles, whose cover is looked
 * up for the day; then everybody else.
 */
function choicesOf(file: CaseFile, today: Day): PersonChoice[] {
  const map = file.map.filter(({ personId }) => mayTakePart(file, personId, today));
  const onMap = new Set(map.map(({ personId }) => personId));
  const others = new Set([file.leadId, ...file.team.map(({ personId }) => personId)]).difference(onMap);
  const roles = map.flatMap(({ role, personId }) => {
    const title = `${role} on the partner map: ${nameOnly(file, personId)}`;
    return choiceOf(file, personId, title, `role:${role}`);
  });
  const allowed = [...others].filter((id) => mayTakePart(file, id, today));
  return [...peopleByName(file, onMap), ...roles, ...peopleByName(file, allowed)];
}

function peopleByName(file: CaseFile, ids: Iterable<string>): PersonChoice[] {
  const people = [...ids].flatMap((id) => {
    const person = file.people[id];
    return person ? choiceOf(file, id, personLabel(person), byPerson(id)) : [];
  });
  return people.toSorted(byTitle);
}

const byTitle = (a: Choice, b: Choice): number => a.title.localeCompare(b.title, "en-GB");

/** Somebody of one of the asker's cases. */
const colleague = (person: Person): Choice => ({
  title: shortened(personLabel(person), LONGEST_CHOICE),
  value: byPerson(person.id),
});

function choiceOf(file: CaseFile, id: string, title: string, value: string): PersonChoice[] {
  const person = file.people[id];
  return person ? [{ person, title: shortened(title, LONGEST_CHOICE), value }] : [];
}

/** Whoever is asked to decide or to lead has to be in chat, and nobody passes a question on to themselves. */
function isEligible({ name }: FormRequest, choice: PersonChoice, { reader }: CardContext): boolean {
  if (name !== "pass-on" && name !== "stabilise") return true;
  return inChat(choice) && !(name === "pass-on" && choice.person.id === reader);
}

const inChat = ({ person }: PersonChoice): boolean => !isOutsideChat(person);

/** As many as a select holds. Somebody chosen before stays a choice, also where they have left the case since. */
function offered(file: CaseFile, choices: PersonChoice[], chosen: string | null): Choice[] {
  const shown = choices.slice(0, MOST_CHOICES).map(({ title, value }) => ({ title, value }));
  if (chosen === null || shown.some(({ value }) => value === chosen)) return shown;
  const title = choices.find(({ value }) => value === chosen)?.title ?? nameOnly(file, chosen.replace(/^person:/, ""));
  return [...shown.slice(0, MOST_CHOICES - 1), { title, value: chosen }];
}
