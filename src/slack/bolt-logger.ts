import { type Logger as BoltLogger, LogLevel } from "@slack/bolt";
import type { Logger } from "pino";

/**
 * Bolt's own lines in our log. Their words can hold payloads and tokens, so only that something was said is kept, and of a fault the
 * first words, up to where a value could begin.
 */
export function boltLogger(log: Logger): BoltLogger {
  const fault = (words: unknown[]): string => {
    const [first] = words;
    const said = first instanceof Error ? first.name : String(first);
    return said.split(/[:({[\n"]/, 1)[0]?.slice(0, 80) ?? "";
  };
  return {
    debug: () => {},
    info: () => {},
    warn: (...words) => log.warn({ from: "bolt", said: fault(words) }, "slack library warning"),
    error: (...words) => log.error({ from: "bolt", said: fault(words) }, "slack library error"),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
