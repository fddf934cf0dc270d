import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { run } from "../support/run-command.ts";
import { settings } from "../support/service.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const env = (more: Record<string, string> = {}) => settings(database.url, "http://127.0.0.1:9/api/", more);

describe("followthrough", () => {
  it("lists the commands that there are where one is not, and does nothing", async () => {
    const { code, printed, complained } = await run(["explode"], env());

    expect({ code, printed }).toEqual({ code: 1, printed: [] });
    expect(complained[0]).toBe("There is no command explode. There are:");
    for (const name of ["serve", "migrate", "import", "capture", "tick", "doctor", "audit", "export", "teams-package"]) {
      expect(complained.some((line) => line.trim().startsWith(`${name} `))).toBe(true);
    }
  });

  it.each(["constructor", "toString", "__proto__"])("knows no command %s", async (name) => {
    expect((await run([name], env())).complained[0]).toBe(`There is no command ${name}. There are:`);
  });

  it.each([
    ["PORT", "99999", "PORT must be a port, 0 to 65535."],
    ["SECRET_KEY", "short", 'SECRET_KEY must be 32 bytes in base64: make one with "openssl rand -base64 32".'],
    ["SLACK_SIGNING_SECRET", "", "SLACK_SIGNING_SECRET is needed with SLACK_BOT_TOKEN: set both, or neither."],
    ["SLACK_API_URL", "http://slack.example/api", "SLACK_API_URL must begin with https://: the bot's token goes there."],
    ["BANK_HOLIDAYS_FILE", "/nowhere.json", "BANK_HOLIDAYS_FILE: /nowhere.json cannot be read: check the path."],
  ])("says on one line what is wrong with %s", async (name, value, line) => {
    expect(await run(["migrate"], env({ [name]: value }))).toEqual({ code: 1, printed: [], complained: [line] });
  });

  it("asks for no store where none is needed", async () => {
    const { code, complained } = await run(["teams-package"], env({ DATABASE_URL: "postgresql://nobody@127.0.0.1:9/none" }));

    expect({ code, complained }).toEqual({
      code: 1,
      complained: [expect.stringMatching(/^Teams is not configured/), expect.stringMatching(/^PUBLIC_URL must begin/)],
    });
  });

  it("says of a store that is up to date that it is", async () => {
    expect(await run(["migrate"], env())).toEqual({ code: 0, printed: ["The store is up to date."], complained: [] });
  });

  it("closes the store also where a command fails", async () => {
    await run(["tick"], env());
    const open = await database.db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND application_name = 'followthrough' AND state = 'active'`;

    expect(open).toEqual([{ count: 0 }]);
  });
});
