import { setTimeout as sleep } from "node:timers/promises";

const OFTEN = 50;

/**
 * Asks again until there is an answer. What is said unasked comes a moment later, one message a second and conversation, so a story
 * waits for what it expects and never for a length of time.
 *
 * @param otherwise what the story was waiting for, worded when it has waited in vain
 */
export async function until<T>(
  ask: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  otherwise: () => string,
  patience = 12_000,
): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`waited in vain for ${otherwise()}`);
    await sleep(OFTEN);
  }
}
