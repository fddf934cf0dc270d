/**
 * Who may see a case, who hears and who may answer on a day, once more in the plainest words (CONTRACT: set-up file; DOMAIN: every named
 * person has cover). Nothing is shared with what it checks.
 */

export interface PlainTeam {
  lead: string;
  /** The last day on which each may see the case, null without an end. Whoever is not here may see it only as cover. */
  sees: Record<string, string | null>;
  outsideChat: string[];
  /** Who has each role of the map. */
  roles: Record<string, string>;
  covers: { role: string; who: string; from: string | null; until: string | null }[];
  leaves: { who: string; from: string; until: string; cover: string | null }[];
}

const isOn = (span: { from: string | null; until: string | null }, day: string): boolean =>
  (span.from ?? day) <= day && day <= (span.until ?? day);

const isNamed = (team: PlainTeam, who: string, day: string): boolean => {
  const until = team.sees[who];
  return until === undefined ? team.lead === who : until === null || day <= until;
};

/** On the team within its dates; not on the team at all, as cover of somebody who is. */
export function maySee(team: PlainTeam, who: string, day: string): boolean {
  if (who in team.sees || team.lead === who) return isNamed(team, who, day);
  return team.covers.some((cover) => {
    const holder = team.roles[cover.role];
    return cover.who === who && isOn(cover, day) && holder !== undefined && holder !== who && isNamed(team, holder, day);
  });
}

export const canHear = (team: PlainTeam, who: string, day: string): boolean =>
  !team.outsideChat.includes(who) && maySee(team, who, day);

const leaveOf = (team: PlainTeam, who: string, day: string) =>
  team.leaves.findLast((leave) => leave.who === who && isOn(leave, day));

const coversOf = (team: PlainTeam, who: string, day: string) =>
  team.covers.filter((cover) => team.roles[cover.role] === who && isOn(cover, day));

/** Cover that somebody on leave named counts where it may see the case anyway. */
function leaveCover(team: PlainTeam, who: string, day: string): string[] {
  const cover = leaveOf(team, who, day)?.cover;
  return cover && cover !== who && maySee(team, cover, day) ? [cover] : [];
}

/** Whether somebody stands where that person stands: they themselves, or their cover of the day. */
export function standsFor(team: PlainTeam, who: string, person: string | undefined, day: string): boolean {
  if (person === undefined || !maySee(team, who, day)) return false;
  const covers = [...coversOf(team, person, day).map((cover) => cover.who), ...leaveCover(team, person, day)];
  return who === person || covers.includes(who);
}

/**
 * Who hears for a person: while they are away, by dated cover or by leave, the first who stands in and can be reached; else they; and
 * where they cannot be reached, whoever may act beside them. Null where nobody can.
 */
export function hears(team: PlainTeam, person: string | undefined, day: string): string | null {
  if (person === undefined) return null;
  const covers = coversOf(team, person, day);
  const dated = covers.filter(({ from, until }) => from !== null || until !== null).map(({ who }) => who);
  const anyTime = covers.filter(({ from, until }) => from === null && until === null).map(({ who }) => who);
  const isAway = leaveOf(team, person, day) !== undefined;
  const standIns = [...dated, ...(isAway ? [...leaveCover(team, person, day), ...anyTime] : [])];
  const isThere = (who: string): boolean => canHear(team, who, day) && leaveOf(team, who, day) === undefined;
  return [...standIns, person, ...covers.map(({ who }) => who)].find(isThere) ?? null;
}
