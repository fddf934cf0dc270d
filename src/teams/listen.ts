import type { Logger } from "pino";
import type { Answer, ChatRequest, NoteMessage, NotePresence } from "../chat/chat.ts";
import { within } from "../chat/patience.ts";
import { type Activity, Execute, MessageAction } from "./body.ts";
import { placeOf } from "./conversation-id.ts";
import { dialogOf, lastWords } from "./dialog.ts";
import { REFRESH } from "./form.ts";
import { filledWith, formOf, remembering, withMistake } from "./form-memory.ts";
import type { Memory } from "./memory.ts";
import { withTeamsLink } from "./message-link.ts";
import {
  type FromPerson,
  fromDialog,
  fromEvent,
  fromExecute,
  fromMessage,
  fromMessageAction,
  fromRefresh,
  isPerson,
  isPersonal,
  tenantOf,
} from "./receive.ts";
import type { Replies, Response } from "./reply.ts";

interface Listening {
  answer: (request: ChatRequest) => Promise<Answer>;
  memory: Memory;
  noteMessage: NoteMessage;
  notePresence: NotePresence;
  replies: Replies;
  /** A job that a stop waits for. */
  track: <T>(job: Promise<T>) => Promise<T>;
  log: Logger;
}

/** Teams waits fifteen seconds for a word. A message that takes longer is acknowledged before it is done. */
const PATIENCE_MS = 5_000;

const OK: Response = { status: 200 };

/** Does what each kind of activity asks for. Kinds that are not ours are acknowledged. */
export function listen({
  answer,
  memory,
  noteMessage,
  notePresence,
  replies,
  track,
  log,
}: Listening): (activity: Activity) => Promise<Response> {
  async function hear(activity: Activity): Promise<Response> {
    const { type, name, from } = activity;
    if (type === "installationUpdate") return installation(activity);
    if (type === "conversationUpdate") return members(activity);
    if (type === "messageUpdate" || type === "messageDelete") return changed(activity);
    // Bots and webhooks are nobody's request.
    if (!isPerson(from)) return OK;
    const person: FromPerson = { ...activity, from };
    await memory.heard(person);
    if (type === "message") return message(person);
    if (type === "event") return event(person);
    if (type !== "invoke") return OK;
    if (name === "adaptiveCard/action") return execute(person);
    if (name === "composeExtension/fetchTask") return openDialog(person);
    if (name === "composeExtension/submitAction") return sentDialog(person);
    return OK;
  }

  async function message(activity: FromPerson): Promise<Response> {
    const request = await fromMessage(activity, (account) => memory.whoIs(activity, account));
    if (!request) return OK;
    const answering = answer(request);
    track(answering.then((answered) => replies.afterMessage(activity, answered))).catch((err: unknown) =>
      log.error({ err }, "an answer did not arrive"),
    );
    await within(PATIENCE_MS, answering);
    return OK;
  }

  /** A message was changed, taken away or put back. */
  async function changed(activity: Activity): Promise<Response> {
    const { id, type, channelData } = activity;
    if (!id) return OK;
    const where = { workspace: tenantOf(activity), conversation: placeOf(activity.conversation.id), message: id };
    const put = channelData?.eventType === "undeleteMessage" ? "restored" : "changed";
    await track(noteMessage({ platform: "teams", ...where }, type === "messageDelete" ? "removed" : put));
    return OK;
  }

  /** Nobody asked us anything, so nothing is answered. */
  async function event(activity: FromPerson): Promise<Response> {
    const request = fromEvent(activity);
    if (request) await track(answer(request));
    return OK;
  }

  async function execute(activity: FromPerson): Promise<Response> {
    const pressed = Execute.safeParse(activity.value).data;
    if (!pressed) return { status: 400 };
    const { verb, data } = pressed.action;
    if (verb === REFRESH) return replies.afterRefresh(activity, await answer(fromRefresh(activity, data)));
    const request = fromExecute(activity, data);
    const answered = await answer(request);
    const again = await formAgain(request, data, answered);
    return replies.afterPress(activity, again ? { ...NOTHING, form: again } : answered);
  }

  /** A form that was not filled in well comes back: what was wrong, and what was typed. */
  async function formAgain(request: ChatRequest, data: Record<string, unknown>, { wrong }: Answer) {
    const sent = formOf(data);
    if (!wrong || !sent) return null;
    const opened = { ...request, body: { kind: "command", command: withTeamsLink(sent.command) } as const, canOpenForms: true };
    const { form } = await answer({ ...opened, delivery: `${request.delivery}:form` });
    return form && withMistake(filledWith(form, sent.filled), wrong);
  }

  async function openDialog(activity: FromPerson): Promise<Response> {
    const chosen = MessageAction.safeParse(activity.value ?? {}).data;
    if (!chosen) return { status: 400 };
    const { request, words } = await fromMessageAction(activity, chosen, (account) => memory.whoIs(activity, account));
    const answered = await answer(request);
    const { form, tell } = answered;
    if (form) return dialogOf(remembering(filledWith(form, { text: words })), tenantOf(activity));
    return tell ? replies.afterDialog(activity, tell, answered) : OK;
  }

  async function sentDialog(activity: FromPerson): Promise<Response> {
    const data = MessageAction.safeParse(activity.value).data?.data;
    if (!data) return { status: 400 };
    const request = fromDialog(activity, data);
    const answered = await answer(request);
    const form = (await formAgain(request, data, answered)) ?? answered.form;
    if (form) return dialogOf(remembering(form), tenantOf(activity));
    const card = answered.replace ?? answered.tell;
    if (!card) return lastWords("This was done already.");
    return replies.afterDialog(activity, card, answered);
  }

  async function installation(activity: Activity): Promise<Response> {
    const removed = activity.action?.startsWith("remove") ?? false;
    await (removed ? memory.removed(activity) : memory.installed(activity));
    await presence(activity, removed ? "gone" : "back");
    return OK;
  }

  /** In somebody's own chat it says whether they can be written to: an account that is closed loses its apps. */
  async function presence(activity: Activity, is: "gone" | "back"): Promise<void> {
    const { from } = activity;
    if (!isPersonal(activity) || !isPerson(from)) return;
    await notePresence({ platform: "teams", workspace: from.tenantId ?? tenantOf(activity), user: from.aadObjectId }, is);
  }

  /** Of who comes and goes, only we ourselves matter. */
  async function members(activity: Activity): Promise<Response> {
    const { membersAdded, membersRemoved, recipient } = activity;
    const isUs = ({ id }: { id: string }): boolean => id === recipient.id;
    if (membersRemoved?.some(isUs)) {
      await memory.removed(activity);
      await presence(activity, "gone");
    }
    if (membersAdded?.some(isUs)) {
      await memory.installed(activity);
      await presence(activity, "back");
    }
    return OK;
  }

  return hear;
}

const NOTHING: Answer = { replace: null, tell: null, form: null, wrong: null };
