import { differenceInMilliseconds } from "date-fns/differenceInMilliseconds";
import { fullRef } from "../core/action.ts";
import { nextQuestion } from "../core/decide-draft.ts";
import type { Outcome } from "../core/outcome.ts";
import { keyOfMessage, keyWithin, PASTED } from "../core/source-key.ts";
import { actionsFromMessage } from "../store/actions.ts";
import { isDelivered } from "../store/change.ts";
import { madeBy, type NewDraft, saveDrafts } from "../store/drafts.ts";
import { seenBy } from "./act.ts";
import { askedInWords, askedOf, asksFew } from "./asked-of-speaker.ts";
import { type Asking, type OpenCase, writingOf } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { draftOutcome } from "./draft-outcome.ts";
import type { Drafting } from "./drafting.ts";
import type { Speaker } from "./read-captured.ts";
import { type DraftRead, problemWords } from "./read-draft.ts";
import { isSaidInMeeting, levelOf, roomsTold } from "./said-where.ts";
import { auditOf } from "./trail.ts";

/** What is drafted of one text. */
export interface ToDraft {
  reads: DraftRead[];
  command: Drafting;
  /** Who said it: they are asked who will do it, where their words do not say. */
  speaker?: Speaker;
  /** Names the text, where that is no message that can be named. */
  textKey?: string | null;
  /** What else its reader has to know. */
  notes?: string[];
}

/** Makes the drafts of one text, all of them or none; a text that was made into drafts before shows those. */
export async function draftAll(deps: Deps, asking: Asking, open: OpenCase, toDraft: ToDraft): Promise<Outcome> {
  const { reads, command } = toDraft;
  const follows = command.do === "assign" ? command.follows : undefined;
  const textKey = command.source ? keyOfMessage(command.source) : (toDraft.textKey ?? null);
  const level = await levelOf(deps, open, command);
  const found = reads.map(
    ({ patch }, place): NewDraft => ({
      fields: patch,
      ...askedOf(asking, open, patch, toDraft),
      follows: follows?.split("/").at(-1) ?? null,
      sourceKey: textKey && keyWithin(textKey, place, reads.length),
      inMeeting: isSaidInMeeting(asking, open.file, command),
      level,
    }),
  );
  const { drafts, unasked } = asksFew(open, found);
  const made = await already(deps, asking, open, textKey);
  if (made) return (await isDelivered(deps.db, asking.delivery)) ? repeated(deps, asking, open) : made;
  const audit = (actionNumber: number, { fields, level }: NewDraft) => {
    const after = { status: "draft", level, ...JSON.parse(JSON.stringify(fields)) };
    return auditOf(asking, { verb: "assign", result: "done", caseRef: open.file.ref, actionNumber, after });
  };
  const saved = await saveDrafts(
    deps.db,
    writingOf(deps, asking),
    open.file,
    { drafts, textKey, rooms: roomsTold(asking, open.file, command) },
    audit,
  );
  if (saved.kind === "repeated") return repeated(deps, asking, open);
  if (saved.kind === "stale") return (await already(deps, asking, open, textKey)) ?? { kind: "repeated" };
  deps.log.info({ caseRef: open.file.ref, person: asking.person.id, drafts: saved.actions.length }, "drafted");
  const told = [...askedInWords(open, drafts, saved.actions), ...unasked, ...(toDraft.notes ?? [])];
  const [first, ...more] = saved.actions.map((action, place) =>
    draftOutcome({ ...open, action }, asking.now, null, reads[place]?.meant),
  );
  if (!first) throw new Error("nothing was drafted");
  if (saved.actions.length > 1) return severalDrafts([first, ...more], told);
  const said = [reads[0] ? problemWords(reads[0]) : null, ...told].filter(Boolean).join(" ");
  return { ...first, said: said === "" ? null : said };
}

const severalDrafts = (drafts: Pick<Extract<Outcome, { kind: "draft" }>, "view">[], notes: string[] = []): Outcome => ({
  kind: "drafts",
  drafts: drafts.map(({ view }) => ({ view, question: nextQuestion(view.action, view.file) })),
  ...(notes.length > 0 && { notes }),
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

/** The same text made into actions again shows those that there are. */
async function already(deps: Deps, asking: Asking, open: OpenCase, textKey: string | null): Promise<Outcome | null> {
  const made = textKey ? await actionsFromMessage(deps.db, open.file.id, textKey) : [];
  const [first, ...more] = made;
  if (!first) return null;
  const what = textKey?.startsWith(PASTED) ? "text" : "message";
  const said = `This ${what} is ${fullRef(first)}${more.length > 0 ? ` and ${more.length} more` : ""} already.`;
  const own = made.filter(({ status, asker }) => status === "draft" && asker === asking.person.id);
  const [draft, ...others] = own.map((action) => draftOutcome({ ...open, action }, asking.now, said));
  if (!draft) return { kind: "stale", view: seenBy(asking, { ...open, action: first }), said };
  return others.length === 0 ? draft : severalDrafts([draft, ...others], [said]);
}
