import { diffLines, trailView } from "../setup/describe.ts";
import { diffSetup, type SetupDiff } from "../setup/diff.ts";
import { entriesOf, type SetupEntry } from "../setup/entries.ts";
import { identityMoves } from "../setup/identity-moves.ts";
import type { Problem } from "../setup/problem.ts";
import { readSetupFile } from "../setup/setup-file.ts";
import { setupWarnings } from "../setup/warnings.ts";
import { type AuditDraft, appendAudit } from "../store/audit.ts";
import type { Db } from "../store/database.ts";
import { lockSetup, storedSetup } from "../store/setup.ts";
import { addEntries, changeEntries, writeLadders } from "../store/setup-writes.ts";
import type { Deps } from "./deps.ts";

export type ImportOutcome =
  | { kind: "imported"; added: number; changed: number; unchanged: number; left: number; lines: string[] }
  /** Something in the file is wrong. Nothing was written. */
  | { kind: "refused"; lines: string[] };

/** A large provider is a few thousand rows; an import that takes longer than this is stuck. */
const TIMEOUT = 60_000;

/**
 * Takes a set-up file: adds what is new, changes what is different, deletes nothing. What it does, its rows of the trail and the
 * decision what to do are one transaction, and imports wait for each other, so that the lines returned are what became of it. With
 * `dryRun` the lines are the same and nothing is written. No part of the service remembers the set-up, so it counts at once.
 */
export async function importSetup(
  deps: Pick<Deps, "db" | "log" | "now">,
  file: { name: string; text: string },
  { dryRun }: { dryRun: boolean },
): Promise<ImportOutcome> {
  const read = readSetupFile(file.name, file.text);
  if (read.kind === "wrong") return { kind: "refused", lines: read.lines };
  const wanted = entriesOf(read.setup);
  const providerId = read.setup.provider.entry.id;

  const outcome = await deps.db.$transaction(
    async (tx): Promise<SetupDiff | { problems: Problem[] }> => {
      await lockSetup(tx);
      const stored = await storedSetup(tx);
      const problems = [...otherProvider(stored, providerId), ...identityMoves(stored, wanted)];
      if (problems.length > 0) return { problems };
      const diff = diffSetup(stored, wanted);
      if (!dryRun) await write(tx, providerId, diff, deps.now());
      return diff;
    },
    { timeout: TIMEOUT, maxWait: TIMEOUT },
  );

  if ("problems" in outcome) return { kind: "refused", lines: read.refuse(outcome.problems) };
  const count = {
    added: outcome.added.length,
    changed: outcome.changed.length,
    unchanged: outcome.unchanged.length,
    left: outcome.left.length,
  };
  deps.log.info({ providerId, dryRun, ...count }, "set-up imported");
  const warnings = setupWarnings(read.setup).map((warning) => `warning: ${warning}`);
  return { kind: "imported", ...count, lines: [...warnings, ...diffLines(outcome)] };
}

function otherProvider(stored: SetupEntry[], id: string): Problem[] {
  const provider = stored.find((entry) => entry.kind === "provider");
  if (!provider || provider.is.id === id) return [];
  return [
    { path: ["provider", "id"], message: `this store belongs to "${provider.is.id}"; another provider needs a store of its own` },
  ];
}

async function write(tx: Db, providerId: string, diff: SetupDiff, at: Date): Promise<void> {
  await addEntries(tx, providerId, diff.added);
  await changeEntries(tx, providerId, diff.changed);
  await writeLadders(tx, providerId, diff.ladders, at);
  const rows: Recorded[] = [
    ...diff.added.map((after) => ({ of: after, before: null, after })),
    ...diff.changed.map(({ before, after }) => ({ of: after, before, after })),
    ...diff.dropped.map((before) => ({ of: before, before, after: null })),
  ];
  await appendAudit(
    tx,
    rows.map((row) => auditOf(providerId, at, row)),
  );
}

interface Recorded {
  of: SetupEntry;
  before: SetupEntry | null;
  after: SetupEntry | null;
}

/** Nobody in chat did it: whoever may run the command line is known to the machine, not to us. */
const auditOf = (providerId: string, at: Date, { of, before, after }: Recorded): AuditDraft => ({
  providerId,
  at,
  actor: null,
  coverFor: null,
  verb: "import",
  result: "done",
  caseRef: caseOf(of),
  actionNumber: null,
  before: before && trailView(before),
  after: after && trailView(after),
  why: null,
  origin: { kind: "import" },
});

function caseOf({ kind, is }: SetupEntry): string | null {
  if (kind === "case") return is.ref;
  return "caseRef" in is ? is.caseRef : null;
}
