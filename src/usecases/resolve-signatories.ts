import { canHear } from "../core/at-work.ts";
import type { CaseFile } from "../core/case-file.ts";
import type { Day } from "../core/working-day.ts";
import type { Asking, OpenCase } from "./asking.ts";
import type { Deps } from "./deps.ts";
import { resolveWho } from "./resolve-who.ts";

/** Everybody who could be asked to agree: in chat, and on the case today. */
export const peopleToAsk = (file: CaseFile, today: Day): string[] =>
  Object.values(file.people)
    .filter(({ id }) => canHear(file, id, today))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en-GB"))
    .map(({ id }) => id);

/** `@Dana, @Mo and Commissioner`, or what a form has picked: each has to be in chat and on the case, to agree themselves. */
export async function resolveSignatories(
  deps: Deps,
  asking: Asking,
  { file, today }: Pick<OpenCase, "file" | "today">,
  said: string,
): Promise<{ ids: string[] } | { message: string }> {
  const ids: string[] = [];
  for (const name of said.split(/\s*(?:,|\band\b)\s*/i).filter((part) => part !== "")) {
    const found = await resolveWho(deps, asking, { file, today }, name);
    if (found.kind === "nobody") return { message: found.message };
    if (!canHear(file, found.personId, today)) {
      const person = file.people[found.personId]?.name ?? "that person";
      return { message: `${person} is outside chat and cannot agree here. Choose somebody in chat.` };
    }
    if (!ids.includes(found.personId)) ids.push(found.personId);
  }
  return { ids };
}
