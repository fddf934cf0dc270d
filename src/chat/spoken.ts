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
