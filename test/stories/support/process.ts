import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePort } from "./free-port.ts";
import { until } from "./until.ts";

const MAIN = fileURLToPath(new URL("../../../src/main.ts", import.meta.url));

/** The service as a process of its own, which can be killed. */
export interface ServiceProcess {
  url: string;
  /** Everything that it has written so far. */
  wrote: () => string;
  /** As the machine does it: nothing is finished. Resolves when it is gone. */
  kill: () => Promise<void>;
  /** As an operator does it. Resolves with its exit code. */
  askToStop: () => Promise<number | null>;
}

/** `node src/main.ts serve`, once it takes what Slack sends. */
export async function serviceProcess(env: Record<string, string>): Promise<ServiceProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, [MAIN, "serve"], {
    env: { PATH: process.env.PATH, ...env, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const wrote: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => wrote.push(part.toString("utf8")));
  const url = `http://127.0.0.1:${port}`;
  const open = () =>
    fetch(`${url}/slack/events`, { method: "POST" })
      .then(({ status }) => status === 401)
      .catch(() => false);
  await until(open, () => `the service to start; it wrote:\n${wrote.join("")}`, 20_000);
  return {
    url,
    wrote: () => wrote.join(""),
    async kill() {
      await end(child, "SIGKILL");
    },
    askToStop: () => end(child, "SIGTERM"),
  };
}

async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = once(child, "exit");
  child.kill(signal);
  const [code] = await gone;
  return code as number | null;
}
