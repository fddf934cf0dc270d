import type { Logger } from "pino";
import type { References } from "../chat/references.ts";
import type { Activity } from "./body.ts";
import { placeOf } from "./conversation-id.ts";
import { isPerson, isPersonal, tenantOf } from "./receive.ts";
import type { Voice } from "./voice.ts";

/** Known already to this process, and so not written again. Oldest out first. */
const KEPT = 10_000;

/** What activities teach of conversations and people: where we may write, and which `29:…` is whom. */
export function memory(references: References, voice: Pick<Voice, "memberOf">, realNow: () => Date, log: Logger) {
  const known = new Set<string>();

  async function once(fact: string, learn: () => Promise<void>): Promise<void> {
    if (known.has(fact)) return;
    await learn();
    known.add(fact);
    if (known.size > KEPT) known.delete(known.values().next().value ?? "");
  }

  const factOf = (activity: Activity): string =>
    `${tenantOf(activity)} ${placeOf(activity.conversation.id)} ${activity.serviceUrl}`;

  async function place(activity: Activity): Promise<void> {
    const personal = isPersonal(activity);
    if (personal && !isPerson(activity.from)) return;
    const { serviceUrl, recipient, from } = activity;
    await references.remember(
      {
        platform: "teams",
        workspace: personal ? (from.tenantId ?? tenantOf(activity)) : tenantOf(activity),
        conversation: placeOf(activity.conversation.id),
        user: personal ? (from.aadObjectId ?? null) : null,
        kind: personal ? "personal" : "room",
        serviceUrl,
        botId: recipient.id,
      },
      realNow(),
    );
  }

  return {
    /** The bot is there: it was installed, or it hears what is said. */
    async heard(activity: Activity): Promise<void> {
      const { from } = activity;
      const tenant = from.tenantId ?? tenantOf(activity);
      await once(factOf(activity), () => place(activity));
      if (isPerson(from)) await once(`${tenant} ${from.id}`, () => references.rememberPerson(tenant, from.aadObjectId, from.id));
    },
    /** Installed, perhaps again: what this process believes to be written may have been removed since. */
    async installed(activity: Activity): Promise<void> {
      known.delete(factOf(activity));
      await this.heard(activity);
    },
    async removed(activity: Activity): Promise<void> {
      known.delete(factOf(activity));
      await references.forget(tenantOf(activity), placeOf(activity.conversation.id));
    },
    /** Who a mentioned `29:…` is: remembered, else as the roster of the conversation has it; null where it does not say. */
    async whoIs(activity: Activity, account: string): Promise<string | null> {
      const tenant = tenantOf(activity);
      const remembered = await references.userOf(tenant, account);
      if (remembered) return remembered;
      const { serviceUrl, recipient, conversation } = activity;
      const spot = { workspace: tenant, conversation: placeOf(conversation.id), serviceUrl, botId: recipient.id };
      const user = await voice.memberOf(spot, account).catch((err: unknown) => {
        // What was said must not be lost for it: like somebody unknown, they keep the name that was shown.
        log.warn({ err, workspace: tenant }, "a roster was not told");
        return null;
      });
      if (user) await references.rememberPerson(tenant, user, account);
      return user;
    },
  };
}

export type Memory = ReturnType<typeof memory>;
