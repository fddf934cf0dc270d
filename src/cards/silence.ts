import { fullRef } from "../core/action.ts";
import { momentLabel } from "../core/due.ts";
import type { Waits } from "../core/notice.ts";
import type { ActionView } from "../core/outcome.ts";
import { allowedOf, signersOf } from "../core/permission.ts";
import { facts, head, type Line, notes } from "./action-view.ts";
import type { Card } from "./card.ts";
import { join, type Markup } from "./markup.ts";
import { personText } from "./person-view.ts";
import { type CardContext, type Telling, tell, todayOf, zoneOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** Whoever asked, and the lead, hear that somebody has kept silent: what waits, for whom, since when, and what they can do. */
export function silenceCard(context: CardContext, view: ActionView, waits: Waits, why: Line[]): Card {
  const telling = tell(context);
  const { action, file } = view;
  const asked = { file, action, personId: context.reader, today: todayOf(context, view) };
  const may = allowedOf(["confirm", "edit", "reassign", "sign-off"], asked);
  const data = {
    ...head(telling, view),
    waits: waitingWords(telling, view, waits),
    facts: facts(telling, view),
    // Nobody signs off what they have not seen.
    notes: notes(telling, view),
    ways: [ways(waits, may)],
    why,
    mayConfirm: waits === "confirm" && may.has("confirm"),
    mayEdit: waits === "confirm" && may.has("edit"),
    maySignOff: waits === "sign-off" && may.has("sign-off"),
    mayReassign: waits === "accept" && may.has("reassign"),
    mayShow: true,
  };
  return fillCard("silence", data, telling, { do: "show", ref: fullRef(action), as: "silence" });
}

/** Since when a question that is asked again has waited. */
export const waitingSince = (context: CardContext, { action, file }: ActionView): string =>
  `This has waited for you since ${momentLabel(action.statusSince, zoneOf(context, file))}.`;

/** What waits, for whom, since when: for whoever asked, and the lead. */
export function waitingWords(telling: Telling, view: ActionView, waits: Waits): Markup {
  const { action, file } = view;
  const since = `It has waited since ${momentLabel(action.statusSince, zoneOf(telling, file))}.`;
  const named = (id: string | null): Markup => personText(telling, file, id ?? "");
  const sentence = (parts: (Markup | string)[]) => join([join(parts), since], ". ");
  switch (waits) {
    case "confirm":
      return sentence(["This draft waits for", named(action.asker), "to confirm it"]);
    case "accept":
      return action.notYetHeard
        ? sentence([named(action.owner), "has not been heard yet, through", named(action.chaser)])
        : sentence(["This waits for", named(action.owner), "to accept it"]);
    case "sign-off":
      return sentence(["The evidence waits for", signers(telling, view), "to sign it off"]);
  }
}

function signers(telling: Telling, { action, file }: ActionView): Markup | string {
  const ids = signersOf(file).filter((id) => id !== action.owner);
  const named = (ids.length > 0 ? ids : [file.leadId]).map((id) => personText(telling, file, id));
  return join(named, " or ");
}

function ways(waits: Waits, may: ReadonlySet<string>): string {
  switch (waits) {
    case "confirm":
      return may.has("confirm") ? "You can confirm it, change it or discard it." : "You can ask them yourself.";
    case "accept":
      return may.has("reassign") ? "You can ask them yourself, or choose another owner." : "You can ask them yourself.";
    case "sign-off":
      return may.has("sign-off") ? "You can sign it off, or return it with what is missing." : "You can ask them yourself.";
  }
}
