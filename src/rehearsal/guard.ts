import type { IncomingMessage } from "node:http";

/** Whoever opens the page may act as anybody, so it answers this machine alone, under a name that only this machine has. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/** What the browser is told about the page: everything it loads comes from here, nobody frames it, no script but ours runs. */
export const PAGE_HEADERS: Record<string, string> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/**
 * Why this request is refused, or undefined. A foreign host name means that a web page elsewhere has pointed its own name at this
 * machine; a foreign origin means that a page elsewhere sent the request.
 */
export function refusal(req: IncomingMessage): string | undefined {
  const { host = "", origin } = req.headers;
  if (!LOOPBACK.test(host)) return "The rehearsal answers on this machine only. Open it at http://127.0.0.1 or http://localhost.";
  const changesSomething = req.method !== "GET" && req.method !== "HEAD";
  if (changesSomething && origin !== undefined && origin !== `http://${host}`)
    return "The rehearsal takes requests from its own page only.";
  if (req.headers["sec-fetch-site"] === "cross-site" && changesSomething)
    return "The rehearsal takes requests from its own page only.";
  return undefined;
}
