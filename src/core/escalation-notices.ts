import { accessLevel } from "./access.ts";
import type { Action } from "./action.ts";
import type { Audience, CaseFile } from "./case-file.ts";
import { others, ownersEar, recipient } from "./decision.ts";
import type { Escalation, Happening } from "./escalation.ts";
import type { Notice, Recipient } from "./notice.ts";
import { isReadIn } from "./visible.ts";
import { dayOf } from "./working-day.ts";

/** A card that shows an escalation: in a room, or with somebody. */
export interface HeldCard {
  id: string;
  personId: string | null;
  placeId: string | null;
}

interface Told {
  escalation: Escalation;
  action: Action | null;
  file: CaseFile;
  /** Cards that show it already, but for the one that was pressed. */
  cards: readonly HeldCard[];
  now: Date;
}

/**
 * Everybody who hears of what has just happened to an escalation: deciders by a card of their own, the rooms in their thread, the owner
 * and the asker where it is news to them; and each card that shows it, to be brought up to date.
 *
 * @param told the escalation as it is after all of them
 */
export function escalationNotices(told: Told, happenings: readonly Happening[]): Notice[] {
  const { escalation, cards } = told;
  const first = escalation.version - happenings.length + 1;
  // Of several facts at once the decider hears with the last: their card names them all.
  const lastJoined = happenings.findLastIndex(({ kind }) => kind === "joined");
  const notices = happenings
    .flatMap((happening, i) => {
      const all = noticesOf(told, happening, first + i);
      return happening.kind === "joined" && i < lastJoined ? all.filter((notice) => !("to" in notice)) : all;
    })
    .filter((notice) => mayHear(told, notice));
  // That the lead hears once more changes nothing on any card.
  if (happenings.every((happening) => happening.kind === "lead-told" && !happening.first)) return notices;
  const refreshed = cards.map(({ id }): Notice => {
    return { kind: "escalation-card", cardId: id, escalation: escalation.id, version: escalation.version };
  });
  return [...notices, ...refreshed];
}

/** Whoever was asked, owns the action or asked for it may have left the case since: nothing more is addressed to them. */
const mayHear = ({ file, now }: Told, notice: Notice): boolean =>
  !("to" in notice) || accessLevel(file, notice.to.personId, dayOf(now, file.timeZone)) !== null;

function noticesOf(told: Told, happening: Happening, seq: number): Notice[] {
  const { escalation, action, file, now } = told;
  const { id } = escalation;
  const today = dayOf(now, file.timeZone);
  const asks = (to: Recipient | null): Notice[] => (to ? [{ kind: "escalation", to, escalation: id, seq }] : []);
  const hears = (...to: (Recipient | null)[]): Notice[] =>
    others(null, to).map((one) => ({ kind: "escalation-told", to: one, escalation: id, seq }));
  const lines = (): Notice[] => readersOf(told).map((placeId) => ({ kind: "escalation-line", placeId, escalation: id, seq }));
  const decider = escalation.steps.at(-1)?.heardBy ?? null;
  const owner = action && ownersEar(action, file, today);
  const but = (to: Recipient | null): Recipient | null => (to?.personId === decider?.personId ? null : to);
  switch (happening.kind) {
    case "opened":
      return [...threads(told), ...hears(but(owner))];
    case "step":
      // The first is what the thread begins with.
      return [...(seq > 2 ? lines() : []), ...asks(happening.step.heardBy)];
    case "heard":
      return [...lines(), ...asks(happening.to)];
    case "acknowledged":
      return lines();
    case "joined":
      // A card of its own rings; the one they have is brought up to date. While stabilisation runs there is nothing to decide.
      return [...lines(), ...(escalation.state === "open" ? asks(decider) : hears(decider))];
    case "lead-told":
      return [
        ...(happening.first ? lines() : []),
        ...(happening.to
          ? [
              {
                kind: "escalation-lead" as const,
                to: happening.to,
                escalation: id,
                seq,
                day: dayOf(new Date(happening.at), file.timeZone),
              },
            ]
          : []),
      ];
    case "decided": {
      const { by, verdict } = happening.decision;
      // A new date or owner, and the answer to a request, are told of as such.
      const isToldAnyway =
        verdict.what === "new-date" || verdict.what === "new-owner" || (verdict.what === "declined" && verdict.request === true);
      const asker = action && recipient(file, action.asker, today);
      return [...lines(), ...(isToldAnyway ? [] : hears(...[owner, asker].map((to) => (to?.personId === by ? null : to))))];
    }
    case "closed":
      return lines();
  }
}

/** Rooms in which it is spoken of: those of the case and of the provider, as far as they may read of the action. */
const readersOf = ({ escalation, action, file }: Told): string[] =>
  escalation.inRooms ? file.places.filter(({ audience }) => isSpokenOfIn(audience, action)).map(({ id }) => id) : [];

export const isSpokenOfIn = (audience: Audience, action: Action | null): boolean =>
  action === null ? audience !== "mixed" : isReadIn(audience, action);

/** Where the thread begins; a room that may not read of it is told that there is one. */
const threads = ({ escalation, file }: Told): Notice[] =>
  escalation.inRooms ? file.places.map(({ id }) => ({ kind: "escalation-thread", placeId: id, escalation: escalation.id })) : [];
