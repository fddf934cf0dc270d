import { type Action, isLive } from "./action.ts";
import { doerOf, whoLeft } from "./at-work.ts";
import type { CaseFile } from "./case-file.ts";
import type { Digest } from "./digest.ts";
import { countsOn, readersDay } from "./digest-time.ts";
import { dueStanding } from "./due.ts";
import { doersHearer, hearerFor, judgeFor, leadsHearer, reachable } from "./hearers.ts";
import type { ActionView } from "./outcome.ts";
import { mayDo } from "./permission.ts";
import type { Day } from "./working-day.ts";

type Waiting = Digest["waiting"][number]["what"];

/** Whether the doing of an action is in a person's hands today: as owner, as chaser for an owner outside chat, or as cover for either. */
export function isInHandOf(action: Action, file: CaseFile, personId: string, today: Day): boolean {
  return doerOf(action, file) === personId || doersHearer(action, file, today)?.personId === personId;
}

/**
 * What an action waits for from this person, other than the work itself. A draft whose asker has left, or is on leave with nobody in
 * their place, waits for the lead.
 */
export function waitsFor(view: ActionView, personId: string, today: Day): Waiting | null {
  const { action, file } = view;
  if (action.status === "draft") {
    const hearer = reachable(file, action.asker, today) ?? leadsHearer(file, today);
    return action.asker === personId || hearer?.personId === personId ? "confirm" : null;
  }
  if (action.status === "proposed" && isInHandOf(action, file, personId, today)) return "accept";
  if (action.status === "evidence submitted") return mayDo("sign-off", file, action, personId, today).allowed ? "sign-off" : null;
  if (action.request && action.request.by !== personId)
    return mayDo("approve", file, action, personId, today).allowed ? "decide" : null;
  return null;
}

/** Sorts actions into the sections of what a person has before them, whatever day it is. What is none of theirs is in none. */
export function digestOf(personId: string, views: { view: ActionView; today: Day }[], now: Date): Digest {
  const digest: Digest = { personId, overdue: [], dueToday: [], dueSoon: [], later: [], waiting: [], ownerLeft: [] };
  for (const { view, today } of views) {
    const place = placeOf(view, personId, today, now);
    if (place === null) continue;
    const isPutOff = (view.action.putOff[personId] ?? "") > today;
    if (isPutOff) digest.later.push(view);
    else if (place.section === "waiting") digest.waiting.push({ view, what: place.what });
    else digest[place.section].push(view);
  }
  return digest;
}

/**
 * The digest that comes by itself: only of cases whose day it is, only what nobody else is to hear in this person's place, and in
 * somebody else's place only while they are away. Whoever is away in a case hears nothing of it.
 *
 * @param views live actions of all cases that the person may see today, with the day that it is in each case
 */
export function dailyDigestOf(personId: string, views: { view: ActionView; today: Day }[], now: Date): Digest {
  const heard = views.filter(({ view: { file, calendar }, today }) => {
    const day = readersDay(now, file.people[personId], file);
    if (!countsOn(day, { calendar, stabilising: file.stabilising })) return false;
    return reachable(file, personId, today)?.personId === personId;
  });
  const digest = digestOf(personId, heard, now);
  const days = new Map(heard.map(({ view, today }) => [view, today]));
  const waiting = digest.waiting.filter(({ view, what }) => isAsked(what, view, personId, days.get(view) ?? ""));
  return { ...digest, waiting };
}

/** Cover without dates may act beside somebody, but is not reminded; unless that is the owner, who must not sign off their own. */
function isAsked(what: Waiting, { action, file }: ActionView, personId: string, today: Day): boolean {
  if (what === "confirm" || what === "accept") return true;
  const permission = mayDo(what === "decide" ? "approve" : "sign-off", file, action, personId, today);
  if (!permission.allowed || permission.coverFor === null) return permission.allowed;
  const away = permission.coverFor;
  const hearer = what === "decide" ? hearerFor(file, away, today) : judgeFor(action, file, away, today);
  return hearer?.personId === personId || away === action.owner;
}

type Section = "overdue" | "dueToday" | "dueSoon" | "later" | "ownerLeft";
type Place = { section: Section } | { section: "waiting"; what: Waiting };

const SECTION = { overdue: "overdue", "due today": "dueToday", "due soon": "dueSoon", "on track": "later" } as const;

function placeOf(view: ActionView, personId: string, today: Day, now: Date): Place | null {
  const { action, file, calendar } = view;
  const isLeads = leadsHearer(file, today)?.personId === personId;
  if (isLeads && whoLeft(action, file, today) !== null) return { section: "ownerLeft" };
  const what = waitsFor(view, personId, today);
  if (what) return { section: "waiting", what };
  if (!isWork(action) || !action.due) return null;
  // Nobody hears for an owner on leave without a cover: the lead sees it among their own.
  const isMine =
    isInHandOf(action, file, personId, today) ||
    (isLeads && whoLeft(action, file, today) === null && doersHearer(action, file, today) === null);
  if (!isMine) return null;
  const section = SECTION[dueStanding(action.due, now, calendar).kind];
  return section === "later" && action.notYetHeard ? { section: "waiting", what: "accept" } : { section };
}

/** Something that its owner still has to do. */
const isWork = ({ status }: Action): boolean => isLive(status) && status !== "draft" && status !== "evidence submitted";
