import { randomBytes } from "node:crypto";
import { createMessages } from "./messages.ts";
import { createResponseUrls } from "./response-url.ts";
import { createTriggers } from "./triggers.ts";
import { createViews } from "./views.ts";

/**
 * What a Slack workspace remembers, in memory: it starts empty each time the service starts. Messages carry the rehearsal's time;
 * what Slack lets expire runs on real time.
 */
export function createWorkspace({ now, realNow, changed }: { now(): Date; realNow(): Date; changed(): void }) {
  const nextId = () => randomBytes(4).toString("base64url");
  const messages = createMessages({ now, changed });
  return {
    nextId,
    messages,
    views: createViews({ changed }),
    triggers: createTriggers({ realNow }),
    responseUrls: createResponseUrls({ realNow, messages, nextId }),
  };
}

export type Workspace = ReturnType<typeof createWorkspace>;
