import { coveredByMap } from "./access.ts";
import type { Audience, CaseFile, Level } from "./case-file.ts";
import { type MinutesAction, type MinutesBody, wasThere } from "./minutes.ts";
import { sees, signersOf } from "./permission.ts";
import type { Day } from "./working-day.ts";

/** Minutes as one reader may see them. */
export interface ReadMinutes {
  body: MinutesBody;
  /** Something is left out, because it is above the reader's level. */
  withheld: boolean;
}

export interface MinutesReader {
  personId: string;
  level: Level;
  today: Day;
  /** The chair, the lead, their cover, or whoever opened the meeting. */
  runs: boolean;
}

/**
 * Who was at the meeting heard what was said, and reads decisions and notes whatever their level; so does who runs it. To anybody else
 * they are care level. An action above the reader's level keeps its reference, owner, date and status, except for whoever is concerned
 * with it, or covers somebody who is.
 */
export function minutesFor(file: CaseFile, body: MinutesBody, { personId, level, today, runs }: MinutesReader): ReadMinutes {
  const places = [personId, ...coveredByMap(file, personId, today)];
  const signers = signersOf(file);
  const signs = places.some((id) => file.leadId === id || signers.includes(id));
  const isConcerned = ({ concerned }: MinutesAction): boolean => places.some((id) => concerned.includes(id));
  const heard = runs || wasThere(body, personId) || sees(level, "care");
  return cut(body, heard, (action) => signs || sees(level, action.level) || isConcerned(action));
}

/** As a room reads them: the case's own up to care level, the provider's all. */
export function minutesInRoom(body: MinutesBody, audience: Exclude<Audience, "mixed">): ReadMinutes {
  return cut(body, true, (action) => audience === "provider" || sees("care", action.level));
}

function cut(body: MinutesBody, heard: boolean, reads: (action: MinutesAction) => boolean): ReadMinutes {
  const written = (action: MinutesAction): MinutesAction => (reads(action) ? action : { ...action, text: null, evidence: null });
  const said = body.decisions.length > 0 || body.narrative !== null || body.noActionsBecause !== null;
  const withheld = (!heard && said) || [...body.actions, ...body.carriedOver].some((action) => !reads(action));
  return {
    withheld,
    body: {
      ...body,
      ...(!heard && { decisions: [], narrative: null, noActionsBecause: null, corrections: body.corrections.map(unexplained) }),
      actions: body.actions.map(written),
      carriedOver: body.carriedOver.map(written),
    },
  };
}

const unexplained = (correction: MinutesBody["corrections"][number]) => ({ ...correction, why: "" });
