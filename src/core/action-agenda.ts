import { isEnded } from "./action.ts";
import type { Moment } from "./agenda.ts";
import { draftMoments } from "./draft-moment.ts";
import { leftMoments } from "./left-moments.ts";
import type { ActionView } from "./outcome.ts";
import { reminderMoments } from "./reminder-moments.ts";
import { silenceMoments } from "./silence-moments.ts";

/**
 * Everything that the clock has to say about one action: a draft that was lost on its way, reminders, silences, and that its owner has
 * left; of each kind up to and including the first after `now`. Of one that has ended there is nothing. Who hears is who would hear on that day, as things stand now:
 * when they change, the action is looked at again.
 */
export const actionMoments = (view: ActionView, now: Date): Moment[] =>
  isEnded(view.action.status)
    ? []
    : [...draftMoments(view), ...leftMoments(view, now), ...reminderMoments(view, now), ...silenceMoments(view)];
