import { namedTimeAt } from "./time-words.ts";

/** A time of day by itself, `09:15`, from `9.15am`, `at 9am` or `half past nine`; null where the words are none, or end the day. */
export function readTimeOfDay(said: string): string | null {
  const words = said
    .trim()
    .replace(/^at\s+/i, "")
    .replace(/\.$/, "");
  const found = namedTimeAt(words, 0);
  return found?.kind === "time" && found.end === words.length ? found.time : null;
}
