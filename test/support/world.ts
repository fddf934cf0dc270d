import { pino } from "pino";
import type { Card } from "../../src/cards/card.ts";
import { fallbackText } from "../../src/cards/fallback.ts";
import { type Answer, type Chat, type ChatAddress, ChatError, type ChatRequest, type MessageRef } from "../../src/chat/chat.ts";
import { PACE } from "../../src/chat/pace.ts";
import type { Action } from "../../src/core/action.ts";
import { bankHolidays } from "../../src/core/bank-holidays.ts";
import type { Command } from "../../src/core/command.ts";
import { caseWithActions } from "../../src/store/actions.ts";
import type { PrismaClient } from "../../src/store/database.ts";
import { answer } from "../../src/usecases/answer.ts";
import { deliverDue } from "../../src/usecases/deliver-due.ts";
import type { Deps } from "../../src/usecases/deps.ts";
import { importSetup } from "../../src/usecases/import-setup.ts";
import { minutesLinks } from "../../src/usecases/minutes-link.ts";
import { unheard } from "../../src/usecases/signals.ts";
import { NOW } from "./builders.ts";
import { testDatabase } from "./database.ts";
import { WORLD_SETUP } from "./world-setup.ts";

/** Something that the service did on the platform. */
export interface Sent {
  how: "send" | "update";
  /** Who or where: `harriet`, `C-CASE`. */
  to: string;
  /** The message that the thread begins with which it was said in. */
  thread: string | null;
  text: string;
  key: string | null;
  message: MessageRef;
  card: Card;
}

/** The rooms of the set-up, and `dm` for a person's own conversation with the service. */
export type Spot = "C-CASE" | "C-STAFF" | "C-MIXED" | "C-OTHER" | "C-RISK" | "C-ELSEWHERE" | "dm";

/** What somebody sees of an answer. `text` is everything that is shown, in one string. */
export interface Seen {
  answer: Answer;
  text: string;
}

type Gesture = Partial<Pick<ChatRequest, "delivery" | "pressed" | "canOpenForms">>;

/** A store, the cases of WORLD_SETUP, a clock that stands still and a platform that writes down what it is told. */
export interface World {
  db: PrismaClient;
  deps: Deps;
  /** Everything said on the platform since the last `forget`. */
  sent: Sent[];
  /** What reached one reader or room since then, in threads or not. */
  heardBy: (to: string) => string[];
  /** Moves the clock that rules are decided by. */
  at: (moment: Date) => void;
  /** The next messages to this reader or room fail like this, until `mend`. */
  fails: (to: string, fault: () => Error) => void;
  mend: () => void;
  /** Who is in a room by the platform: people of the set-up, strangers by their user id; null where it does not say. */
  inRoom: (room: Spot, people: string[] | null) => void;
  /** Words after `action`, typed by somebody. */
  say: (person: string, spot: Spot, words: string, gesture?: Gesture) => Promise<Seen>;
  /** Words after `mdt`. */
  mdt: (person: string, spot: Spot, words: string, gesture?: Gesture) => Promise<Seen>;
  /** A button, a filled form or a captured message. */
  press: (person: string, spot: Spot, command: Command, gesture?: Gesture) => Promise<Seen>;
  deliver: () => Promise<{ sent: number; failed: number }>;
  /** Delivers what waits and forgets it, so that a test sees its own messages alone. */
  forget: () => Promise<void>;
  action: (ref: string) => Promise<Action>;
  close: () => Promise<void>;
}

/** @param setup another set-up file than WORLD_SETUP */
export async function aWorld(setup: string = WORLD_SETUP): Promise<World> {
  const store = await testDatabase();
  const clock = { now: NOW, real: NOW.getTime() };
  const sent: Sent[] = [];
  const faults = new Map<string, () => Error>();
  const rooms = new Map<string, string[] | null>();
  const deps: Deps = {
    db: store.db,
    log: pino({ level: "silent" }),
    now: () => clock.now,
    // Every look at the wall clock is two seconds later, so that the pace of a conversation never has to be waited for.
    realNow: () => {
      clock.real += 2_000;
      return new Date(clock.real);
    },
    holidays: (region) => bankHolidays(region),
    paces: PACE,
    chats: new Map([["slack", recordingChat(sent, faults, rooms)]]),
    links: minutesLinks(Buffer.alloc(32, 7), "https://followthrough.example"),
    signals: unheard,
    wake: async () => {},
  };
  const imported = await importSetup(deps, { name: "world.yaml", text: setup }, { dryRun: false });
  if (imported.kind === "refused") throw new Error(imported.lines.join("\n"));

  const ask = async (person: string, spot: Spot, body: ChatRequest["body"], gesture: Gesture): Promise<Seen> =>
    seen(await answer(deps, { ...aRequest(person, spot, body), ...gesture }));
  const world: World = {
    db: store.db,
    deps,
    sent,
    heardBy: (to) => sent.filter((each) => each.to === to).map(({ text }) => text),
    at: (moment) => {
      clock.now = moment;
    },
    fails: (to, fault) => void faults.set(to, fault),
    mend: () => faults.clear(),
    inRoom: (room, people) => void rooms.set(room, people),
    say: (person, spot, words, gesture = {}) => ask(person, spot, { kind: "words", door: "action", text: words }, gesture),
    mdt: (person, spot, words, gesture = {}) => ask(person, spot, { kind: "words", door: "mdt", text: words }, gesture),
    press: (person, spot, command, gesture = {}) => ask(person, spot, { kind: "command", command }, gesture),
    deliver: () => deliverDue(deps),
    forget: async () => {
      world.mend();
      await deliverDue(deps);
      sent.length = 0;
    },
    action: async (ref) => {
      const [caseRef = "", number = ""] = ref.split("/A");
      const [action] = (await caseWithActions(store.db, "harbour", caseRef, Number(number)))?.actions ?? [];
      if (!action) throw new Error(`there is no ${ref}`);
      return action;
    },
    close: store.close,
  };
  return world;
}

