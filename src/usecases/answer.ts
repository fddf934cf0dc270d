import { randomUUID } from "node:crypto";
import type { Card } from "../cards/card.ts";
import { formCard } from "../cards/form.ts";
import { outcomeCard } from "../cards/outcome.ts";
import { stateCard } from "../cards/state.ts";
import type { Answer, ChatRequest } from "../chat/chat.ts";
import { Command } from "../core/command.ts";
import { readWords } from "../core/grammar.ts";
import type { Outcome } from "../core/outcome.ts";
import { entrance } from "../store/cases.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { runCommand } from "./run-command.ts";
import { recordStranger } from "./stranger.ts";

const SILENCE: Answer = { replace: null, tell: null, form: null, wrong: null };

/**
 * The entrance for people: who asks, what is asked, run it, and what they see of it. Nothing is thrown: a surprise is logged under an
 * id, and the person is told that nothing is certain and whom to show the id to.
 */
export async function answer(deps: Deps, request: ChatRequest): Promise<Answer> {
  const now = deps.now();
  try {
    const { outcome, reader } = await outcomeOf(deps, request, now);
    return present(request, outcome, { now, reader });
  } catch (err) {
    const id = randomUUID().slice(0, 8);
    deps.log.error({ err, failure: id, platform: request.platform }, "a request failed");
    return { ...SILENCE, tell: outcomeCard({ kind: "failed", id }, { now, reader: "" }) };
  }
}

async function outcomeOf(deps: Deps, request: ChatRequest, now: Date): Promise<{ outcome: Outcome; reader: string }> {
  const { asker, caseRefs } = await entrance(deps.db, { platform: request.platform, ...request.from }, request.place);
  if (!asker) return { outcome: await recordStranger(deps, request, now), reader: "" };
  const reader = asker.person.id;
  const reading = request.body.kind === "words" ? readWords(request.body.door, request.body.text) : { ...request.body };
  if (reading.kind === "unknown")
    return { outcome: { kind: "unknown-words", nearest: reading.nearest, example: reading.example }, reader };
  const command = Command.safeParse(reading.command);
  if (!command.success) return { outcome: notACommand(request), reader };
  const { platform, place, pressed, delivery } = request;
  const asking: Asking = { ...asker, caseRefs, now, platform, place, pressed, delivery };
  return { outcome: await runCommand(deps, asking, command.data), reader };
}

/** Words that fit a form but not its limits are the writer's to mend; a button that does not parse was not ours. */
const notACommand = (request: ChatRequest): Outcome =>
  request.body.kind === "words"
    ? {
        kind: "invalid",
        field: null,
        message: "Not saved: part of that is too long or not in a form we know.",
        example: "action help",
      }
    : {
        kind: "invalid",
        field: null,
        message: "That button is no longer in use. Ask for the action again.",
        example: "action list",
      };

/** Where the outcome is shown: in place of the pressed card, in a form, or to the asker alone. */
function present(request: ChatRequest, outcome: Outcome, ctx: { now: Date; reader: string }): Answer {
  if (outcome.kind === "repeated") return SILENCE;
  if (outcome.kind === "form") return { ...SILENCE, form: formCard(outcome.form, ctx) };
  const card = outcomeCard(outcome, ctx);
  if (outcome.kind === "invalid") return { ...SILENCE, tell: card, wrong: { field: outcome.field, message: outcome.message } };
  const replaces = outcome.kind === "done" || outcome.kind === "stale" || outcome.kind === "draft" || outcome.kind === "drafts";
  if (!request.pressed || !replaces) return { ...SILENCE, tell: card };
  if (request.pressed.readBy === "one") return { ...SILENCE, replace: card };
  return { ...SILENCE, ...inRoom(request, outcome, card, ctx) };
}

/** A card that a whole room reads is replaced by what the room may see; what is for the asker alone is told to them. */
function inRoom(request: ChatRequest, outcome: Outcome, card: Card, ctx: { now: Date; reader: string }): Partial<Answer> {
  if (outcome.kind !== "done" && outcome.kind !== "stale") return { tell: card };
  const place = outcome.view.file.places.find((each) => each.conversation === request.place?.conversation);
  if (!place) return { tell: card };
  const worthSaying = outcome.kind === "stale" || outcome.next !== null;
  return { replace: stateCard(outcome.view, place.audience, ctx), ...(worthSaying && { tell: card }) };
}
