import type { CaseFile } from "./case-file.ts";
import { CLOSED_WORDS, roleOf, verdictWords } from "./decide-escalation.ts";
import type { Happening } from "./escalation.ts";

const CAUSES = {
  overdue: "overdue",
  blocked: "blocked",
  request: "a request that nobody answered",
  "by-hand": "by hand",
  threshold: "a threshold was crossed",
};

/** What happened to an escalation in a few words, for a line of a history; without the reasons that people gave. */
export function happeningWords(happening: Happening, file: CaseFile): string {
  const name = (id: string): string => file.people[id]?.name ?? "somebody who is no longer on this case";
  switch (happening.kind) {
    case "opened":
      return `opened: ${CAUSES[happening.begun.cause]}`;
    case "step": {
      const { step } = happening;
      return step.heardBy
        ? `${roleOf(step, file)} asked: ${name(step.heardBy.personId)}`
        : `${roleOf(step, file)} could not be reached`;
    }
    case "heard":
      return `now with ${name(happening.to.personId)}`;
    case "acknowledged":
      return "acknowledged";
    case "joined":
      return "more was added";
    case "lead-told":
      return happening.to ? `everybody was asked; the lead told: ${name(happening.to.personId)}` : "everybody was asked";
    case "decided":
      return `decided: ${verdictWords(happening.decision.verdict, file)}`;
    case "closed":
      return `closed: ${CLOSED_WORDS[happening.because]}`;
  }
}

/** The reason that somebody gave for it, where they gave one. */
export function whyOf(happening: Happening): string | null {
  if (happening.kind === "decided") return happening.decision.why;
  if (happening.kind === "step") return happening.step.why;
  const fact = happening.kind === "joined" ? happening.fact : happening.kind === "opened" ? happening.begun.facts[0] : undefined;
  return fact?.kind === "by-hand" ? fact.why : null;
}
