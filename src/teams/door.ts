import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { z } from "zod";
import { asJson, postedText } from "../chat/posted.ts";
import { Refusal, type TeamsAuthentication } from "./auth.ts";
import { Activity } from "./body.ts";
import type { Response } from "./reply.ts";

/** Enough to ask who sends it; the rest is read only then. */
const Sealed = z.looseObject({ type: z.string() });

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
  hear: (activity: Activity) => Promise<Response>;
  log: Logger;
}): (req: IncomingMessage, res: ServerResponse) => void {
  async function take(req: IncomingMessage): Promise<Response> {
    const body = await postedText(req);
    const sealed = body === null ? undefined : Sealed.safeParse(asJson(body)).data;
    if (!sealed) return { status: 400 };
    const refused = await refusal(sealed, req.headers.authorization ?? "");
    if (refused) return refused;
    const activity = Activity.safeParse(sealed).data;
    return activity ? hear(activity) : { status: 400 };
  }

  async function refusal(activity: object, authorization: string): Promise<Response | null> {
    try {
      await authentication.admit(activity, authorization);
      return null;
    } catch (err) {
      // The library's own words can hold parts of a token.
      const reason = err instanceof Refusal ? err.message : (err as Error).name;
      log.warn({ door: "teams", reason }, "a request without a valid token was refused");
      return { status: err instanceof Refusal ? err.status : 401 };
    }
  }

  return (req, res) => {
    take(req)
      .catch((err: unknown): Response => {
        log.error({ err, door: "teams" }, "a request failed");
        return { status: 500 };
      })
      .then((response) => end(res, response));
  };
}

function end(res: ServerResponse, { status, body, sent }: Response): void {
  const text = body === undefined ? "" : JSON.stringify(body);
  const type = body !== undefined && { "content-type": "application/json; charset=utf-8" };
  if (sent) res.once("finish", sent);
  res.writeHead(status, { ...type, "content-length": Buffer.byteLength(text) }).end(text);
}
