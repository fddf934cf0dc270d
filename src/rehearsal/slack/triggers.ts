import { randomBytes } from "node:crypto";

/** Slack gives an app three real seconds to open a form after a gesture. */
const VALID_MS = 3000;

export type Exchange = { kind: "user"; user: string } | { kind: "refused"; error: string };

/** Trigger ids: each lets the app open one form for the person whose gesture it came with. */
export function createTriggers({ realNow }: { realNow(): Date }) {
  const issued = new Map<string, { user: string; until: number; used: boolean }>();

  return {
    issue(user: string): string {
      const id = `${+realNow()}.${issued.size + 1}.${randomBytes(16).toString("hex")}`;
      issued.set(id, { user, until: +realNow() + VALID_MS, used: false });
      return id;
    },

    exchange(id: string): Exchange {
      const trigger = issued.get(id);
      if (!trigger) return { kind: "refused", error: "invalid_trigger_id" };
      if (trigger.used) return { kind: "refused", error: "exchanged_trigger_id" };
      if (+realNow() > trigger.until) return { kind: "refused", error: "expired_trigger_id" };
      trigger.used = true;
      return { kind: "user", user: trigger.user };
    },
  };
}

export type Triggers = ReturnType<typeof createTriggers>;
