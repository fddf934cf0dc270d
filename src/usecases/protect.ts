import type { CaseFile } from "../core/case-file.ts";
import type { Command } from "../core/command.ts";
import type { Outcome } from "../core/outcome.ts";
import { findProtected } from "../core/protected-text.ts";
import type { Day } from "../core/working-day.ts";
import type { Asking } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { recordRefusal } from "./trail.ts";

/** Everything that a person wrote in a command and that could be kept or shown. */
function wordsIn(command: Command): string {
  const fields: unknown[] = ["words", "text", "evidence", "reason", "lines", "who", "date"].map(
    (field) => (command as Record<string, unknown>)[field],
  );
  return fields
    .flat()
    .filter((field) => typeof field === "string")
    .join("\n");
}

/**
 * Refuses text that must not be shared (DOMAIN: confidentiality): tells its writer alone, keeps nothing of it, and records only what
 * kind of thing it was.
 */
export async function refuseProtected(
  deps: Deps,
  asking: Asking,
  { file, today }: { file: CaseFile; today: Day },
  command: Command,
): Promise<Outcome | null> {
  const found = findProtected(wordsIn(command), { protectedTerms: file.protectedTerms, today });
  if (found.length === 0) return null;
  const why = `protected text: ${found.join(", ")}`;
  const recorded = await recordRefusal(deps, asking, { verb: command.do, caseRef: file.ref, actionNumber: null, why });
  return recorded === "repeated" ? { kind: "repeated" } : { kind: "protected", found };
}
