/** Something measured, with what was hoped for. */
export interface Figure {
  name: string;
  /** Rows of the history it was measured on. */
  rows?: number;
  value: number;
  unit: 'ms' | 'µs' | 'rows/s' | 'lines/s' | 'MB' | 'bytes' | '%' | 'x' | 'requests';
  /** The goal on a machine of two cores. */
  goal?: { atMost: number } | { atLeast: number };
}

/** Whether a figure meets its goal; null where it has none. */
export function meetsGoal({ value, goal }: Figure): boolean | null {
  if (goal === undefined) return null;
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}
