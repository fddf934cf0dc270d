import type { CaseFile } from "../core/case-file.ts";
import { hearerOf } from "../core/climb.ts";
import type { Command } from "../core/command.ts";
import { dayLabel, momentLabel } from "../core/due.ts";
import { type AgreedLadder, DECIDABLE, LADDER_CAUSES, type LadderCause, type LadderStep, roleOn } from "../core/ladder.ts";
import { limitWords } from "../core/limit.ts";
import { mayChangeLadder } from "../core/may-change-ladder.ts";
import { nameAndRole } from "../core/now-true.ts";
import type { Outcome } from "../core/outcome.ts";
import { dayOf } from "../core/working-day.ts";
import type { Card } from "./card.ts";
import { join, type Markup } from "./markup.ts";
import { nameOnly, personText } from "./person-view.ts";
import { type CardContext, type Telling, tell, zoneOf } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** Who hears when something stays undone, step by step: the version in force with whom it reaches today, or an older one. */
export function ladderCard(context: CardContext, { file, ladder, said }: Extract<Outcome, { kind: "ladder" }>): Card {
  const telling = tell(context);
  const isOld = ladder !== null && ladder.version < ladder.latest;
  const mayChange = mayChangeLadder(file, context.reader, dayOf(context.now, file.timeZone)).allowed;
  const data = {
    title: ladder ? `${file.ref} · Ladder, version ${ladder.version}` : `${file.ref} · Ladder`,
    status: ladder ? since(context, file, ladder) : "None has been agreed: nobody hears when an action stays overdue.",
    said,
    groups: LADDER_CAUSES.flatMap((cause) => groupOf(telling, file, cause, ladder, isOld)),
    why: ladder ? agreed(file, ladder) : [],
    change: !isOld && mayChange ? [{ command: { ...changeOf(file), seen: ladder?.version ?? 0 } }] : [],
    others: ladder ? othersOf(file, ladder) : [],
  };
  const shows: Command = { ...ladderOf(file), ...(isOld && { version: ladder.version }) };
  return fillCard("ladder", data, telling, said.length === 0 ? shows : undefined);
}

export const ladderOf = ({ ref }: CaseFile): Extract<Command, { do: "ladder" }> => ({ do: "ladder", case: ref });
const changeOf = ({ ref }: CaseFile): Extract<Command, { do: "change-ladder" }> => ({ do: "change-ladder", case: ref });

const CAUSE_WORDS: Record<LadderCause, string> = {
  overdue: "An action is overdue",
  blocked: "An action is blocked",
  request: "A request waits for an answer",
};

function groupOf(telling: Telling, file: CaseFile, cause: LadderCause, ladder: AgreedLadder | null, isOld: boolean) {
  const steps = (ladder?.steps ?? []).filter(({ on }) => on === cause);
  if (steps.length === 0) return [];
  const rows = steps.map((step, i) => ({
    title: `${i + 1}. After ${limitWords(step.after)}: ${step.role}`,
    hears: isOld ? [] : [hears(telling, file, step)],
    detail: `Acknowledge within ${limitWords(step.acknowledgeWithin)}. ${mayWords(step)}`,
  }));
  return [{ heading: CAUSE_WORDS[cause], rows }];
}

/** The role's person today, or whoever stands in for them. */
function hears(telling: Telling, file: CaseFile, { role }: LadderStep): Markup {
  const to = hearerOf({ role, personId: null }, file, dayOf(telling.now, file.timeZone));
  if (to === null)
    return join([roleOn(file, role) ? "Nobody can be reached today." : "This role is not on the partner map: nobody hears."]);
  const who = personText(telling, file, to.personId, to.coverFor === null ? role : null);
  if (to.coverFor === null) return who;
  const until = to.coverUntil === null ? "" : ` until ${dayLabel(to.coverUntil)}`;
  return join([who, `as cover for ${nameOnly(file, to.coverFor)}${until}`]);
}

const ANY_OF = new Intl.ListFormat("en-GB", { type: "disjunction" });

function mayWords({ mayDecide }: LadderStep): string {
  const may = DECIDABLE.filter((each) => mayDecide.includes(each)).map((each) => (each === "pass-on" ? "pass on" : each));
  return may.length === 0 ? "May not decide." : `May ${ANY_OF.format(may)}.`;
}

function since(context: CardContext, file: CaseFile, { since: from, until }: AgreedLadder): string {
  const zone = zoneOf(context, file);
  const begun = momentLabel(from, zone);
  return until === null ? `In force since ${begun}` : `In force from ${begun} to ${momentLabel(until, zone)}`;
}

function agreed(file: CaseFile, { by, why }: AgreedLadder): string[] {
  if (by === null) return ["It came with the set-up file."];
  return [`Agreed by ${nameAndRole(file, by)}.${why ? ` Because: ${why.replace(/\.$/, "")}.` : ""}`];
}

/** The version before, and from an older one the way back to what holds. */
function othersOf(file: CaseFile, { version, latest }: AgreedLadder): { label: string; command: Command }[] {
  return [
    ...(version > 1 ? [{ label: `Show version ${version - 1}`, command: { ...ladderOf(file), version: version - 1 } }] : []),
    ...(version < latest ? [{ label: "Show what is in force", command: ladderOf(file) }] : []),
  ];
}

/** What the box of the form takes. */
export const aboutLadder = (file: CaseFile): string[] => [
  "One step a line: overdue, blocked or request, after how long, and who. Times are in working days (wd), hours (h) or minutes (m).",
  "A step may end with what it may decide: may approve, decline, pass-on. Left out, it may decide all of these.",
  `Roles on the partner map: ${file.map.map(({ role }) => role).join(", ")}.`,
];
