import { expect } from "vitest";
import { type CardButton, cardButtons, cardInputs, cardValues, type Element, readable, wordsOfCard } from "./adaptive.ts";
import { until } from "./until.ts";

/** A message in Teams as somebody sees it. */
export interface SeenInTeams {
  id: string;
  words: string;
  /** What the thread begins with that it is a reply in. */
  thread: string | null;
  buttons: CardButton[];
  /** Names of what can be filled in. */
  inputs: string[];
}

interface Conversation {
  id: string;
  kind: string;
  messages: { id: string; text: string; thread: string | null; cards: Element[] }[];
}

/** The same people in the built-in stand-in for Teams: what they do becomes signed activities. `dm` is somebody's own chat with us. */
export function peopleInTeams(url: string) {
  async function ask<T>(path: string, body?: object): Promise<T> {
    const init = body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const response = await fetch(`${url}${path}`, init ?? {});
    expect(response.status, `${path} ${JSON.stringify(body)}`).toBe(200);
    return (await response.json()) as T;
  }

  async function act(act: object): Promise<void> {
    expect(await ask("/rehearsal/act/teams", act)).toEqual({ kind: "done" });
  }

  async function place(who: string, named: string): Promise<Conversation> {
    const { teams } = await ask<{ teams: { as: string; conversations: Conversation[] } }>(`/rehearsal/state?teams=${who}`);
    expect(teams.as).toBe(who);
    const found = teams.conversations.find(({ id, kind }) => (named === "dm" ? kind === "personal" : id === named));
    if (!found) throw new Error(`${who} is not in ${named}`);
    return found;
  }

  /** Everything that somebody sees in a place, oldest first. */
  async function reads(who: string, named: string): Promise<SeenInTeams[]> {
    const { messages } = await place(who, named);
    return messages.map(({ id, text, thread, cards }) => ({
      id,
      thread,
      words: [readable(text), ...cards.map(wordsOfCard)].join("\n"),
      buttons: cardButtons(cards),
      inputs: cardInputs(cards),
    }));
  }

  /** The newest message there for which `find` has an answer, once there is one. */
  function newest<T>(who: string, named: string, find: (seen: SeenInTeams) => T | undefined, what: string): Promise<T> {
    let last: SeenInTeams[] = [];
    return until(
      async () => {
        last = await reads(who, named);
        for (const message of last.toReversed()) {
          const found = find(message);
          if (found !== undefined) return found;
        }
        return undefined;
      },
      () => `${what} for ${who} in ${named}; there was:\n${last.map(({ words }) => words).join("\n---\n")}`,
    );
  }

  async function press(who: string, named: string, message: string, action: number, inputs = {}): Promise<void> {
    const { id } = await place(who, named);
    await act({ do: "press", as: who, conversation: id, message, action, inputs });
  }

  return {
    reads,

    /** The newest message in a place that says all of this, once there is one. */
    sees: (who: string, named: string, ...words: string[]): Promise<SeenInTeams> =>
      newest(who, named, (seen) => (words.every((each) => seen.words.includes(each)) ? seen : undefined), words.join(" + ")),

    /** Types a message; in a room it is heard where it names Followthrough. */
    says: async (who: string, named: string, text: string): Promise<void> =>
      act({ do: "say", as: who, conversation: (await place(who, named)).id, text }),

    /** Answers in the thread of a message. */
    replies: async (who: string, named: string, thread: string, text: string): Promise<void> =>
      act({ do: "say", as: who, conversation: (await place(who, named)).id, text, thread }),

    /** What somebody is told in answer to a press that does nothing. */
    async toldOf(who: string, named: string, label: string, ref: string): Promise<string> {
      const find = ({ id, buttons }: SeenInTeams) => {
        const button = buttons.find((each) => each.label === label && each.data.includes(`"${ref}"`));
        return button && { id, number: button.number };
      };
      const { id: message, number: action } = await newest(who, named, find, `${label} on ${ref}`);
      const conversation = (await place(who, named)).id;
      const answered = await ask<{ said?: string }>("/rehearsal/act/teams", {
        ...{ do: "press", as: who, conversation, message, action, inputs: {} },
      });
      return answered.said ?? "";
    },

    /** Presses the newest button of this label about this action. */
    async presses(who: string, named: string, label: string, ref: string): Promise<void> {
      const find = ({ id, buttons }: SeenInTeams) => {
        const button = buttons.find((each) => each.label === label && each.data.includes(`"${ref}"`));
        return button && { id, number: button.number };
      };
      const { id, number } = await newest(who, named, find, `${label} on ${ref}`);
      await press(who, named, id, number);
    },

    /** Fills the form that stands where a button was pressed, by the names of its inputs, and sends it. */
    async fills(who: string, named: string, answers: Record<string, string>): Promise<void> {
      const asked = Object.keys(answers);
      const find = ({ id, buttons, inputs }: SeenInTeams) =>
        buttons[0] && asked.every((name) => inputs.includes(name)) ? { id, number: buttons[0].number } : undefined;
      const { id, number } = await newest(who, named, find, `a form with ${asked.join(", ")}`);
      await press(who, named, id, number, answers);
    },

    /** **Make this an action** on a message, sent as the form has it. */
    async makesAction(who: string, named: string, message: string): Promise<void> {
      await act({ do: "make-action", as: who, conversation: (await place(who, named)).id, message });
      const { teams } = await ask<{ teams: { dialog: { id: string; card: Element } } }>(`/rehearsal/state?teams=${who}`);
      const { id: dialog, card } = teams.dialog;
      const [send] = cardButtons(card);
      const sent = { do: "submit", as: who, dialog, action: send?.number, inputs: cardValues(card) };
      expect(await ask("/rehearsal/act/teams", sent)).toMatchObject({ kind: expect.stringMatching(/^(done|told)$/) });
    },

    /** Lets Followthrough write to them. */
    addsApp: (who: string): Promise<void> => act({ do: "add-app", as: who }),
  };
}

export type PeopleInTeams = ReturnType<typeof peopleInTeams>;
