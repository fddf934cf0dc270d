import type { CaseFile } from "./case-file.ts";
import { hearerOf } from "./climb.ts";
import type { Escalation } from "./escalation.ts";
import { beside, leadsHearer } from "./hearers.ts";
import type { Recipient } from "./notice.ts";
import type { Day } from "./working-day.ts";

/**
 * Who hears that somebody was not reached with an escalation: the lead, whoever may act for them, then whoever comes next on the ladder,
 * and those before. Null where nobody else can be reached.
 */
export function hearsInstead(
  { ladder, steps }: Pick<Escalation, "ladder" | "steps">,
  file: CaseFile,
  unreached: string,
  today: Day,
): Recipient | null {
  const next = Math.max(-1, ...steps.map(({ place }) => place ?? -1)) + 1;
  const climbed = [...ladder.slice(next), ...ladder.slice(0, next)].map((step) => hearerOf(step, file, today));
  const all = [leadsHearer(file, today), ...beside(file, file.leadId, today), ...climbed];
  return all.find((to) => to !== null && to.personId !== unreached) ?? null;
}
