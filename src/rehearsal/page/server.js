// @ts-check

/**
 * @typedef {{ kind: "done" } | { kind: "told", said: string } | { kind: "errors", errors: Record<string, string> }
 *   | { kind: "problem", said: string }} Outcome
 */

/** @type {Outcome} */
const UNREACHABLE = { kind: "problem", said: "The service does not answer. Is it still running?" };

/**
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<any>}
 */
async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.json();
}

/**
 * Does something as somebody, on one side.
 *
 * @param {import("./state.js").Platform} platform
 * @param {Record<string, unknown>} what
 * @returns {Promise<Outcome>}
 */
export const act = (platform, what) =>
  post(platform === "slack" ? "/rehearsal/act" : "/rehearsal/act/teams", what).catch(() => UNREACHABLE);

/** @param {string} jump @returns {Promise<{ now?: string, sent?: number, error?: string }>} */
export const jump = (jump) => post("/rehearsal/jump", { jump }).catch(() => ({ error: UNREACHABLE.said }));

/** @param {Record<import("./state.js").Platform, string | null>} as @returns {Promise<import("./state.js").State>} */
export async function readState(as) {
  const asked = new URLSearchParams();
  if (as.slack) asked.set("as", as.slack);
  if (as.teams) asked.set("teams", as.teams);
  const response = await fetch(`/rehearsal/state?${asked}`);
  if (!response.ok) throw new Error(`state ${response.status}`);
  return response.json();
}

/** Calls back whenever something changed, also after the service was away for a while. @param {() => void} changed */
export function onChange(changed) {
  new EventSource("/rehearsal/events").addEventListener("change", changed);
}
