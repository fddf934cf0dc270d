import type { Action, Missing } from "./action.ts";
import type { CaseFile, Level, Place } from "./case-file.ts";
import type { EscalationView } from "./climb.ts";
import type { Command, Verb } from "./command.ts";
import type { MapCover } from "./decide-away.ts";
import type { Digest } from "./digest.ts";
import type { EscalationReport } from "./escalation-report.ts";
import type { Incident, ShownIncident } from "./incident.ts";
import type { AgreedLadder } from "./ladder.ts";
import type { CannotJudge, TakenLeave, Uncovered } from "./leave.ts";
import type { Notice } from "./notice.ts";
import type { Person } from "./person.ts";
import type { Rhythm } from "./quiet-time.ts";
import type { Crossing, ReviewView, ThresholdForm, ThresholdView } from "./threshold-view.ts";
import type { Weekly } from "./weekly.ts";
import type { Calendar, Day } from "./working-day.ts";

/** An action together with what is needed to say anything about it. */
export interface ActionView {
  /** As the reader may see it. */
  action: Action;
  /** As it is, where a whole room may read what comes of one member's press. */
  whole?: Action;
  file: CaseFile;
  calendar: Calendar;
}

/** One line of an action's history, oldest first, already cut to what the reader may see. */
export type HistoryLine = Deed | Message;

/** What became of a message about the action: never its words. */
export interface Message {
  /** When it had to be said. */
  at: Date;
  message: Notice["kind"];
  /** The name of its reader; null for a room. */
  to: string | null;
  /** The room, where it is one of the case's. */
  room: Pick<Place, "audience" | "platform"> | null;
  state: "waiting" | "sent" | "skipped" | "dead";
  sentAt: Date | null;
  /** How often the like was sent to that reader; `sentAt` is the last of them. */
  times: number;
  /** Why it could not be sent, or did not have to be. */
  reason: string | null;
}

export interface Deed {
  at: Date;
  /** Person, role and organisation as they were then; null for the service itself. */
  who: { name: string; role: string; organisation: string } | null;
  coverFor: string | null;
  verb: string;
  result: "done" | "refused";
  /** Plain sentences of what changed: `due Thu 25 March 2027 to Tue 6 April 2027`. */
  changes: string[];
  why: string | null;
  /** Something was left out because it is above the reader's level. */
  withheld: boolean;
}

/** A form to fill; its fields are completed into `command`. */
export interface FormRequest {
  /** cards/form-<name>.json */
  name:
    | "assign"
    | "edit"
    | "update"
    | "evidence"
    | "return"
    | "extend"
    | "reassign"
    | "approve"
    | "decline"
    | "block"
    | "cancel"
    | "not-achieved"
    | "reopen"
    | "ladder"
    | "escalate"
    | "pass-on"
    | "stabilise"
    | "review"
    | "set-digest"
    | "take-leave"
    | ("incident" | "threshold-draft" | "threshold-keep" | "threshold-retire");
  command: Command;
  /** What makes the card again that the form was opened from, where that shows several actions. */
  again?: Command;
  view: ActionView | null;
  /** Set on `assign` where the case is known. */
  file: CaseFile | null;
  /** Set where a person is asked for and no case says who there is. */
  colleagues?: Person[];
  /** What it is about, where that is an escalation. */
  escalation?: EscalationView;
  /** The cases to choose from, where it is not. */
  cases?: Pick<CaseFile, "ref" | "purpose">[];
  /** Set on forms about thresholds. */
  threshold?: ThresholdForm;
}

