import { differenceInMilliseconds } from "date-fns/differenceInMilliseconds";
import type { SourceMessage } from "../core/action.ts";
import type { Command } from "../core/command.ts";
import { nextQuestion } from "../core/decide-draft.ts";
import type { Outcome } from "../core/outcome.ts";
import { actionFromMessage } from "../store/actions.ts";
import { personMentioned } from "../store/cases.ts";
import { isDelivered } from "../store/change.ts";
import { madeBy, type NewDraft, saveDrafts } from "../store/drafts.ts";
import { seenBy } from "./act.ts";
import { type Asking, caseMeant, type OpenCase, openCase, visibleCases, writingOf } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { draftOutcome } from "./draft-outcome.ts";
import { isSaidInMeeting } from "./in-meeting.ts";
import { refuseProtected, refuseProtectedAnywhere } from "./protect.ts";
import { type DraftRead, problemWords, readFields, readTyped } from "./read-draft.ts";
import { refuseAccess } from "./refuse.ts";
import { auditOf } from "./trail.ts";

type Assign = Extract<Command, { do: "assign" }>;
type Capture = Extract<Command, { do: "capture" }>;

/** Makes a draft of what was typed or filled in; with nothing said yet, or no case to say it of, asks for it with a form. */
export async function assign(deps: Deps, asking: Asking, said: Assign): Promise<Outcome> {
  const command = asWords(said);
  const open = await caseFor(deps, asking, command);
  if ("kind" in open) return open.kind === "which-case" && isForForm(command) ? chooseCase(deps, asking, command, open) : open;
  if (!command.words && !command.text) {
    return { kind: "form", form: { name: "assign", command: { ...command, case: open.file.ref }, view: null, file: open.file } };
  }
  const read = command.words
    ? await readTyped(deps, asking, open, command.words, await speakerOf(deps, asking, command.source))
    : await readFields(deps, asking, open, command);
  const [problem] = read.problems;
  // A form stays open with the problem beside its input; typed words become a draft that asks.
  if (problem && !command.words) return { kind: "invalid", ...problem, example: null };
  return save(deps, asking, open, [{ read, line: null }], command);
}

const DETAILS = ["who", "date", "time", "evidence", "chaser"] as const;

/** A message that was left as it stands, with nothing beside it, is read as typed words are: who and when may be in it. */
function asWords(command: Assign): Assign {
  const { text, ...rest } = command;
  const isLeft = command.source && text && !command.words && !DETAILS.some((name) => command[name]);
  return isLeft ? { ...rest, words: text } : command;
}

/** Words can name the case; a message that was chosen cannot. */
const isForForm = ({ source, words, text }: Assign): boolean => source !== undefined || (!words && !text);

/** The same form with the asker's cases to choose from, what was said already in it. */
async function chooseCase(deps: Deps, asking: Asking, { words, ...command }: Assign, unclear: Outcome): Promise<Outcome> {
  const cases = (await visibleCases(deps, asking)).map(({ file }) => file);
  const [only, ...more] = cases;
  if (!only) return unclear;
  const asked = { ...command, ...(words && { text: words }) };
  return { kind: "form", form: { name: "assign", command: asked, view: null, file: more.length === 0 ? only : null, cases } };
}

const nothingSaid: Outcome = {
  kind: "invalid",
  field: null,
  message: "Not saved: nothing is said after ACTION.",
  example: "ACTION: Harriet to send the survey report by Friday",
};

/** One draft for each `ACTION:` line of a message. */
export async function capture(deps: Deps, asking: Asking, command: Capture): Promise<Outcome> {
  const open = await caseFor(deps, asking, command);
  if ("kind" in open) return open;
  if (command.lines.every((line) => line === "")) return nothingSaid;
  const several = command.lines.length > 1;
  const speaker = await speakerOf(deps, asking, command.source);
  const reads = await Promise.all(
    command.lines.map(async (line, i) => ({
      read: await readTyped(deps, asking, open, line, speaker),
      line: several ? i + 1 : null,
    })),
  );
  return save(deps, asking, open, reads, command);
}

/** Who wrote the message: `me` and `I'll` in it are theirs, whoever makes an action of it. Null where we do not know them. */
async function speakerOf(deps: Deps, asking: Asking, source: Assign["source"]): Promise<string | null | undefined> {
  if (!source?.speaker) return undefined;
  const person = await personMentioned(deps.db, asking.providerId, { platform: source.platform, ...source.speaker });
  return person?.id ?? null;
}

