import { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import { boltLogger } from "./bolt-logger.ts";
import { chatError } from "./faults.ts";

/** What the app asks for when it is installed, and why. manifests/slack/manifest.yaml says the same, which a test compares. */
export const SCOPES: Record<string, string> = {
  commands: "/action, /mdt and the shortcut Make this an action",
  "chat:write": "cards in rooms and direct messages, kept up to date",
  "im:write": "opens the direct conversation with a person",
  "im:history": "words typed to Followthrough in its direct conversation",
  "channels:history": "messages that start with ACTION:, and replies in threads of escalations, in public rooms of a case",
  "groups:history": "the same in private rooms",
  "channels:read": "who is in a public room, before a list is shown there",
  "groups:read": "the same in private rooms",
  "users:read": "hears that an account was closed, so that its messages go elsewhere",
};

export type Scopes =
  | { kind: "granted"; missing: string[] }
  | { kind: "refused"; reason: string }
  /** Slack did not answer, so nothing is known of the token. */
  | { kind: "unreached"; reason: string };

/** Asks Slack what the token may do. */
export async function scopesOf({ botToken, apiUrl }: { botToken: string; apiUrl: string }, log: Logger): Promise<Scopes> {
  const client = new WebClient(botToken, {
    slackApiUrl: apiUrl,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    timeout: 10_000,
    logger: boltLogger(log),
  });
  try {
    const { response_metadata: metadata } = await client.auth.test();
    const granted = metadata?.scopes;
    return { kind: "granted", missing: granted ? Object.keys(SCOPES).filter((scope) => !granted.includes(scope)) : [] };
  } catch (err) {
    const { fault, message: reason } = chatError(err);
    return { kind: fault === "retryable" ? "unreached" : "refused", reason };
  }
}
