import { ChatError } from "../chat/chat.ts";
import { ConnectorError } from "./connector.ts";
import { TokenError } from "./token.ts";

/** Perhaps later. 412 is Teams' own: the message was changed meanwhile. */
const PASSING: ReadonlySet<number> = new Set([408, 412, 429, 500, 502, 503, 504]);

/** Something behind the door failed, perhaps after it had done what was asked. */
const UNSURE: ReadonlySet<number> = new Set([408, 500, 502, 504]);

/** Nothing has left: the address was not found, or nobody listened there. */
const NEVER_LEFT: ReadonlySet<string> = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/**
 * What a failed call means for the message. Anything that Teams refuses for good, ours or theirs, is `gone`: trying again would say the
 * same. 403 and 404 are of the conversation (`MessageWritesBlocked`, `BotNotInConversationRoster`, `ConversationNotFound`): nothing else
 * reaches its reader there either. A 401, or no token at all, is for an administrator to mend.
 */
export function chatError(err: unknown): ChatError {
  if (err instanceof ChatError) return err;
  if (err instanceof TokenError) return new ChatError(PASSING.has(err.status) ? "retryable" : "misconfigured", err.message);
  if (!(err instanceof ConnectorError)) {
    const { code = "no answer" } = err as { code?: string };
    return new ChatError("retryable", code, undefined, { unsure: !NEVER_LEFT.has(code) });
  }
  const { status, message: reason } = err;
  if (PASSING.has(status))
    return new ChatError("retryable", reason, inMilliseconds(err.retryAfter), { unsure: UNSURE.has(status) });
  if (status === 401) return new ChatError("misconfigured", reason);
  return new ChatError("gone", reason, undefined, { unreachable: status === 403 || status === 404 });
}

/** In seconds; dates, which Teams does not send, count as not said. */
const inMilliseconds = (said: string | undefined): number | undefined =>
  said !== undefined && /^\d{1,6}$/.test(said) ? Number(said) * 1000 : undefined;
