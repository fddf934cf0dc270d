import { z } from "zod";
import { ChatError } from "../chat/chat.ts";
import { TokenError } from "./token.ts";

/** As the connector's client throws: with what it was answered. */
const Failed = z.object({
  statusCode: z.number(),
  response: z.object({ headers: z.custom<{ get(name: string): string | undefined }>() }).optional(),
  details: z.object({ error: z.object({ code: z.string().max(100) }).optional() }).optional(),
});

/** Perhaps later. 412 is Teams' own: the message was changed meanwhile. */
const PASSING: ReadonlySet<number> = new Set([408, 412, 429, 500, 502, 503, 504]);

/**
 * What a failed call means for the message. Anything that Teams refuses for good, ours or theirs, is `gone`: trying again would say the
 * same. A 401, or no token at all, is for an administrator to mend.
 */
export function chatError(err: unknown): ChatError {
  if (err instanceof ChatError) return err;
  if (err instanceof TokenError) return new ChatError(PASSING.has(err.status) ? "retryable" : "misconfigured", err.message);
  const { data: failed } = Failed.safeParse(err);
  if (!failed) return new ChatError("retryable", (err as { code?: string }).code ?? "no answer");
  const { statusCode: status } = failed;
  const reason = failed.details?.error?.code ?? `http ${status}`;
  if (PASSING.has(status)) return new ChatError("retryable", reason, retryAfter(failed.response?.headers.get("retry-after")));
  return new ChatError(status === 401 ? "misconfigured" : "gone", reason);
}

/** In seconds; dates, which Teams does not send, count as not said. */
const retryAfter = (said: string | undefined): number | undefined =>
  said !== undefined && /^\d{1,6}$/.test(said) ? Number(said) * 1000 : undefined;
