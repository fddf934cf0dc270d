import type { AdaptiveElement, Card, Json } from "../cards/card.ts";
import { elementsOf } from "../cards/elements.ts";
import { escapeMarkdown } from "../cards/markdown.ts";

/** The names of a form's inputs, in the data of its buttons: what came back can then be told from what the form was opened for. */
const FORM = "form";

const isInput = (element: AdaptiveElement): boolean => element.type.startsWith("Input.");
const namesOf = ({ content }: Card): string[] => content.body.filter(isInput).map((input) => String(input.id));

/** A form that knows its inputs when it comes back. Teams keeps nothing of an open form, and no store of ours has to. */
export function remembering(form: Card): Card {
  const names = namesOf(form);
  const withNames = (action: AdaptiveElement): AdaptiveElement =>
    action.type === "Action.Execute"
      ? { ...action, data: { ...(action.data as { [key: string]: Json }), [FORM]: names } }
      : action;
  return { ...form, content: { ...form.content, actions: elementsOf(form.content.actions).map(withNames) } };
}

/** What a form was opened for and what was filled in; null for what is no form. */
export function formOf(
  data: Readonly<Record<string, unknown>>,
): { command: Record<string, unknown>; filled: Record<string, string> } | null {
  const names = data[FORM];
  if (!Array.isArray(names)) return null;
  const inputs = Object.entries(data).filter(([name]) => names.includes(name));
  const rest = Object.entries(data).filter(([name]) => name !== FORM && !names.includes(name));
  return {
    command: Object.fromEntries(rest),
    filled: Object.fromEntries(inputs.filter((input): input is [string, string] => typeof input[1] === "string")),
  };
}

/** The form with these values in its inputs. */
export const filledWith = (form: Card, filled: Readonly<Record<string, string>>): Card => ({
  ...form,
  content: {
    ...form.content,
    body: form.content.body.map((element) => {
      const value = isInput(element) ? filled[String(element.id)] : undefined;
      return value === undefined ? element : { ...element, value };
    }),
  },
});

/** The form with what is wrong said above the input that it is about, or above the first. */
export function withMistake(form: Card, { field, message }: { field: string | null; message: string }): Card {
  const { body } = form.content;
  const about = body.findIndex((element) => isInput(element) && element.id === field);
  const at = about >= 0 ? about : body.findIndex(isInput);
  const said: AdaptiveElement = {
    type: "TextBlock",
    text: escapeMarkdown(message),
    wrap: true,
    weight: "Bolder",
    color: "Attention",
  };
  return { ...form, content: { ...form.content, body: at < 0 ? [said, ...body] : body.toSpliced(at, 0, said) } };
}
