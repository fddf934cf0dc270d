import { readFile } from "node:fs/promises";
import { BankHolidayOverride } from "../core/bank-holidays.ts";
import { ConfigError } from "../environment.ts";

/**
 * Reads the local additions to the bank-holiday table.
 *
 * @throws ConfigError where the file cannot be read or is not of the form
 */
export async function readOverride(file: string | null): Promise<BankHolidayOverride | undefined> {
  if (file === null) return undefined;
  const example = '{ "scotland": { "add": ["2026-06-15"] } }';
  const text = await readFile(file, "utf8").catch(() => {
    throw new ConfigError(`BANK_HOLIDAYS_FILE: ${file} cannot be read: check the path.`);
  });
  const parsed = BankHolidayOverride.safeParse(asJson(text));
  if (!parsed.success) throw new ConfigError(`BANK_HOLIDAYS_FILE: ${file} is not of the form ${example}.`);
  return parsed.data;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
