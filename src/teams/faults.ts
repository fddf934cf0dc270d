import { ChatError } from "../chat/chat.ts";
import { ConnectorError } from "./connector.ts";
import { TokenError } from "./token.ts";

/** Perhaps later. 412 is Teams' own: the message was changed meanwhile. */
const PASSING: ReadonlySet<number> = new Set([408, 412, 429, 500, 502, 503, 504]);

/**
 * What a failed call means for the message. Anything that Teams refuses for good, ours or theirs, is `gone`: trying again would say the
 * same. A 401, or no token at all, is for an administrator to mend.
 */
export function chatError(err: unknown): ChatError {
  if (err instanceof ChatError) return err;
  if (err instanceof TokenError) return new ChatError(PASSING.has(err.status) ? "retryable" : "misconfigured", err.message);
  if (!(err instanceof ConnectorError)) return new ChatError("retryable", (err as { code?: string }).code ?? "no answer");
  const { status, message: reason } = err;
  if (PASSING.has(status)) return new ChatError("retryable", reason, inMilliseconds(err.retryAfter));
  return new ChatError(status === 401 ? "misconfigured" : "gone", reason);
}

/** In seconds; dates, which Teams does not send, count as not said. */
const inMilliseconds = (said: string | undefined): number | undefined =>
  said !== undefined && /^\d{1,6}$/.test(said) ? Number(said) * 1000 : undefined;
