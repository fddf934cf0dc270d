import { type Action, isEnded } from "../core/action.ts";
import type { Command } from "../core/command.ts";
import { isOverdue } from "../core/due.ts";
import { isInHandOf } from "../core/in-hand.ts";
import type { ActionView, Outcome } from "../core/outcome.ts";
import { isSpeaker } from "../core/permission.ts";
import type { Which } from "../store/actions.ts";
import { seenBy } from "./act.ts";
import { type Asking, asSeenBy, caseRead, casesRead, type NoAccess, type OpenCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { refuseAccess } from "./refuse.ts";
import { resolveWho } from "./resolve-who.ts";

type List = Extract<Command, { do: "list" }>;

/** A card holds this many; what is left out is counted on it. */
const ROWS = 40;

/** Actions of the case meant, or, elsewhere and with `mine`, of every case that the asker may see. */
export async function listActions(deps: Deps, asking: Asking, command: List): Promise<Outcome> {
  const here = command.case ?? (asking.caseRefs.length === 1 ? asking.caseRefs[0] : undefined);
  // `mine` is over all cases, in whatever room it is asked, unless a case is named.
  const everywhere = !here || (command.filter === "mine" && !command.case);
  const which = whichOf(command);
  const found = everywhere ? await everyCase(deps, asking, which) : await oneCase(deps, asking, here, which);
  if ("kind" in found) return refuseAccess(deps, asking, "list", found.caseRef);
  const { cases, views } = found;
  const filter = command.filter === "here" && everywhere ? "mine" : (command.filter ?? "here");
  const wanted = await chooser(deps, asking, cases, { ...command, filter });
  if (typeof wanted !== "function") return wanted;
  const rows = views
    .filter(({ view, open }) => wanted(view.action, open))
    .map(({ view }) => view)
    .toSorted(byDue);
  return {
    kind: "list",
    title: title(command, filter, everywhere ? undefined : here),
    rows: rows.slice(0, ROWS),
    total: rows.length,
    again: command,
  };
}

export const whichOf = ({ filter }: List): Which => (filter === "all" ? "all" : "live");

/** An action as the asker may see it, and its case. */
interface Seen {
  view: ActionView;
  open: OpenCase;
}

/** Every case that the asker may see today, with its actions as they may see them. */
export async function everyCase(deps: Deps, asking: Asking, which: Which): Promise<{ cases: OpenCase[]; views: Seen[] }> {
  const named = await casesRead(deps, asking, which);
  const seen = named.flatMap(({ file, actions }) => {
    const open = asSeenBy(deps, asking, file);
    return "kind" in open ? [] : [{ open, views: seenIn(asking, open, actions) }];
  });
  return { cases: seen.map(({ open }) => open), views: seen.flatMap(({ views }) => views) };
}

async function oneCase(
  deps: Deps,
  asking: Asking,
  ref: string,
  which: Which,
): Promise<{ cases: OpenCase[]; views: Seen[] } | NoAccess> {
  const read = await caseRead(deps, asking, ref, which);
  if (!read) return { kind: "no-access", caseRef: ref };
  const open = asSeenBy(deps, asking, read.file);
  if ("kind" in open) return open;
  return { cases: [open], views: seenIn(asking, open, read.actions) };
}

/** Actions of a case as the asker may see them. */
const seenIn = (asking: Asking, open: OpenCase, actions: Action[]): Seen[] =>
  actions.map((action) => ({ open, view: seenBy(asking, { ...open, action }) }));

async function chooser(
  deps: Deps,
  asking: Asking,
  cases: OpenCase[],
  command: List,
): Promise<((action: Action, open: OpenCase) => boolean) | Outcome> {
  if (command.who) {
    const owners = new Set<string>();
    for (const open of cases) {
      const found = await resolveWho(deps, asking, open, command.who);
      if (found.kind === "person") owners.add(found.personId);
    }
    if (owners.size > 0) return (action) => action.owner !== null && owners.has(action.owner);
    return {
      kind: "invalid",
      field: null,
      message: "Nobody of that name or role is on these cases today.",
      example: "action list mine",
    };
  }
  if (command.filter === "mine") {
    const { id } = asking.person;
    return (action, { file, today }) =>
      isInHandOf(action, file, id, today) || (action.status === "draft" && action.asker === id) || isSpeaker(action, id);
  }
  if (command.filter === "overdue")
    return (action) => !isEnded(action.status) && action.due !== null && isOverdue(action.due, asking.now);
  return () => true;
}

function title(command: List, filter: string, ref: string | undefined): string {
  const where = ref ?? "Your cases";
  if (command.who) return `${where} · actions of one owner`;
  if (filter === "mine") return ref ? `${ref} · your actions` : "Your actions";
  if (filter === "overdue") return `${where} · overdue`;
  return filter === "all" ? `${where} · all actions` : `${where} · live actions`;
}

const byDue = (a: ActionView, b: ActionView): number => dueKey(a.action).localeCompare(dueKey(b.action));
const dueKey = ({ due, caseRef, number }: Action): string =>
  [due?.day ?? "9999", due?.time ?? "99:99", caseRef, String(number).padStart(6, "0")].join(" ");
