import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import biomeConfig from "../biome.json" with { type: "json" };

const PROJECT = path.resolve(import.meta.dirname, "..");
const BIOME = path.join(PROJECT, "node_modules/.bin/biome");

const IMPORT = "lint/style/noRestrictedImports";
const ENVIRONMENT = "lint/style/noProcessEnv";
const BARREL = "lint/performance/noBarrelFile";
const CLOCK = "plugin";

/** A file that breaks a fence, and the fence that it breaks. */
const BREACHES: [string, file: string, code: string, rule: string][] = [
  ["core reads a file", "src/core/a.ts", 'import "node:fs";', IMPORT],
  ["core knows a use case", "src/core/b.ts", 'import "../usecases/answer.ts";', IMPORT],
  ["core knows the store's types", "src/core/c.ts", 'export type { Db } from "../store/database.ts";', IMPORT],
  ["core logs", "src/core/d.ts", 'import "pino";', IMPORT],
  ["capture asks the store", "src/capture/a.ts", 'import "../store/open.ts";', IMPORT],
  ["a card asks the store", "src/cards/a.ts", 'import "../store/open.ts";', IMPORT],
  ["a document asks the store", "src/documents/a.ts", 'import "../store/open.ts";', IMPORT],
  ["the set-up reader writes", "src/setup/a.ts", 'import "../store/setup-writes.ts";', IMPORT],
  ["the store asks a use case", "src/store/a.ts", 'import "../usecases/answer.ts";', IMPORT],
  ["the embedded store sends a message", "src/store/embedded/a.ts", 'import "../../slack/app.ts";', IMPORT],
  ["a use case knows Slack", "src/usecases/a.ts", 'import "../slack/app.ts";', IMPORT],
  ["a use case knows the queue", "src/usecases/b.ts", 'import "../clock/queue.ts";', IMPORT],
  ["a use case knows Prisma", "src/usecases/c.ts", 'import "../generated/prisma/client.ts";', IMPORT],
  ["Slack knows the store's types", "src/slack/a.ts", 'export type { Db } from "../store/database.ts";', IMPORT],
  ["Slack knows use cases", "src/slack/b.ts", 'import "../usecases/answer.ts";', IMPORT],
  ["Slack knows Teams", "src/slack/c.ts", 'import "../teams/bot.ts";', IMPORT],
  ["Teams knows the store's types", "src/teams/z1.ts", 'export type { Db } from "../store/database.ts";', IMPORT],
  ["Teams knows use cases", "src/teams/z2.ts", 'import "../usecases/answer.ts";', IMPORT],
  ["Teams knows Slack", "src/teams/z3.ts", 'import "../slack/app.ts";', IMPORT],
  ["the queue knows Slack", "src/clock/a.ts", 'import "../slack/app.ts";', IMPORT],
  ["the rehearsal knows the store", "src/rehearsal/a.ts", 'import "../store/open.ts";', IMPORT],
  ["the Slack stand-in knows the real one", "src/rehearsal/slack/a.ts", 'import "../../slack/app.ts";', IMPORT],
  ["the Teams stand-in knows the real one", "src/rehearsal/teams/a.ts", 'import "../../teams/render.ts";', IMPORT],
  ["a command knows the rehearsal", "src/cli/a.ts", 'import "../rehearsal/clock.ts";', IMPORT],
  ["the service knows the rehearsal", "src/a.ts", 'import "./rehearsal/clock.ts";', IMPORT],
  ["a command knows Prisma", "src/cli/b.ts", 'import "@prisma/adapter-pg";', IMPORT],
  ["a module imports while running", "src/core/e.ts", 'export const late = import("../store/open.ts");', IMPORT],
  ["a module reads the environment", "src/b.ts", "export const port = process.env.PORT;", ENVIRONMENT],
  ["a module is a barrel", "src/core/index.ts", 'export * from "./action.ts";', BARREL],
  ["a module asks what time it is", "src/core/f.ts", "export const now = new Date();", CLOCK],
  ["a command asks what time it is", "src/cli/c.ts", "export const now = Date.now();", CLOCK],
  ["a clock is handed on", "src/cli/d.ts", "export const clock = Date.now;", CLOCK],
];

