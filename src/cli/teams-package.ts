import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { AppManifestUtils } from "@microsoft/app-manifest";
import { strToU8, zipSync } from "fflate";
import { z } from "zod";

const USAGE = "teams-package [--out FILE]; for example teams-package --out followthrough-teams.zip";

const SOURCE = new URL("../../manifests/teams/", import.meta.url);
const MANIFEST = "manifests/teams/manifest.json";

/** What the packing itself stands on; the rest is the schema's to judge. */
const Manifest = z.looseObject({
  $schema: z.string(),
  manifestVersion: z.string().regex(/^1\.\d+$/),
  icons: z.looseObject({ color: z.string(), outline: z.string() }),
});
type Manifest = z.infer<typeof Manifest>;

/** The settings that the package is made from. */
interface PackageSettings {
  publicUrl: string;
  teams: { appId: string } | null;
}

interface PackageIo {
  /** The folder of the manifest and its icons. */
  source?: URL;
  args: string[];
  print: (line: string) => void;
  complain: (line: string) => void;
}

/**
 * `teams-package [--out FILE]`: fills the manifest from the settings, judges it by the schema that Microsoft publishes for its
 * version, without the network, and writes the zip that an administrator uploads. 0 where it was written, else 1.
 */
export async function teamsPackage(settings: PackageSettings, io: PackageIo): Promise<number> {
  const { source = SOURCE, args, print, complain } = io;
  const out = readArgs(args);
  const problems = out === null ? [USAGE] : lacking(settings);
  if (out === null || settings.teams === null || problems.length > 0) return refuse(problems, complain);

  const { appId } = settings.teams;
  const text = fill(await readFile(new URL("manifest.json", source), "utf8"), {
    MicrosoftAppId: appId,
    PUBLIC_URL: settings.publicUrl,
  });
  const manifest = read(text);
  if (manifest === null) return refuse([`${MANIFEST}: not JSON with a $schema, a manifestVersion and two icons.`], complain);
  const faults = [...unfilled(text), ...(await judge(manifest))];
  if (faults.length > 0) return refuse(faults, complain);

  const archive = await pack(text, manifest, source);
  try {
    await writeFile(out, archive);
  } catch {
    return refuse([`${out}: cannot be written; choose another place with --out.`], complain);
  }
  print(`${out}: the Teams app ${appId}, to be uploaded as docs/connect-teams.md says.`);
  return 0;
}

function lacking({ publicUrl, teams }: PackageSettings): string[] {
  const problems: string[] = [];
  if (teams === null) problems.push("Teams is not configured: set MicrosoftAppId and what belongs to it.");
  if (!publicUrl.startsWith("https://")) problems.push("PUBLIC_URL must begin with https://: Teams takes no other address.");
  return problems;
}

function refuse(problems: string[], complain: (line: string) => void): number {
  for (const problem of problems) complain(problem);
  return 1;
}

/** Puts settings in the place of `${{NAME}}`; a name without a setting stays as it is. */
const fill = (template: string, values: Record<string, string>): string =>
  template.replace(/\$\{\{(\w+)\}\}/g, (placeholder, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    // Without its quotes, which the template has.
    return value === undefined ? placeholder : JSON.stringify(value).slice(1, -1);
  });

const unfilled = (text: string): string[] =>
  [...text.matchAll(/\$\{\{\w+\}\}/g)].map(([placeholder]) => `${MANIFEST}: no setting fills ${placeholder}.`);

function read(text: string): Manifest | null {
  try {
    return Manifest.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** What the schema has against it, a line each. */
async function judge(manifest: Manifest): Promise<string[]> {
  const schema = schemaOf(manifest.manifestVersion);
  if (schema === null) return [`${MANIFEST}: the schema of version ${manifest.manifestVersion} is not at hand.`];
  // Both have to name one version, or Teams would judge by another schema than we do.
  if (!manifest.$schema.includes(`/teams/v${manifest.manifestVersion}/`))
    return [`${MANIFEST}: $schema is not that of version ${manifest.manifestVersion}.`];
  // Given the schema, the validator has nothing to fetch. Its type lists every version's fields.
  const faults = await AppManifestUtils.validateAgainstSchema(JSON.parse(JSON.stringify(manifest)), schema);
  return faults.map((fault) => `${MANIFEST}: ${fault}`);
}

function schemaOf(version: string) {
  try {
    return createRequire(import.meta.url)(
      `@microsoft/app-manifest/build/json-schemas/teams/v${version}/MicrosoftTeams.schema.json`,
    );
  } catch {
    return null;
  }
}

/** The three files at the root of the archive, where Teams looks for them. */
async function pack(text: string, { icons }: Manifest, source: URL): Promise<Uint8Array> {
  const files: Record<string, Uint8Array> = { "manifest.json": strToU8(text) };
  for (const icon of [icons.color, icons.outline]) files[icon] = await readFile(new URL(icon, source));
  // One moment for all: the same settings give the same bytes.
  return zipSync(files, { level: 9, mtime: new Date(1980, 0, 1) });
}

/** Where to write; null where the call is wrong. */
function readArgs(args: string[]): string | null {
  try {
    const { values } = parseArgs({ args, options: { out: { type: "string" } } });
    return values.out ?? "followthrough-teams.zip";
  } catch {
    return null;
  }
}
