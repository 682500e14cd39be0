import { LIST_LABELS, labelInText } from '../../prompts/describe-parts.ts';

const NAMES = {
  age: 'Age',
  gender: 'Gender',
  ...LIST_LABELS,
  country: 'Country',
  region: 'Region',
  city: 'City',
  dayparts: 'Hours',
} as const;

/** Something that `dimensionName` has a name for: a dimension of the targeting, or a kind of place. */
export type NamedDimension = keyof typeof NAMES;

/** What people call a dimension at the head of something: `Device`, `OS`. */
export function dimensionName(dimension: NamedDimension): string {
  return NAMES[dimension];
}

/** The same within a sentence: `device`, `OS`. */
export function dimensionInText(dimension: NamedDimension): string {
  return labelInText(NAMES[dimension]);
}
