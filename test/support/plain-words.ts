import type { Happening } from "../../src/core/escalation.ts";

/** What has happened to an escalation, as the plain ladder words it. */

/** `step 1 Commissioner (not-acknowledged): connie, until 2027-04-06T11:00:00.000Z` */
export function plainWords(happening: Happening): string {
  switch (happening.kind) {
    case "opened":
      return `opened: ${happening.begun.facts.map(({ kind }) => (kind === "incidents" ? "crossed" : kind)).join(", ")}`;
    case "step": {
      const { place, role, because, heardBy, limit, personId, passedBy } = happening.step;
      const what = place === null ? `passed on by ${passedBy} to ${personId}` : `step ${place} ${role} (${because})`;
      return `${what}: ${heardBy?.personId ?? null}, until ${limit}`;
    }
    case "heard":
      return `heard by ${happening.to.personId}`;
    case "acknowledged":
      return `acknowledged by ${happening.by}${happening.coverFor === null ? "" : ` for ${happening.coverFor}`}`;
    case "joined":
      return `joined: ${happening.fact.kind}`;
    case "lead-told":
      return `lead told: ${happening.to?.personId ?? null}`;
    case "decided": {
      const { by, coverFor } = happening.decision;
      return `decided by ${by}${coverFor === null ? "" : ` for ${coverFor}`}`;
    }
    case "closed":
      return `closed by ${happening.by}`;
  }
}
