/**
 * Milliseconds of the fastest round of each task: the one least disturbed. They take turns, so that a slow moment of the machine meets all.
 *
 * @param runs how often a task is done in a round; what it answers is kept, so that nothing of it is left out
 */
export function fastest({ rounds, runs = 1 }: { rounds: number; runs?: number }, tasks: (() => number)[]): number[] {
  const best = tasks.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, task] of tasks.entries()) best[index] = Math.min(best[index] ?? 0, millisecondsFor(task, runs));
  }
  return best;
}

function millisecondsFor(task: () => number, runs: number): number {
  const from = performance.now();
  let kept = 0;
  for (let index = 0; index < runs; index += 1) kept += task();
  const taken = performance.now() - from;
  if (kept === 0) throw new Error("bench: nothing was done");
  return taken;
}
