import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { asJson, postedText } from "../chat/posted.ts";
import { Refusal, type TeamsAuthentication } from "./auth.ts";
import { Activity } from "./body.ts";
import type { Written } from "./reply.ts";

/**
 * The way in for what Teams posts: JSON of an activity, with a token for this bot, from an allowed tenant through an allowed host. Nothing
 * is said of why something is refused, and nothing of it is logged.
 */
export function teamsDoor({
  authentication,
  hear,
  log,
}: {
  authentication: TeamsAuthentication;
  hear: (activity: Activity) => Promise<Written>;
  log: Logger;
}): (req: IncomingMessage, res: ServerResponse) => void {
  async function take(req: IncomingMessage): Promise<Written> {
    const body = await postedText(req);
    const sealed = body === null ? undefined : asJson(body);
    if (!isSealed(sealed)) return refused(400);
    const stopped = await refusal(sealed, req.headers.authorization ?? "");
    if (stopped) return stopped;
    const activity = Activity.safeParse(sealed).data;
    return activity ? hear(activity) : refused(400);
  }

  async function refusal(activity: object, authorization: string): Promise<Written | null> {
    try {
      await authentication.admit(activity, authorization);
      return null;
    } catch (err) {
      // The library's own words can hold parts of a token.
      const reason = err instanceof Refusal ? err.message : (err as Error).name;
      log.warn({ door: "teams", reason }, "a request without a valid token was refused");
      return refused(err instanceof Refusal ? err.status : 401);
    }
  }

  return (req, res) => {
    take(req)
      .catch((err: unknown): Written => {
        log.error({ err, door: "teams" }, "a request failed");
        return refused(500);
      })
      .then((response) => end(res, response));
  };
}

/** Enough to ask who sends it; the rest is read only then. */
const isSealed = (posted: unknown): posted is { type: string } =>
  typeof (posted as { type?: unknown } | null | undefined)?.type === "string";

const refused = (status: number): Written => ({ status, bytes: Buffer.alloc(0) });

function end(res: ServerResponse, { status, bytes, sent }: Written): void {
  const type = bytes.length > 0 && { "content-type": "application/json; charset=utf-8" };
  if (sent) res.once("finish", sent);
  res.writeHead(status, { ...type, "content-length": bytes.length }).end(bytes);
}
