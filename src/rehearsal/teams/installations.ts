import type { TeamsPerson } from "../cast.ts";

/**
 * Who has the app in their own Teams: everybody but those whom the sample leaves out, until they add it. Without it the app cannot
 * begin a personal chat with them.
 */
export function createInstallations({ withoutApp, changed }: { withoutApp: readonly string[]; changed(): void }) {
  const without = new Set(withoutApp);
  return {
    has: (person: TeamsPerson): boolean => !without.has(person.id),
    add(person: TeamsPerson): void {
      without.delete(person.id);
      changed();
    },
  };
}

export type Installations = ReturnType<typeof createInstallations>;
