import type { CaseFile } from "../core/case-file.ts";
import { dayLabel, dueLabel } from "../core/due.ts";
import { type MinutesBody, minutesRef } from "../core/minutes.ts";
import type { LinkView } from "../core/minutes-view.ts";
import type { Card } from "./card.ts";
import { join, link as linkTo } from "./markup.ts";
import { nameOnly } from "./person-view.ts";
import { joinParts } from "./status-line.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

interface Outside {
  body: MinutesBody;
  file: CaseFile;
  /** Who is outside chat. */
  outside: string;
  /** Their own link, where they may see the case. */
  link: LinkView | null;
  why: string[];
}

/**
 * Words to copy for somebody outside chat, as for an action of theirs: the case by its reference alone, and not a word of what was said. The
 * link is theirs, and says who handed it on.
 */
export function minutesOutsideCard(context: CardContext, { body, file, outside, link, why }: Outside): Card {
  const name = nameOnly(file, outside);
  const theirs = [...body.actions, ...body.carriedOver].filter(
    ({ owner, status }) => owner?.id === outside && status !== "complete",
  );
  const listed = theirs.map(({ ref, due }) => (due ? `${ref}, due ${dueLabel(due)}` : ref));
  const data = {
    title: joinParts([minutesRef(body), "minutes"]),
    status: `${name} is outside chat`,
    label: `To copy and send to ${name}. It names the case by its reference alone.`,
    copy: [
      `Subject: ${file.ref}`,
      `Hello ${name},`,
      `The minutes of our meeting on ${dayLabel(body.start.day)} ${body.version === 1 ? "are ready" : "have been corrected"}.`,
      ...(listed.length > 0 ? [`Yours to do: ${listed.join("; ")}.`] : []),
      ...(body.followUp === null ? [] : [`We look at it again on ${dayLabel(body.followUp)}.`]),
      ...(link
        ? [join([`You can read them until ${dayLabel(link.until)}:`, linkTo(link.page, link.page)]), "The link is for you alone."]
        : ["I will tell you the details in person."]),
      nameOnly(file, context.reader),
    ],
    why: link ? [...why, `The link is ${name}'s. Each opening is recorded under their name, as handed on by you.`] : why,
    get: { do: "get-minutes", case: body.caseRef, meeting: body.meeting, version: body.version } as const,
  };
  return fillCard("minutes-outside", data, tell(context));
}
