import { describe, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";
import { ConfigError } from "../src/environment.ts";
import { Prisma } from "../src/generated/prisma/client.ts";
import { createLog } from "../src/log.ts";

/** What was written to the log, as text: what is not in it cannot have leaked. */
function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog("info", { write: (line: string) => lines.push(line) }));
  return lines.join("");
}

const PRIVATE = "Example Person was shouting";

describe("createLog", () => {
  it("keeps ids and removes people's words and tokens, however deep", () => {
    const line = logged((log) => {
      const request = { channel: "C0001", token: "abc123", message: { blocks: [PRIVATE] }, action: { id: "a-1", text: PRIVATE } };
      log.info({ ref: "C-014/A1", request, people: [{ id: "harriet", name: PRIVATE }] }, "delivered");
    });

    expect(JSON.parse(line)).toMatchObject({
      level: "info",
      msg: "delivered",
      ref: "C-014/A1",
      request: { channel: "C0001", action: { id: "a-1" } },
      people: [{ id: "harriet" }],
    });
    expect(line).not.toContain(PRIVATE);
    expect(line).not.toContain("abc123");
  });

  it("removes what a child logger carries", () => {
    const line = logged((log) => log.child({ platform: "slack", name: PRIVATE }).info("started"));

    expect(line).toContain('"platform":"slack"');
    expect(line).not.toContain(PRIVATE);
  });

  it("removes tokens and passwords from anything that is written", () => {
    const line = logged((log) => log.info({ at: "xoxb-123-456-secret" }, "no connection to postgresql://me:opensesame@db/care"));

    expect(line).toContain("postgresql://me:[removed]@db/care");
    expect(line).not.toMatch(/xoxb|opensesame/);
  });

  it("says which constraint a Prisma error was about and not the value in its message", () => {
    const err = new Prisma.PrismaClientKnownRequestError(`Invalid create() with name "${PRIVATE}"`, {
      code: "P2002",
      clientVersion: "7",
      meta: { target: PRIVATE },
    });

    const line = logged((log) => log.error({ err }, "request failed"));

    expect(JSON.parse(line).err).toMatchObject({ type: "PrismaClientKnownRequestError", code: "P2002" });
    expect(line).not.toContain(PRIVATE);
  });

  it("takes the message of a parser's error for private, even as the only argument", () => {
    const line = logged((log) => {
      try {
        JSON.parse(PRIVATE);
      } catch (err) {
        log.error(err);
      }
    });

    expect(JSON.parse(line).err.type).toBe("SyntaxError");
    expect(line).not.toContain("Example");
  });

  it("does so for the cause of an error as well", () => {
    const line = logged((log) => log.error({ err: new Error(PRIVATE, { cause: new Error(PRIVATE) }) }, "request failed"));

    expect(JSON.parse(line).err.cause.type).toBe("Error");
    expect(line).not.toContain(PRIVATE);
  });

  it("keeps the message of an error that our own code threw", () => {
    const line = logged((log) => {
      try {
        readConfig({ PORT: "abc" });
      } catch (err) {
        log.error({ err }, "no start");
      }
    });

    expect(JSON.parse(line).err).toMatchObject({ type: ConfigError.name, message: "PORT must be a port, 0 to 65535." });
  });
});
