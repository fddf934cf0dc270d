import { type DestinationStream, type Logger, pino } from "pino";

/**
 * The service's log: events with ids. What people wrote, their names and every secret are taken out again here, in case a caller
 * forgot: the log is read by people who have no business in the cases.
 *
 * @param destination standard output where it is left out
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // What a child logger carries does not pass the formatter below.
    redact: { paths: [...PRIVATE, "token", "password"], censor: REMOVED },
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (event: Record<string, unknown>) => withoutPrivate(event, 0) as Record<string, unknown>,
    },
    // The formatter has made plain fields of it.
    serializers: { err: (fields: unknown) => fields },
    hooks: {
      logMethod(args: unknown[], method: (...args: never[]) => void) {
        method.apply(this, withOwnMessage(args) as never[]);
      },
      streamWrite: withoutTokens,
    },
  } satisfies Parameters<typeof pino>[0];
  return destination ? pino(options, destination) : pino(options);
}

const REMOVED = "[removed]";

/** Keys under which people's words, people's names or whole payloads travel. */
const PRIVATE = new Set([
  ...["text", "name", "names", "email", "words", "why", "because", "message", "purpose", "protectedTerms", "evidence", "said"],
  ...["body", "payload", "card", "cards", "blocks", "view", "form", "fields", "headers", "before", "after", "url", "params"],
]);
const SECRET = /token|secret|password|authorization|cookie|signature|credential|apikey|secretkey/i;

const DEEPEST = 5;

function withoutPrivate(value: unknown, depth: number): unknown {
  if (value instanceof Error) return errorFields(value, depth);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  if (depth > DEEPEST) return REMOVED;
  if (Array.isArray(value)) return value.map((item) => withoutPrivate(item, depth + 1));
  const members = Object.entries(value).map(([key, member]) => {
    const isPrivate = PRIVATE.has(key) || SECRET.test(key);
    return [key, isPrivate ? REMOVED : withoutPrivate(member, depth + 1)];
  });
  return Object.fromEntries(members);
}

/**
 * What helps to find a fault. The message only where our own code threw: ours name ids, but those of the database driver, of parsers
 * and of HTTP clients quote the values that they choked on. The stack without its first lines, which repeat the message.
 */
function errorFields(err: Error, depth: number): Record<string, unknown> {
  const frames = (err.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const cause = err.cause instanceof Error && depth < DEEPEST ? { cause: errorFields(err.cause, depth + 1) } : {};
  return {
    type: err.constructor.name,
    ...("code" in err && typeof err.code === "string" && { code: err.code }),
    ...("constraint" in err && typeof err.constraint === "string" && { constraint: err.constraint }),
    ...(isThrownHere(frames[0]) && { message: err.message }),
    stack: frames.join("\n"),
    ...cause,
  };
}

const HERE = [import.meta.dirname, new URL(".", import.meta.url).href];

/** Our own source files, and neither what is generated among them nor the runtime's own modules. */
const isThrownHere = (frame = ""): boolean => HERE.some((folder) => frame.includes(folder)) && !frame.includes("generated");

/** pino repeats an error's message as the event's own where there is none. */
function withOwnMessage(args: unknown[]): unknown[] {
  const [first, ...rest] = args;
  const event = first instanceof Error ? { err: first } : first;
  const hasMessage = typeof rest[0] === "string" || typeof event === "string";
  return hasMessage ? [event, ...rest] : [event, "no message", ...rest];
}

/** Slack's tokens, and passwords in addresses, wherever they are. */
function withoutTokens(line: string): string {
  return line
    .replace(/xox[a-z](?:\.[a-z]+)?-[\w-]+|xapp-[\w-]+/g, REMOVED)
    .replace(/(\w:\/\/[^\s:/@"]*):[^\s@"]+@/g, `$1:${REMOVED}@`);
}
