import type { CaseFile } from "../core/case-file.ts";
import type { Command } from "../core/command.ts";
import type { Outcome } from "../core/outcome.ts";
import { findProtected } from "../core/protected-text.ts";
import type { Day } from "../core/working-day.ts";
import { type Asking, visibleCases } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { recordRefusal } from "./trail.ts";

/** What a person writes in a command and that could be kept or shown. */
const WRITTEN = [
  "words",
  "text",
  "evidence",
  "reason",
  "lines",
  "who",
  "cover",
  "chaser",
  "date",
  "until",
  "time",
  "weekdays",
  "signatories",
  "category",
  "injury",
] as const;

function wordsIn(command: Command, fields: readonly string[] = WRITTEN): string {
  return fields
    .flatMap((field) => (command as Record<string, unknown>)[field])
    .filter((said) => typeof said === "string")
    .join("\n");
}

/**
 * Refuses text that must not be shared (DOMAIN: confidentiality): tells its writer alone, keeps nothing of it, and records only what
 * kind of thing it was.
 */
export const refuseProtected = (
  deps: Deps,
  asking: Asking,
  { file, today }: { file: CaseFile; today: Day },
  command: Command,
): Promise<Outcome | null> => refuse(deps, asking, { caseRef: file.ref, protectedTerms: file.protectedTerms, today }, command);

/** The same before it is clear which case is meant: whoever is asked which one would send the same words again. */
export async function refuseProtectedAnywhere(deps: Deps, asking: Asking, command: Command): Promise<Outcome | null> {
  const cases = await visibleCases(deps, asking);
  const [first] = cases;
  if (!first) return null;
  const protectedTerms = cases.flatMap(({ file }) => file.protectedTerms);
  return refuse(deps, asking, { caseRef: null, protectedTerms, today: first.today }, command);
}

/**
 * The same of words that were written to others and not to us. Once for each message: whoever is told need not be told again.
 *
 * @param about what the trail says of the attempt
 */
export async function refuseProtectedWords(
  deps: Deps,
  asking: Asking,
  { file, today }: { file: CaseFile; today: Day },
  words: string,
  about: Omit<Parameters<typeof recordRefusal>[2], "why">,
): Promise<Outcome | null> {
  const found = findProtected(words, { protectedTerms: file.protectedTerms, today });
  if (found.length === 0) return null;
  const recorded = await recordRefusal(deps, asking, { ...about, why: whyOf(found) });
  return recorded === "repeated" ? { kind: "repeated" } : { kind: "protected", found, inThread: true };
}

const whyOf = (found: readonly string[]): string => `protected text: ${found.join(", ")}`;

interface About {
  caseRef: string | null;
  protectedTerms: string[];
  today: Day;
}

async function refuse(deps: Deps, asking: Asking, { caseRef, ...about }: About, command: Command): Promise<Outcome | null> {
  const protectedIn = (fields?: readonly string[]) => findProtected(wordsIn(command, fields), about);
  const found = protectedIn();
  if (found.length === 0) return null;
  const why = whyOf(found);
  // Recorded once, said every time: a form sent again with the same words must stay open again.
  await recordRefusal(deps, asking, { verb: command.do, caseRef, actionNumber: null, why });
  return { kind: "protected", found, field: WRITTEN.find((field) => protectedIn([field]).length > 0) ?? null };
}
