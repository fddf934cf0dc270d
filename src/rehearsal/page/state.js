// @ts-check

import { readState } from "./server.js";

/**
 * @typedef {{ name: string, app: boolean }} Author
 * @typedef {{ id: string, name: string, role: string, organisation: string,
 *   news: { conversation: string, count: number, direct: boolean }[] }} Person
 * @typedef {{ type: string, block_id: string, [field: string]: any }} Block
 * @typedef {{ ts: string, author: Author, text: string, blocks: Block[], private: boolean, thread: string | null, edited: boolean }} SlackMessage
 * @typedef {{ id: string, author: Author, text: string, mentions: { text: string, name: string }[], cards: Record<string, any>[],
 *   thread: string | null, edited: boolean, refreshes: boolean }} TeamsMessage
 * @typedef {{ id: string, name: string, audience: string | null, caseRefs: string[], members: string[], unread: number }} Place
 * @typedef {Place & { kind: "room" | "dm", messages: SlackMessage[] }} SlackConversation
 * @typedef {Place & { kind: "personal" | "channel" | "groupChat", messages: TeamsMessage[] }} TeamsConversation
 * @typedef {{ id: string, hash: string, blocks: Block[], [field: string]: any }} View
 * @typedef {{ as: string, names: Record<string, string>, people: (Person & { user: string })[],
 *   conversations: SlackConversation[], home: View | null, form: View | null }} Slack
 * @typedef {{ as: string, installed: boolean, people: Person[], conversations: TeamsConversation[],
 *   dialog: { id: string, title: string, card: Record<string, any> } | null }} Teams
 * @typedef {{ clock: { now: string, timeZone: string, lastMove: { to: string, sent: number } | null },
 *   slack: Slack | null, teams: Teams | null }} State
 * @typedef {"slack" | "teams"} Platform
 */

/** The place that is no conversation: the app's home tab. */
export const HOME = "home";

/**
 * Who the visitor is on each side and where they look there, and the newest state. `changed` runs after any of it is different.
 *
 * @param {() => void} changed
 */
export function createState(changed) {
  /** @type {State | null} */
  let state = null;
  /** @type {Record<Platform, string | null>} */
  const as = { slack: sessionStorage.getItem("rehearsal-as"), teams: sessionStorage.getItem("rehearsal-as-teams") };
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
        const asked = { ...as };
        const read = await readState(asked);
        if (asked.slack !== as.slack || asked.teams !== as.teams) again = true;
        else state = read;
      } while (again);
      as.slack = state?.slack?.as ?? null;
      as.teams = state?.teams?.as ?? null;
      slack.settle();
      teams.settle();
      changed();
    } catch {
      // The event stream reconnects by itself and asks again.
    } finally {
      reading = false;
    }
  }

  /**
   * One side of the page.
   *
   * @template {Slack | Teams} Side
   * @param {Platform} platform
   * @param {() => Side | null} view
   * @param {string} start
   * @param {(place: string) => void} [moved]
   */
  function column(platform, view, start, moved) {
    let place = start;
    return {
      platform,
      view,
      clock: () => state?.clock,
      refresh,
      as: () => as[platform],
      place: () => place,
      me: () => view()?.people.find(({ id }) => id === as[platform]),
      /** @returns {Side["conversations"][number] | undefined} */
      conversation: () => view()?.conversations.find(({ id }) => id === place),

      /** A person who is not in the place that is shown sees their first one. */
      settle() {
        const conversations = view()?.conversations ?? [];
        if (place === HOME || conversations.some(({ id }) => id === place)) return;
        place = conversations[0]?.id ?? HOME;
      },

      /** Looks elsewhere, as somebody else where `person` is given. @param {{ person?: string, place?: string }} to */
      async go(to) {
        if (to.place) place = to.place;
        if (to.person && to.person !== as[platform]) {
          as[platform] = to.person;
          sessionStorage.setItem(platform === "slack" ? "rehearsal-as" : "rehearsal-as-teams", to.person);
          await refresh();
        } else {
          changed();
        }
        moved?.(place);
      },
    };
  }

  const linked = decodeURIComponent(location.hash.slice(1).split("/")[0] ?? "");
  const slack = column(
    "slack",
    () => state?.slack ?? null,
    linked,
    (place) => {
      history.replaceState(null, "", `#${encodeURIComponent(place)}`);
    },
  );
  const teams = column("teams", () => state?.teams ?? null, "");

  return { refresh, get: () => state, slack, teams };
}

/** @typedef {ReturnType<typeof createState>} AppState */
/** @typedef {AppState["slack"]} SlackColumn */
/** @typedef {AppState["teams"]} TeamsColumn */
/** @typedef {SlackColumn | TeamsColumn} Column */
