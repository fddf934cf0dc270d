import { randomUUID } from "node:crypto";
import type { Chat, MessageRef } from "../../src/chat/chat.ts";
import type { Escalation, Happening } from "../../src/core/escalation.ts";
import type { Platform } from "../../src/core/person.ts";
import { orAbandon } from "../../src/store/change.ts";
import type { PrismaClient } from "../../src/store/database.ts";
import { keepCard, storeHappenings } from "../../src/store/escalations.ts";
import { importSetup } from "../../src/usecases/import-setup.ts";
import { anEscalation } from "./builders-escalation.ts";
import { opened, type World } from "./world.ts";
import { WORLD_SETUP } from "./world-setup.ts";

export const TEAMS_TENANT = "11111111-1111-4111-8111-111111111111";
export const TEAMS_CASE = "19:case@thread.tacv2";
export const TEAMS_STAFF = "19:staff@thread.tacv2";
export const TEAMS_MIXED = "19:mixed@thread.v2";

/** C-014 of the world with a room of each kind on Teams as well, which says as much as Slack does there. */
export async function onBothSides(world: World): Promise<void> {
  const places = [
    [TEAMS_CASE, "case"],
    [TEAMS_STAFF, "provider"],
    [TEAMS_MIXED, "mixed"],
  ].map(([room, audience]) => `      - { teams: { tenant: ${TEAMS_TENANT}, conversation: "${room}" }, audience: ${audience} }\n`);
  const text = WORLD_SETUP.replace("    places:\n", `    places:\n${places.join("")}`);
  const imported = await importSetup(world.deps, { name: "both.yaml", text }, { dryRun: false });
  if (imported.kind === "refused") throw new Error(imported.lines.join("\n"));
  const chats = world.deps.chats as Map<Platform, Chat>;
  chats.set("teams", chats.get("slack") as Chat);
}

/** An escalation about an action of Harriet's, with a thread in each of these rooms that begins with a message of this name. */
export async function anEscalationIn(
  world: World,
  rooms: readonly string[],
  { threadId = null }: Partial<Escalation> = {},
): Promise<{ escalation: Escalation; ref: string; thread: string }> {
  const { id: actionId, number: actionNumber } = await world.action(await opened(world));
  await world.forget();
  return beginThreads(world.db, rooms, { actionId, actionNumber, threadId });
}

/** One more escalation of C-014, spoken of in threads of these rooms. */
export async function beginThreads(
  db: PrismaClient,
  rooms: readonly string[],
  about: Partial<Pick<Escalation, "actionId" | "actionNumber" | "threadId">> = {},
): Promise<{ escalation: Escalation; ref: string; thread: string }> {
  const { id: caseId } = await db.case.findFirstOrThrow({ where: { ref: "C-014" } });
  const number = (await db.escalation.count()) + 1;
  const thread = `17999${String(number).padStart(5, "0")}.000100`;
  const {
    openedAt,
    version: _,
    state: __,
    steps,
    ...begun
  } = anEscalation({
    ...{ id: randomUUID(), number, caseId, actionId: null, actionNumber: null, ...about },
  });
  const happenings: Happening[] = [
    { kind: "opened", at: openedAt, begun },
    ...steps.map((step) => ({ kind: "step" as const, at: openedAt, step })),
  ];
  const escalation = await orAbandon(db, (tx) => storeHappenings(tx, "harbour", null, happenings));
  if (!("id" in escalation)) throw new Error("an escalation was not stored");
  for (const conversation of rooms) {
    const place = await db.place.findFirstOrThrow({ where: { caseId, conversation } });
    const message: MessageRef = {
      platform: place.platform as Platform,
      workspace: place.workspace,
      conversation,
      message: thread,
    };
    const card = { escalationId: escalation.id, personId: null, placeId: place.id, link: null, shownVersion: 2, message };
    await orAbandon(db, (tx) => keepCard(tx, { id: randomUUID(), ...card }));
  }
  return { escalation, ref: `C-014/E${number}`, thread };
}
