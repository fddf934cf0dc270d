import type { Entries, LocatedEntry, SetupEntry } from "./entries.ts";
import type { Problem } from "./problem.ts";

const account = ({ platform, workspace, userId }: Entries["identity"]): string => `${platform} ${workspace} ${userId}`;

/**
 * Accounts that the store knows as somebody else's. Taking such a file would let one person act as another from that moment on, and
 * it is nearly always a slip of copying; it is refused.
 */
export function identityMoves(stored: SetupEntry[], wanted: LocatedEntry[]): Problem[] {
  const holders = new Map<string, string>();
  for (const entry of stored) if (entry.kind === "identity") holders.set(account(entry.is), entry.is.personId);
  return wanted.flatMap((entry) => {
    if (entry.kind !== "identity") return [];
    const holder = holders.get(account(entry.is));
    if (holder === undefined || holder === entry.is.personId) return [];
    return [{ path: entry.path, message: `is known as the account of "${holder}"; an account does not move to somebody else` }];
  });
}
