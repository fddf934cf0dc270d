import type { Platform } from "../core/person.ts";
import type { Statements } from "./direct.ts";

/**
 * Who some users of a platform are. In a conversation that is shared between workspaces the platform may name ours for somebody of
 * another: an id that only one person has there is theirs. Whoever is not known is not in the answer.
 */
export async function personsOf(
  tx: Statements,
  providerId: string,
  { platform, workspace }: { platform: Platform; workspace: string },
  users: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ user: string; workspace: string; personId: string }[]>`
    SELECT user_id AS "user", workspace, person_id AS "personId" FROM identity
    WHERE provider_id = ${providerId} AND platform = ${platform} AND user_id = ANY (${[...users]})`;
  const persons = new Map<string, string>();
  for (const user of users) {
    const known = rows.filter((row) => row.user === user);
    const here = known.find((row) => row.workspace === workspace);
    const only = new Set(known.map(({ personId }) => personId)).size === 1 ? known[0] : undefined;
    const found = here ?? only;
    if (found) persons.set(user, found.personId);
  }
  return persons;
}
