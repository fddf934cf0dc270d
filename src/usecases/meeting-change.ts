import { timeLabel } from "../core/due.ts";
import { type Meeting, mayRun, meetingRef } from "../core/meeting.ts";
import type { Changed } from "../core/meeting-decide.ts";
import { nameAndRole } from "../core/now-true.ts";
import type { Outcome } from "../core/outcome.ts";
import { type AuditDraft, appendAudit } from "../store/audit.ts";
import { claimDelivery, isDelivered, orAbandon } from "../store/change.ts";
import type { Transaction } from "../store/direct.ts";
import { holdMeeting, meetingById, saveMeeting } from "../store/meetings.ts";
import { enqueue } from "../store/outbox.ts";
import { type Asking, type OpenCase, writingOf } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { type AboutMeeting, meetingViewOf } from "./meeting.ts";
import { roomCards } from "./meeting-rooms.ts";
import { auditOf, recordRefusal } from "./trail.ts";

/** What somebody wants to happen to a meeting, decided on it as it is once it is theirs alone. */
export interface Wish {
  verb: AboutMeeting["do"];
  why?: string | null;
  /** Who may, of whoever sees the case: in whose place, or null for their own; undefined where they may not. Else only who runs it. */
  may?: (meeting: Meeting) => string | null | undefined;
  /** What becomes of it; null where that is so already. A sentence says why it cannot be. */
  decide: (meeting: Meeting, tx: Transaction) => Changed | string | Promise<Changed | string>;
  /** What was done, for whoever did it. */
  said: (meeting: Meeting) => string;
  /** What is stored with it, and its own row of the trail. */
  also?: (tx: Transaction, meeting: Meeting) => Promise<AuditDraft>;
}

type Made =
  | { kind: "changed" | "same"; meeting: Meeting }
  | { kind: "ended"; meeting: Meeting }
  | { kind: "may not"; meeting: Meeting }
  | { kind: "cannot"; meeting: Meeting; because: string }
  | { kind: "stale" }
  | { kind: "repeated" };

/** The one way in which something happens to a meeting: held, decided, stored with its row of the trail and its cards, or nothing. */
export async function changeMeeting(deps: Deps, asking: Asking, open: OpenCase, known: Meeting, wish: Wish): Promise<Outcome> {
  const { file, today } = open;
  const writing = writingOf(deps, asking);
  const { providerId, now } = writing;
  const may = (meeting: Meeting) => (wish.may ?? ((one) => mayRun(one, file, asking.person.id, today)))(meeting);
  const made = await orAbandon(deps.db, async (tx): Promise<Made> => {
    const meeting = await holdMeeting(tx, known.id);
    if (!meeting) throw new Error(`meeting ${known.id} is gone`);
    const coverFor = may(meeting);
    if (coverFor === undefined) return { kind: "may not", meeting };
    if (meeting.state === "ended") return { kind: "ended", meeting };
    const decided = await wish.decide(meeting, tx);
    if (typeof decided === "string") return { kind: "cannot", meeting, because: decided };
    await claimDelivery(tx, writing.delivery, now);
    if (decided === null) return { kind: "same", meeting };
    const { next, before, after } = decided;
    await saveMeeting(tx, next);
    const more = await wish.also?.(tx, next);
    const about = { providerId, caseId: file.id, actionId: null, now };
    await writing.wake(tx, await enqueue(tx, about, roomCards(file, next, writing.platforms)));
    const row = {
      verb: wish.verb,
      result: "done",
      caseRef: file.ref,
      actionNumber: null,
      coverFor,
      why: wish.why ?? null,
    } as const;
    const named = { meeting: meetingRef(next) };
    await appendAudit(tx, [
      auditOf(asking, { ...row, before: { ...named, ...before }, after: { ...named, ...after } }),
      ...(more ? [more] : []),
    ]);
    return { kind: "changed", meeting: next };
  });
  return outcomeOf(deps, asking, open, known, wish, made);
}

async function outcomeOf(deps: Deps, asking: Asking, open: OpenCase, known: Meeting, wish: Wish, made: Made): Promise<Outcome> {
  const { file } = open;
  const shown = async (meeting: Meeting, said: string | null, late?: "late"): Promise<Outcome> => ({
    ...{ kind: "meeting", meeting: await meetingViewOf(deps.db, asking.providerId, open, meeting), said },
    ...(late && { late: true }),
  });
  switch (made.kind) {
    case "changed":
      deps.log.info(
        { caseRef: file.ref, person: asking.person.id, meeting: made.meeting.number, verb: wish.verb },
        "meeting changed",
      );
      return shown(made.meeting, wish.said(made.meeting));
    case "same":
      return shown(made.meeting, wish.said(made.meeting));
    case "ended": {
      // Whoever ended it and whose delivery comes again reads what is true; whoever came too late, who was faster.
      const isOwn = await isDelivered(deps.db, asking.delivery);
      return isOwn ? shown(made.meeting, null) : shown(made.meeting, endedAlready(open, made.meeting), "late");
    }
    case "cannot":
      await refused(deps, asking, open, wish, made.because);
      return shown(made.meeting, made.because, "late");
    case "may not":
      if ((await refused(deps, asking, open, wish, null)) === "repeated") return { kind: "repeated" };
      return { kind: "not-allowed", view: null, verb: wish.verb, who: WHO_MAY[wish.verb] ?? RUNNERS };
    case "repeated":
    case "stale":
      return shown((await meetingById(deps.db, asking.providerId, known.id)) ?? known, null);
  }
}

const refused = (deps: Deps, asking: Asking, { file }: OpenCase, { verb }: Wish, why: string | null) =>
  recordRefusal(deps, asking, { verb, caseRef: file.ref, actionNumber: null, why });

const RUNNERS = "Only the chair, the lead, cover, or whoever started the meeting";
const WHO_MAY: Partial<Record<AboutMeeting["do"], string>> = {
  decision: `${RUNNERS}; for themselves anybody who is there`,
  "meeting-roll": `${RUNNERS}; for themselves anybody on the case`,
};

/** `Already ended by Priya (Service manager) at 14:50.`: when they said so, which nobody can change after. */
const endedAlready = ({ file }: OpenCase, { endedBy, changedAt, ...meeting }: Meeting): string =>
  endedBy === null
    ? `${meetingRef(meeting)} has ended.`
    : `Already ended by ${nameAndRole(file, endedBy)} at ${timeLabel(changedAt, file.timeZone)}.`;
