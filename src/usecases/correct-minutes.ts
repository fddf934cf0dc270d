import type { Command } from "../core/command.ts";
import { mayRun } from "../core/meeting.ts";
import { minutesRef, personIn } from "../core/minutes.ts";
import { attendedIn, markable, namedIn, readAttendance } from "../core/minutes-attendance.ts";
import { decisionsInWords, readDecisions } from "../core/minutes-correction.ts";
import { correctMinutes } from "../core/minutes-version.ts";
import type { Outcome } from "../core/outcome.ts";
import { wallTime } from "../core/wall-time.ts";
import { appendAudit } from "../store/audit.ts";
import { Abandoned, claimDelivery, isDelivered, orAbandon } from "../store/change.ts";
import { type Asking, afresh } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { keepMinutes } from "./issue-minutes.ts";
import { minutesViewFor, type OpenMinutes, openMinutesOf } from "./minutes.ts";
import { refuseProtected } from "./protect.ts";
import { recordRefusal } from "./trail.ts";

type Correct = Extract<Command, { do: "correct-minutes" }>;

/** As much as an input of a form holds on either platform. */
const MOST_IN_AN_INPUT = 3000;
const MOST_NOTES = 2000;
/** As many people as a choice of Slack offers. */
const MOST_PEOPLE = 100;

/** A new version with other decisions, notes or attendance, and why. The earlier one is kept, and the new one is sent to the same people. */
export async function correctTheMinutes(deps: Deps, asking: Asking, command: Correct): Promise<Outcome> {
  const open = await openMinutesOf(deps, asking, command);
  if ("kind" in open) return open;
  const { file, kept, today } = open;
  const coverFor = mayRun(kept, file, asking.person.id, today);
  if (coverFor === undefined) return refuseCorrection(deps, asking, open);
  const unsafe = await refuseProtected(deps, asking, open, command);
  if (unsafe) return unsafe;
  const { body } = kept;
  if (command.from === undefined || command.reason === undefined) return formFor(open, command);
  if (await isDelivered(deps.db, asking.delivery)) return { kind: "repeated" };
  if (command.from !== body.version) return movedOn(open);

  const read = command.notesOnly ? { decisions: body.decisions } : readDecisions(command.decisions ?? "", body, file);
  if ("wrong" in read) return invalid(open, "decisions", read.wrong);
  const there = command.attendance ? readAttendance(command, body, markable(body, file, today)) : { roll: body };
  if ("wrong" in there) return invalid(open, there.field, there.wrong);
  const correction = { by: personIn(file, asking.person.id), at: wallTime(asking.now, file.timeZone), why: command.reason };
  const next = correctMinutes(body, { ...read, ...there, narrative: command.text ?? null }, correction);
  if (!next) return invalid(open, command.notesOnly ? "text" : "decisions", "nothing is different from what was issued.");

  const saved = await orAbandon(deps.db, async (tx) => {
    await claimDelivery(tx, asking.delivery, asking.now);
    const about = { meetingId: kept.meetingId, body: next, why: correction.why, coverFor };
    const audit = await keepMinutes(deps, tx, asking, file, about);
    if (!audit) throw new Abandoned("stale");
    await appendAudit(tx, [audit]);
    return { kind: "saved" as const };
  });
  if (saved.kind === "repeated") return { kind: "repeated" };
  const now = await openMinutesOf(deps, afresh(asking), { do: "minutes", case: file.ref, meeting: kept.number });
  if ("kind" in now) return now;
  if (saved.kind === "stale") return movedOn(now);
  deps.log.info({ caseRef: file.ref, person: asking.person.id, version: next.version }, "minutes corrected");
  const said = `Version ${next.version} is issued and sent to the same people. Version ${body.version} is kept.`;
  return { kind: "minutes", minutes: minutesViewFor(asking.person.id, now), said };
}

function formFor({ file, kept, today }: OpenMinutes, command: Correct): Outcome {
  const { body } = kept;
  const decisions = decisionsInWords(body);
  const fits = decisions.length <= MOST_IN_AN_INPUT;
  // Whoever is there and not offered would be taken away by a form that was only sent again.
  const rollFits = namedIn(body).length <= MOST_PEOPLE;
  const people = markable(body, file, today).slice(0, MOST_PEOPLE);
  return {
    kind: "form",
    form: {
      name: "correct-minutes",
      command: {
        ...{ do: "correct-minutes", case: file.ref, meeting: kept.number, from: body.version },
        ...(command.reason !== undefined && { reason: command.reason }),
        ...(!fits && { notesOnly: true as const }),
        ...(rollFits && { attendance: true as const }),
      },
      ...{ view: null, file },
      minutes: {
        title: `${minutesRef(body)} · minutes, version ${body.version}`,
        decisions: fits ? decisions : null,
        roll: rollFits ? people.map((person) => ({ person, attended: attendedIn(body, person.id) })) : null,
        narrative: body.narrative?.slice(0, MOST_NOTES) ?? null,
      },
    },
  };
}

const invalid = ({ file }: OpenMinutes, field: string, what: string): Outcome => ({
  kind: "invalid",
  field,
  message: `Not saved: ${what}`,
  example: `mdt minutes ${file.ref} correct because the payer was wrong`,
});

const movedOn = (open: OpenMinutes): Outcome => ({
  kind: "invalid",
  field: "reason",
  message: `Not saved: version ${open.kept.latest} has been issued since you opened this. Read it first.`,
  example: `mdt minutes ${open.file.ref} M${open.kept.number}`,
});

async function refuseCorrection(deps: Deps, asking: Asking, { file }: OpenMinutes): Promise<Outcome> {
  const recorded = await recordRefusal(deps, asking, { verb: "correct-minutes", caseRef: file.ref, actionNumber: null });
  if (recorded === "repeated") return { kind: "repeated" };
  const who = "Only the chair, the lead, their cover, or whoever opened the meeting";
  return { kind: "not-allowed", view: null, verb: "correct-minutes", who };
}
