import { randomUUID } from "node:crypto";
import type { Command } from "../core/command.ts";
import { recipient } from "../core/decision.ts";
import { isPartOf, overlaps, standsIn, type TakenLeave, takesOver, uncoveredIn, wrongDates } from "../core/leave.ts";
import type { Notice } from "../core/notice.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Person } from "../core/person.ts";
import type { Day } from "../core/working-day.ts";
import { isDelivered } from "../store/change.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { changeLeave, dayIn, type OwnLeave, ownLeave, shownLeave, spanLabel, type ToldLead, TRIES } from "./own-leave.ts";
import { refuseProtectedAnywhere } from "./protect.ts";
import { colleaguesOf, resolveColleague } from "./resolve-colleague.ts";

/** Says when the asker is away. Leave on the same days as an earlier one takes its place. */
export async function takeLeave(deps: Deps, asking: Asking, command: Extract<Command, { do: "take-leave" }>): Promise<Outcome> {
  const unsafe = await refuseProtectedAnywhere(deps, asking, command);
  if (unsafe) return unsafe;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const had = await ownLeave(deps, asking);
    const read = await readLeave(deps, asking, had, command);
    if ("kind" in read) return read;
    const { cover, ...days } = read;
    const leave: TakenLeave = {
      ...{ id: randomUUID(), personId: asking.person.id, ...days },
      ...{ coverId: cover?.id ?? null, coverName: cover?.name ?? null },
    };
    if (had.leaves.some((each) => isSame(each, leave))) {
      if (await isDelivered(deps.db, asking.delivery)) return { kind: "repeated" };
      return shownLeave(had.leaves, had.parts, ["You are down as away on those days already."]);
    }
    const replaced = had.leaves.filter((each) => overlaps(each, leave));
    const told = toldOf(asking, had, leave);
    const heard = [...told, ...coverTold(had, leave), ...leadsCorrected(asking, had, leave, replaced)];
    const saved = await changeLeave(deps, asking, had, { add: leave, remove: replaced, told: heard });
    if (saved === "repeated") return { kind: "repeated" };
    if (saved === "saved") {
      const kept = had.leaves.filter((each) => !replaced.includes(each));
      const leaves = [...kept, leave].toSorted((a, b) => a.from.localeCompare(b.from));
      return shownLeave(
        leaves,
        had.parts,
        saidOf(
          had,
          leave,
          replaced,
          told.map(({ open }) => open.file.ref),
        ),
      );
    }
  }
  throw new Error("somebody's leave kept changing while it was decided about");
}

const isSame = (a: TakenLeave, b: TakenLeave): boolean => a.from === b.from && a.until === b.until && a.coverId === b.coverId;

type ReadLeave = { from: Day; until: Day; cover: Person | null };

/** The days and the cover that were meant; what cannot be is asked about, and what is missing too. */
async function readLeave(
  deps: Deps,
  asking: Asking,
  { calendar, today, cases }: OwnLeave,
  command: Extract<Command, { do: "take-leave" }>,
): Promise<ReadLeave | Outcome> {
  const from = command.date ? dayIn(command.date, asking.now, calendar) : null;
  if (from && "message" in from) return invalid("date", from.message);
  const until = command.until ? dayIn(command.until, asking.now, calendar) : null;
  if (until && "message" in until) return invalid("until", until.message);
  if (!from || !until) {
    const filled = { ...command, ...(from && { date: from.day }), ...(until && { until: until.day }) };
    return {
      kind: "form",
      form: { name: "take-leave", command: filled, view: null, file: null, colleagues: colleaguesOf(asking, cases) },
    };
  }
  const wrong = wrongDates({ from: from.day, until: until.day }, today);
  if (wrong) return invalid(wrong.field, wrong.message);
  if (!command.who) return { from: from.day, until: until.day, cover: null };
  const found = await resolveColleague(deps, asking, cases, command.who);
  return found.kind === "nobody" ? invalid("who", found.message) : { from: from.day, until: until.day, cover: found.person };
}