/** The same deeds where they belong. */
const ALLOWED: [string, file: string, code: string][] = [
  ["main.ts reads clock and environment", "src/main.ts", "export const start = [new Date(), process.env.PORT];"],
  ["rehearse.ts knows the rehearsal", "src/rehearse.ts", 'import "./rehearsal/clock.ts";'],
  ["the store knows Prisma", "src/store/b.ts", 'import "../generated/prisma/client.ts";'],
  ["the Slack stand-in knows the rehearsal", "src/rehearsal/slack/b.ts", 'import "../cast.ts";'],
  ["the Teams stand-in signs tokens", "src/rehearsal/teams/b.ts", 'import "jose";'],
  ["a moment is made of a number", "src/core/g.ts", "export const epoch = new Date(0);"],
];

let faults: Map<string, string[]>;
beforeAll(async () => {
  faults = await lint([...BREACHES, ...ALLOWED].map(([, file, code]) => [file, code]));
}, 30_000);

describe("the fences that lint keeps", () => {
  it.each(BREACHES)("stop the build where %s", (_what, file, _code, rule) => {
    expect(faults.get(file)).toContain(rule);
  });

  it.each(ALLOWED)("are open where %s", (_what, file) => {
    expect(faults.get(file) ?? []).toEqual([]);
  });

  it("stand around every folder", async () => {
    const folders = (await readdir(path.join(PROJECT, "src"), { withFileTypes: true })).filter((entry) => entry.isDirectory());
    const fenced = biomeConfig.overrides.flatMap(({ includes }) => includes);
    // cli is wiring, as main.ts is; what Prisma generates is not ours.
    const open = folders.map(({ name }) => name).filter((name) => !fenced.some((files) => files.startsWith(`src/${name}/`)));

    expect(open.sort()).toEqual(["cli", "generated"]);
  });
});

/** A static, dynamic or type import, or a require; not a name in a comment. */
const BOTBUILDER = /(?:from|import|import\(|require\()\s*["'](?:botbuilder|botframework)[\w/-]*["']/g;

describe("botbuilder", () => {
  it("is imported by the rest of the code exactly never", async () => {
    const files = (await readdir(path.join(PROJECT, "src"), { recursive: true })).filter((file) => /\.[jt]s$/.test(file));
    const elsewhere = files.filter((file) => !file.startsWith("teams/"));
    const imports = await Promise.all(
      elsewhere.map(async (file) => (await readFile(path.join(PROJECT, "src", file), "utf8")).match(BOTBUILDER) ?? []),
    );

    expect(elsewhere.length).toBeGreaterThan(100);
    expect(imports.flat()).toEqual([]);
  });

  it.each([
    'import { CloudAdapter } from "botbuilder";',
    'import type { Activity } from "botframework-schema";',
    'import "botbuilder";',
    'const { TeamsInfo } = await import("botbuilder-core");',
    'require("botframework-connector/lib/auth");',
  ])("would be found in %s", (code) => {
    expect(code.match(BOTBUILDER)).toHaveLength(1);
  });
});

let folder: string;
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the project's own rules say about these files, by file. */
async function lint(files: [file: string, code: string][]): Promise<Map<string, string[]>> {
  folder = await mkdtemp(path.join(tmpdir(), "followthrough-fences-"));
  for (const shared of ["biome.json", "lint"])
    await cp(path.join(PROJECT, shared), path.join(folder, shared), { recursive: true });
  for (const [file, code] of files) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), `${code}\n`);
  }
  const found = new Map<string, string[]>();
  for (const { category, location } of JSON.parse(await report(folder)).diagnostics) {
    found.set(location.path, [...(found.get(location.path) ?? []), category]);
  }
  return found;
}

/** Faults are what is asked for, so a lint that fails is an answer. */
const report = (cwd: string): Promise<string> =>
  new Promise((resolve) => {
    execFile(BIOME, ["lint", "--reporter=json", "--max-diagnostics=none", "src"], { cwd }, (_err, stdout) => resolve(stdout));
  });
