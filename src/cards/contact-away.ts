import { actingNow, type MapCover } from "../core/decide-away.ts";
import { dayLabel } from "../core/due.ts";
import type { ActionView, Outcome } from "../core/outcome.ts";
import { facts, head, type Line } from "./action-view.ts";
import type { Card } from "./card.ts";
import { join } from "./markup.ts";
import { offersTo, shown } from "./offers.ts";
import { nameOnly, personText } from "./person-view.ts";
import { type CardContext, type Telling, tell, todayOf } from "./telling.ts";
import { fillCard } from "./templates.ts";
import { textForCover } from "./text-to-copy.ts";

/** An owner outside chat is away: whom the partner map names, and the words to send them. Without cover: whom to ask. */
export function contactAwayCard(context: CardContext, { view, found, said }: Extract<Outcome, { kind: "away" }>): Card {
  const telling = tell(context);
  const { action, file } = view;
  const acting = actingNow(action, file, todayOf(context, view));
  const acts = found !== null && acting?.personId === found.cover.personId;
  const name = found && nameOnly(file, found.cover.personId);
  const data = {
    ...head(telling, view),
    said: said ? [said] : found ? coverLines(telling, view, found, acting?.since ?? null, acts) : nobodyLines(telling, view),
    facts: facts(telling, view),
    hasCopy: found !== null,
    copyLabel: name ? `To copy and send to ${name}. It names the case by its reference alone.` : "",
    copy: found ? textForCover(context, view, found.cover) : [],
    canSend: found !== null && !acts,
    offers: shown(offersTo(context, view)),
    why: acts ? ["You still chase it, and record the answers here."] : [],
  };
  return fillCard("contact-away", data, telling);
}

function coverLines(
  telling: Telling,
  { action, file }: ActionView,
  { role, cover }: MapCover,
  since: string | null,
  acts: boolean,
): Line[] {
  if (acts && since)
    return [`${nameOnly(file, cover.personId)} has acted for ${nameOnly(file, action.owner)} since ${dayLabel(since)}.`];
  const dates = cover.from && cover.until ? `, ${dayLabel(cover.from)} to ${dayLabel(cover.until)}` : untilWords(cover.until);
  return [
    join([join([`Cover for ${role}${dates}:`, personText(telling, file, cover.personId)]), "."], ""),
    `Sent to cover, ${nameOnly(file, action.owner)} stays the owner.`,
  ];
}

const untilWords = (until: string | null): string => (until === null ? "" : `, until ${dayLabel(until)}`);

/** Nothing was changed. */
function nobodyLines(telling: Telling, { action, file }: ActionView): Line[] {
  const role = action.ownerRole ?? nameOnly(file, action.owner);
  const nobody = `The partner map names no cover for ${role} today. Nothing has changed.`;
  if (file.leadId === telling.reader) return [nobody, `You lead ${file.ref}: you can have cover named on its partner map.`];
  return [
    nobody,
    join(["Please ask", personText(telling, file, file.leadId), "whom to turn to."]),
    `Whoever leads ${file.ref} can have cover named on its partner map.`,
  ];
}
