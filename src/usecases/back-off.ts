import { addMilliseconds } from "date-fns/addMilliseconds";
import type { ChatError } from "../chat/chat.ts";

/** Attempts at a message that the platform may take later; about a day of them, with the pauses below. */
export const GIVE_UP_AFTER = 40;

const SECOND = 1000;
const LONGEST_PAUSE = 30 * 60 * SECOND;

/**
 * When a conversation may be tried again. What the platform asks for is honoured; else the pause doubles from a second to half an
 * hour, with a tenth of jitter so that many conversations do not come back at once.
 *
 * @param chance between 0 and 1
 */
export function tryAgainAt(err: ChatError, attempts: number, real: Date, chance: number): Date {
  const pause = err.retryAfter ?? Math.min(LONGEST_PAUSE, SECOND * 2 ** Math.min(attempts, 20));
  return addMilliseconds(real, pause + Math.round(pause * 0.1 * chance));
}
