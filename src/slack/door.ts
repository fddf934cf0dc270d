import type { IncomingMessage, ServerResponse } from "node:http";

const FIVE_MINUTES = 300;

/**
 * Refuses what Bolt lets through: a timestamp from the future, and requests without one. Bolt itself checks the signature and that
 * the request is not old. Nothing is said of why.
 */
export function guard(listener: (req: IncomingMessage, res: ServerResponse) => void, realNow: () => Date) {
  return (req: IncomingMessage, res: ServerResponse): void => {
    const sent = Number(req.headers["x-slack-request-timestamp"]);
    const off = Math.abs(realNow().getTime() / 1000 - sent);
    const signed = typeof req.headers["x-slack-signature"] === "string";
    if (!signed || !(off <= FIVE_MINUTES)) {
      res.writeHead(401).end();
      return;
    }
    listener(req, res);
  };
}
