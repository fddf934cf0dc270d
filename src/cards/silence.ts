import { fullRef } from "../core/action.ts";
import { doerOf } from "../core/at-work.ts";
import type { CaseFile } from "../core/case-file.ts";
import { momentLabel } from "../core/due.ts";
import { doersHearer, reachable, signersHearers } from "../core/hearers.ts";
import type { Recipient, Waits } from "../core/notice.ts";
import type { ActionView } from "../core/outcome.ts";
import { allowedOf, signersOf } from "../core/permission.ts";
import type { Day } from "../core/working-day.ts";
import { facts, head, type Line, notes } from "./action-view.ts";
import type { Card } from "./card.ts";
import { join, type Markup } from "./markup.ts";
import { nameOnly, personText } from "./person-view.ts";
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
  const today = todayOf(telling, view);
  const since = `It has waited since ${momentLabel(action.statusSince, zoneOf(telling, file))}.`;
  const sentence = (parts: (Markup | string)[]) => join([join(parts), since], ". ");
  const waitsFor = (what: string, people: Recipient[], does: string) => {
    const named = people.map((to) => withTheirCover(telling, file, to));
    const comma = people.at(-1)?.coverFor ? ", " : " ";
    return sentence([what, join([join(named, " or "), does], comma)]);
  };
  switch (waits) {
    case "confirm":
      return waitsFor(
        "This draft waits for",
        [todays(file, action.asker, reachable(file, action.asker, today))],
        "to confirm it",
      );
    case "accept": {
      const hearer = doersHearer(action, file, today);
      const isOwners = doerOf(action, file) === action.owner;
      if (!action.notYetHeard)
        return waitsFor("This waits for", [todays(file, action.owner, isOwners ? hearer : null)], "to accept it");
      return sentence([
        personText(telling, file, action.owner ?? ""),
        "has not been heard yet, through",
        withTheirCover(telling, file, todays(file, action.chaser, hearer)),
      ]);
    }
    case "sign-off":
      return waitsFor("The evidence waits for", signersToday(view, today), "to sign it off");
  }
}

/** Whoever has it in hand today, or the person themselves where nobody can be reached. */
const todays = (file: CaseFile, personId: string | null, hearer: Recipient | null): Recipient =>
  hearer ?? { personId: personId ?? file.leadId, coverFor: null, coverUntil: null };

function signersToday({ action, file }: ActionView, today: Day): Recipient[] {
  const hearers = signersHearers(action, file, today);
  if (hearers.length > 0) return hearers;
  const ids = signersOf(file).filter((id) => id !== action.owner);
  return (ids.length > 0 ? ids : [file.leadId]).map((id) => todays(file, id, null));
}

/** `@Connie (Commissioner, Harbour Council), who is cover for Dana` */
const withTheirCover = (telling: Telling, file: CaseFile, { personId, coverFor }: Recipient): Markup => {
  const person = personText(telling, file, personId);
  return coverFor === null ? person : join([person, `who is cover for ${nameOnly(file, coverFor)}`], ", ");
};

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
