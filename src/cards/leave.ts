import type { CaseFile } from "../core/case-file.ts";
import { dayLabel } from "../core/due.ts";
import { type CannotJudge, leaveOnDays, type TakenLeave, type Uncovered, uncoveredDays } from "../core/leave.ts";
import type { Notice } from "../core/notice.ts";
import type { ActionView, Outcome } from "../core/outcome.ts";
import type { Line } from "./action-view.ts";
import type { Card } from "./card.ts";
import { join } from "./markup.ts";
import { nameOnly, personText } from "./person-view.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

/** Somebody's own leave, with what nobody takes over. */
export function leaveCard(
  context: CardContext,
  { leaves, uncovered, cannotJudge, said }: Extract<Outcome, { kind: "leave" }>,
): Card {
  const data = {
    title: "Your leave",
    said: [...said, ...(leaves.length === 0 && said.length === 0 ? ["No leave of yours is known here."] : [])],
    rows: leaves.map((leave) => ({
      title: daysLabel(leave),
      detail: leave.coverName ? `cover: ${leave.coverName}` : "no cover named",
      command: { do: "cancel-leave", leave: leave.id } as const,
    })),
    notes: [...uncovered.map(uncoveredLine), ...cannotJudge.map(cannotJudgeLine)],
    why: leaves.length > 0 ? ["Whoever stands in for you does so only in cases that they are on themselves."] : [],
  };
  return fillCard("leave", data, tell(context), said.length === 0 ? { do: "leave" } : undefined);
}

const daysLabel = ({ from, until }: Pick<TakenLeave, "from" | "until">): string =>
  from === until ? dayLabel(from) : `${dayLabel(from)} to ${dayLabel(until)}`;

function uncoveredLine({ caseRef, leadName, days }: Uncovered): string {
  const when = days === "all" ? "" : " on some of these days";
  if (leadName === null)
    return `In ${caseRef} nobody stands in for you${when}. You lead it: have cover named on the partner map.`;
  return `In ${caseRef} nobody stands in for you${when}: ask ${leadName}, who leads it, to name cover on the partner map.`;
}

function cannotJudgeLine({ caseRef, coverName, instead }: CannotJudge): string {
  const asked = instead ? `${instead} is asked instead` : "have cover named on the partner map, or nobody is asked in your place";
  return `In ${caseRef} ${coverName} cannot sign off for you: they may not read all of the evidence; ${asked}.`;
}

/** A lead hears that somebody's work has nobody while they are away. */
export function leaveUncoveredCard(
  context: CardContext,
  { file }: ActionView,
  notice: Extract<Notice, { kind: "leave-uncovered" }>,
  why: Line[],
): Card {
  const telling = tell(context);
  const { away, from, until } = notice;
  const name = nameOnly(file, away);
  const leave = leaveOnDays(file, away, notice);
  const some = leave !== undefined && uncoveredDays(file, leave) === "some";
  const data = {
    title: `${file.ref} · ${name} will be away`,
    status: daysLabel({ from, until }),
    said: join([
      personText(telling, file, away),
      `has live actions in ${file.ref}, and nobody stands in for them${some ? " on some of these days" : ""}.`,
    ]),
    notes: ["Please have cover named on the partner map, or choose another owner for what cannot wait."],
    why,
    case: file.ref,
    who: `person:${away}`,
  };
  return fillCard("leave-uncovered", data, telling);
}

/** Whoever stands in during a leave hears so, once; so does a lead who had heard that nobody did. */
export function leaveCoverCard(
  context: CardContext,
  notice: Extract<Notice, { kind: "leave-cover" }>,
  cases: { file: CaseFile; instead: string }[],
): Card {
  const telling = tell(context);
  const { reader } = context;
  const [first] = cases;
  const name = first ? nameOnly(first.file, notice.away) : "";
  const away = `${name} will be away: ${daysLabel(notice)}.`;
  const lines = [...Map.groupBy(cases, ({ instead }) => instead)].map(([instead, meant]) => {
    const refs = new Intl.ListFormat("en-GB").format(meant.map(({ file }) => file.ref));
    const who = meant[0] ? nameOnly(meant[0].file, instead) : "";
    return instead === reader ? `You stand in for them in ${refs}.` : `${who} stands in for them in ${refs}.`;
  });
  const hints = cases.some(({ instead }) => instead === reader) ? ["You hear here when something of theirs is due."] : [];
  return fillCard("message", { message: [away, ...lines].join(" "), hints }, telling);
}
