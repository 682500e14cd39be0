import type { Figure } from './figure.ts';

/** How many times as long each question takes on a history so many times as large. */
export function growthFigures(figures: readonly Figure[]): Figure[] {
  const times = figures.filter(({ unit, rows }) => unit === 'ms' && rows !== undefined);
  return [...Map.groupBy(times, ({ name }) => name).values()].flatMap((ofOneName) => {
    const bySize = ofOneName.toSorted((one, other) => rowsOf(one) - rowsOf(other));
    return bySize.slice(1).map((larger, index) => growth(bySize[index] as Figure, larger));
  });
}

function growth(smaller: Figure, larger: Figure): Figure {
  const timesRows = Number((rowsOf(larger) / rowsOf(smaller)).toPrecision(2));
  return {
    name: `${larger.name}, with ${timesRows} times the rows`,
    rows: rowsOf(larger),
    value: larger.value / smaller.value,
    unit: 'x',
    goal: { atMost: timesRows },
  };
}

function rowsOf({ rows }: Figure): number {
  return rows ?? 0;
}
