import type { Logger } from "pino";

const PATIENCE_MS = 10_000;

/**
 * Tells somebody elsewhere that a full pass was done: it is they who raise the alarm when nothing comes any more. That they cannot be
 * reached is logged and stops nothing. The address may hold a secret, so that it is never logged.
 *
 * @param url null where nobody is to be told
 */
export function heartbeat(url: string | null, log: Logger): () => Promise<void> {
  if (url === null) return async () => {};
  return async () => {
    try {
      const answer = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(PATIENCE_MS) });
      await answer.body?.cancel();
      if (!answer.ok) log.warn({ status: answer.status }, "the heartbeat was not taken");
    } catch (err) {
      log.warn({ reason: err instanceof Error ? err.name : "unknown" }, "the heartbeat did not arrive");
    }
  };
}
