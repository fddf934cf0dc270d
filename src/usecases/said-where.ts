import type { CaseFile, Level, Place } from "../core/case-file.ts";
import type { Asking, OpenCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import type { Drafting } from "./drafting.ts";

/**
 * Whether a draft belongs to the meeting that is open: made in a room of the case, of a message there, or by form for the case. What somebody
 * types by themselves, or where others read along, is not said in the meeting.
 */
export const isSaidInMeeting = (asking: Asking, file: CaseFile, command: Drafting): boolean =>
  isByForm(command) || roomsOf(asking, file, command).some(({ audience }) => audience !== "mixed");

/**
 * What is said where only the provider reads, about whichever case, stays with them and with whoever it concerns (DOMAIN: a provider-only
 * space is restricted). The command says so from then on, also in a form that is filled in elsewhere.
 */
export async function keptToProvider<C extends Drafting>(deps: Deps, asking: Asking, command: C): Promise<C> {
  const { platform, place, providerId } = asking;
  const rooms = [place, command.source].filter((room) => room !== null && room !== undefined);
  if (command.restricted || rooms.length === 0) return command;
  const found = await deps.db.place.findFirst({
    where: {
      ...{ platform, audience: "provider", case: { providerId } },
      OR: rooms.map(({ workspace, conversation }) => ({ workspace, conversation })),
    },
    select: { id: true },
  });
  return found ? { ...command, restricted: true } : command;
}

/** The next step of what only some may read is read by no more of them. */
export async function levelOf(deps: Deps, { file }: OpenCase, command: Drafting): Promise<Level> {
  if (command.restricted) return "restricted";
  const follows = command.do === "assign" ? command.follows?.split("/").at(-1)?.slice(1) : undefined;
  if (follows === undefined) return "coordination";
  const before = await deps.db.action.findFirst({ where: { caseId: file.id, number: Number(follows) }, select: { level: true } });
  return before?.level === "restricted" ? "restricted" : "coordination";
}

/**
 * Rooms that read that there is a draft: where it was asked for or said. The rooms of the case are one, on whichever platform, and are told
 * also where it was asked for in no room. Of what is pasted, which makes many and which nobody there has seen, none is.
 */
export function roomsTold(asking: Asking, file: CaseFile, command: Drafting): string[] {
  if (command.do === "from") return [];
  const rooms = roomsOf(asking, file, command);
  const isCases = ({ audience }: Place): boolean => audience === "case";
  const isTold = (room: Place): boolean => rooms.includes(room) || (isCases(room) && (rooms.length === 0 || rooms.some(isCases)));
  return file.places.filter(isTold).map(({ id }) => id);
}

/** The rooms of the case that it was asked for in, and that it was said in. */
const roomsOf = ({ platform, place }: Asking, { places }: CaseFile, { source }: Drafting): Place[] =>
  places.filter((room) => room.platform === platform && [place?.conversation, source?.conversation].includes(room.conversation));

const isByForm = (command: Drafting): boolean => command.do !== "capture" && command.words === undefined;
