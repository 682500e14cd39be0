/** Draws an index with one look-up, however many there are: `keep[i]` of the time i, else `other[i]`. */
export interface AliasTable {
  keep: number[];
  other: number[];
}

/**
 * Builds the alias table for weighted random draws, from weights of which at least one is above
 * zero (Walker 1977, as built by Vose 1991).
 */
export function aliasTable(weights: readonly number[]): AliasTable {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const keep = weights.map((weight) => (weight / total) * weights.length);
  const other = weights.map((_, index) => index);
  const poor = indexesWhere(keep, (height) => height < 1);
  const rich = indexesWhere(keep, (height) => height >= 1);
  while (poor.length > 0 && rich.length > 0) {
    const filled = poor.pop() as number;
    const giver = rich.at(-1) as number;
    other[filled] = giver;
    keep[giver] = (keep[giver] as number) - (1 - (keep[filled] as number));
    if ((keep[giver] as number) < 1) poor.push(rich.pop() as number);
  }
  // What is left differs from 1 by rounding only.
  for (const index of [...poor, ...rich]) keep[index] = 1;
  return { keep, other };
}

function indexesWhere(heights: readonly number[], test: (height: number) => boolean): number[] {
  return heights.flatMap((height, index) => (test(height) ? [index] : []));
}
