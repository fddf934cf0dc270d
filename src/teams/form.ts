import type { AdaptiveElement, Json } from "../cards/card.ts";

/** Inputs whose answer is a person. */
const PEOPLE_INPUTS: ReadonlySet<unknown> = new Set(["who", "cover", "chaser"]);

/** The people of the chat or channel where the form stands. Not the whole organisation: a case is nobody else's business. */
const CONVERSATION = { type: "Data.Query", dataset: "graph.microsoft.com/users?scope=currentContext" };

/**
 * A choice of people becomes Teams' people picker: typing finds the case's own people and roles, which stay choices, and beside them
 * the people of the conversation. Whoever is picked there and is not on the case is refused like anybody else who is typed.
 */
export const peoplePicker = (input: AdaptiveElement): AdaptiveElement =>
  input.type === "Input.ChoiceSet" && PEOPLE_INPUTS.has(input.id)
    ? { ...input, style: "filtered", "choices.data": CONVERSATION }
    : input;

const ENTRA_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What a pressed button sent, with its form's inputs among it: those left empty are left out, and somebody picked from the
 * conversation, whom Teams names by the bare Entra id, becomes a mention like a typed one. Everything else stays as it came: a
 * command parses it.
 */
export function sentBy(data: Readonly<Record<string, unknown>>, tenant: string): Record<string, unknown> {
  const given = Object.entries(data).filter(([, value]) => !isEmpty(value));
  return Object.fromEntries(given.map(([name, value]) => [name, PEOPLE_INPUTS.has(name) ? picked(value, tenant) : value]));
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === "string" && value.trim() === "");

const picked = (value: unknown, tenant: string): unknown =>
  typeof value === "string" && ENTRA_ID.test(value) ? `<@teams/${tenant}/${value}>`.toLowerCase() : value;

/** A way back to what the form took the place of, past inputs that are still empty. */
export const wayBack = (shows: Json): AdaptiveElement => ({
  type: "Action.Execute",
  title: "Back",
  verb: REFRESH,
  associatedInputs: "none",
  data: shows,
});

/** The verb of an act that changes nothing: the answer takes the place of the card that asked. */
export const REFRESH = "refresh";
