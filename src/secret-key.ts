import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { ConfigError } from "./environment.ts";

/**
 * The key that signs links and encrypts tokens, kept beside the embedded store: made on the first start and read ever after. Two
 * processes that start together get the same one.
 *
 * @throws ConfigError where the file holds something else
 */
export async function secretKeyIn(dataDir: string): Promise<Buffer> {
  const file = path.join(dataDir, "secret.key");
  const key = Buffer.from((await readIfThere(file)) ?? (await make(file)), "base64");
  if (key.length !== 32)
    throw new ConfigError(`SECRET_KEY: ${file} does not hold 32 bytes in base64: put it back from a backup.`);
  return key;
}

async function make(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}-${randomUUID()}`;
  await writeFile(draft, randomBytes(32).toString("base64"), { mode: 0o600 });
  // A link is made whole and once: whoever comes second reads the first one's key.
  await link(draft, file).catch((err: unknown) => {
    if (!hasCode(err, "EEXIST")) throw err;
  });
  await rm(draft);
  return readFile(file, "utf8");
}

async function readIfThere(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch((err: unknown) => {
    if (hasCode(err, "ENOENT")) return null;
    throw new ConfigError(`SECRET_KEY: ${file} cannot be read: start as the user who made it, or set SECRET_KEY.`);
  });
}

const hasCode = (err: unknown, code: string): boolean => err instanceof Error && "code" in err && err.code === code;
