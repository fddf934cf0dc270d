// @ts-check

/**
 * @typedef {{ kind: "done" } | { kind: "errors", errors: Record<string, string> } | { kind: "problem", said: string }} Outcome
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

/** Does something as somebody. @param {Record<string, unknown>} act @returns {Promise<Outcome>} */
export const act = (act) => post("/rehearsal/act", act).catch(() => UNREACHABLE);

/** @param {string} jump @returns {Promise<{ now?: string, sent?: number, error?: string }>} */
export const jump = (jump) => post("/rehearsal/jump", { jump }).catch(() => ({ error: UNREACHABLE.said }));

/** @param {string | null} as @returns {Promise<import("./state.js").State>} */
export async function readState(as) {
  const response = await fetch(`/rehearsal/state${as ? `?as=${encodeURIComponent(as)}` : ""}`);
  if (!response.ok) throw new Error(`state ${response.status}`);
  return response.json();
}

/** Calls back whenever something changed, also after the service was away for a while. @param {() => void} changed */
export function onChange(changed) {
  new EventSource("/rehearsal/events").addEventListener("change", changed);
}
