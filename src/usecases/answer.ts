import { randomUUID } from "node:crypto";
import { z } from "zod";
import { outcomeCard } from "../cards/outcome.ts";
import type { Answer, ChatRequest } from "../chat/chat.ts";
import { Again, Command } from "../core/command.ts";
import { readWords } from "../core/grammar.ts";
import type { Outcome } from "../core/outcome.ts";
import { entrance } from "../store/cases.ts";
import { type Asking, afresh } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { draftFate } from "./draft-fate.ts";
import { withNames } from "./name-mentions.ts";
import { present, SILENCE } from "./present.ts";
import { readAlong } from "./read-along.ts";
import { relay, type Said } from "./relay.ts";
import { runCommand } from "./run-command.ts";
import { recordStranger } from "./stranger.ts";
import { tooLong } from "./too-long.ts";

/**
 * The entrance for people: who asks, what is asked, run it, and what they see of it. Nothing is thrown: a surprise is logged under an
 * id, and the person is told that nothing is certain and whom to show the id to.
 */
export async function answer(deps: Deps, request: ChatRequest): Promise<Answer> {
  const now = deps.now();
  try {
    const answered = await outcomeOf(deps, request, now);
    if (answered === "not for us") return SILENCE;
    const { reader, providerId, ...shown } = answered;
    const presented = present(request, shown, { now, reader });
    return { ...presented, ...(providerId && draftFate(deps, providerId, shown.outcome, reader)) };
  } catch (err) {
    const id = randomUUID().slice(0, 8);
    deps.log.error({ err, failure: id, platform: request.platform }, "a request failed");
    return { ...SILENCE, tell: outcomeCard({ kind: "failed", id }, { now, reader: "" }) };
  }
}

interface Answered {
  outcome: Outcome;
  /** The card of several actions that was pressed, as it is now. */
  remade?: Outcome;
  /** Where that takes several messages: the one that was pressed. */
  page?: number | undefined;
  reader: string;
  providerId?: string;
}

async function outcomeOf(deps: Deps, request: ChatRequest, now: Date): Promise<Answered | "not for us"> {
  const { body } = request;
  if (body.kind === "said") return toOthers(deps, request, body, now);
  const reading = body.kind === "words" ? readWords(body.door, body.text) : body;
  const command = reading.kind === "command" ? Command.safeParse(reading.command) : null;
  const along = command?.success ? readAlong(command.data) : undefined;
  const from = { platform: request.platform, ...request.from };
  const noted = request.automatic ? "unseen" : "seen";
  const { asker, ...came } = await entrance(deps.db, from, request.place, now, along, noted);
  if ((came.caseRefs.length === 0 || (!asker && isCall(request))) && isOverheard(request)) return "not for us";
  if (!asker) return { outcome: await recordStranger(deps, request, now), reader: "" };
  const reader = asker.person.id;
  const { providerId } = asker;
  if (reading.kind === "unknown") {
    const thread = body.kind === "words" && body.thread;
    const heard = thread ? await relay(deps, request, { text: body.text, thread }, now) : "not for us";
    if (heard !== "not for us") return heard === "passed on" ? "not for us" : heard;
    return { outcome: { kind: "unknown-words", nearest: reading.nearest, example: reading.example }, reader };
  }
  if (!command?.success) return { outcome: (command && tooLong(command.error)) ?? notACommand(request), reader };
  const { platform, place, pressed, delivery } = request;
  const asking: Asking = { ...asker, ...came, now, platform, place, pressed, delivery };
  const outcome = await runCommand(deps, asking, await withNames(deps, asking, command.data));
  const again = "again" in (reading.command as object) ? Again.safeParse(reading.command) : null;
  if (!again?.success) return { outcome, reader, providerId };
  if (outcome.kind === "form") return { outcome: { ...outcome, form: { ...outcome.form, again: again.data.again } }, reader };
  const { again: makes } = again.data;
  const page = "page" in makes ? makes.page : undefined;
  return { outcome, reader, providerId, remade: await runCommand(deps, afresh(asking), makes), page };
}

/** Written to others in a thread: nothing is said of it but why it was not passed on. */
async function toOthers(deps: Deps, request: ChatRequest, said: Said, now: Date): Promise<Answered | "not for us"> {
  const heard = await relay(deps, request, said, now);
  return typeof heard === "string" ? "not for us" : heard;
}

/** A message that was not addressed to us: it counts only in the rooms of a case. */
const isOverheard = ({ body, place }: ChatRequest): boolean =>
  !place?.personal && body.kind === "command" && Captured.safeParse(body.command).success;

/** A call began or ended; of somebody whom we do not know, that is nothing to us. */
const isCall = ({ body }: ChatRequest): boolean =>
  body.kind === "command" && z.looseObject({ do: z.literal("call") }).safeParse(body.command).success;

const Captured = z.looseObject({ do: z.enum(["capture", "call"]) });

/** Words that are in no form we know are the writer's to mend; a button that does not parse was not ours. */
const notACommand = ({ body, canOpenForms }: ChatRequest): Outcome =>
  body.kind === "command" && canOpenForms && !FromMessage.safeParse(body.command).success
    ? {
        kind: "invalid",
        field: null,
        message: "That button is no longer in use. Ask for the action again.",
        example: "action list",
      }
    : {
        kind: "invalid",
        field: null,
        message: "Not saved: part of that is not in a form we know.",
        example: "action help",
      };

/** Made from somebody's message, not by a button of ours. */
const FromMessage = z.looseObject({ source: z.looseObject({ message: z.string() }) });
