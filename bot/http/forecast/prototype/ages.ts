import type { Plan } from '../../../../data/plan.ts';

/** Ages of a target, both included. */
export interface Years {
  min: number;
  max: number;
}

const OLDEST = 120;

/** Parses an age range, `25-34`, `65+` or a single age; undefined for anything else. */
export function readYears(age: string | number): Years | undefined {
  const text = String(age).trim();
  const { from, to, open } =
    /^(?<from>\d{1,3})(?:\s*[-–]\s*(?<to>\d{1,3})|(?<open>\s*\+))?$/.exec(text)?.groups ?? {};
  if (from === undefined) return undefined;
  const min = Number(from);
  const max = open === undefined ? Number(to ?? from) : OLDEST;
  return min <= max && max <= OLDEST ? { min, max } : undefined;
}

/** Merges age ranges into one that holds all of them: a plan has one. */
export function oneRange(ages: readonly Years[]): Plan['targeting']['age'] {
  if (ages.length === 0) return undefined;
  return {
    min: Math.min(...ages.map(({ min }) => min)),
    max: Math.max(...ages.map(({ max }) => max)),
  };
}
