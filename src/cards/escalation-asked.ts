import { type EscalationView, hearerOf, isPastLast, leadAsked, nextStep } from "../core/climb.ts";
import { roleOf, standsIn } from "../core/decide-escalation.ts";
import { momentLabel } from "../core/due.ts";
import type { Asks, OpenedStep } from "../core/escalation.ts";
import { roleOn } from "../core/ladder.ts";
import type { Recipient } from "../core/notice.ts";
import type { Line } from "./action-view.ts";
import { join } from "./markup.ts";
import { nameOnly, personText } from "./person-view.ts";
import { type CardContext, type Telling, todayOf, zoneOf } from "./telling.ts";

/** Who is asked to decide an escalation, by when, and who is next. */

/** The one sentence that asks: it names whoever is asked, and rings them where a room reads it. */
export function requestLines(telling: Telling, view: EscalationView): Line[] {
  const { escalation, file } = view;
  const last = escalation.steps.at(-1);
  if (!last || escalation.state !== "open") return [];
  const { reader } = telling;
  if (reader !== "" && last.heardBy?.personId !== reader && standsAsLead(telling, view)) {
    return [
      "Everybody on the ladder was asked, and nobody has decided.",
      `${nameOnly(file, reader)}, please decide this, or pass it on.`,
    ];
  }
  if (last.heardBy === null) return [`${roleOf(last, file)} could not be reached.`];
  return [askOf(telling, view, last, last.heardBy)];
}

/** `Hassan, please acknowledge this or decide it by Thu 1 April 2027, 12:00.` */
export function askOf(telling: Telling, view: EscalationView, step: OpenedStep, { personId }: Recipient): Line {
  const what = `please ${wanted(view.escalation.asks, step, byWords(telling, view))}.`;
  if (personId === telling.reader) return `${nameOnly(view.file, personId)}, ${what}`;
  const who = personText(telling, view.file, personId, rolePlayed(view, step, personId));
  return telling.reader === "" ? join([who, what], ", ") : join([who, `is asked to ${what.slice("please ".length)}`]);
}

/** The role of the map only of whoever has it: cover goes by their own. */
const rolePlayed = ({ file }: EscalationView, { role }: OpenedStep, personId: string): string | null =>
  role !== null && roleOn(file, role)?.personId === personId ? role : null;

const wanted = (asks: Asks, step: OpenedStep, by: string): string => {
  if (asks === "review") return `review this${by}`;
  if (asks === "stabilisation") return `decide${by} whether stabilisation starts`;
  return step.stops === "decision" || step.acknowledged ? `decide this${by}` : `acknowledge this or decide it${by}`;
};

/** ` by Thu 1 April 2027, 12:00`; nothing once that has passed. */
function byWords(context: CardContext, view: EscalationView): string {
  const by = decideBy(context, view);
  return by !== null && by > context.now ? ` by ${momentLabel(by, zoneOf(context, view.file))}` : "";
}

/** Until when an answer is awaited: acknowledged, until the next step opens; null where nothing follows. */
export function decideBy({ now }: CardContext, view: EscalationView): Date | null {
  const last = view.escalation.steps.at(-1);
  if (!last) return null;
  if (last.stops === "decision" || !last.acknowledged) return new Date(last.limit);
  return nextStep(view, now)?.at ?? null;
}

/** `Hassan (Housing team manager) or cover, by Thu 1 April 2027, 12:00` */
export function decisionBy(context: CardContext, view: EscalationView): string | null {
  const { escalation, file } = view;
  const last = escalation.steps.at(-1);
  if (!last) return null;
  if (isPastLast(escalation)) return "Anybody who was asked, their cover, or the lead";
  if (last.heardBy === null) return `${roleOf(last, file)}, not reached`;
  const by = decideBy(context, view);
  return `${deciderWords(view, last, last.heardBy)}${by === null ? "" : `, by ${momentLabel(by, zoneOf(context, file))}`}`;
}

function deciderWords({ file }: EscalationView, step: OpenedStep, { personId, coverFor }: Recipient): string {
  const role = roleOf(step, file);
  if (coverFor !== null) return `${nameOnly(file, personId)} (cover for ${nameOnly(file, coverFor)}, ${role})`;
  return `${nameOnly(file, personId)} (${role}) or cover`;
}

/** `Commissioner, Connie, is asked next` */
export function withoutAnswer(context: CardContext, view: EscalationView): string {
  const { escalation, file } = view;
  const today = todayOf(context, view);
  const reached = Math.max(-1, ...escalation.steps.map(({ place }) => place ?? -1));
  for (const step of escalation.ladder.slice(reached + 1)) {
    const next = hearerOf(step, file, today);
    if (next) return `${nextWords(view, step, next)} is asked next`;
  }
  const lead = leadAsked(file, today);
  if (!lead) return "Nobody further can be reached";
  const each = isPastLast(escalation) ? " each working day" : "";
  if (lead.personId === escalation.steps.at(-1)?.heardBy?.personId)
    return `${nameOnly(file, lead.personId)} hears of it again${each}`;
  const cover = lead.coverFor === null ? "" : `, cover for ${nameOnly(file, lead.coverFor)}`;
  return `${nameOnly(file, lead.personId)}${cover}, who leads the case, hears of it${each}`;
}

function nextWords({ file }: EscalationView, step: Parameters<typeof hearerOf>[0], { personId, coverFor }: Recipient): string {
  const role = roleOf({ role: step.role, personId: step.personId }, file);
  return coverFor === null ? `${role}, ${nameOnly(file, personId)},` : `${nameOnly(file, personId)}, cover for ${role},`;
}

/** Whether the reader may decide because everybody on the ladder was asked. */
const standsAsLead = (context: CardContext, view: EscalationView): boolean =>
  standsIn(view, context.reader, todayOf(context, view)).some(({ role }) => role === "Lead");
