import { spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { EmbeddedError } from "./embedded-error.ts";
import { type Postmaster, settled } from "./postmaster.ts";
import type { Site } from "./site.ts";

/** Modest, and durable: a small service that must not lose what it has confirmed. The log holds no statement and no row. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "60",
  shared_buffers: "32MB",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
};

const PORT_TAKEN = /Address already in use|could not bind|could not create any TCP/;

/** Starts the server on a port of its own choosing; where somebody takes that port first, on another. */
export async function startServer(site: Site, binaries: Binaries, account: Account | null): Promise<Postmaster> {
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const port = await freePort(await lastPort(site));
    const started = await startOn(port, site, binaries, account);
    if (started.kind === "ready") {
      await writeFile(site.port, String(port));
      return started.server;
    }
    if (!PORT_TAKEN.test(started.said)) {
      throw new EmbeddedError(`The embedded database did not start: ${complaintIn(started.said)}. More is in ${site.log}.`);
    }
  }
  throw new EmbeddedError("The embedded database found no free port on 127.0.0.1: end what takes them, or set DATABASE_URL.");
}

type Started = { kind: "ready"; server: Postmaster } | { kind: "ended"; said: string };

async function startOn(port: number, site: Site, { postgres }: Binaries, account: Account | null): Promise<Started> {
  const log = await open(site.log, "a", 0o600);
  const { size } = await log.stat();
  try {
    const settings = Object.entries({ ...SETTINGS, ...site.settings }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const server = spawn(postgres, ["-D", site.cluster, "-p", String(port), ...settings], {
      ...account,
      cwd: site.cluster,
      // A session of its own: Ctrl-C in the terminal reaches us, and we stop the server when our last query is done.
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
      env: { LC_ALL: "C", TZ: "UTC" },
    });
    server.unref();
    let ended = false;
    server.once("exit", () => {
      ended = true;
    });
    server.once("error", () => {
      ended = true;
    });
    const ready = await settled(site, async () => !ended);
    if (ready) return { kind: "ready", server: ready };
    const whole = await readFile(site.log);
    return { kind: "ended", said: whole.subarray(size).toString() };
  } finally {
    await log.close();
  }
}

async function lastPort(site: Site): Promise<number> {
  return Number(await readFile(site.port, "utf8").catch(() => "0"));
}

/** The wanted port where it is free, else any that is. */
async function freePort(wanted: number): Promise<number> {
  const probe = createServer();
  try {
    probe.listen(wanted, "127.0.0.1");
    await once(probe, "listening");
    return (probe.address() as AddressInfo).port;
  } catch {
    return freePort(0);
  } finally {
    probe.close();
  }
}

/** `data directory "…" has invalid permissions` out of the server's last words. */
function complaintIn(said: string): string {
  const lines = said.split("\n").filter((line) => line.trim() !== "" && !line.includes("LOG:"));
  const complaint = lines.find((line) => line.includes("FATAL:")) ?? lines[0];
  return complaint?.replace(/^.*(?:FATAL|postgres):\s*/, "").trim() || "it ended without a word";
}
