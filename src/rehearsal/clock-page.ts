import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { ClockBack, ClockTooFar, JUMPS, jumpFrom, nextWeekdayMorning, type RehearsalClock } from "./clock.ts";
import { parseJson, readBody, sendJson } from "./http.ts";

/** What the last move of the clock caused, for the line beside it. */
export interface LastMove {
  to: string;
  sent: number;
}

const NewTime = z.object({ now: z.iso.datetime({ offset: true }) });
const JumpBody = z.object({ jump: z.enum(JUMPS) });

const SAY_WHEN = 'Say when, as { "now": "2027-03-12T09:00:00Z" }.';
const NOT_BACK = "The clock only goes forward: what has been said cannot be unsaid.";

export interface ClockPageOptions {
  clock: RehearsalClock;
  timeZone: string;
  nextWorkingMorning: ((from: Date) => Date | Promise<Date>) | undefined;
  changed(): void;
}

/** `GET` and `POST /rehearsal/clock`, and the page's three jumps. */
export function createClockPage({ clock, timeZone, nextWorkingMorning, changed }: ClockPageOptions) {
  const calendar = { timeZone, nextWorkingMorning: nextWorkingMorning ?? ((from: Date) => nextWeekdayMorning(from, timeZone)) };
  let lastMove: LastMove | null = null;
  /** Two moves at once would run the moments between out of order. */
  let moving: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(move: () => Promise<T>): Promise<T> => {
    const turn = moving.then(move);
    moving = turn.catch(() => undefined);
    return turn;
  };

  async function move(res: ServerResponse, target: () => Date | Promise<Date>): Promise<void> {
    try {
      const { now, sent } = await inTurn(async () => clock.moveTo(await target()));
      lastMove = { to: now.toISOString(), sent };
      sendJson(res, 200, { now: now.toISOString(), sent });
    } catch (err) {
      const now = clock.now().toISOString();
      if (err instanceof ClockBack) sendJson(res, 409, { error: NOT_BACK, now });
      else if (err instanceof ClockTooFar) sendJson(res, 400, { error: err.message, now });
      else throw err;
    } finally {
      changed();
    }
  }

  return {
    state: () => ({ now: clock.now().toISOString(), timeZone, lastMove }),

    async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
      if (req.method === "GET") return sendJson(res, 200, { now: clock.now().toISOString() });
      const asked = NewTime.safeParse(parseJson(await readBody(req)));
      if (!asked.success) return sendJson(res, 400, { error: SAY_WHEN });
      await move(res, () => new Date(asked.data.now));
    },

    async jump(req: IncomingMessage, res: ServerResponse): Promise<void> {
      const asked = JumpBody.safeParse(parseJson(await readBody(req)));
      if (!asked.success) return sendJson(res, 400, { error: `Say how far: ${JUMPS.join(", ")}.` });
      await move(res, () => jumpFrom(clock.now(), asked.data.jump, calendar));
    },
  };
}

export type ClockPage = ReturnType<typeof createClockPage>;
