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

/** As many of them as a case has people, and a few. */
const PER_CASE = 10;

const caseOf = (index: number): string => `C-${String(1 + Math.floor(index / PER_CASE)).padStart(3, "0")}`;

/** A set-up file with these people on cases of ten. The lead of all of them hears of what does not arrive. */
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
  const refs = [...new Set(people.map((_, index) => caseOf(index)))];
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
    cases: refs.map((ref) => ({
      ...{ ref, purpose: "Many messages", lead: "lead", places: [] },
      team: [lead, asker, ...people.filter((_, index) => caseOf(index) === ref)].map(({ id }) => ({
        person: id,
        level: "restricted",
      })),
      map: [{ role: "Service manager", organisation: "provider", person: "lead", signsOff: ["evidence"] }],
    })),
  });
}

/** What messages are about: an action of each case, by the case's reference. */
export type Subjects = Map<string, { caseId: string; actionId: string }>;

/** In each case an action that is blocked and due in a long time: news of it stays true, and no list has it. */
export async function blockedActions(db: PrismaClient): Promise<Subjects> {
  const subjects: Subjects = new Map();
  const createdAt = new Date();
  for (const { id: caseId, ref } of await db.case.findMany()) {
    const actionId = randomUUID();
    await db.action.create({
      data: {
        ...{ id: actionId, providerId: "many", caseId, number: 1, status: "blocked", text: "Mend the door", asker: "asker" },
        ...{ owner: "asker", ownerRole: "Team leader", dueDay: "2027-12-01", originalDueDay: "2027-12-01" },
        ...{ timeZone: "Europe/London", evidenceRequired: "photo", blockedBecause: "no key", createdAt, acceptedAt: createdAt },
      },
    });
    subjects.set(ref, { caseId, actionId });
  }
  return subjects;
}

/** What a message can be told by, wherever it arrives. */
export const marker = (run: string, index: number): string => `mark-${run}-${index}-end`;

/** Puts news in line for each reader in turn, from this one on. Resolves to the lanes it waits in. */
export async function putInLine(
  db: PrismaClient,
  subjects: Subjects,
  { people, count, run, from = 0 }: { people: readonly Reader[]; count: number; run: string; from?: number },
): Promise<string[]> {
  const lanes: string[] = [];
  const now = new Date();
  for (const [ref, about] of subjects) {
    const notices = Array.from({ length: count }, (_, index) => from + index)
      .filter((index) => caseOf(index % people.length) === ref)
      .map((index) => newsTo(people[index % people.length], run, index));
    lanes.push(...(await enqueue(db, { providerId: "many", ...about, now }, notices)));
  }
  return lanes;
}

function newsTo(reader: Reader | undefined, run: string, index: number): Addressed {
  if (!reader) throw new Error("there is nobody to tell");
  const to = { personId: reader.id, coverFor: null, coverUntil: null };
  const version = numberOf(run) * 10_000 + index;
  const notice: Notice = { kind: "told", what: "blocked", to, by: "lead", why: marker(run, index), version };
  return { notice, personId: reader.id, placeId: null, lane: laneOf(reader.platform, reader.workspace, reader.user) };
}

const runs = new Map<string, number>();
/** Keys tell runs apart by a number. */
function numberOf(run: string): number {
  const known = runs.get(run) ?? runs.size + 1;
  runs.set(run, known);
  return known;
}
