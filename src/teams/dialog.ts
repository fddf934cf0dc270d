import type { AdaptiveCard, Card, Json } from "../cards/card.ts";
import { renderTeams } from "./render.ts";
import type { Response } from "./reply.ts";
import { ADAPTIVE } from "./voice.ts";

/** A card in the dialog of a message action. */
export const dialogOf = (card: Card, tenant: string): Response => ({
  status: 200,
  body: {
    task: {
      type: "continue",
      value: {
        title: "Make this an action",
        height: "medium",
        width: "medium",
        card: { contentType: ADAPTIVE, content: forDialog(renderTeams(card, { tenant }).content) },
      },
    },
  },
});

/** The last word of a dialog, which Teams closes with it. */
export const lastWords = (value: string): Response => ({ status: 200, body: { task: { type: "message", value } } });

/** Dialogs know `Action.Submit` alone; the command travels in its data all the same. */
const forDialog = (content: AdaptiveCard): AdaptiveCard => submitting(content as Json) as AdaptiveCard;

function submitting(part: Json): Json {
  if (Array.isArray(part)) return part.map((each) => submitting(each));
  if (typeof part !== "object" || part === null) return part;
  if (part.type === "Action.Execute") {
    const { verb: _, ...button } = part;
    return { ...button, type: "Action.Submit" };
  }
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, submitting(value)]));
}
