import { createDialogs } from "./dialogs.ts";
import { createInstallations } from "./installations.ts";
import { createMessages } from "./messages.ts";

/** What a Teams tenant remembers, in memory: it starts empty each time the service starts. Messages carry the rehearsal's time. */
export function createTenant({
  now,
  changed,
  withoutApp,
}: {
  now(): Date;
  changed(): void;
  /** People, by their id in the set-up, who have not added the app. */
  withoutApp: readonly string[];
}) {
  return {
    messages: createMessages({ now, changed }),
    installations: createInstallations({ withoutApp, changed }),
    dialogs: createDialogs({ changed }),
  };
}

export type Tenant = ReturnType<typeof createTenant>;
