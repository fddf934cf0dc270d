import { type ChildProcessByStdio, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openEmbedded } from "../../src/store/embedded.ts";

const SILENT = { info: () => {} };
const asRoot = process.getuid?.() === 0;

/** A store that was made, written to and closed: each test has a copy, which is quicker than making one. */
let made: string;
let folder: string;
let dataDir: string;
const children: ChildProcessByStdio<Writable, Readable, null>[] = [];
beforeAll(async () => {
  made = await temporaryFolder();
  dataDir = path.join(made, "data");
  await using(note);
});
afterAll(() => rm(made, { recursive: true }));
beforeEach(async () => {
  folder = await temporaryFolder();
  dataDir = path.join(folder, "data");
  // cp, because a copy made by Node would belong to root where we are root.
  await promisify(execFile)("cp", ["-a", path.join(made, "data"), dataDir]);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  const server = await postmaster();
  if (server) process.kill(server.pid, "SIGQUIT");
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

/** Root's database runs as another user, who has to get through to its own folder. */
async function temporaryFolder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), "followthrough-embedded-"));
  await chmod(made, 0o711);
  return made;
}

const inCluster = (name: string) => path.join(dataDir, "postgres/cluster", name);

/** The running server by its own account, or null where it has stopped. */
async function postmaster(): Promise<{ pid: number; port: number } | null> {
  const lines = await readFile(inCluster("postmaster.pid"), "utf8").then(
    (text) => text.split("\n"),
    () => null,
  );
  return lines && { pid: Number(lines[0]), port: Number(lines[3]) };
}

/** Opens, does the work, closes. */
async function using<T>(work: (url: string) => Promise<T>): Promise<T> {
  const { url, close } = await openEmbedded(dataDir, SILENT, { fsync: "off" });
  try {
    return await work(url);
  } finally {
    await close();
  }
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows.flat();
  } finally {
    await client.end();
  }
}

const note = (url: string) => query(url, "CREATE TABLE note AS SELECT 'kept' AS word");
const readNote = (url: string) => query(url, "SELECT word FROM note");

/** Another process with the same folder open. */
async function aUser(): Promise<{
  url: string;
  child: (typeof children)[number];
  leave: (how?: () => unknown) => Promise<void>;
}> {
  const program = path.join(import.meta.dirname, "../support/embedded-user.ts");
  const child = spawn(process.execPath, [program, dataDir], { stdio: ["pipe", "pipe", "inherit"], detached: true });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await lines.next();
  const leave = async (how: () => unknown = () => child.stdin.write("stop\n")) => {
    how();
    expect(await lines.next()).toEqual({ done: false, value: "closed" });
  };
  return { url: String(first.value).replace("open ", ""), child, leave };
}

async function kill(child: (typeof children)[number]): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

