/** Days of a daypart, in the order of the week. */
export const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export const GENDERS = ['female', 'male', 'other', 'unknown'] as const;

/**
 * The dimensions targeted by included and excluded values, in the plan's key order.
 * Each is a column of the same name in the history, but for `geo`, which spans three.
 */
export const LIST_DIMENSIONS = [
  'deviceType',
  'os',
  'browser',
  'connection',
  'language',
  'geo',
  'site',
  'app',
  'category',
  'adUnit',
  'format',
  'size',
  'position',
  'segment',
] as const;
export type ListDimension = (typeof LIST_DIMENSIONS)[number];

/** Every dimension a targeting can name, in the plan's key order. */
export const DIMENSIONS = ['age', 'gender', ...LIST_DIMENSIONS, 'dayparts'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** The columns that hold a place, from the coarsest. */
export const GEO_COLUMNS = ['country', 'region', 'city'] as const;

/** Columns that hold several values a request; the others hold one. */
export const ARRAY_COLUMNS = ['category', 'segment'] as const;

/**
 * What a forecast can be broken down by: a dimension of one value a request, so that the parts add
 * up; of places, one grain; of ages, the bands.
 */
export const BREAKDOWN_DIMENSIONS = [
  'age',
  'gender',
  'deviceType',
  'os',
  'browser',
  'connection',
  'language',
  ...GEO_COLUMNS,
  'site',
  'app',
  'adUnit',
  'format',
  'size',
  'position',
] as const;
export type BreakdownDimension = (typeof BREAKDOWN_DIMENSIONS)[number];

/** The value that stands for 'the data do not say'. */
export const UNKNOWN = 'unknown';

/** Standard values of the dimensions that have them (AdCOM 1.0 names). Data may hold others. */
export const STANDARD_VALUES: Partial<Record<Dimension, readonly string[]>> = {
  gender: GENDERS,
  deviceType: ['phone', 'tablet', 'desktop', 'ctv', 'connected', 'settop', 'ooh', 'mobile'],
  os: ['ios', 'android', 'windows', 'macos', 'linux', 'chromeos', 'tvos', 'tizen', 'webos'],
  connection: ['ethernet', 'wifi', 'cellular', '2g', '3g', '4g', '5g'],
  format: ['banner', 'video', 'audio', 'native', 'interstitial', 'rewarded'],
};
