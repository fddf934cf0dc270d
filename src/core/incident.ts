/** What happened to a person, told plainly: what kind of thing, when, whether anybody was hurt, and what else has to be known. */

/** In the order in which a form offers them (DOMAIN: incident). */
export const CATEGORIES = ["self-harm", "harm to others", "damage to property", "missing", "other"] as const;
export type Category = (typeof CATEGORIES)[number];

export const INJURIES = ["none", "minor", "serious"] as const;
export type Injury = (typeof INJURIES)[number];

/** What can be ticked beside it. */
export const CONCERNS = ["exploitation", "police", "ambulance", "restraint"] as const;
export type Concern = (typeof CONCERNS)[number];

export const CONCERN_WORDS: Record<Concern, string> = {
  exploitation: "possible exploitation concern",
  police: "police called",
  ambulance: "ambulance called",
  restraint: "restraint used",
};

/** What thresholds are crossed by. */
export interface IncidentFact {
  /** `I3` is 3. */
  number: number;
  at: Date;
  category: Category;
  injury: Injury;
}

export interface Incident extends IncidentFact {
  recordedAt: Date;
  recordedBy: string;
  concerns: Concern[];
  text: string | null;
}

/** `I3` within its case. */
export const incidentRef = (number: number): string => `I${number}`;

/** One on which only its reference and its time may be read. */
export type ShownIncident = Pick<Incident, "number" | "at"> & { restricted: Incident | null };
