import type { AdaptiveElement, Json } from "./card.ts";
import { parseMarkdown, type Span } from "./markdown.ts";

/** The elements in a property that holds a list of them; none where it is absent. */
export const elementsOf = (list: Json | undefined): AdaptiveElement[] => (Array.isArray(list) ? (list as AdaptiveElement[]) : []);

/** The facts of a FactSet, read. */
export const factsOf = (factSet: AdaptiveElement): { title: Span[]; value: Span[] }[] =>
  elementsOf(factSet.facts).map((fact) => ({
    title: parseMarkdown(String(fact.title)),
    value: parseMarkdown(String(fact.value)),
  }));

/** Whether a property has one of its named values; their case does not matter in Adaptive Cards. */
export const isSet = (element: AdaptiveElement, property: string, value: string): boolean =>
  String(element[property] ?? "").toLowerCase() === value;

/** The spans of a TextBlock, bold where the whole block is. */
export function textSpans(textBlock: AdaptiveElement): Span[] {
  const spans = parseMarkdown(String(textBlock.text));
  return isTitle(textBlock) ? spans.map((span) => ({ ...span, bold: true })) : spans;
}

/** Bold or marked as a heading as a whole. */
export const isTitle = (textBlock: AdaptiveElement): boolean =>
  isSet(textBlock, "weight", "bolder") || isSet(textBlock, "style", "heading");

/** A container that holds one thing, as against a list of them: it stays on one page. */
export function isRow(container: AdaptiveElement): boolean {
  const items = elementsOf(container.items);
  return items.every((item) => item.type !== "Container") && items.filter((item) => item.type === "ColumnSet").length <= 1;
}

/** Whether a list says first what it is. */
export const hasHeading = (container: AdaptiveElement): boolean => {
  const [first] = elementsOf(container.items);
  return first?.type === "TextBlock" && isTitle(first);
};
