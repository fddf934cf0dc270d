import { parseArgs } from "node:util";
import { z } from "zod";
import { CASE_REF } from "../core/command-fields.ts";
import type { Deps } from "../usecases/deps.ts";
import { EXPORT_FORMATS, exportActions } from "../usecases/export-actions.ts";

const USAGE = "export --case REF --format csv|json; for example export --case C-014 --format csv";

const Options = z.object({ case: z.string().toUpperCase().regex(CASE_REF), format: z.enum(EXPORT_FORMATS) });

/**
 * `export --case REF --format csv|json`: the action log on `print`, which is stdout, and nothing else there, so that it can be sent
 * to a file. What went wrong goes to `complain`.
 */
export async function exportCommand(
  deps: Pick<Deps, "db" | "log" | "now" | "holidays">,
  args: string[],
  print: (text: string) => void,
  complain: (line: string) => void = print,
): Promise<number> {
  const options = readOptions(args);
  if (!options) {
    complain(USAGE);
    return 1;
  }
  const outcome = await exportActions(deps, options.case, options.format);
  if (outcome.kind === "no-case") {
    const known = outcome.known.length > 0 ? `known here: ${outcome.known.join(", ")}` : "nothing was imported yet";
    complain(`There is no case ${options.case}; ${known}.`);
    return 1;
  }
  // The caller's print ends each text with a new line.
  print(outcome.text.replace(/\r?\n$/, ""));
  return 0;
}

function readOptions(args: string[]): z.infer<typeof Options> | null {
  try {
    const { values } = parseArgs({ args, options: { case: { type: "string" }, format: { type: "string" } } });
    return Options.safeParse(values).data ?? null;
  } catch {
    // An option that is not known: answered like any other wrong call.
    return null;
  }
}
