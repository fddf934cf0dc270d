/**
 * Names under which Postgres keeps our statements, read and planned: one that it knows costs it a quarter of the time, and us two
 * thirds. A name belongs to a text, so there are as many as we have statements.
 */
export interface StatementNames {
  /** Absent where the statement is to be sent as if it were new. */
  nameOf(text: string): string | undefined;
  /** Whether a statement failed only because it was known by a name. From then on none has one. */
  misled(err: unknown): boolean;
}

/** Far above what we have. Where a text is made anew each time, it shall not fill the server. */
const MOST = 500;

/** Postgres has forgotten a name, has it for something else, or a later version of us has changed what the statement reads from. */
const MISLED: ReadonlySet<unknown> = new Set(["26000", "42P05", "0A000"]);

export function statementNames(): StatementNames {
  const names = new Map<string, string>();
  let used = true;
  return {
    nameOf(text) {
      if (!used) return undefined;
      const known = names.get(text);
      if (known !== undefined || names.size >= MOST) return known;
      const name = `ft${names.size}`;
      names.set(text, name);
      return name;
    },
    misled(err) {
      if (!MISLED.has((err as { code?: unknown }).code)) return false;
      used = false;
      return true;
    },
  };
}