const invalid = (field: string, message: string): Outcome => ({
  kind: "invalid",
  field,
  message: `Not saved: ${message}`,
  example: "mdt leave from 19 April to 30 April cover @Leah",
});

/** The lead of each case where the asker has live actions that nobody takes over; never the asker themselves. */
function toldOf(asking: Asking, { parts }: OwnLeave, leave: TakenLeave): ToldLead[] {
  return parts.flatMap(({ open, views }): ToldLead[] => {
    const [first] = views.filter(({ action }) => isPartOf(action, leave.personId));
    if (!first || !uncoveredIn(open.file, leave)) return [];
    const to = recipient(open.file, open.file.leadId, open.today);
    if (to.personId === asking.person.id) return [];
    const { personId: away, from, until } = leave;
    const notice: Notice = { kind: "leave-uncovered", to, leave: leave.id, away, from, until };
    return [{ open, actionId: first.action.id, notice }];
  });
}

const inPlaceOf = ({ id, personId, from, until }: TakenLeave, to: string): Notice => ({
  ...{ kind: "leave-cover", to: { personId: to, coverFor: null, coverUntil: null } },
  ...{ leave: id, away: personId, from, until },
});

/** The cover that a leave names, where they take over anything: once, for all cases. */
function coverTold({ parts }: OwnLeave, leave: TakenLeave): ToldLead[] {
  const first = parts.find(({ open }) => takesOver(open.file, leave));
  if (!first || leave.coverId === null) return [];
  return [{ open: first.open, actionId: null, notice: inPlaceOf(leave, leave.coverId) }];
}

/** Leads who heard of a leave that is replaced that nobody stands in: somebody does now. Each once, and not who stands in themselves. */
function leadsCorrected(asking: Asking, { parts }: OwnLeave, leave: TakenLeave, replaced: TakenLeave[]): ToldLead[] {
  const corrected = new Map<string, ToldLead>();
  for (const { open, views } of parts) {
    if (!views.some(({ action }) => isPartOf(action, leave.personId)) || uncoveredIn(open.file, leave)) continue;
    if (!replaced.some((each) => uncoveredIn(open.file, each))) continue;
    const { personId } = recipient(open.file, open.file.leadId, open.today);
    if (personId === asking.person.id || personId === leave.coverId) continue;
    corrected.set(personId, { open, actionId: null, notice: inPlaceOf(leave, personId) });
  }
  return [...corrected.values()];
}

/** What is to be expected of the cover that was named: nothing, where they are on none of the cases. */
function coverSaid({ cases, parts }: OwnLeave, leave: TakenLeave): string[] {
  if (!leave.coverName) return [];
  if (cases.some(({ file }) => takesOver(file, leave)))
    return [`Please tell ${leave.coverName} yourself, too: they hear here when something is due.`];
  const byMap = parts.flatMap(({ open: { file } }) => {
    const instead = standsIn(file, leave);
    return instead === null ? [] : [`In ${file.ref} ${file.people[instead]?.name} stands in for you, by the partner map.`];
  });
  if (byMap.length > 0) return [`${leave.coverName} is on none of your cases, so they do not stand in for you.`, ...byMap];
  const way = "name somebody who is, or have cover named on the partner map.";
  return [`${leave.coverName} is on none of your cases, so nobody stands in for you: ${way}`];
}

function saidOf(had: OwnLeave, leave: TakenLeave, replaced: TakenLeave[], told: string[]): string[] {
  return [
    `Saved: you are away ${spanLabel(leave)}.`,
    ...replaced.map((each) => `It takes the place of your leave ${spanLabel(each)}.`),
    ...coverSaid(had, leave),
    ...(told.length > 0 ? [`Told that you are away: the lead of ${new Intl.ListFormat("en-GB").format(told)}.`] : []),
  ];
}
