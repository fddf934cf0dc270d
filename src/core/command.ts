import { z } from "zod";
import {
  actionOrEscalation,
  caseRef,
  draftFields,
  escalationRef,
  id,
  line,
  minutes,
  page,
  ref,
  seen,
  source,
  steps,
  time,
  words,
} from "./command-fields.ts";
import { MEETING_COMMANDS } from "./meeting-command.ts";
import { MINUTES_COMMANDS } from "./minutes-command.ts";
import { THRESHOLD_COMMANDS } from "./threshold-command.ts";

/** Asked for where only the provider reads: a form of it may be filled in elsewhere. */
const restricted = z.literal(true).optional();

/**
 * What somebody asked for. Typed words, a pressed button, a filled form and a captured message all become one of these; a button's
 * value is one as JSON. A command that lacks what it needs (a reason, a text) opens the form that asks for it.
 */
export const Command = z.discriminatedUnion("do", [
  /** `words` is everything after `assign`, read by capture/assign.ts; a filled form sends the fields instead. */
  z.object({
    do: z.literal("assign"),
    case: caseRef.optional(),
    words: words.optional(),
    ...draftFields,
    follows: ref.optional(),
    source: source.optional(),
    restricted,
  }),
  /** A message with several `ACTION:` lines, one draft a line. */
  z.object({
    do: z.literal("capture"),
    case: caseRef.optional(),
    lines: z.array(words).min(1).max(40),
    source: source.optional(),
    restricted,
  }),
  /** Pasted minutes, or a message too long for one action: typed as `words`, from a form as `text`. */
  z.object({
    do: z.literal("from"),
    case: caseRef.optional(),
    words: minutes.optional(),
    text: minutes.optional(),
    source: source.optional(),
    restricted,
  }),
  z.object({ do: z.literal("edit"), ref, seen, ...draftFields }),
  z.object({ do: z.literal("confirm"), ref, seen }),
  z.object({
    do: z.literal("confirm-all"),
    refs: z.array(ref).min(1).max(40),
    seen: z.array(z.number().int().positive()).max(40).optional(),
  }),
  z.object({ do: z.literal("discard"), ref, seen }),
  z.object({ do: z.literal("accept"), ref, seen }),
  z.object({ do: z.literal("not-me"), ref, seen }),
  z.object({ do: z.literal("update"), ref, seen, text: words.optional() }),
  z.object({ do: z.literal("evidence"), ref, seen, text: words.optional() }),
  z.object({ do: z.literal("sign-off"), ref, seen }),
  z.object({ do: z.literal("return"), ref, seen, reason: words.optional() }),
  z.object({ do: z.literal("extend"), ref, seen, date: line.optional(), time, reason: words.optional() }),
  z.object({ do: z.literal("reassign"), ref, seen, who: line.optional() }),
  /** `request` names the request that the button was drawn for. */
  z.object({
    do: z.literal("approve"),
    ref: actionOrEscalation,
    seen,
    request: z.uuid().optional(),
    date: line.optional(),
    time,
    reason: words.optional(),
  }),
  z.object({ do: z.literal("decline"), ref: actionOrEscalation, seen, request: z.uuid().optional(), reason: words.optional() }),
  /** Takes an action to whoever is named on the ladder, at once. */
  z.object({ do: z.literal("escalate"), ref, seen, reason: words.optional() }),
  /** Answers to an escalation: by its own reference, or by that of the action it is about. A press says what it says at any age of its card. */
  z.object({ do: z.literal("acknowledge"), ref: actionOrEscalation }),
  z.object({ do: z.literal("pass-on"), ref: actionOrEscalation, who: line.optional(), reason: words.optional() }),
  /** `who` leads, `cover` stands in; the daily update goes at `time`; `text` is the rule by which it ends. */
  z.object({
    do: z.literal("stabilise"),
    /** It ends what was started. */
    end: z.literal(true).optional(),
    ref: actionOrEscalation,
    who: line.optional(),
    cover: line.optional(),
    time,
    text: words.optional(),
    reason: words.optional(),
  }),
  z.object({ do: z.literal("review"), ref: actionOrEscalation, text: words.optional() }),
  /** Whoever presses hears nothing of the action before their next working day. */
  z.object({ do: z.literal("not-today"), ref, seen }),
  /** The owner outside chat is away: whom the partner map names as cover today. Changes nothing. */
  z.object({ do: z.literal("away"), ref, seen }),
  /** That cover acts from today; the owner stays the owner. */
  z.object({ do: z.literal("send-to-cover"), ref, seen }),
  z.object({ do: z.literal("block"), ref, seen, reason: words.optional() }),
  z.object({ do: z.literal("unblock"), ref, seen }),
  z.object({ do: z.literal("cancel"), ref, seen, reason: words.optional() }),
  z.object({ do: z.literal("not-achieved"), ref, seen, reason: words.optional() }),
  z.object({ do: z.literal("reopen"), ref, seen, reason: words.optional() }),
  z.object({
    do: z.literal("list"),
    filter: z.enum(["here", "mine", "overdue", "all"]).optional(),
    case: caseRef.optional(),
    who: line.optional(),
    page,
  }),
  /** `as` keeps a card that asks for something what it was, as long as it is still asked for. */
  z.object({
    do: z.literal("show"),
    ref: actionOrEscalation,
    as: z.enum(["proposed", "chase", "evidence-in", "request", "reminder", "silence", "owner-left"]).optional(),
  }),
  /** Drafts of one text, as they stand now. */
  z.object({ do: z.literal("drafts"), refs: z.array(ref).min(1).max(40), page }),
  z.object({ do: z.literal("history"), ref }),
  z.object({ do: z.literal("digest"), page }),
  /** The summary of the cases that somebody leads; `lead` is whose it is, where the reader stands in for them. */
  z.object({ do: z.literal("weekly"), lead: id.optional(), page }),
  z.object({ do: z.literal("home") }),
  /** How somebody's own daily digest is set. */
  z.object({ do: z.literal("digest-setting") }),
  /** What is left out stays as it is; with nothing to set, the form. `who` is whose digest it is, where that was said. */
  z.object({
    do: z.literal("set-digest"),
    state: z.enum(["on", "off"]).optional(),
    time: line.optional(),
    weekdays: line.optional(),
    who: line.optional(),
  }),
  /** Somebody's own leave, as it is known here. */
  z.object({ do: z.literal("leave") }),
  /** `date` is the first day and `until` the last, as phrases or days; `who` stands in. */
  z.object({ do: z.literal("take-leave"), date: line.optional(), until: line.optional(), who: line.optional() }),
  /** `leave` names the one that the button was drawn for, `date` a day of it. */
  z.object({ do: z.literal("cancel-leave"), leave: z.uuid().optional(), date: line.optional() }),
  /** Who hears when something stays undone: the ladder in force, or an older version. */
  z.object({ do: z.literal("ladder"), case: caseRef.optional(), version: z.number().int().positive().max(99_999).optional() }),
  /** `text` is the whole ladder, a step a line; `seen` the version that the form was drawn for, 0 where there was none. */
  z.object({
    do: z.literal("change-ladder"),
    case: caseRef.optional(),
    text: steps.optional(),
    reason: words.optional(),
    seen: z.number().int().nonnegative().optional(),
  }),
  /** `what` is the kind of report; `about` the escalation that it is about, else the latest. */
  z.object({ do: z.literal("report"), case: caseRef.optional(), what: line.optional(), about: escalationRef.optional() }),
  ...THRESHOLD_COMMANDS,
  ...MEETING_COMMANDS,
  ...MINUTES_COMMANDS,
  z.object({ do: z.literal("help"), door: z.enum(["action", "mdt"]), all: z.boolean().optional() }),
]);
export type Command = z.infer<typeof Command>;
export type Verb = Command["do"];

/**
 * A button on a card that shows several actions also carries the command that makes that card again: a press on one row must not
 * take the others away.
 */
export const Again = z.object({
  again: Command.refine((command) => ["list", "digest", "weekly", "drafts"].includes(command.do)),
});