describe("openEmbedded", () => {
  it("makes a durable UTF-8 database that only this machine and only our user can enter", async () => {
    await rm(dataDir, { recursive: true });
    const { url, close } = await openEmbedded(dataDir, SILENT);
    try {
      const settings = [
        "fsync",
        "full_page_writes",
        "listen_addresses",
        "unix_socket_directories",
        "TimeZone",
        "server_encoding",
      ];
      const values = await query(
        url,
        `SELECT current_setting(name) FROM unnest('{${settings}}'::text[]) WITH ORDINALITY AS s(name, n) ORDER BY n`,
      );
      expect(values).toEqual(["on", "on", "127.0.0.1", "", "UTC", "UTF8"]);
      expect(await query(url, "SELECT lower('ÉÀÖ')")).toEqual(["éàö"]);

      const wrong = new URL(url);
      wrong.password = "guessed";
      await expect(query(wrong.href, "SELECT 1")).rejects.toThrow("password authentication failed");
      expect((await stat(path.join(dataDir, "postgres/password"))).mode & 0o777).toBe(0o600);
    } finally {
      await close();
    }
    expect(await postmaster()).toBeNull();
  });

  it("keeps what was stored, and the port, from one start to the next", async () => {
    const before = await using(async (url) => url);

    expect(await using(async (url) => [url, await readNote(url)])).toEqual([before, ["kept"]]);
  });

  it("starts one server for processes that race, and stops it when the last has left", async () => {
    const users = await Promise.all([aUser(), aUser(), aUser(), aUser()]);

    expect(new Set(users.map(({ url }) => url)).size).toBe(1);
    const server = await postmaster();
    for (const user of users.slice(1)) await user.leave();
    expect(await postmaster()).toEqual(server);
    await users[0]?.leave();
    expect(await postmaster()).toBeNull();
  });

  it("lets a command come and go while the service runs on the same store", async () => {
    const service = await aUser();

    expect(await using(async (url) => url)).toBe(service.url);

    expect(await query(service.url, "SELECT 1")).toEqual([1]);
    await service.leave();
  });

  it("joins the server that a killed process left running, and stops it in its place", async () => {
    const { url, child } = await aUser();
    await query(url, "UPDATE note SET word = 'changed'");
    await kill(child);
    const left = await postmaster();

    await using(async (again) => {
      expect(await postmaster()).toEqual(left);
      expect(await readNote(again)).toEqual(["changed"]);
    });

    expect(await postmaster()).toBeNull();
  });

  it("starts again after everything was killed, with all that was confirmed", async () => {
    const { url, child } = await aUser();
    await query(url, "UPDATE note SET word = 'changed'");
    await kill(child);
    process.kill((await postmaster())?.pid ?? 0, "SIGKILL");

    expect(await using(readNote)).toEqual(["changed"]);
  });

  it("starts although the killed server's process id now belongs to somebody else", async () => {
    await writeFile(
      inCluster("postmaster.pid"),
      [process.pid, inCluster(""), 1, 5432, "", "127.0.0.1", "1 1", "ready"].join("\n"),
    );

    expect(await using(readNote)).toEqual(["kept"]);
  });

  it("makes the database again where the first start was killed half-way", async () => {
    await rename(inCluster(""), path.join(dataDir, "postgres/cluster.new"));

    expect(await using((url) => query(url, "SELECT 1"))).toEqual([1]);
  });

  it("goes to another port where its own was taken meanwhile", async () => {
    const squatter = createServer();
    squatter.listen(0, "127.0.0.1");
    await once(squatter, "listening");
    const { port } = squatter.address() as AddressInfo;
    await writeFile(path.join(dataDir, "postgres/port"), String(port));
    try {
      const url = await using(async (open) => {
        await query(open, "SELECT 1");
        return open;
      });
      expect(new URL(url).port).not.toBe(String(port));
    } finally {
      squatter.close();
    }
  });

  it("lets its user finish after Ctrl-C, which the terminal sends to the whole group", async () => {
    const { child, leave } = await aUser();

    await leave(() => process.kill(-(child.pid ?? 0), "SIGINT"));

    expect(await postmaster()).toBeNull();
  });

  it("closes once, however often it is asked to", async () => {
    const { close } = await openEmbedded(dataDir, SILENT, { fsync: "off" });

    await Promise.all([close(), close()]);
    await close();

    expect(await postmaster()).toBeNull();
  });

  it("counts twice where one process has opened it twice", async () => {
    const { close } = await openEmbedded(dataDir, SILENT, { fsync: "off" });
    await using(async () => {});

    expect(await postmaster()).not.toBeNull();
    await close();
  });
});

describe("what keeps the embedded store from opening is one line", () => {
  const refusal = async (at: string): Promise<string> => {
    const err = await openEmbedded(at, SILENT, { fsync: "off" }).then(
      () => new Error("nothing was refused"),
      (reason: Error) => reason,
    );
    expect(err.name).toBe("EmbeddedError");
    expect(err.message).not.toContain("\n");
    return err.message;
  };

  it("where the folder cannot be written to", async () => {
    await writeFile(path.join(folder, "file"), "");

    expect(await refusal(path.join(folder, "file/data"))).toMatch(/file\/data cannot be written to \(ENOTDIR\): set DATA_DIR/);
  });

  it.runIf(process.platform === "linux")("where the system takes no folders, instead of trying for ever", async () => {
    expect(await refusal("/proc/x")).toBe(
      "/proc/x cannot be written to (ENOENT): set DATA_DIR to a folder that this user may write to.",
    );
  });

  it("where a newer PostgreSQL made the data", async () => {
    await writeFile(inCluster("PG_VERSION"), "99\n");

    expect(await refusal(dataDir)).toMatch(/was made by PostgreSQL 99 and this build has 17: start the newer build/);
  });

  it("where the server ends at once, with what it said", async () => {
    await rm(inCluster("global/pg_control"));

    expect(await refusal(dataDir)).toMatch(/did not start: could not find the database system\. More is in .*server\.log\.$/);
  });

  it("where the password is lost", async () => {
    await rm(path.join(dataDir, "postgres/password"));

    expect(await refusal(dataDir)).toMatch(/postgres\/password cannot be read/);
  });

  it.runIf(asRoot)("where root's database user may not enter a folder on the way", async () => {
    const home = path.join(folder, "home");
    await mkdir(home, { mode: 0o700 });

    expect(await refusal(path.join(home, "data"))).toMatch(new RegExp(`may not enter ${home}: run "chmod o\\+x ${home}"`));
  });
});
