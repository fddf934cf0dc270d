import { type Action, fullRef, isOwners } from "./action.ts";
import { type CaseFile, type Cover, isWithin, personOn } from "./case-file.ts";
import type { Deciding, Decision } from "./decision.ts";
import { dayLabel } from "./due.ts";
import { isUrgent } from "./heard-at.ts";
import { alreadyThus } from "./now-true.ts";
import { isOutsideChat } from "./person.ts";
import { worksOn } from "./quiet-time.ts";
import { addDays, type Day, isWorkingDay } from "./working-day.ts";

/** Putting off what is not for today, and what to do where the owner outside chat cannot be reached. */

/** **Not today**, for whoever pressed alone: nothing about the action changes, and everybody else hears of it as before. */
export function decideNotToday(deciding: Deciding): Decision {
  const { action, file } = deciding;
  if (!isOwners(action.status)) return { kind: "stale", said: alreadyThus(action, file) };
  const until = heardAgain(deciding);
  return { kind: "put-off", until, said: `You will hear of ${fullRef(action)} again on ${dayLabel(until)}.` };
}

/** Weeks in which somebody's only weekday is a bank holiday each time do not follow one another for longer than this. */
const FURTHEST = 62;

/** The next day on which the case and the person work. Days off put nothing off that is urgent, or of a case that is stabilising. */
function heardAgain({ action, file, calendar, actor, now, today }: Deciding): Day {
  const tomorrow = addDays(today, 1);
  if (file.stabilising || isUrgent(action, now)) return tomorrow;
  const days = Array.from({ length: FURTHEST }, (_, after) => addDays(tomorrow, after));
  return days.find((day) => isWorkingDay(day, calendar) && worksOn(actor, day)) ?? tomorrow;
}

/** Cover by the partner map, and the role that it is for. */
export interface MapCover {
  role: string;
  cover: Cover;
}

/**
 * Whom the partner map names in an owner's place today. Cover with dates says that somebody is away and comes first, by the role that
 * the action was given by before any other; cover without dates may act at any time.
 */
export function mapCover(file: CaseFile, { owner, ownerRole }: Pick<Action, "owner" | "ownerRole">, today: Day): MapCover | null {
  const roles = file.map
    .filter(({ personId }) => personId === owner)
    .toSorted((a, b) => Number(b.role === ownerRole) - Number(a.role === ownerRole));
  const named = roles.flatMap(({ role, cover }) =>
    cover.filter((each) => isWithin(each, today)).map((each) => ({ role, cover: each })),
  );
  const others = named.filter(({ cover }) => cover.personId !== owner && file.people[cover.personId] !== undefined);
  return others.find(({ cover }) => cover.from !== null || cover.until !== null) ?? others[0] ?? null;
}

/** Who acts for the owner today: as long as the map still has them as cover. */
export function actingNow(action: Action, file: CaseFile, today: Day): Action["acting"] {
  const { acting, owner } = action;
  if (!acting) return null;
  const stillNamed = file.map.some(
    ({ personId, cover }) =>
      personId === owner && cover.some((each) => each.personId === acting.personId && isWithin(each, today)),
  );
  return stillNamed ? acting : null;
}

/** **Contact is away**: nothing changes yet. */
export function decideAway(deciding: Deciding): Decision {
  const { action, file, today } = deciding;
  return notForCover(deciding) ?? { kind: "cover", found: mapCover(file, action, today) };
}

/** **Send to cover**: the owner stays the owner, and the chaser still chases. */
export function decideSendToCover(deciding: Deciding): Decision {
  const { action, file, today } = deciding;
  const unfit = notForCover(deciding);
  if (unfit) return unfit;
  const found = mapCover(file, action, today);
  if (!found) return { kind: "cover", found };
  const [cover, owner] = [personOn(file, found.cover.personId), personOn(file, action.owner ?? "")];
  const acting = actingNow(action, file, today);
  if (acting?.personId === cover.id)
    return { kind: "stale", said: `${cover.name} has acted for ${owner.name} since ${dayLabel(acting.since)}.` };
  return {
    kind: "change",
    change: {
      patch: { acting: { personId: cover.id, since: today } },
      why: null,
      notices: [],
      said: `${cover.name} acts for ${owner.name} from today. ${owner.name} stays the owner.`,
      next: null,
    },
  };
}

/** Only an owner outside chat needs to be sent to cover; in chat, messages go there by themselves. */
function notForCover({ action, file }: Deciding): Decision | null {
  if (!isOwners(action.status)) return { kind: "stale", said: alreadyThus(action, file) };
  const owner = personOn(file, action.owner ?? "");
  if (isOutsideChat(owner)) return null;
  const message = `Nothing has changed: ${owner.name} is in chat. While they are away, their messages go to cover.`;
  return { kind: "invalid", field: null, message, example: null };
}
