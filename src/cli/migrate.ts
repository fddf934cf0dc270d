import type { Session } from "./command.ts";

/** `migrate`: says what opening the store has brought up to date. What stands in the way of that ends the command before this. */
export async function migrateCommand({ store, print }: Pick<Session, "store" | "print">): Promise<number> {
  for (const name of store.applied) print(`applied ${name}`);
  if (store.applied.length === 0) print("The store is up to date.");
  return 0;
}
