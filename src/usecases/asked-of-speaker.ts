import { mayTakePart } from "../core/access.ts";
import { type Action, fullRef, type SourceMessage } from "../core/action.ts";
import { personOn } from "../core/case-file.ts";
import type { DraftPatch } from "../core/decide-draft.ts";
import { recipient } from "../core/decision.ts";
import { draftQuestion } from "../core/draft-question.ts";
import { isOutsideChat } from "../core/person.ts";
import type { NewDraft } from "../store/drafts.ts";
import type { Asking, OpenCase } from "./asking.ts";
import type { Drafting } from "./drafting.ts";
import type { Speaker } from "./read-captured.ts";

/**
 * Whose draft it is: of whoever asked for it. Where somebody else's words promise to do it themselves, or name nobody who will, it is for
 * whoever said them to say what they leave open: they are asked in private.
 */
export function askedOf(
  { person }: Asking,
  { file, today }: OpenCase,
  patch: DraftPatch,
  { command, speaker }: { command: Drafting; speaker?: Speaker },
): Pick<NewDraft, "asker" | "wantedOf" | "source"> {
  const asker = person.id;
  const source = command.source ? asKept(command.source) : null;
  const { owner, ownerChoices = [] } = patch;
  const isTheirs = owner ? owner === speaker : ownerChoices.length === 0;
  const isAskable = speaker && speaker !== asker && mayTakePart(file, speaker, today) && !isOutsideChat(personOn(file, speaker));
  if (!source || !isAskable || !isTheirs) return { asker, source };
  const isWhole = owner && patch.text && patch.due && patch.evidenceRequired;
  return { asker, ...(!isWhole && { wantedOf: recipient(file, speaker, today) }), source: { ...source, saidBy: speaker } };
}

/** As many questions as one text puts to whoever wrote it: each is a message of its own. */
const MOST_ASKED = 3;

/** Of a text that would ask its writer more, nothing is asked: whoever chose it has all of it before them, and is told what is open. */
export function asksFew({ file }: OpenCase, found: NewDraft[]): { drafts: NewDraft[]; unasked: string[] } {
  const wanting = found.filter(({ wantedOf }) => wantedOf !== undefined);
  const speaker = wanting[0]?.source?.saidBy;
  if (speaker === undefined || wanting.length <= MOST_ASKED) return { drafts: found, unasked: [] };
  const nobodys = wanting.filter(({ fields }) => !fields.owner).length;
  const theirs = wanting.length - nobodys;
  const { name } = personOn(file, speaker);
  return {
    drafts: found.map(({ wantedOf: _unasked, ...draft }) => draft),
    unasked: [
      ...(nobodys > 0 ? [`${nobodys} of them ${nobodys === 1 ? "names" : "name"} nobody who will do it.`] : []),
      ...(theirs > 0 ? [`${theirs} of them ${theirs === 1 ? "leaves" : "leave"} open what ${name} promised.`] : []),
    ],
  };
}

/** What is kept of a message: where it is, not who wrote it. */
const asKept = ({ speaker: _unkept, ...where }: NonNullable<Drafting["source"]>): SourceMessage => where;

/** `C-014/A3 is no action yet. Hassan is asked privately: Who will do this, and by when?` */
export const askedInWords = ({ file }: OpenCase, drafts: NewDraft[], actions: Action[]): string[] =>
  actions.flatMap((action, place) => {
    const wantedOf = drafts[place]?.wantedOf;
    if (wantedOf === undefined) return [];
    const { name } = personOn(file, wantedOf.personId);
    const as = wantedOf.coverFor === null ? "" : `, cover for ${personOn(file, wantedOf.coverFor).name},`;
    return [`${fullRef(action)} is no action yet. ${name}${as} is asked privately: ${draftQuestion({ action, file })}`];
  });