let deliveries = 0;

export const aRequest = (person: string, spot: Spot, body: ChatRequest["body"]): ChatRequest => ({
  platform: "slack",
  from: { workspace: "T0001", user: `U-${person.toUpperCase()}` },
  place: { workspace: "T0001", conversation: spot === "dm" ? `D-${person.toUpperCase()}` : spot, personal: spot === "dm" },
  body,
  pressed: null,
  canOpenForms: true,
  delivery: `test:${++deliveries}`,
});

function seen(answered: Answer): Seen {
  const { replace, tell, form } = answered;
  const shown = [replace, tell, form].filter((card) => card !== null);
  return { answer: answered, text: shown.map(fallbackText).join("\n") };
}

function recordingChat(sent: Sent[], faults: Map<string, () => Error>, rooms: Map<string, string[] | null>): Chat {
  let messages = 0;
  const tell = (how: Sent["how"], message: MessageRef, card: Card, key: string | null): MessageRef => {
    const to = message.conversation.replace(/^U-/, "").toLowerCase();
    const who = message.conversation.startsWith("U-") ? to : message.conversation;
    const fault = faults.get(who);
    if (fault) throw fault();
    sent.push({ how, to: who, thread: message.thread ?? null, text: fallbackText(card), key, message, card });
    return message;
  };
  const conversationOf = (address: ChatAddress): string => (address.kind === "person" ? address.user : address.conversation);
  return {
    pages: () => 1,
    find: async () => "not there",
    members: async ({ conversation }) => {
      const fault = faults.get(`members of ${conversation}`);
      if (fault) throw fault();
      return rooms.get(conversation)?.map((person) => ({ user: `U-${person.toUpperCase()}` })) ?? null;
    },
    send: async (address, card, key) => {
      const { platform, workspace } = address;
      const thread = address.kind === "room" && address.thread !== undefined && { thread: address.thread };
      const message = { platform, workspace, conversation: conversationOf(address), message: `m${++messages}`, ...thread };
      return tell("send", message, card, key);
    },
    update: async (message, card) => void tell("update", message, card, null),
    link: async ({ conversation, message }) => `https://chat.example/${conversation}/${message}`,
  };
}

export const rateLimited = (milliseconds: number) => () => new ChatError("retryable", "rate limited", milliseconds);
export const gone = () => new ChatError("gone", "channel_archived");
export const misconfigured = () => new ChatError("misconfigured", "token_revoked");
export const faultOfOurs = () => new TypeError("cannot read properties of undefined");

const WHOLE = 'by 25 March survey the pipes evidence "surveyor\'s report"';

/** Drafts by typing, as `who` asks for; returns the full reference. */
export async function drafted(world: World, words: string, by = "priya", caseRef = "C-014"): Promise<string> {
  const before = await world.db.action.count();
  const { answer: answered } = await world.say(by, "dm", `assign ${caseRef} ${words}`);
  // As a platform that takes the answer does.
  await answered.drafts?.shown();
  const newest = await world.db.action.findFirst({ where: { case: { ref: caseRef } }, orderBy: { number: "desc" } });
  if (!newest || (await world.db.action.count()) !== before + 1) throw new Error(`no draft was made of: ${words}`);
  return `${caseRef}/A${newest.number}`;
}

/** Harriet's, asked for by Priya, confirmed and not accepted yet. */
export async function proposed(world: World, owner = "Harriet"): Promise<string> {
  const ref = await drafted(world, `${owner} ${WHOLE}`);
  await world.say("priya", "dm", `confirm ${ref}`);
  return ref;
}

/** The same, accepted. */
export async function opened(world: World, owner = "Harriet"): Promise<string> {
  const ref = await proposed(world, owner);
  await world.say(owner.toLowerCase(), "dm", `accept ${ref}`);
  return ref;
}

/** The same, with evidence handed in. */
export async function handedIn(world: World, owner = "Harriet"): Promise<string> {
  const ref = await opened(world, owner);
  await world.say(owner.toLowerCase(), "dm", `evidence ${ref} report filed as Q-2231`);
  return ref;
}
