import type { Logger } from "pino";
import { type Config, readConfig } from "../config.ts";
import type { BankHolidayOverride } from "../core/bank-holidays.ts";
import { createDeps, linksOf } from "../deps.ts";
import { ConfigError } from "../environment.ts";
import { createLog } from "../log.ts";
import { EmbeddedError } from "../store/embedded.ts";
import { MigrationError } from "../store/migrate.ts";
import { openStore, type Store } from "../store/open.ts";
import { readOverride } from "./bank-holidays-file.ts";

/** The outside world, as a command may use it. */
export interface World {
  env: Record<string, string | undefined>;
  realNow: () => Date;
  /** All of stdin. */
  input: () => Promise<string>;
  /** To stdout. */
  print: (text: string) => void;
  /** To stderr. */
  complain: (line: string) => void;
  /** Resolves when somebody asks the process to stop. */
  untilStopped: () => Promise<void>;
}

/** A command with the settings read. */
export interface Desk extends World {
  config: Config;
  args: string[];
}

/** A command with the store open and up to date. */
export interface Session extends Desk {
  store: Store;
  log: Logger;
  holidays: BankHolidayOverride | undefined;
}

type Command = { does: string } & (
  | { run: (session: Session) => Promise<number> }
  | { runWithoutStore: (desk: Desk) => Promise<number> }
);

/** Loaded when they are asked for: a short command need not wait for Bolt and the queue. */
const COMMANDS: Record<string, Command> = {
  serve: { does: "runs the service", run: async (session) => (await import("./serve.ts")).serve(session) },
  migrate: {
    does: "brings the store up to date",
    run: async (session) => (await import("./migrate.ts")).migrateCommand(session),
  },
  import: {
    does: "FILE.yaml [--dry-run]: sets up provider, people and cases",
    run: async (session) => (await import("./import.ts")).importCommand(await depsOf(session), session.args, session.print),
  },
  capture: {
    does: "[--date YYYY-MM-DD] [--jsonl]: finds the actions in meeting text on stdin",
    runWithoutStore: async (desk) => (await import("./capture.ts")).captureCommand(desk),
  },
  tick: {
    does: "--now ISO: delivers everything that is due at that moment, once",
    run: async (session) => (await import("./tick.ts")).tick(session),
  },
  doctor: {
    does: "checks settings, store, Slack, Teams and bank holidays",
    run: async (session) => (await import("./doctor.ts")).doctor(session),
  },
  audit: {
    does: "verify [--case REF]: checks the hash chain of the trail",
    run: async (session) => (await import("./audit-verify.ts")).auditCommand(session),
  },
  export: {
    does: "--case REF --format csv|json: the action log",
    run: async (session) =>
      (await import("./export.ts")).exportCommand(await depsOf(session), session.args, session.print, session.complain),
  },
  "teams-package": {
    does: "[--out FILE]: validates the Teams manifest and writes the zip to upload",
    runWithoutStore: async (desk) => (await import("./teams-package.ts")).teamsPackage(desk.config, desk),
  },
};

/** Commands write nothing that waits for delivery, so nobody has to be woken. */
export const depsOf = async ({ config, store, log, realNow, holidays }: Session, now: () => Date = realNow) =>
  createDeps({ store, log, realNow, holidays, now, wake: async () => {}, links: await linksOf(config) });

/**
 * `followthrough <command>`; `serve` where none is given. What keeps a command from starting is one line that says what to do.
 *
 * @returns the exit code
 */
export async function command(argv: string[], world: World): Promise<number> {
  const [name = "serve", ...args] = argv;
  const found = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!found) {
    for (const line of usage(name)) world.complain(line);
    return 1;
  }
  try {
    const config = readConfig(world.env);
    const desk = { ...world, config, args };
    if ("runWithoutStore" in found) return await found.runWithoutStore(desk);
    const log = name === "serve" ? createLog(config.logLevel) : createLog(quieter(config.logLevel), process.stderr);
    const holidays = await readOverride(config.bankHolidaysFile);
    const store = await openStore(config, log);
    try {
      return await found.run({ ...desk, store, log, holidays });
    } finally {
      await store.close();
    }
  } catch (err) {
    if (!(err instanceof ConfigError || err instanceof EmbeddedError || err instanceof MigrationError)) throw err;
    world.complain(err.message);
    return 1;
  }
}

/** A command's answer is its own lines; the log joins in only when something is wrong. */
const quieter = (level: string): string => (level === "info" ? "warn" : level);

const usage = (said: string): string[] => [
  ...(said === "help" || said === "--help" ? [] : [`There is no command ${said}. There are:`]),
  ...Object.entries(COMMANDS).map(([name, { does }]) => `  ${name.padEnd(13)} ${does}`),
];
