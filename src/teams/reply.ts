import type { Logger } from "pino";
import type { Card } from "../cards/card.ts";
import { fallbackText } from "../cards/fallback.ts";
import { type Answer, ChatError } from "../chat/chat.ts";
import { tryAgain } from "../chat/try-again.ts";
import { dialogOf, lastWords } from "./dialog.ts";
import { remembering } from "./form-memory.ts";
import { type FromPerson, isPersonal, tenantOf } from "./receive.ts";
import { renderTeams, type TeamsMessage } from "./render.ts";
import { ADAPTIVE, type Reader, type Spot, type Voice } from "./voice.ts";

/** What goes back with the response to one request. */
export interface Response {
  status: number;
  body?: object;
  /** To be done once it has left. */
  sent?: () => Promise<unknown>;
}

/** The same as it goes over the line: kept for a repetition, a card as objects is four times as large, and traced at each collection. */
export interface Written extends Pick<Response, "status" | "sent"> {
  /** JSON; empty where nothing is said. */
  bytes: Buffer;
}

export const written = ({ status, body, sent }: Response): Written => ({
  status,
  bytes: Buffer.from(body === undefined ? "" : JSON.stringify(body)),
  ...(sent && { sent }),
});

const drawnFor = (activity: FromPerson, card: Card): TeamsMessage =>
  renderTeams(card, { tenant: tenantOf(activity), refreshFor: "everybody" });

const cardResponse = ({ content }: TeamsMessage): Response => ({
  status: 200,
  body: { statusCode: 200, type: ADAPTIVE, value: content },
});

/** Shown by Teams to whoever pressed, beside the card. */
const wordsResponse = (value: string): Response => ({
  status: 200,
  body: { statusCode: 200, type: "application/vnd.microsoft.activity.message", value },
});

const readerOf = ({ from, serviceUrl, recipient, ...activity }: FromPerson): Reader => ({
  workspace: from.tenantId ?? tenantOf({ from, serviceUrl, recipient, ...activity }),
  user: from.aadObjectId,
  met: { serviceUrl, botId: recipient.id, account: from.id },
});

const spotOf = (activity: FromPerson): Spot => ({
  workspace: tenantOf(activity),
  conversation: activity.conversation.id,
  serviceUrl: activity.serviceUrl,
  botId: activity.recipient.id,
});

interface Replying {
  voice: Voice;
  /** A job that a stop waits for, and what cuts the waiting of such jobs short. */
  track: <T>(job: Promise<T>) => Promise<T>;
  stopping: () => AbortSignal;
  log: Logger;
}

type Drafts = Answer["drafts"];

/** `later`: not taken just now; it follows. `gone`: the person cannot be written to, they have not added the app. */
type Told = "told" | "later" | "gone";

