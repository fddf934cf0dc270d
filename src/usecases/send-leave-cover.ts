import { leaveCoverCard } from "../cards/leave.ts";
import { accessLevel } from "../core/access.ts";
import type { CaseFile } from "../core/case-file.ts";
import { recipient } from "../core/decision.ts";
import { hasPartIn, leaveOnDays, standsIn, takesOver } from "../core/leave.ts";
import type { Notice } from "../core/notice.ts";
import { dayOf } from "../core/working-day.ts";
import { casesNaming } from "../store/cases.ts";
import type { Statements } from "../store/database.ts";
import type { ClaimedNotice, Settled } from "../store/delivery.ts";
import { fileConnected, platformsOf } from "./connected.ts";
import type { Deps } from "./deps.ts";
import { sayToPerson, skipped } from "./sending.ts";

/** Says who stands in during somebody's leave: to whoever does, or to a lead who had heard that nobody did. */
export async function sendLeaveCover(
  deps: Deps,
  tx: Statements,
  claimed: ClaimedNotice,
  notice: Extract<Notice, { kind: "leave-cover" }>,
): Promise<Settled> {
  const { to, away } = notice;
  const now = deps.now();
  const named = await casesNaming(tx, claimed.providerId, to.personId, "live");
  const meant = named.flatMap(({ file: read, actions }): { file: CaseFile; instead: string }[] => {
    const file = fileConnected(read, platformsOf(deps));
    const today = dayOf(now, file.timeZone);
    const leave = leaveOnDays(file, away, notice);
    if (!leave || leave.until < today || accessLevel(file, to.personId, today) === null) return [];
    const isCovers = leave.coverId === to.personId && takesOver(file, leave);
    const isLeads = [file.leadId, recipient(file, file.leadId, today).personId].includes(to.personId);
    if (!hasPartIn(file, away, actions) || !(isCovers || isLeads)) return [];
    const instead = isCovers ? to.personId : standsIn(file, leave);
    return instead === null ? [] : [{ file, instead }];
  });
  const [first] = meant;
  if (!first) return skipped("the leave is over or was taken back, or nobody stands in");
  const card = leaveCoverCard({ now, reader: to.personId }, notice, meant);
  return sayToPerson(deps, first.file.people[to.personId], card, claimed.key);
}
