import { ErrorCode, type WebAPICallError } from "@slack/web-api";
import { ChatError } from "../chat/chat.ts";

/** Nothing gets through until an administrator acts. */
const MISCONFIGURED: ReadonlySet<string> = new Set([
  ...["invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "org_login_required"],
  ...["missing_scope", "no_permission", "team_access_not_granted", "ekm_access_denied", "not_allowed_token_type"],
]);

/** Their side has a moment. */
const PASSING: ReadonlySet<string> = new Set([
  ...[
    "ratelimited",
    "rate_limited",
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    "team_added_to_org",
  ],
]);

/**
 * What a failed call means for the message. Slack's own words for it are the reason; anything it refuses for good, ours or theirs, is
 * `gone`: trying again would say the same.
 */
export function chatError(err: unknown): ChatError {
  if (err instanceof ChatError) return err;
  const { code } = err as { code?: string };
  if (code === ErrorCode.RateLimitedError) {
    return new ChatError("retryable", "ratelimited", (err as { retryAfter: number }).retryAfter * 1000);
  }
  if (code === ErrorCode.PlatformError) return fromSlackError((err as WebAPICallError & { data: { error: string } }).data.error);
  if (code === ErrorCode.HTTPError) {
    const { statusCode: status } = err as { statusCode: number };
    return faultOfStatus(status, { reason: `http ${status}` });
  }
  return new ChatError("retryable", code ?? "no answer");
}

function fromSlackError(reason: string): ChatError {
  if (MISCONFIGURED.has(reason)) return new ChatError("misconfigured", reason);
  return new ChatError(PASSING.has(reason) ? "retryable" : "gone", reason);
}

/** What Slack means by an HTTP status; `asked` is its Retry-After, in seconds. */
export function faultOfStatus(status: number, { reason, asked }: { reason: string; asked?: string | undefined }): ChatError {
  const after = asked !== undefined && /^\d{1,6}$/.test(asked) ? Number(asked) * 1000 : undefined;
  return new ChatError(status >= 500 || status === 429 || status === 408 ? "retryable" : "gone", reason, after);
}
