import type { Card } from "../cards/card.ts";
import type { Platform } from "../core/person.ts";

/**
 * Where a message goes: a person's own conversation with us, a room, or a thread in it. Ids are the platform's; a thread is named by the
 * message that it begins with. Where a room has no threads, what is meant for one is said in the room.
 */
export type ChatAddress =
  | { kind: "person"; platform: Platform; workspace: string; user: string }
  | { kind: "room"; platform: Platform; workspace: string; conversation: string; thread?: string };

/** A message of ours as the platform knows it: enough to bring it up to date later. */
export interface MessageRef {
  platform: Platform;
  workspace: string;
  conversation: string;
  message: string;
  /** The thread that it was said in, where it did not begin one. */
  thread?: string;
}

export type Room = Extract<ChatAddress, { kind: "room" }>;

/** All that a platform must do for us. Each throws `ChatError` and nothing else. */
export interface Chat {
  /** How many messages a card takes there: nearly always one. */
  pages(address: ChatAddress, card: Card): number;
  /**
   * One message of a card, the first unless said otherwise. `key` is the notice's: kept with the message, and with which of several it is,
   * where the platform can, so that its fate can be looked up.
   */
  send(address: ChatAddress, card: Card, key: string, page?: number): Promise<MessageRef>;
  update(message: MessageRef, card: Card): Promise<void>;
  /** Whether a message that left at `since` or later has arrived there. Nothing is known of what has been sent within the last moments. */
  find(address: ChatAddress, key: string, since: Date, page?: number): Promise<MessageRef | "not there" | "cannot tell">;
  /** Everybody in a room but us, by the platform's ids; null where it does not say. */
  members(room: Room): Promise<{ user: string }[] | null>;
  /** Where the platform opens that message, for those who may read it; null where it has no address, or the platform does not tell it. */
  link(message: MessageRef): Promise<string | null>;
}

/** Somebody's account was closed or cannot be written to any more, or it can again. */
export type NotePresence = (who: { platform: Platform; workspace: string; user: string }, is: "gone" | "back") => Promise<void>;

/** Somebody changed a message that they had written, took it away, or put it back. */
export type NoteMessage = (message: MessageRef, became: "changed" | "removed" | "restored") => Promise<void>;

export type ChatFault =
  /** Perhaps later: network, rate limit, a fault on their side. */
  | "retryable"
  /** Never again for this conversation: archived, bot removed, person deactivated. */
  | "gone"
  /** Never until an administrator acts: token revoked, scope missing. Not the members' fault. */
  | "misconfigured";

export class ChatError extends Error {
  override name = "ChatError";
  readonly fault: ChatFault;
  /** Milliseconds that the platform asked us to wait. */
  readonly retryAfter: number | undefined;
  /** The message may have been taken all the same. */
  readonly unsure: boolean;
  /** It is the reader who cannot be reached there, with whatever message. */
  readonly unreachable: boolean;

  constructor(
    fault: ChatFault,
    reason: string,
    retryAfter?: number,
    { unsure = false, unreachable = false }: { unsure?: boolean; unreachable?: boolean } = {},
  ) {
    super(reason);
    this.fault = fault;
    this.retryAfter = retryAfter;
    this.unsure = unsure;
    this.unreachable = unreachable;
  }
}

/** The same fault, of a call that could not have said anything. */
export const sure = ({ fault, message, retryAfter, unreachable }: ChatError): ChatError =>
  new ChatError(fault, message, retryAfter, { unreachable });

/** What goes back to whoever asked. */
export interface Answer {
  /** Takes the place of the pressed card. */
  replace: Card | null;
  /** For the person who asked, and nobody else. */
  tell: Card | null;
  /** A form to fill. */
  form: Card | null;
  /** What is wrong with the form that was sent, beside the input it belongs to where that is known. */
  wrong: { field: string | null; message: string } | null;
  /** Set where the same delivery was answered before: this shows what is true, for a platform that waits for an answer each time. */
  repeated?: true;
  /** Set where it shows drafts that their asker has not seen: whoever delivers it says what became of it. */
  drafts?: {
    /** The platform took the card. */
    shown: () => Promise<void>;
    /** It did not, and may take it later, or elsewhere. */
    lost: () => Promise<void>;
  };
}

/** Somebody asked for something, in platform-neutral form. Made by `slack/receive.ts` and its siblings; the only way in. */
export interface ChatRequest {
  platform: Platform;
  from: { workspace: string; user: string };
  /** Absent where the platform does not say (a home tab). `personal` is a direct conversation with the bot. */
  place: { workspace: string; conversation: string; personal: boolean } | null;
  body:
    | {
        kind: "words";
        door: "action" | "mdt";
        text: string;
        /** Written to us in this thread, and without a door: what is no form of ours is for the people who read there. */
        thread?: string;
      }
    /** Somebody's reply in a thread of a room, to the people there and not to us. */
    | { kind: "said"; text: string; thread: string }
    /** From a button or a form: parsed as a `Command` before anything else. */
    | { kind: "command"; command: unknown };
  /** The message whose button was pressed, or whose button opened the form: replaced by what became of it. */
  pressed: { conversation: string; message: string; readBy: "one" | "room" } | null;
  /** Whether a form can be opened in answer: not to a plain message. */
  canOpenForms: boolean;
  /** A card asks for itself: perhaps nobody looks at it. */
  automatic?: boolean;
  /** The same for every repetition of one delivery, different for every deliberate act. */
  delivery: string;
}
