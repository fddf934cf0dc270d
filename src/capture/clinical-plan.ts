const PLAN = /^(?:agreed )?plan ?[:–-] ?(?=\(?(?:1|a|i)[.)] )/i;

/** What stands behind `Plan: 1) … 2) …` in clinical notes; null where no numbered plan does. */
export function numberedPlan(said: string): string | null {
  const found = PLAN.exec(said);
  return found && said.slice(found[0].length);
}
