import type { AdaptiveCard } from "./messages.ts";

/** What a button of a card does, where it calls the bot. */
export interface CardAction {
  type: "Action.Execute" | "Action.Submit";
  id: string | undefined;
  title: string;
  verb: string | undefined;
  data: Record<string, unknown>;
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

const callsTheBot = (value: Json): boolean => value.type === "Action.Execute" || value.type === "Action.Submit";

/** What a button carries belongs to the bot: an object in there is not read as part of the card. */
const OPAQUE = new Set(["data"]);

/** Every object of a card in its order, with what stands in for it. */
function rebuilt(value: unknown, replace: (object: Json) => Json): unknown {
  if (Array.isArray(value)) return value.map((each) => rebuilt(each, replace));
  if (!isObject(value)) return value;
  const parts = Object.entries(value).map(([name, part]) => [name, OPAQUE.has(name) ? part : rebuilt(part, replace)]);
  return replace(Object.fromEntries(parts));
}

/** The buttons of a card that call the bot, in the order in which `forPage` numbers them. The refresh is not a button. */
export function actionsOf(card: AdaptiveCard): CardAction[] {
  const found: CardAction[] = [];
  rebuilt({ ...card, refresh: undefined }, (object) => {
    if (callsTheBot(object)) found.push(asAction(object));
    return object;
  });
  return found;
}

/** What the card does by itself when one of these people looks at it. */
export function refreshOf(card: AdaptiveCard): { action: CardAction; userIds: string[] } | undefined {
  const { refresh } = card;
  if (!isObject(refresh) || !isObject(refresh.action) || refresh.action.type !== "Action.Execute") return undefined;
  const userIds = Array.isArray(refresh.userIds) ? refresh.userIds.filter((id) => typeof id === "string") : [];
  return { action: asAction(refresh.action), userIds };
}

const asAction = ({ type, id, title, verb, data }: Json): CardAction => ({
  type: type === "Action.Submit" ? "Action.Submit" : "Action.Execute",
  id: typeof id === "string" ? id : undefined,
  title: typeof title === "string" ? title : "",
  verb: typeof verb === "string" ? verb : undefined,
  data: isObject(data) ? data : {},
});

/** Where a card asks for people, Teams offers those of the conversation. */
const asksForPeople = ({ "choices.data": query }: Json): boolean =>
  isObject(query) && String(query.dataset).startsWith("graph.microsoft.com/users");

/** A card as the page draws it: each button named by its number, each people picker with people in it. */
export function forPage(card: AdaptiveCard, people: { title: string; value: string }[]): AdaptiveCard {
  let number = 0;
  const { refresh: _automatic, ...shown } = card;
  return rebuilt(shown, (object) => {
    if (callsTheBot(object)) return { ...object, id: String(number++) };
    if (!asksForPeople(object)) return object;
    const { "choices.data": _query, ...picker } = object;
    const own = Array.isArray(picker.choices) ? picker.choices : [];
    // Teams' picker searches; a plain list shows the same names without one.
    return { ...picker, style: "compact", choices: [...own, ...people] };
  }) as AdaptiveCard;
}
