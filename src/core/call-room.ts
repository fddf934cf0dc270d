import type { CaseFile, Place } from "./case-file.ts";
import type { Identity, Person } from "./person.ts";

/**
 * The room in which somebody can be named who cannot be written to: one of the case's own on their platform, else one of the provider's
 * for its own staff. Never a mixed one: who has to do what is more than its line says.
 */
export function roomToCall(file: CaseFile, person: Person, at: Pick<Identity, "platform" | "workspace">): Place | undefined {
  const there = file.places.filter(({ platform, workspace }) => platform === at.platform && workspace === at.workspace);
  const of = (audience: Place["audience"]) => there.find((place) => place.audience === audience);
  return of("case") ?? (person.organisationKind === "provider" ? of("provider") : undefined);
}
