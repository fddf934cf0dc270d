import type { Command } from "../core/command.ts";
import type { AgreedLadder, LadderStep } from "../core/ladder.ts";
import { ladderHearers } from "../core/ladder-notice.ts";
import { readSteps, stepLines } from "../core/ladder-words.ts";
import { mayChangeLadder } from "../core/may-change-ladder.ts";
import type { Notice } from "../core/notice.ts";
import { nameAndRole } from "../core/now-true.ts";
import type { Outcome } from "../core/outcome.ts";
import { isDelivered } from "../store/change.ts";
import { agreedLadder, saveLadder } from "../store/ladders.ts";
import { address, toRooms } from "../store/outbox.ts";
import { type Asking, caseMeant, type OpenCase, openCase, writingOf } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { refuseProtected } from "./protect.ts";
import { refuseAccess } from "./refuse.ts";
import { auditOf, recordRefusal } from "./trail.ts";

type ChangeLadder = Extract<Command, { do: "change-ladder" }>;

/**
 * Another ladder from now on, agreed by the lead or cover and for a reason. Whoever it concerns hears of it, and the rooms. What is open goes on by the steps that it opened with; older
 * versions stay as they were.
 */
export async function changeLadder(deps: Deps, asking: Asking, command: ChangeLadder): Promise<Outcome> {
  const meant = await caseMeant(deps, asking, command.case, (ref) => `mdt ladder ${ref} change`);
  if ("kind" in meant) return meant;
  const open = await openCase(deps, asking, meant.ref);
  if ("kind" in open) return refuseAccess(deps, asking, "change-ladder", open.caseRef);
  const { file, today } = open;
  const may = mayChangeLadder(file, asking.person.id, today);
  if (!may.allowed) return refuse(deps, asking, open, may.who);
  const unsafe = await refuseProtected(deps, asking, open, command);
  if (unsafe) return unsafe;
  const current = await agreedLadder(deps.db, file.id);
  const { text, reason } = command;
  if (!text) return form(open, current, command);
  const read = readSteps(text, rolesOf(open));
  if (read.kind === "wrong") return invalid("text", read.message);
  if (!reason) return form(open, current, command);
  const version = current?.version ?? 0;
  const late = command.seen !== undefined && command.seen !== version;
  const same = stepLines(read.steps) === stepLines(current?.steps ?? []);
  // The same delivery again finds what it did the first time.
  if ((late || same) && (await isDelivered(deps.db, asking.delivery))) return { kind: "repeated" };
  if (late) return tooLate(open, current);
  if (same) return { kind: "ladder", file, ladder: current, said: [`Nothing has changed: version ${version} says so already.`] };
  return save(deps, asking, open, current, { steps: read.steps, why: reason, coverFor: may.coverFor });
}

const rolesOf = ({ file }: OpenCase): string[] => file.map.map(({ role }) => role);

async function save(
  deps: Deps,
  asking: Asking,
  { file, today }: OpenCase,
  current: AgreedLadder | null,
  { steps, why, coverFor }: { steps: LadderStep[]; why: string; coverFor: string | null },
): Promise<Outcome> {
  const follows = current?.version ?? 0;
  const audit = auditOf(asking, {
    ...{ verb: "change-ladder", result: "done", caseRef: file.ref, actionNumber: null, coverFor, why },
    before: recorded(follows, current?.steps ?? []),
    after: recorded(follows + 1, steps),
  });
  const writing = writingOf(deps, asking);
  const about = { case: file.id, version: follows + 1 };
  const told = ladderHearers(file, current?.steps ?? [], steps, asking.person.id, today).map((to): Notice => {
    return { kind: "ladder-told", to, ...about };
  });
  const saved = await saveLadder(deps.db, writing, { caseId: file.id, follows, steps, by: asking.person.id, why }, audit, [
    ...address(told, file, writing.platforms),
    ...toRooms(
      file,
      writing.platforms,
      ({ audience }) => audience !== "mixed",
      (placeId) => ({ kind: "ladder-line", placeId, ...about }),
    ),
  ]);
  if (saved.kind === "repeated") return { kind: "repeated" };
  const ladder = await agreedLadder(deps.db, file.id);
  if (saved.kind === "stale") return tooLate({ file }, ladder);
  deps.log.info({ person: asking.person.id, caseRef: file.ref, version: follows + 1 }, "ladder changed");
  return { kind: "ladder", file, ladder, said: ["Saved.", "Escalations that are open keep the steps that they opened with."] };
}

const recorded = (version: number, steps: LadderStep[]) => ({ version, steps: steps.map((step) => ({ ...step })) });

/** What is missing is asked for; the steps in force stand in the box. */
const form = ({ file }: OpenCase, current: AgreedLadder | null, { text, reason, seen }: ChangeLadder): Outcome => ({
  kind: "form",
  form: {
    name: "ladder",
    command: {
      ...{ do: "change-ladder", case: file.ref, seen: seen ?? current?.version ?? 0 },
      text: text || stepLines(current?.steps ?? []),
      ...(reason && { reason }),
    },
    view: null,
    file,
  },
});

/** Whoever was first is named: the other sees what they would have written over. */
function tooLate({ file }: Pick<OpenCase, "file">, current: AgreedLadder | null): Outcome {
  const who = current?.by ? ` by ${nameAndRole(file, current.by)}` : "";
  return invalid(
    "text",
    `the ladder was changed meanwhile${who}, to version ${current?.version ?? 0}. Look at mdt ladder ${file.ref} first.`,
  );
}

async function refuse(deps: Deps, asking: Asking, { file }: OpenCase, who: string): Promise<Outcome> {
  const recorded = await recordRefusal(deps, asking, { verb: "change-ladder", caseRef: file.ref, actionNumber: null });
  return recorded === "repeated" ? { kind: "repeated" } : { kind: "not-allowed", view: null, verb: "change-ladder", who };
}

const invalid = (field: string, message: string): Outcome => ({
  kind: "invalid",
  field,
  message: `Not saved: ${message}`,
  example: null,
});
