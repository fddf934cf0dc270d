import type { CaseFile, Level, Place } from "../core/case-file.ts";
import type { Command } from "../core/command.ts";
import type { Asking } from "./asking.ts";

type Drafting = Extract<Command, { do: "assign" | "capture" | "from" }>;

/**
 * Whether a draft belongs to the meeting that is open: made in a room of the case, of a message there, or by form for the case. What somebody
 * types by themselves, or where others read along, is not said in the meeting.
 */
export const isSaidInMeeting = (asking: Asking, file: CaseFile, command: Drafting): boolean =>
  isByForm(command) || roomsOf(asking, file, command).some(({ audience }) => audience !== "mixed");

/** What is said where only the provider reads stays with them, and with whoever it concerns (DOMAIN: a provider-only space is restricted). */
export const levelOf = (asking: Asking, file: CaseFile, command: Drafting): Level =>
  isRestricted(command) || roomsOf(asking, file, command).some(({ audience }) => audience === "provider")
    ? "restricted"
    : "coordination";

const isRestricted = (command: Drafting): boolean => command.do !== "capture" && command.restricted === true;

/** A form of it says so: it may be filled in where nobody knows any more where it was asked for. */
export const asForm = <C extends Exclude<Drafting, { do: "capture" }>>(asking: Asking, files: CaseFile[], command: C): C =>
  files.some((file) => levelOf(asking, file, command) === "restricted") ? { ...command, restricted: true } : command;

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
