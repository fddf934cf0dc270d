import { coverSentence } from "../cards/person-view.ts";
import { weeklyCard } from "../cards/weekly.ts";
import { isStillToday } from "../core/digest-time.ts";
import type { Summary } from "../core/notice.ts";
import type { Weekly } from "../core/weekly.ts";
import { casesNaming } from "../store/cases.ts";
import type { Statements } from "../store/database.ts";
import type { ClaimedNotice, Settled } from "../store/delivery.ts";
import type { Deps } from "./deps.ts";
import { isBegun, LATE, NOTHING, sayToPerson, skipped } from "./sending.ts";
import { gatherWeekly } from "./weekly.ts";

/** What a lead, or whoever covers them, has to look after this week. */
export async function sendWeekly(
  deps: Deps,
  tx: Statements,
  claimed: ClaimedNotice,
  { to, day }: Extract<Summary, { kind: "weekly" }>,
): Promise<Settled> {
  const now = deps.now();
  const { providerId } = claimed;
  const lead = to.coverFor ?? to.personId;
  const named = await casesNaming(tx, providerId, to.personId, "live");
  const led = named.filter(({ file }) => file.leadId === lead);
  const first = led[0]?.file;
  const person = first?.people[to.personId];
  if (!first || !person) return skipped("the reader leads no case");
  if (!isBegun(claimed) && !isStillToday(day, person.timeZone ?? first.timeZone, now)) return LATE;
  const weekly = await gatherWeekly(deps, tx, led, { providerId, readerId: to.personId, now });
  if (!isBegun(claimed) && weekly.cases.length === 0) return NOTHING;
  const why = coverSentence(first, to.coverFor, to.coverUntil);
  const card = weeklyCard({ now, reader: to.personId }, weekly, { day, lead: to.coverFor, why, how: "sent" });
  return sayToPerson(deps, person, card, claimed.key, listedIn(weekly));
}

const listedIn = ({ cases }: Weekly): string[] => [
  ...new Set(
    cases
      .flatMap(({ overdue, blocked, quiet, evidenceWaiting }) => [...overdue, ...blocked, ...quiet, ...evidenceWaiting])
      .map(({ action }) => action.id),
  ),
];
