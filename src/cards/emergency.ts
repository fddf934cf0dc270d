import type { EscalationView } from "../core/climb.ts";
import type { Fact } from "../core/escalation.ts";

/** The footer of every card about risk: the service must not be taken for an emergency route. */
export const EMERGENCY_LINE = "If someone is in immediate danger, call 999. This service does not alert emergency services.";

/** An escalation is about risk where a threshold was crossed, and whatever it is about while risk is raised. */
export const emergencyFooter = ({ escalation, file }: Pick<EscalationView, "escalation" | "file">): string[] =>
  escalation.cause === "threshold" || escalation.facts.some(isOfThreshold) || file.stabilising ? [EMERGENCY_LINE] : [];

const isOfThreshold = (fact: Fact): boolean => "rule" in fact && fact.rule !== null;
