import type { CaseFile } from "./case-file.ts";
import type { Attendance } from "./meeting.ts";
import type { MinutesPerson } from "./minutes.ts";
import type { ReadMinutes } from "./minutes-reading.ts";
import type { Day } from "./working-day.ts";

/** A version of the minutes of a meeting, as its reader may see it. */
export interface MinutesView extends ReadMinutes {
  file: CaseFile;
  /** How many versions there are. */
  latest: number;
  mayCorrect: boolean;
}

/** What a form to correct minutes shows; `decisions` and `roll` are null where they are too long for it. */
export interface MinutesForm {
  title: string;
  decisions: string | null;
  /** Who may be marked, and how they stand. */
  roll: { person: MinutesPerson; attended: Attendance | null }[] | null;
  narrative: string | null;
}

/** A personal link, and the last day on which it opens anything. */
export interface LinkView {
  page: string;
  word: string;
  until: Day;
}
