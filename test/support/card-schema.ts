import { createRequire } from "node:module";
import { z } from "zod";
import type { AdaptiveCard, AdaptiveElement } from "../../src/cards/card.ts";

interface ValidationResults {
  allIds: Record<string, number>;
  validationEvents: { message: string }[];
}
interface ParseContext {
  eventCount: number;
  getEventAt(index: number): { message: string };
}
interface AdaptiveCardsLibrary {
  AdaptiveCard: new () => { parse(json: unknown, context: ParseContext): void; validateProperties(): ValidationResults };
  SerializationContext: new () => ParseContext;
}

// The package's module build does not load in Node; its bundle does, parsing and validating without a browser.
const library = createRequire(import.meta.url)("adaptivecards/dist/adaptivecards.js") as AdaptiveCardsLibrary;

/**
 * What is wrong with an expanded card; empty where it keeps to Adaptive Cards 1.5. Two opinions: Microsoft's own parser, which lets
 * unknown properties pass, and the table below, which holds the elements that our cards use and nothing else.
 */
export function cardFaults(card: AdaptiveCard): string[] {
  const parsed = cardShape.safeParse(card);
  const ours = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);

  const drawn = new library.AdaptiveCard();
  const context = new library.SerializationContext();
  drawn.parse(card, context);
  const read = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const results = drawn.validateProperties();
  const twice = Object.entries(results.allIds).filter(([, count]) => count > 1);
  return [
    ...ours,
    ...read,
    ...results.validationEvents.map((event) => event.message),
    ...twice.map(([id]) => `the id ${id} stands twice`),
  ];
}

/**
 * The same for a card as Teams gets it. Teams adds two things of its own to the schema, held to Microsoft's description of them here:
 * `msteams` on the card and `choices.data` on a choice of people. Beside them it keeps to 1.5 like any other.
 */
export function teamsCardFaults(card: AdaptiveCard): string[] {
  const { msteams, ...rest } = card;
  const body = rest.body.map(({ "choices.data": people, ...element }) => ({ element, people }));
  const own = [teamsShape.safeParse(msteams), ...body.map(({ people }) => peopleShape.safeParse(people))];
  return [
    ...own.flatMap(({ error }) => error?.issues ?? []).map((issue) => `teams: ${issue.path.join(".")}: ${issue.message}`),
    ...(typeof rest.fallbackText === "string" && rest.fallbackText !== "" ? [] : ["teams: no fallbackText"]),
    ...cardFaults({ ...rest, body: body.map(({ element }) => element as AdaptiveElement) } as AdaptiveCard),
  ];
}

const teamsShape = z.strictObject({
  width: z.literal("Full").optional(),
  entities: z.array(
    z.strictObject({
      type: z.literal("mention"),
      text: z.string().regex(/^<at>[^<>]+<\/at>$/),
      mentioned: z.strictObject({ id: z.string().min(1), name: z.string().min(1) }),
    }),
  ),
});
const peopleShape = z
  .strictObject({
    type: z.literal("Data.Query"),
    dataset: z.enum(["graph.microsoft.com/users", "graph.microsoft.com/users?scope=currentContext"]),
  })
  .optional();

/** One of a list of words, in any case: Adaptive Cards do not mind. */
const oneOf = (...words: string[]) =>
  z.string().refine((word) => words.includes(word.toLowerCase()), { error: `is none of ${words.join(", ")}` });

const placed = {
  id: z.string().optional(),
  separator: z.boolean().optional(),
  spacing: oneOf("default", "none", "small", "medium", "large", "extralarge", "padding").optional(),
  isVisible: z.boolean().optional(),
};
const pressed = {
  id: z.string().optional(),
  title: z.string().min(1),
  style: oneOf("default", "positive", "destructive").optional(),
  mode: oneOf("primary", "secondary").optional(),
  tooltip: z.string().optional(),
};
const filled = {
  ...placed,
  // The schema lets an input go without; ours never do: what is filled in comes back under the id, and a label is read aloud.
  id: z.string().min(1),
  label: z.string().min(1),
  isRequired: z.boolean().optional(),
  errorMessage: z.string().optional(),
};

