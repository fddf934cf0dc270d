import type { Action } from "../core/action.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Meeting } from "../core/meeting.ts";
import type { Calendar } from "../core/working-day.ts";
import type { Transaction } from "../store/direct.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";

/** A meeting that is ending in this transaction, with all that its minutes are made of. */
export interface ToIssue {
  /** As it is once it has ended. */
  meeting: Meeting;
  file: CaseFile;
  calendar: Calendar;
  /** Made in it; what was discarded is not among them. */
  actions: Action[];
  /** Of the meeting before. */
  carried: Action[];
}

/** Minutes of a meeting are issued in the transaction that ends it: no meeting has ended without them. */
export async function issueMinutes(_deps: Deps, _tx: Transaction, _asking: Asking, _ended: ToIssue): Promise<void> {}
