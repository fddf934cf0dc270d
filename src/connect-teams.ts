import type { Logger } from "pino";
import type { Answer, ChatRequest, NoteMessage, NotePresence } from "./chat/chat.ts";
import type { TeamsConfig } from "./config.ts";
import type { Store } from "./store/open.ts";
import { references } from "./store/references.ts";
import type { TeamsApp } from "./teams/app.ts";

/** Connects to Teams. Its library takes a second to load, so that nobody who is not connected loads it. */
export async function connectTeams(
  config: TeamsConfig,
  parts: {
    store: Store;
    log: Logger;
    realNow: () => Date;
    answer: (request: ChatRequest) => Promise<Answer>;
    noteMessage: NoteMessage;
    notePresence: NotePresence;
  },
): Promise<TeamsApp> {
  const { store, ...rest } = parts;
  const { teamsApp } = await import("./teams/app.ts");
  return teamsApp({ config, references: references(store.db), ...rest });
}
