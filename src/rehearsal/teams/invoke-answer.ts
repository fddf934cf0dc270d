import { z } from "zod";
import { parseJson } from "../http.ts";
import { type Answer, refusedBy } from "./deliver.ts";
import type { AdaptiveCard } from "./messages.ts";

const Card = z.looseObject({ type: z.literal("AdaptiveCard"), version: z.string() });

/** What a bot may answer to a pressed `Action.Execute`; Teams knows no other. */
const ExecuteAnswer = z.union([
  z.object({ statusCode: z.literal(200), type: z.literal("application/vnd.microsoft.card.adaptive"), value: Card }),
  z.object({ statusCode: z.literal(200), type: z.literal("application/vnd.microsoft.activity.message"), value: z.string() }),
  z.object({
    statusCode: z.number().min(400),
    type: z.literal("application/vnd.microsoft.error"),
    value: z.looseObject({ message: z.string().default("") }),
  }),
]);

export type Executed = { kind: "card"; card: AdaptiveCard } | { kind: "said"; text: string } | { kind: "problem"; said: string };

const NOT_UNDERSTOOD = "Followthrough answered in a way that Teams does not show. Look for what changed before you try again.";

export function readExecuteAnswer(answer: Answer): Executed {
  const refused = refusedBy(answer);
  if (refused || answer.kind === "silent") return { kind: "problem", said: refused ?? NOT_UNDERSTOOD };
  const read = ExecuteAnswer.safeParse(parseJson(answer.body)).data;
  if (!read) return { kind: "problem", said: NOT_UNDERSTOOD };
  switch (read.type) {
    case "application/vnd.microsoft.card.adaptive":
      return { kind: "card", card: read.value };
    case "application/vnd.microsoft.activity.message":
      return { kind: "said", text: read.value };
    case "application/vnd.microsoft.error":
      return { kind: "problem", said: read.value.message || `Followthrough could not do that (${read.statusCode}).` };
  }
}

const Task = z.discriminatedUnion("type", [
  z.object({ type: z.literal("message"), value: z.string() }),
  z.object({
    type: z.literal("continue"),
    value: z.looseObject({
      title: z.string().default(""),
      card: z.object({ contentType: z.literal("application/vnd.microsoft.card.adaptive"), content: Card }),
    }),
  }),
]);

/** What a bot may answer to a message action and to its dialog; nothing at all closes it. */
const TaskAnswer = z.looseObject({ task: Task.nullish() });

export type Tasked =
  | { kind: "dialog"; title: string; card: AdaptiveCard }
  | { kind: "said"; text: string }
  | { kind: "closed" }
  | { kind: "problem"; said: string };

export function readTaskAnswer(answer: Answer): Tasked {
  const refused = refusedBy(answer);
  if (refused || answer.kind === "silent") return { kind: "problem", said: refused ?? NOT_UNDERSTOOD };
  if (!answer.body.trim()) return { kind: "closed" };
  const read = TaskAnswer.safeParse(parseJson(answer.body)).data;
  if (!read) return { kind: "problem", said: NOT_UNDERSTOOD };
  const { task } = read;
  if (!task) return { kind: "closed" };
  if (task.type === "message") return { kind: "said", text: task.value };
  return { kind: "dialog", title: task.value.title, card: task.value.card.content };
}