const execute = z.strictObject({
  type: z.literal("Action.Execute"),
  ...pressed,
  verb: z.string().optional(),
  associatedInputs: oneOf("auto", "none").optional(),
  data: z.object({ do: z.string() }).loose(),
});
const openUrl = z.strictObject({ type: z.literal("Action.OpenUrl"), ...pressed, url: z.url() });
const action = z.discriminatedUnion("type", [execute, openUrl]);

const textBlock = z.strictObject({
  type: z.literal("TextBlock"),
  ...placed,
  text: z.string(),
  wrap: z.boolean().optional(),
  size: oneOf("default", "small", "medium", "large", "extralarge").optional(),
  weight: oneOf("default", "lighter", "bolder").optional(),
  color: oneOf("default", "dark", "light", "accent", "good", "warning", "attention").optional(),
  isSubtle: z.boolean().optional(),
  style: oneOf("default", "heading").optional(),
});
const factSet = z.strictObject({
  type: z.literal("FactSet"),
  ...placed,
  facts: z.array(z.strictObject({ title: z.string(), value: z.string() })),
});
const actionSet = z.strictObject({ type: z.literal("ActionSet"), ...placed, actions: z.array(action) });

const inputs = [
  z.strictObject({
    type: z.literal("Input.Text"),
    ...filled,
    placeholder: z.string().optional(),
    value: z.string().optional(),
    isMultiline: z.boolean().optional(),
    maxLength: z.number().int().positive().optional(),
  }),
  z.strictObject({
    type: z.literal("Input.Number"),
    ...filled,
    placeholder: z.string().optional(),
    value: z.number().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
  }),
  z.strictObject({
    type: z.literal("Input.Date"),
    ...filled,
    placeholder: z.string().optional(),
    value: z.string().optional(),
    min: z.string().optional(),
    max: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal("Input.Time"),
    ...filled,
    placeholder: z.string().optional(),
    value: z.string().optional(),
    min: z.string().optional(),
    max: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal("Input.Toggle"),
    ...filled,
    title: z.string(),
    value: z.string().optional(),
    valueOn: z.string().optional(),
    valueOff: z.string().optional(),
    wrap: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal("Input.ChoiceSet"),
    ...filled,
    placeholder: z.string().optional(),
    value: z.string().optional(),
    choices: z.array(z.strictObject({ title: z.string(), value: z.string() })),
    style: oneOf("compact", "expanded", "filtered").optional(),
    isMultiSelect: z.boolean().optional(),
    wrap: z.boolean().optional(),
  }),
] as const;

const element: z.ZodType = z.lazy(() =>
  z.discriminatedUnion("type", [textBlock, factSet, actionSet, container, columnSet, ...inputs]),
);
const container = z.strictObject({
  type: z.literal("Container"),
  ...placed,
  items: z.array(element),
  style: oneOf("default", "emphasis", "good", "attention", "warning", "accent").optional(),
});
const columnSet = z.strictObject({
  type: z.literal("ColumnSet"),
  ...placed,
  columns: z.array(
    z.strictObject({
      type: z.literal("Column").optional(),
      ...placed,
      items: z.array(element),
      width: z.union([z.string(), z.number()]).optional(),
      verticalContentAlignment: oneOf("top", "center", "bottom").optional(),
    }),
  ),
});
const cardShape = z.strictObject({
  $schema: z.string().optional(),
  type: z.literal("AdaptiveCard"),
  version: z.literal("1.5"),
  body: z.array(element),
  actions: z.array(action).optional(),
  fallbackText: z.string().optional(),
  speak: z.string().optional(),
  lang: z.string().optional(),
  refresh: z.strictObject({ action: execute, userIds: z.array(z.string()).max(60).optional() }).optional(),
});
