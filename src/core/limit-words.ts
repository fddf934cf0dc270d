import { readLimit } from "./limit.ts";

/** Nobody agrees on waiting for longer. */
const MOST: Record<string, number> = { wd: 90, h: 2160, m: 9999 };

const SAID = /^(?<count>\d+|an?|one)\s*(?<unit>wd|working\s+days?|h|hrs?|hours?|m|mins?|minutes?)$/i;

/** `4h`, `1wd`, also from `4 hours` or `1 working day`; null for anything else. */
export function readSpan(said: string): string | null {
  const { count = "", unit = "" } = SAID.exec(said.trim())?.groups ?? {};
  const short = /^w/i.test(unit) ? "wd" : unit.charAt(0).toLowerCase();
  const number = /^\d/.test(count) ? Number(count) : 1;
  const limit = `${number}${short}`;
  return readLimit(limit) !== null && number <= (MOST[short] ?? 0) ? limit : null;
}
