import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { horizon } from "../core/bank-holidays.ts";
import { dayLabel } from "../core/due.ts";
import { dayOf } from "../core/working-day.ts";
import { ClockBack, JUMPS, jumpFrom, nextWeekdayMorning, type RehearsalClock } from "./clock.ts";
import { parseJson, readBody, sendJson } from "./http.ts";

/** What the last move of the clock caused, for the line beside it. */
export interface LastMove {
  to: string;
  sent: number;
}

const NewTime = z.object({ now: z.iso.datetime({ offset: true }) });
const JumpBody = z.object({ jump: z.enum(JUMPS) });

const SAY_WHEN = 'Say when, as { "now": "2027-03-12T09:00:00Z" }.';
/** Past the known bank holidays nobody could say what is a working day, and every day until then would have to be run. */
const LAST_DAY = horizon();
const TOO_FAR = `The clock goes no further than ${dayLabel(LAST_DAY)}, where the known bank holidays end.`;
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
      const moved = await inTurn(async () => {
        const to = await target();
        return dayOf(to, timeZone) > LAST_DAY ? "too far" : clock.moveTo(to);
      });
      if (moved === "too far") return sendJson(res, 400, { error: TOO_FAR, now: clock.now().toISOString() });
      const { now, sent } = moved;
      lastMove = { to: now.toISOString(), sent };
      sendJson(res, 200, { now: now.toISOString(), sent });
    } catch (err) {
      if (!(err instanceof ClockBack)) throw err;
      sendJson(res, 409, { error: NOT_BACK, now: clock.now().toISOString() });
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
