import type { CaseFile } from "../core/case-file.ts";
import type { Command } from "../core/command.ts";
import type { Asking } from "./asking.ts";

type Drafting = Extract<Command, { do: "assign" | "capture" | "from" }>;

/**
 * Whether a draft belongs to the meeting that is open: made in a room of the case, of a message there, or by form for the case. What somebody
 * types by themselves, or where others read along, is not said in the meeting.
 */
export const isSaidInMeeting = ({ platform, place }: Asking, { places }: CaseFile, command: Drafting): boolean =>
  isByForm(command) ||
  [place?.conversation, command.source?.conversation].some((conversation) =>
    places.some((room) => room.platform === platform && room.conversation === conversation && room.audience !== "mixed"),
  );

const isByForm = (command: Drafting): boolean => command.do !== "capture" && command.words === undefined;