/** What is kept of a message: where it is, not who wrote it. */
const asKept = ({ speaker: _unkept, ...where }: NonNullable<Assign["source"]>): SourceMessage => where;

async function caseFor(deps: Deps, asking: Asking, command: Assign | Capture): Promise<OpenCase | Outcome> {
  const meant = await caseMeant(deps, asking, command.case, (ref) => `action assign ${ref} me by Friday call the landlord`);
  if ("kind" in meant) return (await refuseProtectedAnywhere(deps, asking, command)) ?? meant;
  const open = await openCase(deps, asking, meant.ref);
  if ("kind" in open) return refuseAccess(deps, asking, command.do, open.caseRef);
  return (await refuseProtected(deps, asking, open, command)) ?? open;
}

async function save(
  deps: Deps,
  asking: Asking,
  open: OpenCase,
  reads: { read: DraftRead; line: number | null }[],
  command: Assign | Capture,
): Promise<Outcome> {
  const { source: said } = command;
  const follows = command.do === "assign" ? command.follows : undefined;
  const source = said ? asKept(said) : null;
  const drafts = reads.map(
    ({ read, line }): NewDraft => ({
      fields: read.patch,
      asker: asking.person.id,
      follows: follows?.split("/").at(-1) ?? null,
      source,
      sourceKey:
        source && [source.platform, source.workspace, source.conversation, source.message, line].filter(Boolean).join("/"),
      inMeeting: isSaidInMeeting(asking, open.file, command),
    }),
  );
  const made = await already(deps, asking, open, drafts);
  if (made) return (await isDelivered(deps.db, asking.delivery)) ? repeated(deps, asking, open) : made;
  const saved = await saveDrafts(deps.db, writingOf(deps, asking), open.file, drafts, (actionNumber, { fields }) => {
    const after = { status: "draft", ...JSON.parse(JSON.stringify(fields)) };
    return auditOf(asking, { verb: "assign", result: "done", caseRef: open.file.ref, actionNumber, after });
  });
  if (saved.kind === "repeated") return repeated(deps, asking, open);
  if (saved.kind === "stale") return (await already(deps, asking, open, drafts)) ?? { kind: "repeated" };
  deps.log.info({ caseRef: open.file.ref, person: asking.person.id, drafts: saved.actions.length }, "drafted");
  const [first, ...more] = saved.actions.map((action, place) =>
    draftOutcome({ ...open, action }, asking.now, null, reads[place]?.read.meant),
  );
  if (!first) throw new Error("nothing was drafted");
  if (more.length === 0) return { ...first, said: reads[0] ? problemWords(reads[0].read) : null };
  return severalDrafts([first, ...more]);
}

const severalDrafts = (drafts: Pick<Extract<Outcome, { kind: "draft" }>, "view">[]): Outcome => ({
  kind: "drafts",
  drafts: drafts.map(({ view }) => ({ view, question: nextQuestion(view.action, view.file) })),
});

/** Within this, another process may still be answering. */
const STILL_ANSWERING_MS = 10_000;

/** The same delivery again: it was answered, unless the answer was lost. Then it shows what it made, as that is by now. */
async function repeated(deps: Deps, asking: Asking, open: OpenCase): Promise<Outcome> {
  const made = await madeBy(deps.db, asking.providerId, asking.delivery);
  const unseen = made.filter(
    ({ status, asker, shown, createdAt }) =>
      status === "draft" &&
      asker === asking.person.id &&
      !shown &&
      differenceInMilliseconds(asking.now, createdAt) >= STILL_ANSWERING_MS,
  );
  const [first, ...more] = unseen.map((action) => draftOutcome({ ...open, action }, asking.now, null));
  if (!first) return { kind: "repeated" };
  return more.length === 0 ? first : severalDrafts([first, ...more]);
}

/** The same message made into an action again shows the one there is. */
async function already(deps: Deps, asking: Asking, open: OpenCase, drafts: NewDraft[]): Promise<Outcome | null> {
  const key = drafts[0]?.sourceKey;
  const action = key ? await actionFromMessage(deps.db, open.file.id, key) : null;
  if (!action) return null;
  const said = `This message is ${action.caseRef}/A${action.number} already.`;
  return action.status === "draft" && action.asker === asking.person.id
    ? draftOutcome({ ...open, action }, asking.now, said)
    : { kind: "stale", view: seenBy(asking, { ...open, action }), said };
}
