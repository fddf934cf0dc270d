import type { Audience, CaseFile, Level } from "./case-file.ts";
import { type MinutesAction, type MinutesBody, wasThere } from "./minutes.ts";
import { sees, signersOf } from "./permission.ts";

/** Minutes as one reader may see them. */
export interface ReadMinutes {
  body: MinutesBody;
  /** Something is left out, because it is above the reader's level. */
  withheld: boolean;
}

/**
 * Who was at the meeting heard what was said, and reads decisions and notes whatever their level; to anybody else they are care level.
 * An action above the reader's level keeps its reference, owner, date and status, except for whoever is concerned with it.
 */
export function minutesFor(file: CaseFile, body: MinutesBody, personId: string, level: Level): ReadMinutes {
  const leads = file.leadId === personId || signersOf(file).includes(personId);
  const heard = leads || body.chair.id === personId || wasThere(body, personId) || sees(level, "care");
  return cut(body, heard, (action) => leads || sees(level, action.level) || action.concerned.includes(personId));
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
