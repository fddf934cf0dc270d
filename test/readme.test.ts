import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { command } from "../src/cli/command.ts";
import { readConfig } from "../src/config.ts";

const PROJECT = path.resolve(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(path.join(PROJECT, file), "utf8");

const markdownIn = async (folder: string): Promise<string[]> =>
  (await readdir(path.join(PROJECT, folder), { recursive: folder !== "." }))
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.join(folder, file));
const GUIDES = [...(await markdownIn(".")), ...(await markdownIn("docs"))];

/** Lines of the fenced shell blocks, without their comments. */
const shellLines = (text: string): string[] =>
  [...text.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = ""]) =>
    block.split("\n").map((line) => line.replace(/ #.*/, "")),
  );

/** What the CLI says that it has, by asking it. */
async function commandsThatExist(): Promise<string[]> {
  const said: string[] = [];
  const nothing = () => {};
  await command(["help"], {
    ...{ env: {}, realNow: () => new Date(0), print: nothing, complain: (line) => said.push(line) },
    input: async () => "",
    untilStopped: async () => {},
  });
  return said.map((line) => line.trim().split(" ")[0] ?? "");
}

describe("the README", () => {
  it("lists the commands that there are, and no other", async () => {
    const [, table = ""] = read("README.md").split("\n## Commands\n");
    const listed = [...table.matchAll(/^\| `([a-z-]+)/gm)].map(([, name]) => name);

    expect(listed).toEqual(await commandsThatExist());
  });

  it("begins with what a fresh machine needs", () => {
    expect(shellLines(read("README.md")).slice(0, 2)).toEqual(["npm ci", "npm start"]);
  });

  it("says what the continuous check runs", () => {
    const run = read(".ci/run");

    for (const line of ["npm ci", "npm test", "npm start"]) expect(run).toContain(line);
  });
});

describe.each(GUIDES)("%s", (file) => {
  const text = read(file);

  it("names npm scripts and commands that exist", async () => {
    const words = shellLines(text).join("\n");
    const scripts = [...words.matchAll(/\bnpm (?:run )?(?:-s )?(start|test|(?<=run (?:-s )?)[a-z]+)/g)].map(([, name]) => name);
    const commands = [...words.matchAll(/\bfollowthrough -- ([a-z-]+)/g)].map(([, name]) => name);

    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(scripts));
    expect(await commandsThatExist()).toEqual(expect.arrayContaining(commands));
  });

  it("links to files that exist", () => {
    const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = ""]) => target);
    const missing = targets.filter((target) => !existsSync(path.resolve(PROJECT, path.dirname(file), target)));

    expect(missing).toEqual([]);
  });
});

describe("the guide to Teams", () => {
  it("names the addresses of the public cloud as the settings have them", () => {
    const id = "11111111-2222-4333-8444-555555555555";
    const bot = { MicrosoftAppId: id, MicrosoftAppTenantId: id, MicrosoftAppType: "UserAssignedMSI" };
    const { teams } = readConfig(bot);
    const table = Object.fromEntries(
      [...read("docs/connect-teams.md").matchAll(/^\| `(TEAMS_\w+)` \| `(https:[^`]+)` \|/gm)].map(([, name, value]) => [
        name,
        value,
      ]),
    );

    expect(table).toEqual({
      TEAMS_OPENID_URL: teams?.openIdUrl,
      TEAMS_TOKEN_ISSUER: teams?.tokenIssuer,
      TEAMS_LOGIN_URL: teams?.loginUrl,
      TEAMS_TOKEN_SCOPE: teams?.tokenScope,
    });
  });
});

describe("the hazard log", () => {
  /** `[name](../test/file): “a test”, “another”`; a name may run over two lines. */
  const named = [...read("docs/hazard-log.md").matchAll(/\]\(\.\.\/(test\/[^)]+)\)((?:[\s,]*“[^”]+”)+)/g)].flatMap(
    ([, file = "", names = ""]) =>
      [...names.matchAll(/“([^”]+)”/g)].map(([, name = ""]) => ({ file, name: name.replace(/\s+/g, " ") })),
  );

  it("names tests for what it says", () => {
    expect(named.length).toBeGreaterThan(20);
  });

  it.each(named)("names a test that exists: $name", ({ file, name }) => {
    expect(read(file)).toContain(name);
  });
});