/** What became of a command. Cards are made from these and from nothing else. */
export type Outcome =
  /** A draft as it stands, for its asker alone: the one question that comes next, and what happened just now. */
  | { kind: "draft"; view: ActionView; question: Missing | null; said: string | null; suggestions: Suggestion[] }
  | { kind: "drafts"; drafts: { view: ActionView; question: Missing | null }[] }
  | { kind: "done"; verb: Verb; view: ActionView; said: string; next: string | null }
  /** Nothing was done, because something was done before: what is true now. */
  | { kind: "stale"; view: ActionView; said: string }
  /** `as`: the notice that asked for something, where its card is shown again. */
  | { kind: "shown"; view: ActionView; as?: Extract<Command, { do: "show" }>["as"] }
  | { kind: "list"; title: string; rows: ActionView[]; total: number; again?: Command }
  | { kind: "digest"; digest: Digest }
  /** `lead`: whose summary it is, where the reader stands in for them until then. */
  | { kind: "weekly"; weekly: Weekly; day: Day; lead: string | null; why: string[] }
  | { kind: "home"; digest: Digest; leads: { file: CaseFile; live: number; overdue: number }[] }
  | { kind: "history"; view: ActionView; lines: HistoryLine[]; level: Level }
  /** An escalation as it stands. `said`: what was just done, or with `late` why nothing was. `whole`: as it is, for a room that was pressed in. */
  | { kind: "escalation"; view: EscalationView; whole: EscalationView; said: string | null; late?: true }
  /** Whom the partner map names in the place of an owner outside chat, or nobody. `said`: what was just done. */
  | { kind: "away"; view: ActionView; found: MapCover | null; said: string | null }
  /** How the asker's own digest is set, and what the provider has settled. */
  | { kind: "digest-setting"; person: Person; rhythm: Rhythm; said: string | null }
  /** The asker's leave, with what nobody stands in for. */
  | { kind: "leave"; leaves: TakenLeave[]; uncovered: Uncovered[]; cannotJudge: CannotJudge[]; said: string[] }
  /** A version of a case's ladder; null where none was ever agreed. */
  | { kind: "ladder"; file: CaseFile; ladder: AgreedLadder | null; said: string[] }
  | { kind: "escalation-report"; report: EscalationReport }
  /** An incident was recorded, and what it crossed; `inForce` is the version that it was held to. Not new where the same was recorded just before. */
  | { kind: "incident"; file: CaseFile; incident: Incident; inForce: number | null; crossings: Crossing[]; isNew: boolean }
  | { kind: "incidents"; file: CaseFile; rows: ShownIncident[]; total: number; one: boolean }
  /** The thresholds of a case, or one version of them. */
  | { kind: "threshold"; thresholds: ThresholdView; version: number | null; said: string | null }
  | { kind: "threshold-review"; review: ReviewView; said: string | null }
  | { kind: "form"; form: FormRequest }
  | { kind: "help"; door: "action" | "mdt"; all: boolean }
  /** Not on the case, or no such case or action: the same words for all three. */
  | { kind: "no-access" }
  /** The person is not known here at all. */
  | { kind: "stranger" }
  /** On the case, but not theirs to do: names the roles that may. Without a view it is about no action. */
  | { kind: "not-allowed"; view: ActionView | null; verb: Verb; who: string; deed?: "decide" }
  /** Not possible as asked. `field` is the input that is wrong, in a form; `example` a form that works. */
  | { kind: "invalid"; field: string | null; message: string; example: string | null }
  /**
   * The text holds something that must not be shared. Nothing of it was kept. `field` is the one that holds it. `inThread`: it was written to
   * others in a thread, and stands there.
   */
  | {
      kind: "protected";
      found: ("NHS number" | "postcode" | "date of birth" | "protected name")[];
      field?: string | null;
      inThread?: true;
    }
  | { kind: "unknown-words"; nearest: string; example: string }
  | { kind: "which-case"; refs: string[]; example: string }
  | { kind: "failed"; id: string }
  /** The same delivery again: answered before. `view` is what it was about, as that is by now. */
  | { kind: "repeated"; view?: ActionView };

/** A one-press answer to the question a draft asks; `command` is what the button sends. */
export interface Suggestion {
  label: string;
  command: Command;
}
