import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join, relative, sep } from "node:path";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

export interface Asset {
  type: string;
  content(): Buffer;
}

/**
 * The page's files by their name below `page/`. Only what was listed at the start is ever served, so no path from outside reaches the
 * disk; contents are read each time, so that a designer only has to reload.
 */
export function listAssets(folder: string): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || !type) continue;
    const path = join(entry.parentPath, entry.name);
    assets.set(relative(folder, path).split(sep).join("/"), { type, content: () => readFileSync(path) });
  }
  const drawing = cardPackage();
  if (drawing) assets.set("adaptivecards.js", { type: TYPES[".js"] ?? "", content: () => readFileSync(drawing) });
  return assets;
}

/** The package that draws Adaptive Cards, built for a browser. Undefined where it is not installed: the page then shows cards as text. */
function cardPackage(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve("adaptivecards/dist/adaptivecards.min.js");
  } catch {
    return undefined;
  }
}
