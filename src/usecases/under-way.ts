import type { Card } from "../cards/card.ts";
import { sentAgain } from "../cards/sent-again.ts";
import { type Chat, type ChatAddress, ChatError, type MessageRef } from "../chat/chat.ts";
import type { Platform } from "../core/person.ts";
import type { ClaimedNotice } from "../store/delivery.ts";
import { takeTurn } from "../store/lanes.ts";
import { laneOf, NOWHERE } from "../store/outbox.ts";
import type { Deps } from "./deps.ts";

/** Not now: the conversation, or its workspace, has to wait. */
export class MustWait extends Error {
  readonly until: Date;
  readonly because: "pace" | "fault";
  constructor(until: Date, because: "pace" | "fault") {
    super("not its turn yet");
    this.until = until;
    this.because = because;
  }
}

/** Its reader is met in another conversation by now. */
export class Elsewhere extends Error {
  readonly lane: string;
  constructor(lane: string) {
    super("its reader is elsewhere");
    this.lane = lane;
  }
}

/** One message of the card was taken, and there are more. */
export class MoreFollows extends Error {
  readonly taken: MessageRef;
  constructor(taken: MessageRef) {
    super("more of the card follows");
    this.taken = taken;
  }
}

/** One attempt at a notice: what is said with it, and whether it may have arrived before. */
export interface Attempt {
  claimed: ClaimedNotice;
  /** Said in the same message. */
  together: ClaimedNotice[];
  /** It has left once, and nobody knows what became of it. */
  wonders: boolean;
  /** Nor will anybody: it is said once more, and says so. */
  again: boolean;
}

const laneAt = (address: ChatAddress): string =>
  laneOf(address.platform, address.workspace, address.kind === "person" ? address.user : address.conversation);

/** The conversation that a lane is of; null for what has no way to its reader. */
export function addressIn(lane: string, personId: string | null): ChatAddress | null {
  if (lane === NOWHERE) return null;
  const [platform = "", workspace = "", ...rest] = lane.split("/");
  const at = { platform: platform as Platform, workspace };
  const id = rest.join("/");
  return personId === null ? { kind: "room", ...at, conversation: id } : { kind: "person", ...at, user: id };
}

/**
 * The platforms, as one attempt may use them. Whatever is said takes its turn first, and that it has left is stored before it leaves;
 * whoever has no turn yet gets `MustWait`. A card of several messages is said one by one, each at its turn.
 */
export function chatsFor(deps: Deps, attempt: Attempt): Map<Platform, Chat> {
  return new Map([...deps.chats].map(([platform, chat]) => [platform, paced(deps, attempt, chat)]));
}

function paced(deps: Deps, attempt: Attempt, chat: Chat): Chat {
  const { claimed } = attempt;

  async function leave(lane: string, notices: string[], card: Card | null): Promise<void> {
    const turn = await takeTurn(deps.db, lane, { real: deps.realNow(), paces: deps.paces }, { notices, card });
    if (turn.kind === "wait") throw new MustWait(turn.until, turn.because);
  }

  return {
    ...chat,
    async send(address, card, key) {
      const lane = laneAt(address);
      if (lane !== claimed.lane) throw new Elsewhere(lane);
      // What was begun is brought to its end: worded anew, the next message might leave out what the first did not say.
      const whole = (claimed.card as Card | null) ?? (attempt.again ? sentAgain(card) : card);
      const pages = chat.pages(address, whole);
      if (claimed.pages >= pages) throw new ChatError("gone", "a card without an end");
      await leave(
        lane,
        [claimed, ...attempt.together].map(({ id }) => id),
        pages > 1 ? whole : null,
      );
      const message = await chat.send(address, whole, key, claimed.pages);
      if (claimed.pages + 1 < pages) throw new MoreFollows(message);
      return claimed.message ?? message;
    },
    async update(message, card) {
      // Said twice it is the same, so nobody has to know whether it has arrived.
      await leave(claimed.lane, [], null);
      await chat.update(message, card);
    },
  };
}
