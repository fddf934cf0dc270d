import { startService } from "../service.ts";
import type { Session } from "./command.ts";
import { untilStoreLost } from "./store-watch.ts";

const never = new Promise<never>(() => {});

/** Runs the service until it is asked to stop; then lets what was asked be answered and what is being said be said. */
export async function serve({ config, store, log, realNow, holidays, print, complain, untilStopped }: Session): Promise<number> {
  const service = await startService(config, { store, log, realNow, holidays });
  print(
    service.rehearsal ? `Followthrough is ready. Try it here: ${service.url}/` : `Followthrough is ready at ${config.publicUrl}`,
  );
  const watching = new AbortController();
  const lost = config.databaseUrl === null ? untilStoreLost(store.db, watching.signal).then(() => "lost" as const) : never;
  const ended = await Promise.race([untilStopped().then(() => "asked" as const), lost]);
  watching.abort();
  if (ended === "lost") {
    complain("The embedded database has stopped. Start again: what was saved is there.");
    return 1;
  }
  log.info("stopping");
  await service.stop();
  return 0;
}
