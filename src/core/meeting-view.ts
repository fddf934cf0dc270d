import type { Action } from "./action.ts";
import type { CaseFile } from "./case-file.ts";
import type { Meeting } from "./meeting.ts";
import type { Calendar } from "./working-day.ts";

/** A meeting with all that is needed to say anything about it; actions whole, cut to what a reader may see when they are shown. */
export interface MeetingView {
  file: CaseFile;
  calendar: Calendar;
  meeting: Meeting;
  previous: Meeting | null;
  /** Made in it, and what follows one of them. */
  actions: Action[];
  followers: Action[];
  /** Of the meeting before. */
  carried: Action[];
  /** What else is open in the case. */
  others: Action[];
}

/** What a form about a meeting shows. */
export interface MeetingForm {
  meeting: Meeting;
  /** Whom the reader may mark. */
  people: string[];
}
