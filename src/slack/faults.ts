import { ErrorCode, type WebAPICallError } from "@slack/web-api";
import { ChatError } from "../chat/chat.ts";

/** Nothing gets through until an administrator acts. */
const MISCONFIGURED: ReadonlySet<string> = new Set([
  ...["invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "org_login_required"],
  ...["missing_scope", "team_access_not_granted", "ekm_access_denied", "not_allowed_token_type", "messages_tab_disabled"],
]);

/** Their side has a moment, and has done nothing. */
const PASSING: ReadonlySet<string> = new Set(["ratelimited", "rate_limited", "team_added_to_org", "service_unavailable"]);

/** Their side has a moment, and may have done what was asked. */
const UNSURE: ReadonlySet<string> = new Set(["internal_error", "fatal_error", "request_timeout"]);

/** Whatever is said to this person does not reach them. Of a room it says that we are not in it. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  ...["user_disabled", "user_not_found", "users_not_found", "user_not_visible", "cannot_dm_bot", "no direct conversation"],
  ...["channel_not_found", "is_archived", "not_in_channel"],
]);

/** Nothing has left: the address was not found, or nobody listened there. */
const NEVER_LEFT: ReadonlySet<string> = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

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
  return new ChatError("retryable", code ?? "no answer", undefined, { unsure: !NEVER_LEFT.has(causeOf(err)) });
}

export function fromSlackError(reason: string): ChatError {
  if (MISCONFIGURED.has(reason)) return new ChatError("misconfigured", reason);
  if (PASSING.has(reason)) return new ChatError("retryable", reason);
  if (UNSURE.has(reason)) return new ChatError("retryable", reason, undefined, { unsure: true });
  return new ChatError("gone", reason, undefined, { unreachable: UNREACHABLE.has(reason) });
}

/** What Slack means by an HTTP status; `asked` is its Retry-After, in seconds. */
export function faultOfStatus(status: number, { reason, asked }: { reason: string; asked?: string | undefined }): ChatError {
  const after = asked !== undefined && /^\d{1,6}$/.test(asked) ? Number(asked) * 1000 : undefined;
  const fault = status >= 500 || status === 429 || status === 408 ? "retryable" : "gone";
  return new ChatError(fault, reason, after, { unsure: status >= 500 || status === 408 });
}

/** The network's own word for what went wrong: the SDK wraps it, `fetch` beneath it once more. */
function causeOf(err: unknown): string {
  for (
    let each = err as { code?: unknown; original?: unknown; cause?: unknown } | undefined, depth = 0;
    each && depth < 4;
    depth += 1
  ) {
    if (typeof each.code === "string" && /^E[A-Z_]+$/.test(each.code)) return each.code;
    each = (each.original ?? each.cause) as typeof each;
  }
  return "";
}
