import type { Person, Platform } from "./person.ts";
import type { Day, Region } from "./working-day.ts";

/** What a member of the case team may see, each level including the ones before it (DOMAIN: need to know is per case). */
export const LEVELS = ["coordination", "care", "restricted"] as const;
export type Level = (typeof LEVELS)[number];

/** Who reads a room: the case's own team, the provider's staff, or people with no business in the case. */
export const AUDIENCES = ["case", "provider", "mixed"] as const;
export type Audience = (typeof AUDIENCES)[number];

export interface Place {
  id: string;
  platform: Platform;
  workspace: string;
  conversation: string;
  audience: Audience;
}

/** Days are inclusive at both ends, in the case's zone; null is open-ended. */
export interface Membership {
  personId: string;
  level: Level;
  from: Day | null;
  until: Day | null;
}

export interface Cover {
  personId: string;
  from: Day | null;
  until: Day | null;
}

/** A person's own leave, over all their cases. Days are inclusive. */
export interface Leave {
  personId: string;
  from: Day;
  until: Day;
  coverId: string | null;
}

/** Whether a day lies within dates that are inclusive at both ends and open where null. */
export const isWithin = (span: { from: Day | null; until: Day | null }, day: Day): boolean =>
  (span.from === null || span.from <= day) && (span.until === null || day <= span.until);

/** One line of the one-page partner map. */
export interface MapRole {
  id: string;
  role: string;
  organisation: string;
  personId: string;
  issues: string[];
  signsOff: string[];
  cover: Cover[];
}

/** Everything that deciding about one case needs, read in one go. History lives elsewhere; this is the map as it stands now. */
export interface CaseFile {
  id: string;
  ref: string;
  purpose: string;
  leadId: string;
  region: Region;
  timeZone: string;
  /** The provider's, wall time: `08:30`. */
  digestTime: string;
  /** The provider's, for whoever has none of their own: `20:00-07:00`. */
  quietHours: string | null;
  /** While risk is raised, days off do not put anything off. */
  stabilising: boolean;
  protectedTerms: string[];
  places: Place[];
  team: Membership[];
  map: MapRole[];
  leave: Leave[];
  /** Everybody who is lead, on the team, on the map, or owner, asker or chaser of an action of the case, by id. */
  people: Record<string, Person>;
}

export function personOn(file: CaseFile, id: string): Person {
  const person = file.people[id];
  if (!person) throw new Error(`person ${id} is not in the case file of ${file.ref}`);
  return person;
}
