import type { Activity } from "./activities.ts";
import type { Tokens } from "./tokens.ts";

/** Teams gives a bot about this long, then tells the person that it could not be reached. */
const PATIENCE_MS = 10_000;

export type Answer = { kind: "answered"; status: number; body: string } | { kind: "silent" };

/** Sends one activity to the service as the Bot Connector does, with a token signed for this bot and this address. */
export function createDelivery({ publicUrl, serviceUrl, tokens }: { publicUrl(): string; serviceUrl(): string; tokens: Tokens }) {
  return async (activity: Activity): Promise<Answer> => {
    try {
      const response = await fetch(`${publicUrl()}/api/messages`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${await tokens.sign(serviceUrl())}` },
        body: JSON.stringify(activity),
        signal: AbortSignal.timeout(PATIENCE_MS),
        redirect: "error",
      });
      return { kind: "answered", status: response.status, body: await response.text() };
    } catch {
      return { kind: "silent" };
    }
  };
}

export type Deliver = ReturnType<typeof createDelivery>;

/** Why the service's answer is no success, for the person; undefined where it is one. */
export function refusedBy(answer: Answer): string | undefined {
  if (answer.kind === "silent") return "Followthrough did not answer in time. Look for what changed before you try again.";
  if (answer.status >= 300)
    return `Followthrough answered with an error (${answer.status}). Look for what changed before you try again.`;
  return undefined;
}
