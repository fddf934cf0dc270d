import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openEmbedded } from "../../src/store/embedded.ts";
import { runChild } from "./child.ts";
import { SIGNING_SECRET } from "./slash.ts";

export interface World {
  /** What the service is started with: a store with the sample set-up, and Slack at `sinkPort`. */
  settings: Record<string, string>;
  close: () => Promise<void>;
}

/**
 * A Postgres of its own, on disk as in earnest, with people and cases in it.
 *
 * @param setup the set-up file's text; the sample, unless it is given
 */
export async function openWorld(ports: { service: number; sink: number }, setup?: string): Promise<World> {
  const folder = await mkdtemp(path.join(tmpdir(), "followthrough-bench-"));
  // Started by root, Postgres runs as another user, who must be able to get to its own folder inside.
  await chmod(folder, 0o711);
  const { url, close } = await openEmbedded(folder, { info: () => {} });
  const settings = {
    DATABASE_URL: url,
    SECRET_KEY: randomBytes(32).toString("base64"),
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_BOT_TOKEN: "xoxb-bench",
    SLACK_API_URL: `http://127.0.0.1:${ports.sink}/api/`,
    PORT: String(ports.service),
    REHEARSAL: "off",
  };
  const file = path.join(folder, "setup.yaml");
  if (setup !== undefined) await writeFile(file, setup);
  await runChild("src/main.ts", ["import", setup === undefined ? "samples/harbour.yaml" : file], settings);
  return {
    settings,
    close: async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
