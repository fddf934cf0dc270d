import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Deps } from "../usecases/deps.ts";
import { importSetup } from "../usecases/import-setup.ts";

const USAGE = "import FILE.yaml [--dry-run]; for example import samples/harbour.yaml --dry-run";

/** `import FILE.yaml [--dry-run]`. 0 where the file was taken or would be, 2 where it is wrong and nothing was written. */
export async function importCommand(
  deps: Pick<Deps, "db" | "log" | "now">,
  args: string[],
  print: (line: string) => void,
): Promise<number> {
  const asked = readArgs(args);
  if (!asked) {
    print(USAGE);
    return 2;
  }
  const text = await readText(asked.name);
  if (text === null) {
    print(`${asked.name}: cannot be read; check the path`);
    return 2;
  }
  const outcome = await importSetup(deps, { name: asked.name, text }, { dryRun: asked.dryRun });
  for (const line of outcome.lines) print(line);
  if (outcome.kind === "refused") {
    print("Nothing was written.");
    return 2;
  }
  if (asked.dryRun) print("Dry run: nothing was written.");
  return 0;
}

function readArgs(args: string[]): { name: string; dryRun: boolean } | null {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { "dry-run": { type: "boolean" } } });
    const [name, ...others] = positionals;
    return name === undefined || others.length > 0 ? null : { name, dryRun: values["dry-run"] ?? false };
  } catch {
    // An option that is not known: answered like any other wrong call.
    return null;
  }
}

async function readText(name: string): Promise<string | null> {
  try {
    return await readFile(name, "utf8");
  } catch {
    return null;
  }
}
