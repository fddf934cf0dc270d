import type { ChatError } from "./chat.ts";

/** A minute in all: whoever asked is still there, and asks again after that. */
const PAUSES_MS = [1_000, 3_000, 8_000, 18_000, 30_000];

/**
 * Tries again to say what the platform did not take, for as long as it may take it later. What has to outlive this process waits in
 * the outbox instead.
 *
 * @param stopping cuts the pauses short: one last try
 * @returns null once it was taken, else the last fault
 */
export async function tryAgain(
  first: ChatError,
  attempt: () => Promise<ChatError | null>,
  stopping: AbortSignal,
  pauses: readonly number[] = PAUSES_MS,
): Promise<ChatError | null> {
  let fault: ChatError | null = first;
  for (const pause of pauses) {
    if (fault.fault !== "retryable") break;
    if (stopping.aborted) break;
    await wait(Math.max(pause, Math.min(fault.retryAfter ?? 0, LONGEST_MS)), stopping);
    fault = await attempt();
    if (fault === null) return null;
  }
  return fault;
}

const LONGEST_MS = 30_000;

const wait = (milliseconds: number, stopping: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      stopping.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    stopping.addEventListener("abort", done);
  });
