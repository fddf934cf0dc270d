// Makes src/generated/prisma from prisma/schema.prisma after an install. Plain JavaScript, because it also runs on the machine's
// own Node before the project's Node 24 is on the path. Without the Prisma CLI (a production install) there is nothing to do:
// the container copies the generated client from its build stage.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);

function prismaCli() {
  try {
    return path.join(path.dirname(require.resolve("prisma/package.json")), "build", "index.js");
  } catch {
    return undefined;
  }
}

const cli = prismaCli();
if (cli) {
  // Generating needs no schema engine, but the CLI looks for one and would download it. /bin/false satisfies the look-up and
  // fails loudly if anything ever tries to run it.
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: "/bin/false",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  };
  const { status } = spawnSync(process.execPath, [cli, "generate", "--no-hints"], {
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  process.exit(status ?? 1);
}
