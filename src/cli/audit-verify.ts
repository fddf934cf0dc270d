import { parseArgs } from "node:util";
import { z } from "zod";
import { CASE_REF } from "../core/command-fields.ts";
import { providersWithTrail, type Verdict, verifyAudit } from "../store/audit-verify.ts";
import type { PrismaClient } from "../store/database.ts";
import type { Session } from "./command.ts";

const USAGE = "audit verify [--case REF]; for example audit verify --case C-014";

const Options = z.object({ case: z.string().toUpperCase().regex(CASE_REF).optional() });

/** `audit verify [--case REF]`, called with what follows `verify`. 0 where every trail is sound, else 1. */
export async function auditVerifyCommand(
  deps: { db: PrismaClient },
  args: string[],
  print: (line: string) => void,
): Promise<number> {
  const options = readOptions(args);
  if (!options) {
    print(USAGE);
    return 1;
  }
  const caseRef = options.case ?? null;
  const providers = await providersWithTrail(deps.db);
  if (providers.length === 0) print("There is no trail yet: nothing was imported.");
  let sound = true;
  for (const provider of providers) {
    const verdict = await verifyAudit(deps.db, provider, { caseRef });
    for (const line of verdictLines(provider, verdict, caseRef)) print(line);
    sound &&= verdict.kind === "sound";
  }
  return sound ? 0 : 1;
}

/** `audit …`: there is one thing to do with the trail. */
export function auditCommand({ store, args, print }: Pick<Session, "store" | "args" | "print">): Promise<number> {
  const [what, ...options] = args;
  return auditVerifyCommand({ db: store.db }, what === "verify" ? options : ["--unknown"], print);
}

function verdictLines(provider: string, verdict: Verdict, caseRef: string | null): string[] {
  switch (verdict.kind) {
    case "sound":
      return [
        `${provider}: the trail is sound, ${verdict.entries} entries${caseRef ? `, ${verdict.ofCase} of them about ${caseRef}` : ""}.`,
        `${provider}: head ${verdict.head.seq} ${verdict.head.hash}`,
        "Compare the head with the one noted before, outside this database: only that shows a trail rewritten as a whole.",
      ];
    case "broken":
      return [`${provider}: the trail is broken at entry ${verdict.seq}: ${verdict.why}.`];
  }
}

function readOptions(args: string[]): z.infer<typeof Options> | null {
  try {
    const { values } = parseArgs({ args, options: { case: { type: "string" } } });
    return Options.safeParse(values).data ?? null;
  } catch {
    // An option that is not known: answered like any other wrong call.
    return null;
  }
}
