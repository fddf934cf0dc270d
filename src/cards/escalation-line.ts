import type { EscalationView } from "../core/climb.ts";
import { roleOf } from "../core/decide-escalation.ts";
import { momentLabel, timeLabel } from "../core/due.ts";
import { escalationRef, type Happening, type OpenedStep } from "../core/escalation.ts";
import type { Recipient } from "../core/notice.ts";
import { nameAndRole } from "../core/now-true.ts";
import type { Line } from "./action-view.ts";
import type { Card } from "./card.ts";
import { emergencyFooter } from "./emergency.ts";
import { askOf, decideBy } from "./escalation-asked.ts";
import { closedLines, decisionLines, nextLines } from "./escalation-decision.ts";
import { factWords, joinedWords } from "./escalation-facts.ts";
import { stepName, stepReason } from "./escalation-why.ts";
import { join } from "./markup.ts";
import { nameOnly, personText } from "./person-view.ts";
import { capitalised } from "./status-line.ts";
import { type CardContext, type Telling, tell, zoneOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** What happened, in the thread: a few words, and whoever has to act next by name, so that it rings. */
export function escalationLine(context: CardContext, view: EscalationView, happening: Happening): Card {
  const telling = tell(context);
  const [first = "", ...rest] = happeningLines(telling, view, happening);
  // Where a thread is shared, a line says which of them it is about.
  const message = view.escalation.threadId === null ? first : join([`${escalationRef(view.escalation)} ·`, first]);
  return fillCard("escalation-line", { lines: [message, ...rest], below: emergencyFooter(view) }, telling);
}

/** What happened, in sentences; what is no longer so is not asked for. */
export function happeningLines(telling: Telling, view: EscalationView, happening: Happening): Line[] {
  const { escalation, file } = view;
  switch (happening.kind) {
    case "opened":
      return ["Escalation opened.", ...happening.begun.facts.map((fact) => `${capitalised(factWords(telling, view, fact))}.`)];
    case "step":
      return [
        join([...stepOpened(telling, view, happening.step), ...asked(telling, view, happening.step, happening.step.heardBy)]),
      ];
    case "heard": {
      const step = escalation.steps.at(-1);
      const cover = happening.to.coverFor === null ? "" : `, as cover for ${nameOnly(file, happening.to.coverFor)}`;
      const now = `This is now with ${nameOnly(file, happening.to.personId)}${cover}.`;
      return [join([now, ...(step ? asked(telling, view, step, happening.to) : [])])];
    }
    case "acknowledged": {
      const { by, at, coverFor } = happening;
      const cover = coverFor === null ? "" : `, as cover for ${nameOnly(file, coverFor)}`;
      const seen = `Acknowledged by ${nameAndRole(file, by)}${cover} at ${timeLabel(new Date(at), zoneOf(telling, file))}.`;
      const until = escalation.state === "open" ? decideBy(telling, view) : null;
      const decides =
        until && until > telling.now && `${nameOnly(file, by)} decides by ${momentLabel(until, zoneOf(telling, file))}.`;
      return [join([seen, ...(decides ? [decides] : [])])];
    }
    case "joined":
      return [`${happening.fact.kind === "incident" ? "" : "New on this: "}${joinedWords(telling, view, happening.fact)}.`];
    case "lead-told":
      return ["Everybody on the ladder was asked, and nobody has decided.", leadTold(telling, view, happening.to)];
    case "decided":
      return [...decisionLines(telling, view, happening.decision), ...nextLines(view, happening.decision)];
    case "closed":
      return closedLines(telling, view, happening);
  }
}

/** `Step 2: Commissioner.` `Not acknowledged within 1 working day.` */
function stepOpened(telling: Telling, view: EscalationView, step: OpenedStep): string[] {
  const { file } = view;
  const reason = stepReason(telling, view, step);
  const named = step.place === null ? [] : [`${stepName({ rule: null }, step.place)}: ${roleOf(step, file)}.`];
  const unreached = step.heardBy === null ? [`${capitalised(roleOf(step, file))} could not be reached.`] : [];
  return [...named, ...(reason === null ? [] : [capitalised(ended(reason))]), ...unreached];
}

/** Somebody's words get their full stop, since another sentence follows. */
const ended = (words: string): string => (/[.?!]$/.test(words) ? words : `${words}.`);

/** As long as the step waits for an answer. */
function asked(telling: Telling, view: EscalationView, step: OpenedStep, to: Recipient | null): Line[] {
  const last = view.escalation.steps.at(-1);
  const waits = view.escalation.state === "open" && last?.at === step.at && last.place === step.place;
  return waits && to ? [askOf(telling, view, last, to)] : [];
}

function leadTold(telling: Telling, { file }: EscalationView, to: Recipient | null): Line {
  if (to === null) return "The lead of the case could not be reached.";
  const cover = to.coverFor === null ? "" : `cover for ${nameOnly(file, to.coverFor)}, `;
  return join([personText(telling, file, to.personId), `${cover}who leads the case, may decide from now on.`], ", ");
}
