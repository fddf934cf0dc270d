import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openEmbedded } from "../../src/store/embedded.ts";
import { migrate } from "../../src/store/migrate.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The template that `testDatabase` copies. */
    templateUrl: string;
  }
}

const PREFIX = "followthrough-test-";
const SILENT = { info: () => {} };
/** Nothing here outlives the run, so nothing needs to reach the disk. */
const FAST = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };

/** One Postgres for the whole run, with one migrated database in it that every test file gets a copy of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const folder = await mkdtemp(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
  // Started by root, Postgres runs as another user, who must be able to get to its own folder inside.
  await chmod(folder, 0o711);
  const { url, close } = await openEmbedded(folder, SILENT, FAST);
  const templateUrl = await makeTemplate(url);
  project.provide("templateUrl", templateUrl);
  return async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  };
}

async function makeTemplate(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("CREATE DATABASE template_migrated");
  await client.end();
  const templateUrl = new URL(url);
  templateUrl.pathname = "/template_migrated";
  await migrate(templateUrl.href);
  return templateUrl.href;
}

/** A run that was killed could not stop its server. The folder says whose it was; closing as the last user stops it. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (!pid || isRunning(Number(pid))) continue;
    const folder = path.join(tmpdir(), name);
    const { close } = await openEmbedded(folder, SILENT, FAST);
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (err) {
    return err instanceof Error && "code" in err && err.code === "EPERM";
  }
}