/** Puts answers where they belong. What was decided is stored by now, so a failure here is logged, never thrown. */
export function replies({ voice, track, stopping, log }: Replying) {
  /** To the person alone, of a card of several messages all, or one; null once it has arrived. */
  async function attempt(activity: FromPerson, card: Card, page?: number): Promise<ChatError | null> {
    try {
      if (isPersonal(activity)) await voice.say(spotOf(activity), card, page);
      else await voice.tell(readerOf(activity), card, page);
      return null;
    } catch (err) {
      const fault = err instanceof ChatError ? err : new ChatError("gone", (err as Error).name);
      const { user, workspace } = readerOf(activity);
      log.warn({ err, user, workspace, fault: fault.fault }, "an answer did not arrive");
      return fault;
    }
  }

  /** One message takes the place of the pressed one; the others of the card follow it. */
  async function tellTheRest(activity: FromPerson, card: Card, { more }: TeamsMessage): Promise<void> {
    for (const page of more.keys()) await attempt(activity, card, page + 1);
  }

  const noted = (job: Promise<void> | undefined): Promise<void> =>
    (job ?? Promise.resolve()).catch((err: unknown) => log.error({ err }, "the fate of a draft was not kept"));

  async function tell(activity: FromPerson, card: Card, drafts: Drafts): Promise<Told> {
    const fault = await attempt(activity, card);
    if (fault === null) {
      track(noted(drafts?.shown()));
      return "told";
    }
    if (fault.fault === "gone") return "gone";
    // A draft must outlive this process; anything else can be asked for again.
    if (drafts) await noted(drafts.lost());
    else track(again(activity, card, fault));
    return "later";
  }

  async function again(activity: FromPerson, card: Card, first: ChatError): Promise<void> {
    const fault = await tryAgain(first, () => attempt(activity, card), stopping());
    const { user, workspace } = readerOf(activity);
    if (fault) log.error({ user, workspace, fault: fault.fault, reason: fault.message }, "an answer was given up");
  }

  /** Where the answer to a request carries the card, it has arrived once that was sent. */
  const carrying = (response: Response, drafts: Drafts): Response =>
    drafts ? { ...response, sent: () => track(noted(drafts.shown())) } : response;

  /** Nothing private is said in a room, also where it can be said nowhere else. */
  async function sayInRoom(activity: FromPerson, told: Told): Promise<void> {
    const name = plainName(activity.from.name);
    const here = { id: activity.from.id, name };
    const said =
      told === "gone"
        ? voice.sayWords(spotOf(activity), `<at>${name}</at> ${ADD_THE_APP}`, here)
        : voice.sayWords(spotOf(activity), told === "told" ? ANSWERED : FOLLOWS);
    await said.catch((err: unknown) => log.warn({ err, workspace: tenantOf(activity) }, "a room was not told of an answer"));
  }

  return {
    /** After a message. A form comes as a card: its buttons work there as they do in a dialog. */
    async afterMessage(activity: FromPerson, { tell: said, form, replace, drafts }: Answer): Promise<void> {
      const card = form ? remembering(form) : (replace ?? said);
      if (!card) return;
      const told = await tell(activity, card, drafts);
      if (!isPersonal(activity)) await sayInRoom(activity, told);
    },

    /** After a press: the answer takes the place of the card, for whoever pressed. What else there is to say is said to them alone. */
    async afterPress(activity: FromPerson, { tell: said, form, replace, drafts }: Answer): Promise<Response> {
      const instead = form ? remembering(form) : replace;
      if (instead) {
        const drawn = drawnFor(activity, instead);
        if (drawn.more.length > 0) track(tellTheRest(activity, instead, drawn));
        if (said) track(tell(activity, said, drafts));
        return carrying(cardResponse(drawn), said ? undefined : drafts);
      }
      if (!said) return wordsResponse("This was done already.");
      if (isShort(said)) return wordsResponse(fallbackText(said));
      if ((await attempt(activity, said)) !== null) return carrying(cardResponse(drawnFor(activity, said)), drafts);
      await noted(drafts?.shown());
      return wordsResponse(isPersonal(activity) ? "Shown below." : "Shown in your chat with Followthrough.");
    },

    /** After a dialog: where it lasts, in the personal chat; else it goes on in the dialog, with its buttons. */
    async afterDialog(activity: FromPerson, card: Card, { drafts }: Answer): Promise<Response> {
      if (!isShort(card) && (await attempt(activity, card)) === null) {
        await noted(drafts?.shown());
        return lastWords("Look in your chat with Followthrough: it goes on there.");
      }
      return carrying(dialogOf(card, tenantOf(activity)), drafts);
    },

    /** A card that asked what is true by now. Where the reader may not know, it stays as it is. */
    afterRefresh(activity: FromPerson, { tell: said, replace }: Answer): Response {
      const card = replace ?? said;
      if (!card) return wordsResponse("This card is up to date.");
      return isShort(card) ? wordsResponse(fallbackText(card)) : cardResponse(drawnFor(activity, card));
    },
  };
}

export type Replies = ReturnType<typeof replies>;

const ANSWERED = "Answered in your chat with Followthrough.";
const FOLLOWS = "Teams did not take the answer just now. It follows in your chat with Followthrough.";
const ADD_THE_APP = "Followthrough cannot write to you alone yet. Add the Followthrough app under Apps in Teams, then ask again.";

/** A sentence or two, and nothing to press. */
export const isShort = (card: Card): boolean => card.template === "message";

const plainName = (name: string | null | undefined): string => (name ?? "").replace(/[<>*_[\]~`\\]/g, " ").trim() || "You";
