export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Mean; 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}

/** A count as people read it: `12,345`. */
export function readable(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}
