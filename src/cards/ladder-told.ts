import type { CaseFile } from "../core/case-file.ts";
import type { AgreedLadder } from "../core/ladder.ts";
import type { Card } from "./card.ts";
import { ladderCard } from "./ladder.ts";
import { type CardContext, tell } from "./telling.ts";
import { fillCard } from "./templates.ts";

interface Told {
  file: CaseFile;
  ladder: AgreedLadder;
  /** Of the reader, and on the ladder only from now on. */
  roles: string[];
}

/** Somebody whom it concerns reads the ladder as it is from now on, and why it concerns them. */
export function ladderToldCard(context: CardContext, { file, ladder, roles }: Told): Card {
  const changed = `The ladder of ${file.ref} has changed: version ${ladder.version} is in force.`;
  const asked = `You are on it from now on, for ${new Intl.ListFormat("en-GB").format(roles)}.`;
  return ladderCard(context, { kind: "ladder", file, ladder, said: roles.length > 0 ? [changed, asked] : [changed] });
}

/** `C-014: the ladder has changed, version 2. mdt ladder C-014 shows it.` */
export const ladderLineCard = (context: CardContext, { file, ladder }: Pick<Told, "file" | "ladder">): Card =>
  fillCard(
    "escalation-line",
    {
      lines: [`${file.ref}: the ladder has changed, version ${ladder.version}. mdt ladder ${file.ref} shows it.`],
      below: [],
    },
    tell(context),
  );
