import { randomUUID } from "node:crypto";
import { stringify } from "yaml";
import type { Notice } from "../../../src/core/notice.ts";
import type { PrismaClient } from "../../../src/store/database.ts";
import { type Addressed, enqueue, laneOf } from "../../../src/store/outbox.ts";

/** People on either platform, a case that they are all on, and as many messages to them as a test asks for. */

const TENANT = "11111111-1111-4111-8111-111111111111";
export const TEAM = "T0MANY";

export interface Reader {
  id: string;
  platform: "slack" | "teams";
  workspace: string;
  user: string;
}

const onSlack = (index: number): Reader => ({ id: `s${index}`, platform: "slack", workspace: TEAM, user: `U0S${index}` });
const onTeams = (index: number): Reader => ({
  ...{ id: `t${index}`, platform: "teams", workspace: TENANT },
  user: `cccccccc-0000-4000-8000-${String(index).padStart(12, "0")}`,
});

export const readers = ({ slack, teams }: { slack: number; teams: number }): Reader[] => [
  ...Array.from({ length: slack }, (_, index) => onSlack(index)),
  ...Array.from({ length: teams }, (_, index) => onTeams(index)),
];

/** A set-up file with these people on one case. The lead hears of what does not arrive. */
export function setupOf(people: readonly Reader[]): string {
  const asker = {
    id: "asker",
    name: "Asker",
    role: "Team leader",
    organisation: "provider",
    slack: { team: TEAM, user: "U0ASKER" },
  };
  const lead = {
    id: "lead",
    name: "Lead",
    role: "Service manager",
    organisation: "provider",
    slack: { team: TEAM, user: "U0LEAD" },
  };
  return stringify({
    provider: {
      id: "many",
      name: "Many",
      timeZone: "Europe/London",
      region: "england",
      digestTime: "08:30",
      escalateAt: "12:00",
    },
    organisations: [{ id: "provider", name: "Many", kind: "provider" }],
    people: [
      lead,
      asker,
      ...people.map(({ id, platform, workspace, user }) => ({
        ...{ id, name: `Person ${id}`, role: "Support worker", organisation: "provider" },
        ...(platform === "slack" ? { slack: { team: workspace, user } } : { teams: { tenant: workspace, user } }),
      })),
    ],
    cases: [
      {
        ...{ ref: "C-001", purpose: "Many messages", lead: "lead", places: [] },
        team: [lead, asker, ...people].map(({ id }) => ({ person: id, level: "restricted" })),
        map: [{ role: "Service manager", organisation: "provider", person: "lead", signsOff: ["evidence"] }],
      },
    ],
  });
}

/** An action of the case that is blocked and due in a long time: news of it stays true, and no list has it. */
export async function blockedAction(db: PrismaClient, number = 1): Promise<{ caseId: string; actionId: string }> {
  const { id: caseId } = await db.case.findFirstOrThrow({ where: { ref: "C-001" } });
  const actionId = randomUUID();
  await db.action.create({
    data: {
      ...{
        id: actionId,
        providerId: "many",
        caseId,
        number,
        status: "blocked",
        text: "Mend the door",
        asker: "asker",
        owner: "s0",
      },
      ...{ ownerRole: "Support worker", dueDay: "2027-12-01", originalDueDay: "2027-12-01", timeZone: "Europe/London" },
      ...{ evidenceRequired: "photo", blockedBecause: "no key", createdAt: new Date(), acceptedAt: new Date() },
    },
  });
  return { caseId, actionId };
}

/** What a message can be told by, wherever it arrives. */
export const marker = (run: string, index: number): string => `mark-${run}-${index}-end`;

/** Puts news in line for each reader in turn. Resolves to the lanes it waits in. */
export async function putInLine(
  db: PrismaClient,
  about: { caseId: string; actionId: string },
  { people, count, run }: { people: readonly Reader[]; count: number; run: string },
): Promise<string[]> {
  const notices = Array.from({ length: count }, (_, index): Addressed => {
    const reader = people[index % people.length];
    if (!reader) throw new Error("there is nobody to tell");
    const to = { personId: reader.id, coverFor: null, coverUntil: null };
    const why = marker(run, index);
    const notice: Notice = { kind: "told", what: "blocked", to, by: "asker", why, version: numberOf(run) * 10_000 + index };
    return { notice, personId: reader.id, placeId: null, lane: laneOf(reader.platform, reader.workspace, reader.user) };
  });
  return enqueue(db, { providerId: "many", ...about, now: new Date() }, notices);
}

const runs = new Map<string, number>();
/** Keys tell runs apart by a number. */
function numberOf(run: string): number {
  const known = runs.get(run) ?? runs.size + 1;
  runs.set(run, known);
  return known;
}
