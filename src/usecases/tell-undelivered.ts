import { subDays } from "date-fns/subDays";
import { accessLevel } from "../core/access.ts";
import type { Action } from "../core/action.ts";
import { roomToCall } from "../core/call-room.ts";
import type { CaseFile } from "../core/case-file.ts";
import { coversOf } from "../core/cover.ts";
import { recipient } from "../core/decision.ts";
import { isQuestion, type Notice } from "../core/notice.ts";
import { type Day, dayOf } from "../core/working-day.ts";
import { type ClaimedNotice, type Subject, subjectOf } from "../store/delivery.ts";
import type { Transaction } from "../store/direct.ts";
import { type Addressed, address, enqueue, laneOf } from "../store/outbox.ts";
import { casesInHandsOf, hasHeardOf } from "../store/presence.ts";
import type { Deps } from "./deps.ts";
import { isAsked, tellUnasked } from "./undelivered-escalation.ts";
import { addressIn } from "./under-way.ts";

/** A lead is told of the same person once in so many days; of a question that did not arrive, each time. */
const ONCE_IN_DAYS = 7;

/**
 * A message that did not reach its reader is made known: a question to whoever asked for the action, and anything to the lead of the case.
 * Only the news that somebody was not reached goes no further: `doctor` and the weekly summary have it.
 *
 * @param reader `gone`: they cannot be written to at all, so a question to them is called out in a room of the case
 */
export async function tellUndelivered(
  deps: Deps,
  tx: Transaction,
  claimed: ClaimedNotice,
  reason: string,
  reader: "gone" | "there",
): Promise<void> {
  const { body } = claimed;
  if (!("to" in body) || body.kind === "undelivered") return;
  if (isAsked(body)) return tellUnasked(deps, tx, { ...claimed, body }, reason, "lost");
  const lost: Lost = { id: claimed.id, kind: body.kind, unreached: body.to.personId, reason };
  const subject = claimed.actionId ? await subjectOf(tx, claimed) : null;
  if (subject) {
    const addressed = await newsAboutAction(deps, tx, claimed, subject, lost);
    const calling = reader === "gone" ? called(subject.file, claimed) : [];
    const about = { providerId: claimed.providerId, caseId: subject.file.id, actionId: subject.action.id, now: deps.now() };
    return say(deps, tx, about, [...addressed, ...calling]);
  }
  await tellLeads(deps, tx, claimed.providerId, lost);
}

export interface Lost {
  id: string;
  kind: Notice["kind"];
  unreached: string;
  reason: string;
}

async function newsAboutAction(
  deps: Deps,
  tx: Transaction,
  { providerId, body }: ClaimedNotice,
  { file, action }: Subject,
  lost: Lost,
): Promise<Addressed[]> {
  const now = deps.now();
  const today = dayOf(now, file.timeZone);
  const about = { providerId, caseId: file.id, actionId: action.id, now };
  const notices: Notice[] = [];
  const asked = isQuestion(body) || isAskedOfSpeaker(body, action);
  const asker = asked ? [action.asker, file.leadId].find((id) => id !== lost.unreached) : undefined;
  if (asker) {
    const to = recipient(file, asker, today);
    notices.push({ kind: "told", what: "not-delivered", to, by: lost.unreached, why: null, version: action.version });
  }
  const lead = hearerOf(file, lost.unreached, today) ?? [action.asker].find((id) => id !== lost.unreached);
  if (lead && lead !== asker && (asked || !(await isOldNews(tx, about, lead, lost)))) {
    notices.push(newsOf(file, lead, today, lost));
  }
  return address(notices, file, new Set(deps.chats.keys()));
}

/** Whoever said it is asked about a draft: unanswered, it would look as if they kept silent. */
const isAskedOfSpeaker = (notice: Notice, action: Action): boolean =>
  notice.kind === "draft" && notice.to.personId !== action.asker;

/** Whoever was to answer a question and cannot be written to is named in a room of the case where it was tried. */
function called(file: CaseFile, { body, lane, personId }: ClaimedNotice): Addressed[] {
  const at = addressIn(lane, personId);
  const person = personId === null ? undefined : file.people[personId];
  const place = isQuestion(body) && at && person ? roomToCall(file, person, at) : undefined;
  if (!place || !isQuestion(body)) return [];
  const notice = { kind: "called", placeId: place.id, question: body } as const;
  return [{ notice, personId: null, placeId: place.id, lane: laneOf(place.platform, place.workspace, place.conversation) }];
}

/** Of what is about nothing in particular hears the lead of every case in which they own something. Each lead once. */
export async function tellLeads(deps: Deps, tx: Transaction, providerId: string, lost: Lost): Promise<void> {
  const now = deps.now();
  const told = new Set<string>();
  for (const file of await casesInHandsOf(tx, providerId, lost.unreached)) {
    const today = dayOf(now, file.timeZone);
    const lead = hearerOf(file, lost.unreached, today);
    const about = { providerId, caseId: file.id, actionId: null, now };
    if (!lead || told.has(lead) || (await isOldNews(tx, about, lead, lost))) continue;
    told.add(lead);
    await say(deps, tx, about, address([newsOf(file, lead, today, lost)], file, new Set(deps.chats.keys())));
  }
}

type About = Parameters<typeof enqueue>[1];

const say = async (deps: Deps, tx: Transaction, about: About, notices: Addressed[]): Promise<void> =>
  deps.wake(tx, await enqueue(tx, about, notices));

/** The lead; where that is who was not reached, somebody who may act for them. */
function hearerOf(file: CaseFile, unreached: string, today: Day): string | undefined {
  const covers = coversOf(file, file.leadId, today).map(({ personId }) => personId);
  return [file.leadId, ...covers].find((id) => id !== unreached && accessLevel(file, id, today) !== null);
}

const newsOf = (file: CaseFile, lead: string, today: Day, { id, kind, unreached, reason }: Lost): Notice => ({
  ...{ kind: "undelivered", to: recipient(file, lead, today), notice: id, what: kind, unreached, reason },
});

const isOldNews = (tx: Transaction, { providerId, now }: About, hearer: string, { unreached }: Lost): Promise<boolean> =>
  hasHeardOf(tx, { providerId, hearer, unreached, since: subDays(now, ONCE_IN_DAYS) });
