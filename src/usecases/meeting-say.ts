import type { Command } from "../core/command.ts";
import { decisionParts } from "../core/decision-words.ts";
import { dayLabel } from "../core/due.ts";
import { ATTENDANCES, type Attendance, isAt, type Meeting, mayRun, meetingRef } from "../core/meeting.ts";
import { stillGoing, withDecision, withFollowUp, withoutActions, withRoll } from "../core/meeting-decide.ts";
import { nameAndRole } from "../core/now-true.ts";
import type { FormRequest, Outcome } from "../core/outcome.ts";
import { isWorkingDay } from "../core/working-day.ts";
import type { Asking, OpenCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { type AboutMeeting, caseOfMeeting, exampleOf, meetingMeant } from "./meeting.ts";
import { changeMeeting } from "./meeting-change.ts";
import { nameMentions } from "./name-mentions.ts";
import { refuseProtected } from "./protect.ts";
import { resolveWhen } from "./resolve-when.ts";
import { resolveWho } from "./resolve-who.ts";

interface Found extends OpenCase {
  meeting: Meeting;
}

/** The meeting that something is said of, by somebody who may see the case, in words that may be kept. */
async function found(deps: Deps, asking: Asking, command: AboutMeeting): Promise<Found | Outcome> {
  const open = await caseOfMeeting(deps, asking, command);
  if ("kind" in open) return open;
  const unsafe = await refuseProtected(deps, asking, open, command);
  if (unsafe) return unsafe;
  const meeting = await meetingMeant(deps.db, open, command);
  return "kind" in meeting ? meeting : { ...open, meeting };
}

const runs = ({ file, today }: OpenCase, asking: Asking, meeting: Meeting) => mayRun(meeting, file, asking.person.id, today);

/** Whoever runs it may, and somebody who speaks for themselves alone. */
function runsOr(isOwn: boolean, open: OpenCase, asking: Asking, meeting: Meeting): string | null | undefined {
  const running = runs(open, asking, meeting);
  return running === undefined && isOwn ? null : running;
}

const invalid = ({ file }: OpenCase, verb: AboutMeeting["do"], field: string | null, message: string): Outcome => ({
  ...{ kind: "invalid", field, message },
  example: field === null ? exampleOf(verb, file.ref) : null,
});

const formOf = (one: Found, name: FormRequest["name"], command: Command, people: string[] = []): Outcome => ({
  kind: "form",
  form: {
    ...{ name, view: null, file: one.file, meeting: { meeting: one.meeting, people } },
    command: { ...command, case: one.file.ref, meeting: one.meeting.number } as Command,
  },
});

/** An ended meeting opens no form: what became of it is shown, or why somebody may not. */
const takesForms = ({ meeting }: Found): boolean => meeting.state === "open";

type Roll = Extract<Command, { do: "meeting-roll" }>;

/** Who is there. Whoever runs the meeting marks everybody; anybody on the case marks themselves. */
export async function callRoll(deps: Deps, asking: Asking, command: Roll): Promise<Outcome> {
  const one = await found(deps, asking, command);
  if ("kind" in one) return one;
  const me = asking.person.id;
  const said = ATTENDANCES.some((how) => command[how] !== undefined);
  if (!said && takesForms(one)) {
    const isRunner = runs(one, asking, one.meeting) !== undefined;
    return formOf(one, "meeting-roll", command, isRunner ? one.meeting.roll.map(({ personId }) => personId) : [me]);
  }
  const marks = await marksIn(deps, asking, one, command);
  if ("kind" in marks) return marks;
  const isOwn = [...marks.keys()].every((id) => id === me);
  return changeMeeting(deps, asking, one, one.meeting, {
    verb: "meeting-roll",
    may: (meeting) => runsOr(isOwn, one, asking, meeting),
    decide: (meeting) => withRoll(meeting, marks, asking.now),
    said: () => "The roll is up to date.",
  });
}

async function marksIn(deps: Deps, asking: Asking, one: Found, command: Roll): Promise<Map<string, Attendance> | Outcome> {
  const marks = new Map<string, Attendance>();
  for (const how of ATTENDANCES) {
    for (const name of (command[how] ?? "").split(/\s*(?:,|\band\b)\s*/i).filter((part) => part.trim() !== "")) {
      const who = await resolveWho(deps, asking, one, name);
      if (who.kind === "nobody") return invalid(one, "meeting-roll", how, who.message);
      const before = marks.get(who.personId);
      if (before !== undefined && before !== how) {
        const person = one.file.people[who.personId]?.name ?? "Somebody";
        return invalid(one, "meeting-roll", how, `Not saved: ${person} is named twice. Choose one of the lists.`);
      }
      marks.set(who.personId, how);
    }
  }
  return marks;
}

/** What was decided, and by whom: whoever runs the meeting writes down anybody's; whoever is there, their own. */
export async function recordDecision(
  deps: Deps,
  asking: Asking,
  command: Extract<Command, { do: "decision" }>,
): Promise<Outcome> {
  const one = await found(deps, asking, command);
  if ("kind" in one) return one;
  if (!command.words && !command.text && takesForms(one)) return formOf(one, "decision", command);
  const said = await decisionIn(deps, asking, one, command);
  if ("kind" in said) return said;
  const me = asking.person.id;
  return changeMeeting(deps, asking, one, one.meeting, {
    verb: "decision",
    may: (meeting) => runsOr(said.by === me && isAt(meeting, me), one, asking, meeting),
    decide: (meeting) => withDecision(meeting, said, asking.now),
    said: () => `Decision recorded, by ${nameAndRole(one.file, said.by)}.`,
  });
}

/** The last `by` names somebody, or belongs to what was decided. */
async function decisionIn(
  deps: Deps,
  asking: Asking,
  one: Found,
  { words, text = "", who }: Extract<Command, { do: "decision" }>,
): Promise<{ text: string; by: string } | Outcome> {
  if (words !== undefined) {
    const parts = decisionParts(words);
    const by = parts ? await resolveWho(deps, asking, one, parts.who) : null;
    if (parts && by?.kind === "person") return { text: await nameMentions(deps, asking, parts.text), by: by.personId };
    return { text: await nameMentions(deps, asking, words), by: asking.person.id };
  }
  if (who === undefined || who === "") return { text, by: asking.person.id };
  const by = await resolveWho(deps, asking, one, who);
  return by.kind === "person" ? { text, by: by.personId } : invalid(one, "decision", "who", by.message);
}

/** Somebody who gave a time would wait for it. */
const DAY_ALONE = " A follow-up check is for a day: the time is left out.";

/** The day on which what was agreed is looked at again: after today, any day; of one on which nobody works it is said. */
export async function setFollowUp(deps: Deps, asking: Asking, command: Extract<Command, { do: "follow-up" }>): Promise<Outcome> {
  const one = await found(deps, asking, command);
  if ("kind" in one) return one;
  if (!command.date && takesForms(one)) return formOf(one, "follow-up", command);
  const when = resolveWhen((command.date ?? "").replace(/^(?:on|is)\s+/i, ""), asking.now, one.calendar);
  if (when.kind === "ask") return invalid(one, "follow-up", "date", `Not saved: ${when.message}`);
  const { day, time } = when.due;
  if (day <= one.today) return invalid(one, "follow-up", "date", "Not saved: the follow-up check has to be after today.");
  const isFree = !one.file.stabilising && !isWorkingDay(day, one.calendar);
  return changeMeeting(deps, asking, one, one.meeting, {
    verb: "follow-up",
    decide: (meeting) => withFollowUp(meeting, day, asking.now),
    said: () =>
      `Follow-up check on ${dayLabel(day)}${isFree ? ", which is not a working day" : ""}.${time === null ? "" : DAY_ALONE}`,
  });
}

export async function recordNoActions(
  deps: Deps,
  asking: Asking,
  command: Extract<Command, { do: "no-actions" }>,
): Promise<Outcome> {
  const one = await found(deps, asking, command);
  if ("kind" in one) return one;
  const { reason } = command;
  if (!reason && takesForms(one)) return formOf(one, "no-actions", command);
  return changeMeeting(deps, asking, one, one.meeting, {
    ...{ verb: "no-actions", why: reason ?? null },
    decide: (meeting) => withoutActions(meeting, reason ?? "", asking.now),
    said: () => "Recorded: no actions are needed.",
  });
}

/** A meeting that goes on for long is asked about again after as long. */
export async function keepGoing(deps: Deps, asking: Asking, command: Extract<Command, { do: "still-going" }>): Promise<Outcome> {
  const one = await found(deps, asking, command);
  if ("kind" in one) return one;
  return changeMeeting(deps, asking, one, one.meeting, {
    verb: "still-going",
    decide: (meeting) => stillGoing(meeting, asking.now),
    said: (meeting) => `${meetingRef(meeting)} goes on. You are asked again in 3 hours.`,
  });
}
