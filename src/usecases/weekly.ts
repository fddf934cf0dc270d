import { subDays } from "date-fns/subDays";
import { coverSentence } from "../cards/person-view.ts";
import type { CaseFile } from "../core/case-file.ts";
import { coversOf } from "../core/cover.ts";
import { firstDayOfWeek } from "../core/digest-time.ts";
import type { Outcome } from "../core/outcome.ts";
import { type Weekly, weeklyOf } from "../core/weekly.ts";
import { dayOf } from "../core/working-day.ts";
import { type CaseRead, casesNaming } from "../store/cases.ts";
import { openReviews } from "../store/clusters.ts";
import type { Statements } from "../store/database.ts";
import { laddersOf } from "../store/ladders.ts";
import { thresholdRoles } from "../store/needed-roles.ts";
import { draftsOf } from "../store/thresholds.ts";
import { undeliveredOf } from "../store/undelivered.ts";
import type { Asking } from "./asking.ts";
import { calendarOf, type Deps } from "./deps.ts";
import { asSeenBy, gathered } from "./summary-cases.ts";

/** Enough for any zone's week; which of them count is for the core to say. */
const WEEK_AND_MORE = 9;

interface Reading {
  providerId: string;
  readerId: string;
  now: Date;
}

/** What has to be looked after in the cases of one lead, as one reader may see them. */
export async function gatherWeekly(
  deps: Deps,
  tx: Statements,
  led: CaseRead[],
  { providerId, readerId, now }: Reading,
): Promise<Weekly> {
  const seen = asSeenBy(readerId, gathered(deps, led), now);
  const ids = seen.map(({ file }) => file.id);
  const lost = await undeliveredOf(tx, providerId, ids, subDays(now, WEEK_AND_MORE));
  const ladders = await laddersOf(tx, ids);
  const needed = await thresholdRoles(tx, ids);
  const reviews = Map.groupBy(await openReviews(tx, ids), ({ caseId }) => caseId);
  const drafts = new Map((await draftsOf(tx, ids)).map((draft) => [draft.caseId, draft]));
  const of = ({ id }: CaseFile) => ({
    ...{ ladder: ladders.get(id), needed: needed.get(id) ?? [], undelivered: lost.get(id) ?? [] },
    ...{ reviews: reviews.get(id) ?? [], draft: drafts.get(id) ?? null },
  });
  return weeklyOf(
    seen.map((each) => ({ ...each, ...of(each.file) })),
    now,
  );
}

/** The same when it is asked for: the asker's own, or that of a lead whose place they may take today. */
export async function showWeekly(deps: Deps, asking: Asking, lead: string | undefined): Promise<Outcome> {
  const { providerId, person, now } = asking;
  const coverFor = lead === undefined || lead === person.id ? null : lead;
  const named = await casesNaming(deps.db, providerId, person.id, "live");
  const led = named.filter(({ file }) => file.leadId === (coverFor ?? person.id) && (!coverFor || cover(file, asking, coverFor)));
  const file = led[0]?.file;
  if (!file)
    return {
      kind: "invalid",
      field: null,
      message: "You lead no case, so there is no weekly summary.",
      example: "action digest",
    };
  const weekly = await gatherWeekly(deps, deps.db, led, { providerId, readerId: person.id, now });
  const why = coverSentence(file, coverFor, (coverFor && cover(file, asking, coverFor)?.until) ?? null);
  const today = dayOf(now, person.timeZone ?? file.timeZone);
  const calendars = led.map((each) => calendarOf(deps, each.file));
  const day = firstDayOfWeek(file.people[file.leadId] ?? person, calendars, today) ?? today;
  return { kind: "weekly", weekly, day, lead: coverFor, why };
}

const cover = (file: CaseFile, { person, now }: Asking, lead: string) =>
  coversOf(file, lead, dayOf(now, file.timeZone)).find(({ personId }) => personId === person.id);
