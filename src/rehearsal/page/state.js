// @ts-check

import { readState } from "./server.js";

/**
 * @typedef {{ type: string, block_id: string, [field: string]: any }} Block
 * @typedef {{ ts: string, author: { name: string, app: boolean }, text: string, blocks: Block[], private: boolean, edited: boolean }} Message
 * @typedef {{ id: string, kind: "room" | "dm", name: string, audience: string | null, caseRefs: string[], members: string[],
 *   unread: number, messages: Message[] }} Conversation
 * @typedef {{ id: string, name: string, role: string, organisation: string, user: string,
 *   news: { conversation: string, count: number, direct: boolean }[] }} Person
 * @typedef {{ id: string, hash: string, blocks: Block[], [field: string]: any }} View
 * @typedef {{ as: string, names: Record<string, string>, people: Person[], conversations: Conversation[], home: View | null, form: View | null }} Slack
 * @typedef {{ clock: { now: string, timeZone: string, lastMove: { to: string, sent: number } | null },
 *   slack: Slack | null }} State
 */

/** The place that is no conversation: the app's home tab. */
export const HOME = "home";

const AS = "rehearsal-as";

/** Who the visitor is and where they look, and the newest state. `changed` runs after either is different. */
export function createState(/** @type {() => void} */ changed) {
  /** @type {State | null} */
  let state = null;
  let as = sessionStorage.getItem(AS);
  let place = decodeURIComponent(location.hash.slice(1).split("/")[0] ?? "");
  let reading = false;
  let again = false;

  /** One reading at a time; whatever changes meanwhile asks for one more. */
  async function refresh() {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    try {
      do {
        again = false;
        const asked = as;
        const read = await readState(asked);
        if (asked !== as) again = true;
        else state = read;
      } while (again);
      as = state?.slack?.as ?? null;
      settle();
      changed();
    } catch {
      // The event stream reconnects by itself and asks again.
    } finally {
      reading = false;
    }
  }

  /** A person who is not in the place that is shown sees their first one. */
  function settle() {
    const conversations = state?.slack?.conversations ?? [];
    if (place === HOME || conversations.some(({ id }) => id === place)) return;
    place = conversations[0]?.id ?? HOME;
  }

  return {
    refresh,
    get: () => state,
    as: () => as,
    place: () => place,
    me: () => state?.slack?.people.find(({ id }) => id === as),
    conversation: () => state?.slack?.conversations.find(({ id }) => id === place),

    /** Looks elsewhere, as somebody else where `person` is given. @param {{ person?: string, place?: string }} to */
    async go(to) {
      if (to.place) place = to.place;
      if (to.person && to.person !== as) {
        as = to.person;
        sessionStorage.setItem(AS, as);
        await refresh();
      } else {
        changed();
      }
      history.replaceState(null, "", `#${encodeURIComponent(place)}`);
    },
  };
}

/** @typedef {ReturnType<typeof createState>} AppState */
