import type { Dimension } from '../dimensions.ts';

/** The dimensions by which `request_cube` can count; age only in whole bands. */
export const CUBE_DIMENSIONS: ReadonlySet<Dimension> = new Set([
  'age',
  'gender',
  'deviceType',
  'os',
  'geo',
  'format',
]);

/** The bands of `ageBand`, in years, both ends included; the last one has no end (255). */
export const AGE_BANDS = [
  { name: '1-12', first: 1, last: 12 },
  { name: '13-17', first: 13, last: 17 },
  { name: '18-24', first: 18, last: 24 },
  { name: '25-34', first: 25, last: 34 },
  { name: '35-44', first: 35, last: 44 },
  { name: '45-54', first: 45, last: 54 },
  { name: '55-64', first: 55, last: 64 },
  { name: '65+', first: 65, last: 255 },
] as const;
