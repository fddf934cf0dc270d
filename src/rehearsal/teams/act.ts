import { z } from "zod";
import { type Cast, inTeams } from "../cast.ts";
import { DONE, type GestureOutcome, problem } from "../gesture-outcome.ts";
import { GONE } from "./gestures.ts";
import type { TeamsStandIn } from "./teams.ts";

/** `as` is the person whom the visitor acts as. */
const as = z.string();
const at = { as, conversation: z.string(), message: z.string() };
/** What is filled in, by the id of the input. */
const inputs = z.record(z.string().max(100), z.string().max(4000)).default({});
/** A button, by its number on the card. */
const action = z.int().min(0).max(500);

/** What the page may ask for in its Teams column. Everything but `read` and `close` becomes an activity that Teams would send. */
export const TeamsAct = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("say"),
    as,
    conversation: z.string(),
    text: z.string().trim().min(1).max(4000),
    /** A message of the thread that it is a reply in. */
    thread: z.string().nullable().default(null),
  }),
  z.object({ do: z.literal("press"), ...at, action, inputs }),
  z.object({ do: z.literal("refresh"), ...at }),
  z.object({ do: z.literal("make-action"), ...at }),
  z.object({ do: z.literal("submit"), as, dialog: z.string(), action, inputs }),
  z.object({ do: z.literal("close"), as }),
  z.object({ do: z.literal("add-app"), as }),
  z.object({ do: z.literal("read"), ...at }),
]);
export type TeamsAct = z.infer<typeof TeamsAct>;

export async function performInTeams(teams: TeamsStandIn, cast: Cast, act: TeamsAct): Promise<GestureOutcome> {
  const person = cast.people.filter(inTeams).find(({ id }) => id === act.as);
  if (!person) return problem("That person is not in Teams. Choose somebody else.");
  const by = { cast, person };
  switch (act.do) {
    case "say":
      return teams.gestures.say(by, act.conversation, act.text, act.thread);
    case "press":
      return teams.gestures.press(by, act);
    case "refresh":
      return teams.gestures.refresh(by, act);
    case "make-action":
      return teams.messageAction.choose(by, act);
    case "submit":
      return teams.messageAction.submit(by, act);
    case "close":
      return teams.messageAction.close(by);
    case "add-app":
      teams.tenant.installations.add(person);
      await teams.announce(cast);
      return DONE;
    case "read": {
      if (!teams.tenant.messages.find(act.conversation, act.message)) return GONE;
      teams.tenant.messages.markRead(person.teamsUser, act.conversation, act.message);
      return DONE;
    }
  }
}
