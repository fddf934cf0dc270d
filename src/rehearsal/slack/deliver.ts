import { createHmac } from "node:crypto";

/** Slack waits this long for an answer, then tells the person that it did not work. */
const PATIENCE_MS = 3000;

export type Answer = { kind: "answered"; status: number; contentType: string; body: string } | { kind: "silent" };

export const signature = (secret: string, timestamp: number, body: string): string =>
  `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;

/** Sends one request to the service as Slack does: signed with the shared secret over real time. */
export function createDelivery({
  publicUrl,
  signingSecret,
  realNow,
}: {
  publicUrl(): string;
  signingSecret: string;
  realNow(): Date;
}) {
  return async (body: string, contentType: "application/json" | "application/x-www-form-urlencoded"): Promise<Answer> => {
    const timestamp = Math.floor(+realNow() / 1000);
    try {
      const response = await fetch(`${publicUrl()}/slack/events`, {
        method: "POST",
        body,
        headers: {
          "content-type": contentType,
          "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
          "x-slack-request-timestamp": String(timestamp),
          "x-slack-signature": signature(signingSecret, timestamp, body),
        },
        signal: AbortSignal.timeout(PATIENCE_MS),
        redirect: "error",
      });
      return {
        kind: "answered",
        status: response.status,
        contentType: response.headers.get("content-type") ?? "",
        body: await response.text(),
      };
    } catch {
      return { kind: "silent" };
    }
  };
}

export type Deliver = ReturnType<typeof createDelivery>;

/** Why the service's answer is no acknowledgement, for the person; undefined where it is one (any 2xx, as Slack has it). */
export function refusedBy(answer: Answer): string | undefined {
  if (answer.kind === "silent")
    return "Followthrough did not answer within 3 seconds. Look for what changed before you try again.";
  if (answer.status >= 300)
    return `Followthrough answered with an error (${answer.status}). Look for what changed before you try again.`;
  return undefined;
}
