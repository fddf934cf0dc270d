import { expect } from "vitest";
import { type Block, type Button, buttonsOf, inputsOf, wordsOf } from "./blocks.ts";
import { until } from "./until.ts";

/** A message as somebody sees it. */
export interface Seen {
  ts: string;
  words: string;
  /** Only they see it. */
  private: boolean;
  /** What the thread begins with that it is a reply in. */
  thread: string | null;
  buttons: Button[];
}

type Said = { ts: string; text: string; private: boolean; thread: string | null; blocks: Block[] };

interface Column {
  names: Record<string, string>;
  conversations: { id: string; messages: Said[] }[];
  form: { id: string; blocks: Block[] } | null;
  home: { blocks: Block[] } | null;
}

/**
 * The people of a case in the built-in stand-in for Slack. Everything they do becomes a signed request to the service, and they see
 * what Slack would show them.
 */
export function peopleIn(url: string) {
  async function ask<T>(path: string, body?: object): Promise<T> {
    const init = body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const response = await fetch(`${url}${path}`, init ?? {});
    expect(response.status, `${path} ${JSON.stringify(body)}`).toBe(200);
    return (await response.json()) as T;
  }

  const column = async (who: string): Promise<Column> => (await ask<{ slack: Column }>(`/rehearsal/state?as=${who}`)).slack;

  async function act(act: object): Promise<void> {
    expect(await ask("/rehearsal/act", act)).toEqual({ kind: "done" });
  }

  /** Everything that somebody sees in a place, oldest first. */
  async function reads(who: string, place: string): Promise<Seen[]> {
    const { names, conversations } = await column(who);
    const messages = conversations.find(({ id }) => id === placeFor(who, place))?.messages ?? [];
    return messages.map(({ ts, text, blocks, thread, private: only }) => ({
      ts,
      words: blocks.length > 0 ? wordsOf(blocks, names) : text,
      private: only,
      thread,
      buttons: buttonsOf(blocks),
    }));
  }

  /** The newest message in a place that says all of this, once there is one. */
  function sees(who: string, place: string, ...words: string[]): Promise<Seen> {
    let last: Seen[] = [];
    return until(
      async () => {
        last = await reads(who, place);
        return last.findLast((message) => words.every((each) => message.words.includes(each)));
      },
      () => `${who} in ${place} to see ${words.join(" + ")}; there was:\n${last.map(({ words }) => words).join("\n---\n")}`,
    );
  }

  return {
    column,
    reads,
    sees,

    /** Types a message or a command. */
    says: (who: string, place: string, text: string): Promise<void> =>
      act({ do: "say", as: who, channel: placeFor(who, place), text }),

    /** Answers in the thread of a message. */
    replies: (who: string, place: string, thread: string, text: string): Promise<void> =>
      act({ do: "say", as: who, channel: placeFor(who, place), text, thread }),

    /** Presses the newest button of this label about this action. */
    async presses(who: string, place: string, label: string, ref: string): Promise<void> {
      let last: Seen[] = [];
      const [message, button] = await until(
        async () => {
          last = await reads(who, place);
          return last.toReversed().flatMap((message) => {
            const button = message.buttons.find((each) => each.label === label && each.value.includes(`"${ref}"`));
            return button ? [[message, button] as const] : [];
          })[0];
        },
        () => `${label} on ${ref} for ${who} in ${place}; there was:\n${last.map(({ words }) => words).join("\n---\n")}`,
      );
      const at = { channel: placeFor(who, place), ts: message.ts, block: button.block, action: button.action };
      await act({ do: "press", as: who, ...at });
    },

    /** Fills the form that is open, by the names of its inputs, and sends it. */
    async fills(who: string, answers: Record<string, string>): Promise<void> {
      const form = await until(
        async () => (await column(who)).form,
        () => `a form for ${who}`,
      );
      const inputs = inputsOf(form.blocks);
      expect(inputs.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(answers)));
      const values: Record<string, Record<string, string | string[]>> = {};
      for (const { name, block } of inputs) if (answers[name] !== undefined) values[block] = { [name]: listed(answers[name]) };
      await act({ do: "submit", as: who, view: form.id, values });
    },

    /** The form that is open for somebody, as they read it. */
    async form(who: string): Promise<string> {
      const { form, names } = await column(who);
      return form ? wordsOf(form.blocks, names) : "";
    },

    makesAction: (who: string, place: string, ts: string): Promise<void> =>
      act({ do: "make-action", as: who, channel: placeFor(who, place), ts }),

    /** Moves the clock, and everything in between happens. */
    clockTo: (now: string): Promise<{ now: string; sent: number }> => ask("/rehearsal/clock", { now }),
  };
}

export type People = ReturnType<typeof peopleIn>;

/** `dm` is somebody's own conversation with Followthrough. */
const placeFor = (who: string, place: string): string => (place === "dm" ? `D0${who.toUpperCase()}` : place);

/** Several people are a list, as the page sends what was ticked. */
const listed = (answer: string): string | string[] => (/^person:\S+,/.test(answer) ? answer.split(",") : answer);
