import type { Notice, Room } from "../core/notice.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { direct, type Statements } from "./direct.ts";

/** A message about an action, or a digest that listed it, and what became of it. Never its words: they are not kept. */
export interface MessageAbout {
  kind: Notice["kind"];
  /** Null where a room reads it. */
  readerName: string | null;
  personId: string | null;
  /** Of a room: the place of the case, or the room as its platform names it. */
  placeId: string | null;
  room: Room | null;
  state: "waiting" | "sent" | "skipped" | "dead";
  /** When it had to be said, by the clock of the rules. */
  at: Date;
  settledAt: Date | null;
  reason: string | null;
}

/** Cards that a room or a reader holds are brought up to date all the time; leave is about a person, and no one's news here. */
const NOT_ABOUT_IT = Prisma.sql`('state', 'refresh', 'leave-uncovered')`;

/** In the order in which they had to be said. Kept cards apart, everything that was said, or was to be said, about one action. */
export const messagesAbout = (db: Statements, providerId: string, actionId: string): Promise<MessageAbout[]> =>
  direct(db).$queryRaw<MessageAbout[]>(Prisma.sql`
    SELECT n.kind, p.name AS "readerName", n.person_id AS "personId", n.place_id AS "placeId", n.body->'room' AS room, n.state, coalesce(n.due_at, n.created_at) AS at, n.settled_at AS "settledAt", n.reason
    FROM notice n LEFT JOIN person p ON p.provider_id = n.provider_id AND p.id = n.person_id
    WHERE n.provider_id = ${providerId} AND (n.action_id = ${actionId}::uuid OR n.listed @> ARRAY[${actionId}::uuid])
      AND n.kind NOT IN ${NOT_ABOUT_IT}
    ORDER BY at, n.seq`);
