/** How much more something costs than its floor, both measured in the same run. */
export interface Ratio {
  name: string;
  ratio: number;
  /** Absent where nothing is promised of it. */
  target?: number;
  detail: string;
}

/** A figure of this machine at this moment. */
export interface Plain {
  name: string;
  value: number;
  unit: "ms" | "MB" | "s";
  /** Absent where nothing is promised of it. */
  target?: number;
  detail: string;
}

export type Figure = Ratio | Plain;

/** The middle value: one slow or one lucky round must not move it. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

/** The value that this share of all values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
