import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import type { ChatRequest } from "./chat/chat.ts";
import { PACE } from "./chat/pace.ts";
import { openQueue } from "./clock/queue.ts";
import type { Config } from "./config.ts";
import { connectTeams } from "./connect-teams.ts";
import type { BankHolidayOverride } from "./core/bank-holidays.ts";
import { createDeps, linksOf } from "./deps.ts";
import { ConfigError } from "./environment.ts";
import { heartbeat } from "./heartbeat.ts";
import { createMetrics } from "./metrics.ts";
import { minutesDoor } from "./minutes-door.ts";
import { rehearse } from "./rehearse.ts";
import { createHttpServer, type Doors } from "./server.ts";
import { slackApp } from "./slack/app.ts";
import { migrationsApplied } from "./store/migrate.ts";
import type { Store } from "./store/open.ts";
import { standingOf } from "./store/standing.ts";
import { answer } from "./usecases/answer.ts";
import { fullPass } from "./usecases/full-pass.ts";
import { openMinutes } from "./usecases/open-minutes.ts";
import { notePresence } from "./usecases/presence.ts";
import { serveConversations } from "./usecases/serve-conversations.ts";
import { unheard } from "./usecases/signals.ts";
import { noteMessage } from "./usecases/source-state.ts";

export interface Service {
  /** Where it listens. */
  url: string;
  rehearsal: boolean;
  /** Ends in order: no new requests, what was asked is answered, what is being said is said. */
  stop: () => Promise<void>;
}

/** How long requests may take to end once the service is asked to stop. */
const PATIENCE_MS = 3_000;

/** Wires everything that `serve` runs. The store is the caller's to close. */
export async function startService(
  config: Config,
  {
    store,
    log,
    realNow,
    holidays,
  }: { store: Store; log: Logger; realNow: () => Date; holidays: BankHolidayOverride | undefined },
): Promise<Service> {
  const stage = config.rehearsal ? rehearse(config, { store, log, realNow }) : null;
  let wired = false;
  const doors: Doors = {
    slack: null,
    teams: null,
    ready: async () => wired && (await migrationsApplied(store.db).catch(() => false)),
    metrics: config.metrics
      ? createMetrics(() => standingOf(store.db, { now: stage?.now() ?? realNow(), real: realNow() }))
      : null,
    minutes: null,
    rehearsal: null,
  };
  const server = createHttpServer(doors, log);
  const url = await listen(server, config);
  stage?.listening(url);
  const queue = await openQueue(store.url, log, { clock: config.clock });
  const deps = createDeps({
    store,
    log,
    realNow,
    holidays,
    now: stage?.now ?? realNow,
    wake: queue.wake,
    // Where any free port was taken, which one is known only now.
    links: await linksOf({ ...config, publicUrl: config.publicUrl.endsWith(":0") ? url : config.publicUrl }),
    signals: doors.metrics?.signals ?? unheard,
    paces: stage?.paces ?? PACE,
  });
  doors.minutes = minutesDoor((token, as) => openMinutes(deps, token, as));
  const slackConfig = config.slack ?? stage?.slack() ?? null;
  const heard = {
    ...{ realNow, log, answer: (request: ChatRequest) => answer(deps, request) },
    ...{ noteMessage: noteMessage(deps), notePresence: notePresence(deps) },
  };
  const slack = slackConfig && slackApp({ ...slackConfig, ...heard });
  if (slack) {
    deps.chats.set("slack", slack.chat);
    doors.slack = slack.listener;
  }
  const teamsConfig = config.teams ?? stage?.teams() ?? null;
  const teams = teamsConfig && (await connectTeams(teamsConfig, { store, ...heard }));
  if (teams) {
    deps.chats.set("teams", teams.chat);
    doors.teams = teams.listener;
  }
  await stage?.prepare(deps);
  doors.rehearsal = stage?.open(deps) ?? null;
  const ping = heartbeat(config.heartbeatUrl, log);
  const pass = async (): Promise<void> => {
    try {
      if ((await fullPass(deps, deps.now(), "skip")).full) await ping();
    } catch (err) {
      log.error({ err }, "a pass over the agenda was not done");
    }
  };
  if (config.clock) await queue.work((later) => serveConversations(deps, later), pass);
  wired = true;

  async function stop(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    stage?.close();
    // Somebody who never finishes a request must not hold the others up.
    const impatience = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
    await closed;
    clearTimeout(impatience);
    await Promise.all([slack?.idle(), teams?.idle()]);
    await queue.stop();
  }
  return { url, rehearsal: stage !== null, stop };
}

/** What stands in the way of listening, as one line that names the setting. */
function cannotListen(err: NodeJS.ErrnoException, { host, port }: Pick<Config, "host" | "port">): Error {
  switch (err.code) {
    case "EADDRINUSE":
      return new ConfigError(`PORT ${port} is taken: set PORT to a free one, for example 3979.`);
    case "EACCES":
      return new ConfigError(`PORT ${port} may not be used by this user: set PORT to one above 1023, for example 3978.`);
    case "ENOTFOUND":
    case "EADDRNOTAVAIL":
      return new ConfigError(`HOST ${host} is not an address of this machine: set HOST, for example 127.0.0.1 or 0.0.0.0.`);
    default:
      return err;
  }
}

/** Listens first: the rehearsal's own platforms are reached at this address. Until its door is there, Slack is told to come again. */
async function listen(server: Server, { host, port }: Pick<Config, "host" | "port">): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (err: NodeJS.ErrnoException) => reject(cannotListen(err, { host, port })));
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
}
