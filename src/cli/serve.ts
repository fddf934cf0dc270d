import { secretKeyIn } from "../secret-key.ts";
import { startService } from "../service.ts";
import type { Session } from "./command.ts";

/** Runs the service until it is asked to stop; then lets what was asked be answered and what is being said be said. */
export async function serve({ config, store, log, realNow, holidays, print, untilStopped }: Session): Promise<number> {
  // Made on the first start, so that every backup of the folder holds it.
  if (config.secretKey === null) await secretKeyIn(config.dataDir);
  const service = await startService(config, { store, log, realNow, holidays });
  print(
    service.rehearsal ? `Followthrough is ready. Try it here: ${service.url}/` : `Followthrough is ready at ${config.publicUrl}`,
  );
  await untilStopped();
  log.info("stopping");
  await service.stop();
  return 0;
}
