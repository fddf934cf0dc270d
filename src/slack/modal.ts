import type { AdaptiveElement, Card } from "../cards/card.ts";
import { isTitle, textSpans } from "../cards/elements.ts";
import { plainWords } from "../cards/markdown.ts";
import { plainText, type View } from "./block-kit.ts";
import { LIMITS, within } from "./limits.ts";
import { drawActions, drawAll, startDrawing } from "./render.ts";

export interface Form {
  workspace: string;
  /** Slack sends both back with what was filled in. */
  callback: string;
  metadata: string;
}

/**
 * Draws a card with inputs and one submitting action as a modal. What the action would send on Teams (its data) is the caller's to put
 * into `metadata`. The first line, where it is bold and short enough, becomes the modal's title, else the action's title does.
 */
export function renderModal(card: Card, { workspace, callback, metadata }: Form): { view: View; losses: string[] } {
  const drawing = startDrawing(card, workspace, "drawn");
  const [submit, ...others] = (card.content.actions ?? []).filter((action) => action.type === "Action.Execute");
  if (submit === undefined || others.length > 0)
    throw new Error(`slack: the form ${card.template} must have one submitting action`);
  const links = (card.content.actions ?? []).filter((action) => action.type !== "Action.Execute");

  const submitTitle = within("viewButton", String(submit.title), "a form's submit button");
  const title = shortHeading(card.content.body[0]);
  const body = title === undefined ? card.content.body : card.content.body.slice(1);
  const blocks = [...drawAll(body, drawing), ...drawActions(links, drawing)].flatMap((piece) => piece.blocks);
  if (blocks.length > LIMITS.viewBlocks) throw new Error(`slack: the form ${card.template} takes ${blocks.length} blocks`);
  const view: View = {
    type: "modal",
    callback_id: within("id", callback, "a form's callback"),
    private_metadata: within("metadata", metadata, "a form's metadata"),
    title: plainText(title ?? submitTitle),
    submit: plainText(submitTitle),
    close: plainText("Cancel"),
    blocks,
  };
  return { view, losses: [...drawing.losses] };
}

function shortHeading(element: AdaptiveElement | undefined): string | undefined {
  if (element?.type !== "TextBlock" || !isTitle(element)) return undefined;
  const title = plainWords(textSpans(element));
  return title === null || title === "" || title.length > LIMITS.viewTitle ? undefined : title;
}
