import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

const folder = new URL("../cards/golden/", import.meta.url);

/**
 * Compares with test/cards/golden/<name>.json. `UPDATE_GOLDEN=1` writes what is there now; read the difference before committing it.
 * A missing file fails: a card nobody has looked at is not a tested one.
 */
export function expectGolden(name: string, value: unknown): void {
  const file = fileURLToPath(new URL(`${name}.json`, folder));
  const said = `${JSON.stringify(value, null, 2)}\n`;
  if (process.env.UPDATE_GOLDEN === "1") {
    if (process.env.CI !== undefined) throw new Error("golden files are not written in CI");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, said);
    return;
  }
  if (!existsSync(file)) throw new Error(`no golden file ${name}.json: look at the card, then write it with UPDATE_GOLDEN=1`);
  expect(said, name).toBe(readFileSync(file, "utf8"));
}
