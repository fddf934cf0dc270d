import type { Action, Decided, Missing } from "./action.ts";
import { doerOf } from "./at-work.ts";
import type { CaseFile } from "./case-file.ts";
import type { MapCover } from "./decide-away.ts";
import type { Due } from "./due.ts";
import { hearerFor } from "./hearers.ts";
import type { Notice, Recipient } from "./notice.ts";
import type { FormRequest } from "./outcome.ts";
import type { Person } from "./person.ts";
import type { Calendar, Day } from "./working-day.ts";

/** Everything that deciding one command about one action may look at. */
export interface Deciding {
  action: Action;
  file: CaseFile;
  calendar: Calendar;
  actor: Person;
  now: Date;
  today: Day;
  /** For whatever the decision brings into being. */
  freshId: string;
}

/** What a decision changes, to be stored as one transaction with its audit row and its notices, or not at all. */
export interface Change {
  /** Fields of the action as they will be, status included; empty where only something was added to it. */
  patch: Partial<Action>;
  update?: string;
  evidence?: { id: string; text: string };
  request?:
    | { do: "open"; id: string; why: string | null; wants: { kind: "extension"; to: Due } | { kind: "reassignment"; to: string } }
    | { do: "decide"; id: string; decision: "approved" | "declined"; because: string | null }
    /** The action moved on: what was asked no longer matters. */
    | { do: "supersede" };
  /** What others will ask about: kept with `why`, and with who decided it and when. */
  decided?: Decided;
  why: string | null;
  notices: Notice[];
  /** What became of it, for the person who asked. */
  said: string;
  next: string | null;
}

export type Decision =
  | { kind: "change"; change: Change }
  /** The draft is not whole: the question that comes next. */
  | { kind: "question"; missing: Missing; said: string }
  /** Something is needed first: the form that asks for it, with what was understood already. */
  | { kind: "form"; name: FormRequest["name"]; fill?: { date: string; time: string | null } }
  /** Nothing changes: whom the partner map names in the owner's place, or nobody. */
  | { kind: "cover"; found: MapCover | null }
  /** Nothing about the action changes: whoever acts hears of it again on that day. */
  | { kind: "put-off"; until: Day; said: string }
  | { kind: "invalid"; field: string | null; message: string; example: string | null }
  /** Not possible from where the action stands now: what is true instead. */
  | { kind: "stale"; said: string };

/** Somebody's notice goes to their cover while they are away; without a cover who can be reached, it waits for them. */
export const recipient = (file: CaseFile, personId: string, today: Day, role: string | null = null): Recipient =>
  hearerFor(file, personId, today, role) ?? { personId, coverFor: null, coverUntil: null };

/** Who hears for the owner: the owner or cover; the chaser where the owner is outside chat; nobody where there is no owner. */
export function ownersEar(action: Action, file: CaseFile, today: Day): Recipient | null {
  const doer = doerOf(action, file);
  return doer === null ? null : recipient(file, doer, today, doer === action.owner ? action.ownerRole : null);
}

/** The people concerned, each once, without the one who acted, where somebody did: they know. */
export function others(actor: Pick<Person, "id"> | null, hearers: (Recipient | null)[]): Recipient[] {
  const seen = new Set(actor ? [actor.id] : []);
  return hearers.filter((hearer) => hearer !== null).filter((hearer) => !seen.has(hearer.personId) && seen.add(hearer.personId));
}
