import type { Dimension } from '../dimensions.ts';

/** A table that holds requests a day pre-aggregated by some dimensions, age only in whole bands. */
export interface Cube {
  table:
    | 'request_audience_cube'
    | 'request_cube'
    | 'request_slot_cube'
    | 'request_segment_cube'
    | 'request_content_cube';
  dimensions: ReadonlySet<Dimension>;
  /** The finest place it can tell. */
  places: 'city' | 'country';
}

const AUDIENCE_DIMENSIONS = ['age', 'gender', 'deviceType', 'os', 'geo'] as const;

/** The dimensions by which `request_cube` can count; age only in whole bands. */
export const CUBE_DIMENSIONS: ReadonlySet<Dimension> = new Set([...AUDIENCE_DIMENSIONS, 'format']);

/** Who is asked for, where and by which format. */
export const REQUEST_CUBE: Cube = {
  table: 'request_cube',
  dimensions: CUBE_DIMENSIONS,
  places: 'city',
};

/** The commonest questions name no format, and without it rows are less than half as many. */
export const AUDIENCE_CUBE: Cube = {
  table: 'request_audience_cube',
  dimensions: new Set(AUDIENCE_DIMENSIONS),
  places: 'city',
};

/** Every cube, those of fewer rows first. */
export const CUBES: readonly Cube[] = [
  AUDIENCE_CUBE,
  REQUEST_CUBE,
  {
    table: 'request_slot_cube',
    dimensions: new Set([
      ...(['geo', 'deviceType', 'os', 'browser', 'connection'] as const),
      ...(['adUnit', 'format', 'size', 'position'] as const),
    ]),
    places: 'country',
  },
  {
    table: 'request_segment_cube',
    dimensions: new Set(['geo', 'deviceType', 'os', 'age', 'gender', 'segment']),
    places: 'country',
  },
  {
    table: 'request_content_cube',
    dimensions: new Set([
      ...(['geo', 'deviceType', 'os', 'format', 'age', 'gender'] as const),
      ...(['language', 'site', 'app', 'category'] as const),
    ]),
    places: 'country',
  },
];

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
