import { accessLevel, mayTakePart } from "./access.ts";
import { canHear } from "./at-work.ts";
import type { CaseFile } from "./case-file.ts";
import { leadsHearer, once, reachable } from "./hearers.ts";
import { roomsOf } from "./meeting-moments.ts";
import type { MinutesBody } from "./minutes.ts";
import { attendedIn, namedIn } from "./minutes-attendance.ts";
import type { MinutesNotice } from "./minutes-notice.ts";
import type { Recipient } from "./notice.ts";
import { isOutsideChat, type Platform } from "./person.ts";
import type { Day } from "./working-day.ts";

interface Issued {
  meetingId: string;
  body: MinutesBody;
  /** The versions before it, in which somebody may have stood otherwise. */
  earlier: readonly MinutesBody[];
  file: CaseFile;
  platforms: ReadonlySet<Platform>;
  today: Day;
}

/**
 * Who is told of minutes: the rooms of the case; whoever may see it and was not there throughout, or everybody where no room reads them;
 * whoever was told of an earlier version; and for each person outside chat who has to know, whoever chases something of theirs, else the lead.
 */
export function circulation({ meetingId, body, earlier, file, platforms, today }: Issued): MinutesNotice[] {
  const about = { meeting: meetingId, version: body.version };
  const rooms = roomsOf(file)
    .filter(({ platform }) => platforms.has(platform))
    .map(({ id: placeId }): MinutesNotice => ({ kind: "minutes-room", placeId, ...about }));
  const wasHere = (id: string): boolean => [body, ...earlier].every((version) => attendedIn(version, id) === "here");
  const throughout = new Set(rooms.length === 0 ? [] : body.attendees.map(({ person }) => person.id).filter(wasHere));
  const absent = onTheCase(file, today).filter((id) => !throughout.has(id));
  const hearers = absent
    .map((id) => reachable(file, id, today))
    .filter((to): to is Recipient => to !== null && !throughout.has(to.personId));
  // Somebody who stands in for a colleague and was absent, too, reads them once, as who they are.
  const inOwnPlace = hearers.toSorted((a, b) => Number(a.coverFor !== null) - Number(b.coverFor !== null));
  return [
    ...rooms,
    ...once(inOwnPlace).map((to): MinutesNotice => ({ kind: "minutes", to, ...about })),
    ...outsiders(body, file, today).flatMap((outside): MinutesNotice[] => {
      const to = followsUp(body, file, outside, today);
      return to ? [{ kind: "minutes-outside", to, outside, ...about }] : [];
    }),
  ];
}

/** Everybody who may see the case in their own right, the lead among them. */
const onTheCase = (file: CaseFile, today: Day): string[] => [
  ...new Set([file.leadId, ...file.team.map(({ personId }) => personId)].filter((id) => accessLevel(file, id, today) !== null)),
];

/** On the roll, on the team, or with something to do, and outside chat. */
function outsiders(body: MinutesBody, file: CaseFile, today: Day): string[] {
  const owners = [...body.actions, ...body.carriedOver].flatMap(({ owner }) => (owner ? [owner] : []));
  const all = new Set([...onTheCase(file, today), ...[...namedIn(body), ...owners].map(({ id }) => id)]);
  return [...all].filter((id) => {
    const person = file.people[id];
    return person !== undefined && isOutsideChat(person) && mayTakePart(file, id, today);
  });
}

function followsUp(body: MinutesBody, file: CaseFile, outside: string, today: Day): Recipient | null {
  const theirs = [...body.actions, ...body.carriedOver].filter(({ owner }) => owner?.id === outside);
  const chaser = theirs.map(({ chaser: id }) => id).find((id) => id !== null && canHear(file, id, today));
  return (chaser ? reachable(file, chaser, today) : null) ?? leadsHearer(file, today);
}
