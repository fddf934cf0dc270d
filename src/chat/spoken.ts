import { LONGEST_WORDS } from "../core/command-fields.ts";
import type { ChatRequest } from "./chat.ts";

/** The lines of a message that start with `ACTION:`, without it; each is one thing to do. Other lines are conversation. */
export function actionLines(text: string): string[] {
  if (!/^\s*ACTION:/i.test(text)) return [];
  const lines = text
    .split("\n")
    .map((line) => /^\s*ACTION:\s*(.*)$/i.exec(line)?.[1]?.trim() ?? "")
    .filter((line) => line !== "");
  // Nothing after the word is still a wish to be answered.
  return lines.length > 0 ? lines : [""];
}

/** Words that are addressed to us anyway: the door may be left out. */
export function spokenToUs(words: string): Extract<ChatRequest["body"], { kind: "words" }> {
  const [, door, text] = /^\/?(action|mdt)\b\s*(.*)$/is.exec(words) ?? [];
  return { kind: "words", door: door?.toLowerCase() === "mdt" ? "mdt" : "action", text: text ?? words };
}

/** The words of a message that somebody chose to make an action, without the mark that they may begin with. */
export const chosenWords = (text: string): string => text.replace(/^ACTION:\s*(?=[^\n]*$)/i, "");

/** They are one action, or too many for one: then actions are looked for in them. */
export const verbForChosen = (words: string): "assign" | "from" => (words.length > LONGEST_WORDS ? "from" : "assign");
