import type { CaseFile } from "./case-file.ts";
import type { ReadMinutes } from "./minutes-reading.ts";
import type { Day } from "./working-day.ts";

/** A version of the minutes of a meeting, as its reader may see it. */
export interface MinutesView extends ReadMinutes {
  file: CaseFile;
  /** How many versions there are. */
  latest: number;
  mayCorrect: boolean;
}

/** What a form to correct minutes shows; `decisions` is null where they are too long for it. */
export interface MinutesForm {
  title: string;
  decisions: string | null;
  narrative: string | null;
}

/** A personal link, and the last day on which it opens anything. */
export interface LinkView {
  page: string;
  word: string;
  until: Day;
}
