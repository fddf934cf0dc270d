import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { teamsPackage } from "../../src/cli/teams-package.ts";

const APP_ID = "11111111-2222-4333-8444-555555555555";
const SETTINGS = { publicUrl: "https://followthrough.example", teams: { appId: APP_ID } };
const SOURCE = path.resolve(import.meta.dirname, "../../manifests/teams");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "followthrough-package-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function packed(settings: Parameters<typeof teamsPackage>[0] = SETTINGS, more: { args?: string[]; source?: URL } = {}) {
  const printed: string[] = [];
  const complained: string[] = [];
  const out = path.join(folder, "app.zip");
  await rm(out, { force: true });
  const code = await teamsPackage(settings, {
    ...{ args: ["--out", out], ...more },
    print: (line) => printed.push(line),
    complain: (line) => complained.push(line),
  });
  const zip = await readFile(out).catch(() => null);
  return { code, printed, complained, zip };
}

/** A copy of the manifest's folder with the manifest's text changed. */
async function changed(change: (text: string) => string): Promise<URL> {
  const source = await mkdtemp(path.join(folder, "source-"));
  await cp(SOURCE, source, { recursive: true });
  const file = path.join(source, "manifest.json");
  await writeFile(file, change(await readFile(file, "utf8")));
  return pathToFileURL(`${source}/`);
}

describe("teams-package", () => {
  it("writes the manifest, filled from the settings, and the two icons at the root of the archive, and says where", async () => {
    const { code, printed, complained, zip } = await packed();
    const files = unzipSync(zip ?? new Uint8Array());
    const manifest = JSON.parse(strFromU8(files["manifest.json"] ?? new Uint8Array()));

    expect({ code, complained }).toEqual({ code: 0, complained: [] });
    expect(printed).toEqual([expect.stringMatching(new RegExp(`app\\.zip: the Teams app ${APP_ID}`))]);
    expect(Object.keys(files)).toEqual(["manifest.json", "color.png", "outline.png"]);
    expect(manifest).toMatchObject({
      id: APP_ID,
      developer: { websiteUrl: SETTINGS.publicUrl },
      bots: [{ botId: APP_ID }],
      composeExtensions: [{ botId: APP_ID }],
      webApplicationInfo: { id: APP_ID },
    });
    for (const icon of ["color.png", "outline.png"])
      expect(Buffer.from(files[icon] ?? [])).toEqual(await readFile(path.join(SOURCE, icon)));
  });

  it("makes the same bytes of the same settings", async () => {
    expect((await packed()).zip).toEqual((await packed()).zip);
  });

  it("names every setting that is missing, and writes nothing", async () => {
    expect(await packed({ publicUrl: "http://127.0.0.1:3978", teams: null })).toEqual({
      code: 1,
      printed: [],
      complained: [
        "Teams is not configured: set MicrosoftAppId and what belongs to it.",
        "PUBLIC_URL must begin with https://: Teams takes no other address.",
      ],
      zip: null,
    });
  });

  it.each<[what: string, (text: string) => string, complaint: RegExp]>([
    [
      "a field that the schema does not know",
      (text) => text.replace('"bots"', '"robots"'),
      /must NOT have additional properties.*robots/,
    ],
    ["an app id that is none", (text) => text.replace("${{MicrosoftAppId}}", "my-app"), /\/id must match pattern/],
    [
      "a placeholder without a setting",
      (text) => text.replace("${{PUBLIC_URL}}", "${{HOME_PAGE}}"),
      /no setting fills \$\{\{HOME_PAGE\}\}/,
    ],
    ["a preview's field", (text) => text.replace('"commandLists": [{', '"commandLists": [{ "triggers": ["slash"],'), /triggers/],
    ["a version without a schema", (text) => text.replace('"1.25"', '"1.99"'), /schema of version 1\.99 is not at hand/],
    ["a schema of another version", (text) => text.replace("/v1.25/", "/v1.24/"), /\$schema is not that of version 1\.25/],
    ["an address that is none", (text) => text.replace("${{PUBLIC_URL}}", "followthrough.example"), /websiteUrl/],
    ["words that are not JSON", () => "{", /not JSON/],
  ])("refuses %s, and writes nothing", async (_what, change, complaint) => {
    // Spread over lines or not: what is replaced has to be there.
    const source = await changed((text) => change(text.replace(/"commandLists": \[\s*\{/, '"commandLists": [{')));
    const { code, complained, zip } = await packed(SETTINGS, { source });

    expect({ code, zip }).toEqual({ code: 1, zip: null });
    expect(complained.join("\n")).toMatch(complaint);
  });

  it("takes the preview's slash commands where the manifest is raised to their version, as the guide says", async () => {
    const source = await changed((text) =>
      text.replaceAll("1.25", "1.29").replace(/"commandLists": \[\s*\{/, '"commandLists": [{ "triggers": ["mention", "slash"],'),
    );
    const { code, complained, zip } = await packed(SETTINGS, { source });

    expect({ code, complained }).toEqual({ code: 0, complained: [] });
    expect(strFromU8(unzipSync(zip ?? new Uint8Array())["manifest.json"] ?? new Uint8Array())).toContain('"slash"');
  });

  it("takes a manifest without the permissions, as the guide allows", async () => {
    const source = await changed((text) => {
      const { authorization, webApplicationInfo, ...rest } = JSON.parse(text);
      return JSON.stringify(rest);
    });

    expect(await packed(SETTINGS, { source })).toMatchObject({ code: 0, complained: [] });
  });

  it("says so where the file cannot be written", async () => {
    const { code, complained } = await packed(SETTINGS, { args: ["--out", "/nowhere/app.zip"] });

    expect({ code, complained }).toEqual({
      code: 1,
      complained: ["/nowhere/app.zip: cannot be written; choose another place with --out."],
    });
  });

  it.each([[["--to", "x"]], [["app.zip"]], [["--out"]]])("shows how it is called where it was called as %j", async (args) => {
    const { code, complained } = await packed(SETTINGS, { args });

    expect({ code, complained }).toEqual({ code: 1, complained: [expect.stringMatching(/^teams-package \[--out FILE\]/)] });
  });
});
