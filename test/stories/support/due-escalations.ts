import { stringify } from "yaml";
import type { Chat } from "../../../src/chat/chat.ts";
import { createDeps } from "../../../src/deps.ts";
import { createLog } from "../../../src/log.ts";
import type { PrismaClient } from "../../../src/store/database.ts";
import { minutesLinks } from "../../../src/usecases/minutes-link.ts";
import { planNotices } from "../../../src/usecases/plan-notices.ts";

/** Cases, every second with a room, with an owner and two people on the ladder of each, and actions in them that go up it at a moment of a test's choice. */

/** Each takes a thousand messages at once, and no more for a while. */
const WORKSPACES = 4;

/** How long each step waits for an answer. */
export const WAITS_MINUTES = 30;

const PROVIDER = "many";
/** The workspace of a case and its people. */
export const teamOf = (index: number): string => `T0MANY${index % WORKSPACES}`;
const people = (index: number) => [`manager${index}`, `commissioner${index}`, `officer${index}`];

export function setupOf(cases: number): string {
  const each = <T>(of: (index: number) => T): T[] => Array.from({ length: cases }, (_, index) => of(index));
  const person = (id: string, role: string, workspace: string) => ({
    ...{ id, name: `Person ${id}`, role, organisation: "provider" },
    slack: { team: workspace, user: `U0${id.toUpperCase()}` },
  });
  return stringify({
    provider: { id: PROVIDER, name: "Many", timeZone: "Europe/London", region: "england" },
    organisations: [{ id: "provider", name: "Many", kind: "provider" }],
    people: [
      person("lead", "Service manager", "T0MANY0"),
      ...each((index) => people(index).map((id) => person(id, "Housing officer", teamOf(index)))).flat(),
    ],
    cases: each((index) => ({
      ...{ ref: `C-${index + 1}`, purpose: "Many escalations", lead: "lead" },
      // In the others people hear in their own conversations alone.
      places: index % 2 === 0 ? [{ slack: { team: teamOf(index), channel: `C0CASE${index}` }, audience: "case" }] : [],
      team: ["lead", ...people(index)].map((id) => ({ person: id, level: "restricted" })),
      map: [
        { role: "Service manager", organisation: "provider", person: "lead", signsOff: ["evidence"] },
        { role: "Housing team manager", organisation: "provider", person: `manager${index}` },
        { role: "Commissioner", organisation: "provider", person: `commissioner${index}` },
        { role: "Housing officer", organisation: "provider", person: `officer${index}` },
      ],
      ladder: ["Housing team manager", "Commissioner"].map((role, step) => ({
        ...{ after: `${step + 1}h`, role, acknowledgeWithin: `${WAITS_MINUTES}m` },
      })),
    })),
  });
}

/** In each case so many actions of its officer, long overdue and returned an hour before a moment: at that moment they go up the ladder. */
export async function overdueActions(db: PrismaClient, { each, since }: { each: number; since: Date }): Promise<void> {
  // The ladder has been agreed long before.
  await db.$executeRaw`UPDATE ladder SET at = ${since}::timestamptz - interval '30 days'`;
  await db.$executeRaw`
    INSERT INTO action (id, provider_id, case_id, number, status, text, asker, owner, due_day, original_due_day, time_zone,
                        evidence_required, owner_choices, created_at, accepted_at, status_since, running_since, changed_at)
    SELECT gen_random_uuid(), ${PROVIDER}, c.id, coalesce(n.last, 0) + k, 'open', 'Mend the door', 'lead', r.person_id, d.day, d.day,
           'Europe/London', 'photo', '{}', ${since}, ${since}, ${since}, ${since}::timestamptz - interval '1 hour', ${since}
    FROM case_file c
    JOIN map_role r ON r.case_id = c.id AND r.role = 'Housing officer'
    LEFT JOIN (SELECT case_id, max(number) AS last FROM action GROUP BY case_id) n ON n.case_id = c.id
    CROSS JOIN generate_series(1, ${each}::int) AS k
    CROSS JOIN (SELECT to_char(${since}::timestamptz - interval '10 days', 'YYYY-MM-DD') AS day) AS d`;
}

/** What a planner did that was at work at a moment in the past. */
export async function plannedAt(db: PrismaClient, moment: Date): Promise<void> {
  const store = { url: "", db, applied: [], close: async () => {} };
  const now = () => moment;
  const parts = { log: createLog("silent"), realNow: now, now, holidays: undefined, wake: async () => {} };
  const deps = createDeps({ store, links: minutesLinks(Buffer.alloc(32), "https://followthrough.example"), ...parts });
  deps.chats.set("slack", SILENT);
  const { failed } = await planNotices(deps, moment, "wait");
  if (failed > 0) throw new Error(`${failed} could not be planned`);
}

/** It only has to be known that there is a platform. */
const unsaid = () => Promise.reject(new Error("nothing is sent"));
const SILENT: Chat = { pages: () => 1, send: unsaid, update: unsaid, find: unsaid, members: unsaid, link: unsaid };
