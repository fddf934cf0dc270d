import type { AdaptiveElement, Card, Json, Mentions } from "./card.ts";
import { elementsOf, factsOf } from "./elements.ts";
import { parseMarkdown, type Span } from "./markdown.ts";

/** Everything the card says, in its order, as plain text: for notifications, screen readers and clients that draw no cards. */
export function fallbackText(card: Card): string {
  const spoken = plainSpeech(card.mentions);
  return [...card.content.body, ...(card.content.actions ?? [])].flatMap((element) => linesOf(element, spoken)).join("\n");
}

/** How one platform says a piece of card text in its plain messages. */
export type Speech = (spans: readonly Span[]) => string;

/** Names and words, nothing else. */
export const plainSpeech =
  (mentions: Mentions): Speech =>
  (spans) =>
    spans.map((span) => saySpan(span, mentions)).join("");

function saySpan(span: Span, mentions: Mentions): string {
  switch (span.kind) {
    case "text":
      return span.text;
    case "link":
      return span.text === span.url ? span.url : `${span.text} (${span.url})`;
    case "mention":
      return nameOf(span.personId, mentions);
  }
}

/** Throws where a card mentions somebody it does not name: its view model forgot them. */
export function nameOf(personId: string, mentions: Mentions): string {
  const named = mentions[personId];
  if (named === undefined) throw new Error("card: a person is mentioned who is not among the card's mentions");
  return named.name;
}

/** The lines that one element says, its parts in their order. Buttons say nothing, links where they lead, inputs their label. */
export function linesOf(element: AdaptiveElement, speech: Speech): string[] {
  const inside = (list: Json | undefined) => elementsOf(list).flatMap((part) => linesOf(part, speech));
  switch (element.type) {
    case "TextBlock":
      return [speech(parseMarkdown(String(element.text)))];
    case "FactSet":
      return factsOf(element).map(({ title, value }) => `${speech(title)}: ${speech(value)}`);
    case "Container":
    case "Column":
      return inside(element.items);
    case "ColumnSet":
      // Columns are read one after the other, whether or not they say their type.
      return elementsOf(element.columns).flatMap((column) => inside(column.items));
    case "ActionSet":
      return inside(element.actions);
    case "Action.OpenUrl":
      return [speech([{ kind: "link", text: String(element.title), url: String(element.url), bold: false }])];
    case "Action.Execute":
      return [];
    case "Input.Text":
    case "Input.Number":
    case "Input.Date":
    case "Input.Time":
    case "Input.Toggle":
    case "Input.ChoiceSet":
      return [String(element.label ?? element.title ?? element.id)];
    default:
      throw new Error(`card: nothing says what is in a ${element.type}`);
  }
}
