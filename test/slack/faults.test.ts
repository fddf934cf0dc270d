import { ErrorCode } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { ChatError } from "../../src/chat/chat.ts";
import { chatError } from "../../src/slack/faults.ts";

const refused = (error: string) => ({ code: ErrorCode.PlatformError, data: { ok: false, error } });

describe("chatError", () => {
  it.each([
    ["misconfigured", "invalid_auth"],
    ["misconfigured", "not_authed"],
    ["misconfigured", "token_revoked"],
    ["misconfigured", "token_expired"],
    ["misconfigured", "account_inactive"],
    ["misconfigured", "missing_scope"],
    ["misconfigured", "team_access_not_granted"],
    ["retryable", "ratelimited"],
    ["retryable", "internal_error"],
    ["retryable", "fatal_error"],
    ["retryable", "service_unavailable"],
    ["retryable", "request_timeout"],
    ["gone", "channel_not_found"],
    ["gone", "is_archived"],
    ["gone", "not_in_channel"],
    ["gone", "user_not_found"],
    ["gone", "user_disabled"],
    ["gone", "cannot_dm_bot"],
    ["gone", "message_not_found"],
    ["gone", "invalid_blocks"],
    ["gone", "something_of_next_year"],
  ])("is %s where Slack says %s, with Slack's own word as the reason", (fault, error) => {
    const found = chatError(refused(error));

    expect(found).toBeInstanceOf(ChatError);
    expect({ fault: found.fault, reason: found.message, retryAfter: found.retryAfter }).toEqual({
      fault,
      reason: error,
      retryAfter: undefined,
    });
  });

  it("keeps the pause that Slack asked for, in milliseconds", () => {
    const { fault, retryAfter } = chatError({ code: ErrorCode.RateLimitedError, retryAfter: 30 });

    expect({ fault, retryAfter }).toEqual({ fault: "retryable", retryAfter: 30_000 });
  });

  it.each([
    [500, "retryable"],
    [502, "retryable"],
    [503, "retryable"],
    [408, "retryable"],
    [429, "retryable"],
    [400, "gone"],
    [404, "gone"],
    [413, "gone"],
  ])("reads the status %d as %s", (statusCode, fault) => {
    expect(chatError({ code: ErrorCode.HTTPError, statusCode })).toMatchObject({ fault, message: `http ${statusCode}` });
  });

  it("takes anything else for the network, and repeats nothing of its words", () => {
    for (const err of [
      new Error("xoxb-secret"),
      { code: ErrorCode.RequestError, message: "xoxb-secret" },
      new TypeError("fetch failed"),
    ]) {
      const found = chatError(err);
      expect(found.fault).toBe("retryable");
      expect(found.message).not.toContain("secret");
    }
  });
});
