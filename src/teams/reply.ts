import type { Logger } from "pino";
import type { Card } from "../cards/card.ts";
import { fallbackText } from "../cards/fallback.ts";
import { type Answer, ChatError } from "../chat/chat.ts";
import { remembering } from "./form-memory.ts";
import { type FromPerson, isPersonal, tenantOf } from "./receive.ts";
import { renderTeams, type TeamsMessage } from "./render.ts";
import { ADAPTIVE, type Reader, type Spot, type Voice } from "./voice.ts";

/** What goes back with the response to one request. */
export interface Response {
  status: number;
  body?: object;
}

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

/** Puts answers where they belong. What was decided is stored by now, so a failure here is logged, never thrown. */
export function replies(voice: Voice, log: Logger) {
  /** To the person alone; of a card of several messages all, or one. False where they cannot be written to: they have not added the app. */
  async function tell(activity: FromPerson, card: Card, page?: number): Promise<boolean> {
    try {
      if (isPersonal(activity)) await voice.say(spotOf(activity), card, page);
      else await voice.tell(readerOf(activity), card, page);
      return true;
    } catch (err) {
      const { user, workspace } = readerOf(activity);
      const fault = err instanceof ChatError ? err.fault : null;
      log.warn({ err, user, workspace, fault }, "an answer did not arrive");
      return false;
    }
  }

  /** One message takes the place of the pressed one; the others of the card follow it. */
  async function tellTheRest(activity: FromPerson, card: Card, { more }: TeamsMessage): Promise<void> {
    for (const page of more.keys()) await tell(activity, card, page + 1);
  }

  /** Nothing private is said in a room, also where it can be said nowhere else. */
  async function sayInRoom(activity: FromPerson, told: boolean): Promise<void> {
    const name = plainName(activity.from.name);
    const here = { id: activity.from.id, name };
    const said = told
      ? voice.sayWords(spotOf(activity), "Answered in your chat with Followthrough.")
      : voice.sayWords(
          spotOf(activity),
          `<at>${name}</at> Followthrough cannot write to you alone yet. Add the Followthrough app under Apps in Teams, then ask again.`,
          here,
        );
    await said.catch((err: unknown) => log.warn({ err, workspace: tenantOf(activity) }, "a room was not told of an answer"));
  }

  return {
    tell,
    /** After a message. A form comes as a card: its buttons work there as they do in a dialog. */
    async afterMessage(activity: FromPerson, { tell: said, form, replace }: Answer): Promise<void> {
      const card = form ? remembering(form) : (replace ?? said);
      if (!card) return;
      const told = await tell(activity, card);
      if (!isPersonal(activity)) await sayInRoom(activity, told);
    },

    /** After a press: the answer takes the place of the card, for whoever pressed. What else there is to say is said to them alone. */
    async afterPress(
      activity: FromPerson,
      { tell: said, form, replace }: Answer,
      also: (job: Promise<unknown>) => void,
    ): Promise<Response> {
      const instead = form ? remembering(form) : replace;
      if (instead) {
        const drawn = drawnFor(activity, instead);
        if (drawn.more.length > 0) also(tellTheRest(activity, instead, drawn));
        if (said) also(tell(activity, said));
        return cardResponse(drawn);
      }
      if (!said) return wordsResponse("This was done already.");
      if (isShort(said)) return wordsResponse(fallbackText(said));
      if (!(await tell(activity, said))) return cardResponse(drawnFor(activity, said));
      return wordsResponse(isPersonal(activity) ? "Shown below." : "Shown in your chat with Followthrough.");
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

/** A sentence or two, and nothing to press. */
export const isShort = (card: Card): boolean => card.template === "message";

const plainName = (name: string | null | undefined): string => (name ?? "").replace(/[<>*_[\]~`\\]/g, " ").trim() || "You";
