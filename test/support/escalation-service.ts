import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { stringify } from "yaml";
import { type Chat, ChatError } from "../../src/chat/chat.ts";
import type { Happening } from "../../src/core/escalation.ts";
import { openDatabase } from "../../src/store/database.ts";
import type { Deps } from "../../src/usecases/deps.ts";
import { planNotices } from "../../src/usecases/plan-notices.ts";
import { london, NOW } from "./builders.ts";
import { PEOPLE, TEAM } from "./escalation-steps.ts";
import { plainWorld } from "./plain-ladder.ts";
import { dayOf } from "./plain-limit.ts";
import { maySee, type PlainTeam } from "./plain-team.ts";
import { plainWords } from "./plain-words.ts";
import type { PlainAction, PlainWorld } from "./plain-world.ts";
import { aPlannedWorld, planAt } from "./planning.ts";
import { opened, type World } from "./world.ts";

/** The service on a store, with one action of one case, and beside it the plain ladder that is told of the same things. */
export interface Played {
  world: World;
  model: PlainWorld;
  ref: string;
  now: Date;
  /** A planner with connections of its own, which can be cut off. */
  second: { deps: Deps; cutOff: () => Promise<void> };
  /** The answer to every so many messages is lost, though they were taken; 0: none. */
  loses: (every: number) => void;
  /** Whatever was said to somebody, or somewhere, where it must not be. */
  wrong: string[];
  close: () => Promise<void>;
}

const WHOLE = ["priya", "tom"];

function setupOf({ sees, roles, covers, outsideChat }: PlainTeam, ladder: PlainWorld["ladder"]): string {
  const steps = (["overdue", "blocked", "request"] as const).flatMap((on) =>
    ladder[on].map(({ after, role, within, may }) => ({ on, after, role, acknowledgeWithin: within, mayDecide: may })),
  );
  const room = (channel: string, audience: string) => ({ slack: { team: "T0001", channel }, audience });
  return stringify({
    provider: { id: "harbour", name: "Harbour", timeZone: "Europe/London", region: "england" },
    organisations: [{ id: "provider", name: "Harbour", kind: "provider" }],
    people: PEOPLE.map((id) => ({
      ...{ id, name: nameOf(id), role: "Support worker", organisation: "provider" },
      ...(!outsideChat.includes(id) && { slack: { team: "T0001", user: `U-${id.toUpperCase()}` } }),
    })),
    cases: [
      {
        ...{ ref: "C-014", purpose: "Housing", lead: "priya" },
        places: [room("C-CASE", "case"), room("C-STAFF", "provider"), room("C-MIXED", "mixed")],
        team: Object.keys(sees).map((person) => ({ person, level: WHOLE.includes(person) ? "restricted" : "coordination" })),
        map: Object.entries(roles).map(([role, person]) => ({
          ...{ role, organisation: "provider", person, signsOff: role === "Service manager" ? ["evidence"] : [] },
          cover: covers.filter((cover) => cover.role === role).map(({ who }) => ({ person: who })),
        })),
        ladder: steps,
      },
    ],
  });
}

export const nameOf = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1);

export async function played(ladder: PlainWorld["ladder"]): Promise<Played> {
  const world = await aPlannedWorld(setupOf(TEAM, ladder));
  const ref = await opened(world);
  const due = { day: "2027-03-25", time: null };
  const action: PlainAction = { status: "open", due, since: NOW, runs: NOW, asked: null };
  const model = plainWorld({ team: TEAM, stabilising: false, ladder, ladderSince: NOW, action });
  const now = london("2027-03-25", "09:00");
  await planAt(world, now);
  await world.forget();
  const play: Played = { world, model, ref, now, wrong: [], ...(await beside(world)), loses: () => {} };
  play.loses = watched(play);
  return play;
}

