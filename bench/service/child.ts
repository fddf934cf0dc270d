import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** What a process alone has used: neither its children nor the database. */
export interface Usage {
  cpuMs: number;
  rssMb: number;
}

export interface Child {
  usage: () => Promise<Usage>;
  /** Runs the work while the process stands still. */
  without: <T>(work: () => Promise<T>) => Promise<T>;
  stop: () => Promise<void>;
}

const PROJECT = path.resolve(import.meta.dirname, "../..");
const PROBE = path.join(import.meta.dirname, "probe.ts");

/** As `npm start` and the container start it. */
const AS_STARTED = ["--max-semi-space-size=8", "--heap-growing-percent=60"];

/**
 * Starts a program of the project in a process of its own. Settings are those given and nothing of this shell's.
 *
 * `BENCH_PROFILE` names a folder that a CPU profile of each such process is written to when it stops.
 */
export function startChild(program: string, args: string[], settings: Record<string, string>): Child {
  const { PATH = "", HOME = "", BENCH_PROFILE } = process.env;
  const profile = BENCH_PROFILE ? ["--cpu-prof", `--cpu-prof-dir=${BENCH_PROFILE}`] : [];
  const child = fork(path.join(PROJECT, program), args, {
    cwd: PROJECT,
    env: { PATH, HOME, NODE_ENV: "production", ...settings },
    execArgv: [...(program === "src/main.ts" ? AS_STARTED : []), ...profile, "--import", PROBE],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  return {
    async usage() {
      child.send("usage");
      const [usage] = (await once(child, "message")) as [Usage];
      return usage;
    },
    async without(work) {
      child.kill("SIGSTOP");
      return work().finally(() => child.kill("SIGCONT"));
    },
    stop: () => stopped(child),
  };
}

/** Runs a program of the project to its end. */
export async function runChild(program: string, args: string[], settings: Record<string, string>): Promise<void> {
  const { PATH = "", HOME = "" } = process.env;
  const child = fork(path.join(PROJECT, program), args, {
    cwd: PROJECT,
    env: { PATH, HOME, ...settings },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`bench: ${program} ${args.join(" ")} ended with ${code}`);
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

/** Resolves once the address answers 200; polls closely, so that a start can be timed by it. */
export async function answering(url: string): Promise<void> {
  const giveUp = performance.now() + 30_000;
  while (performance.now() < giveUp) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await sleep(5);
  }
  throw new Error(`bench: ${url} does not answer`);
}
