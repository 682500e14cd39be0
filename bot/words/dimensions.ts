import type { Dimension, GEO_COLUMNS } from '../../data/dimensions.ts';

const NAMES: Readonly<Record<Dimension | (typeof GEO_COLUMNS)[number], string>> = {
  age: 'Age',
  gender: 'Gender',
  deviceType: 'Device',
  os: 'System',
  browser: 'Browser',
  connection: 'Connection',
  language: 'Language',
  geo: 'Place',
  country: 'Country',
  region: 'Region',
  city: 'City',
  site: 'Site',
  app: 'App',
  category: 'Category',
  adUnit: 'Ad unit',
  format: 'Format',
  size: 'Size',
  position: 'Position',
  segment: 'Segment',
  dayparts: 'Hours',
};

/** What people call a dimension of the targeting, or a column of the history: `Device`. */
export function dimensionName(dimension: keyof typeof NAMES): string {
  return NAMES[dimension];
}

/** Something that `dimensionName` has a name for. */
export type NamedDimension = keyof typeof NAMES;