/** Another replica on the same store. */
async function beside(world: World) {
  const [row] = await world.db.$queryRaw<{ name: string }[]>`SELECT current_database()::text AS name`;
  const url = new URL(inject("templateUrl"));
  url.pathname = `/${row?.name}`;
  url.searchParams.set("application_name", "second");
  const { db, close } = openDatabase(url.href);
  const cutOff = async () => {
    await world.db.$queryRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'second' AND datname = current_database()`;
  };
  return {
    second: { deps: { ...world.deps, db }, cutOff },
    close: async () => {
      await close().catch(() => {});
      await world.close();
    },
  };
}

/** Looks at every message when it is said: who reads it there? Answers can be lost, and Slack asked what became of a message. */
function watched(play: Played): Played["loses"] {
  const { world } = play;
  const slack = world.deps.chats.get("slack") as Chat;
  let every = 0;
  let count = 0;
  const look = (from: number): void => {
    const today = dayOf(world.deps.now());
    for (const { to, text, key } of world.sent.slice(from)) {
      const isRoom = to.startsWith("C-");
      const isTold = text.includes("C-014") || (key ?? "").startsWith("escalation");
      if (isRoom ? !ROOMS.includes(to) : isTold && !maySee(play.model.team, to, today)) play.wrong.push(`${to}: ${text}`);
      if (to === "C-MIXED" && (text.includes("/E") || (key ?? "").startsWith("escalation")) && text !== MIXED)
        play.wrong.push(`${to}: ${text}`);
    }
  };
  const watching: Chat = {
    ...slack,
    async send(address, card, key, which) {
      const from = world.sent.length;
      const message = await slack.send(address, card, key, which);
      look(from);
      count += 1;
      if (every > 0 && count % every === 0) throw new ChatError("retryable", "cut off", undefined, { unsure: true });
      return message;
    },
    async update(message, card) {
      const from = world.sent.length;
      await slack.update(message, card);
      look(from);
    },
    find: async (_address, key) => world.sent.find((said) => said.how === "send" && said.key === key)?.message ?? "not there",
  };
  world.deps.chats = new Map([["slack", watching]]);
  play.second.deps.chats = world.deps.chats;
  return (count) => {
    every = count;
  };
}

const ROOMS = ["C-CASE", "C-STAFF", "C-MIXED"];
const MIXED = "C-014: escalation opened. See the case space.";

/** Everything that has happened by the store, as the plain ladder words it. */
export async function linesOf({ world }: Played): Promise<string[]> {
  const rows = await world.db.$queryRaw<{ number: number; body: Happening }[]>`
    SELECT e.number, v.body FROM escalation_event v JOIN escalation e ON e.id = v.escalation_id ORDER BY e.number, v.seq`;
  return rows.map(({ number, body }) => `E${number} ${body.at} ${plainWords(body)}`);
}

/** The same, told again by the trail alone. */
export async function linesOfTrail({ world }: Played): Promise<string[]> {
  const rows = await world.db.$queryRaw<{ after: { ref: string; happening: Happening } }[]>`
    SELECT after FROM audit_entry WHERE starts_with(verb, 'escalation-')
    ORDER BY substr(after->>'ref', 2)::int, (after->>'seq')::int`;
  return rows.map(({ after: { ref, happening } }) => `${ref} ${happening.at} ${plainWords(happening)}`);
}

/** The lines of the plain ladder in the same order. */
export const linesBy = ({ said, escalations }: PlainWorld): string[] =>
  escalations.flatMap(({ name }) => said.filter((line) => line.startsWith(`${name} `)));

export async function actionNow({ world, ref }: Played): Promise<PlainAction> {
  const { status, due, statusSince, runningSince, askedSince } = await world.action(ref);
  const plain = {
    due: { day: due?.day ?? "", time: due?.time ?? null },
    since: statusSince,
    runs: runningSince,
    asked: askedSince,
  };
  return { status: status as PlainAction["status"], ...plain };
}

/** When a planner that comes every minute finds something to look at, up to a moment. */
export async function nextMinute({ world, now }: Pick<Played, "world" | "now">, until: Date): Promise<Date | null> {
  const [row] = await world.db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(CASE WHEN at = 'infinity' THEN NULL ELSE at END) AS at FROM agenda WHERE at <= ${until}`;
  if (!row?.at) return null;
  const minute = Math.ceil(Math.max(row.at.getTime(), now.getTime() + 1) / 60_000) * 60_000;
  return minute <= until.getTime() ? new Date(minute) : null;
}

/** A planner that stops in the middle: between two transactions, in one of them, or because its connections are gone. */
export async function cutShort(
  { world, second }: Played,
  moment: Date,
  how: { after: number; connections: boolean },
): Promise<void> {
  world.at(moment);
  let left = how.after;
  const breath = (): void => {
    left -= 1;
    if (left === 0 && !how.connections) throw new Error("killed");
  };
  const deps: Deps = {
    ...second.deps,
    signals: { ...world.deps.signals, planned: breath },
    wake: async () => breath(),
  };
  const planning = planNotices(deps, moment, "wait");
  const cut = how.connections ? pause(how.after).then(second.cutOff) : undefined;
  await Promise.allSettled([planning, cut]);
  // What it had in hand besides goes no further.
  await second.cutOff();
  await ended(world);
}

/** Resolves once nothing of the second replica is under way. */
async function ended({ db }: World): Promise<void> {
  for (let quiet = 0; quiet < 2; ) {
    await pause(10);
    const [row] = await db.$queryRaw<{ busy: boolean }[]>`
      SELECT count(*) > 0 AS busy FROM pg_stat_activity
      WHERE application_name = 'second' AND datname = current_database() AND state <> 'idle'`;
    quiet = row?.busy ? 0 : quiet + 1;
  }
}

const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

/** The team, the map and leave are so from now on. */
export async function storeTeam({ world: { db } }: Played, before: PlainTeam, after: PlainTeam): Promise<void> {
  for (const [personId, until] of Object.entries(after.sees))
    if (before.sees[personId] !== until) await db.membership.updateMany({ where: { personId }, data: { until } });
  for (const { role, who, from, until } of after.covers.slice(before.covers.length)) {
    const { id: mapRoleId } = await db.mapRole.findFirstOrThrow({ where: { role } });
    await db.cover.create({ data: { id: randomUUID(), mapRoleId, personId: who, from, until, position: after.covers.length } });
  }
  for (const { who, from, until, cover } of after.leaves.slice(before.leaves.length))
    await db.leave.create({
      data: { id: randomUUID(), providerId: "harbour", personId: who, from, until, coverId: cover, saidAt: new Date() },
    });
}
