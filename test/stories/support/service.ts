import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { command } from "../../../src/cli/command.ts";
import { readConfig } from "../../../src/config.ts";
import { createLog } from "../../../src/log.ts";
import { type Service, startService } from "../../../src/service.ts";
import { openStore } from "../../../src/store/open.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

export const SAMPLE = await readFile(new URL("../../../samples/harbour.yaml", import.meta.url), "utf8");

const wallClock = (): Date => new Date(performance.timeOrigin + performance.now());

/** One line of the service's log. */
export interface LogLine {
  level: string;
  msg: string;
  [field: string]: unknown;
}

/** A database with people and cases in it, and the command line to it. */
export interface World {
  database: TestDatabase;
  env: Record<string, string>;
  /** Runs `followthrough …` as a person at the command line would. */
  cli(...args: string[]): Promise<{ code: number; said: string }>;
  /** Starts a replica on it, on a port of its own. */
  serve(env?: Record<string, string>): Promise<Replica>;
  /** Stops what still runs, and drops the database. */
  end(): Promise<void>;
}

export interface Replica extends Service {
  log: LogLine[];
  /** What somebody who watches the log would be woken for. */
  faults(): LogLine[];
}

/** The provider of `setup`, in a real database of its own. */
export async function world(setup: string = SAMPLE): Promise<World> {
  const database = await testDatabase();
  const env = { DATABASE_URL: database.url, SECRET_KEY: Buffer.alloc(32, 7).toString("base64"), PORT: "0", METRICS: "off" };
  const running = new Set<() => Promise<void>>();

  async function cli(...args: string[]) {
    const said: string[] = [];
    const say = (text: string) => void said.push(text);
    const code = await command(args, {
      env,
      realNow: wallClock,
      print: say,
      complain: say,
      input: async () => "",
      untilStopped: async () => {},
    });
    return { code, said: said.join("\n") };
  }

  async function serve(more: Record<string, string> = {}): Promise<Replica> {
    const config = readConfig({ ...env, ...more });
    const log: LogLine[] = [];
    const logger = createLog("debug", { write: (line: string) => void log.push(JSON.parse(line)) });
    const store = await openStore(config, logger);
    const service = await startService(config, { store, log: logger, realNow: wallClock, holidays: undefined });
    const stop = async () => {
      if (!running.delete(stop)) return;
      await service.stop();
      await store.close();
    };
    running.add(stop);
    const faults = () => log.filter(({ level, msg }) => level === "error" || level === "fatal" || msg === "notice not taken");
    return { ...service, stop, log, faults };
  }

  const loaded = await importText(cli, setup);
  if (loaded.code !== 0) throw new Error(`the set-up was not taken: ${loaded.said}`);
  return {
    database,
    env,
    cli,
    serve,
    async end() {
      await Promise.all([...running].map((stop) => stop()));
      await database.close();
    },
  };
}

async function importText(cli: World["cli"], text: string): Promise<{ code: number; said: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), "followthrough-story-"));
  try {
    const file = path.join(folder, "setup.yaml");
    await writeFile(file, text);
    return await cli("import", file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
