import { digestCard } from "../cards/digest.ts";
import { type Digest, isEmptyDigest } from "../core/digest.ts";
import { isStillToday } from "../core/digest-time.ts";
import { dailyDigestOf } from "../core/in-hand.ts";
import type { Summary } from "../core/notice.ts";
import { dayOf } from "../core/working-day.ts";
import { casesNaming } from "../store/cases.ts";
import type { Statements } from "../store/database.ts";
import type { ClaimedNotice, Settled } from "../store/delivery.ts";
import type { Deps } from "./deps.ts";
import { isBegun, LATE, NOTHING, sayToPerson, skipped } from "./sending.ts";
import { asSeenBy, gathered } from "./summary-cases.ts";

/** What one person has before them at this moment, over all the cases that they may see. */
export async function sendDigest(
  deps: Deps,
  tx: Statements,
  claimed: ClaimedNotice,
  { to, day }: Extract<Summary, { kind: "digest" }>,
): Promise<Settled> {
  const now = deps.now();
  const cases = await casesNaming(tx, claimed.providerId, to.personId, "live");
  const first = cases[0]?.file;
  const person = first?.people[to.personId];
  if (!person) return skipped("the reader is on no case");
  if (!isBegun(claimed) && !isStillToday(day, person.timeZone ?? first.timeZone, now)) return LATE;
  if (!isBegun(claimed) && !person.digest.on) return skipped("the reader has the digest off");
  const seen = asSeenBy(to.personId, gathered(deps, cases), now);
  const digest = dailyDigestOf(
    to.personId,
    seen.flatMap(({ file, views }) => views.map((view) => ({ view, today: dayOf(now, file.timeZone) }))),
    now,
  );
  if (!isBegun(claimed) && isEmptyDigest(digest)) return NOTHING;
  const card = digestCard({ now, reader: to.personId }, digest, "sent");
  return sayToPerson(deps, person, card, claimed.key, listedIn(digest));
}

/** The actions that it says something of. */
const listedIn = ({ overdue, dueToday, dueSoon, waiting, ownerLeft }: Digest): string[] =>
  [...overdue, ...dueToday, ...dueSoon, ...waiting.map(({ view }) => view), ...ownerLeft].map(({ action }) => action.id);
