import { LIST_DIMENSIONS, type ListDimension } from '../../../../data/dimensions.ts';
import { dimensionInText, dimensionName } from '../../../words/dimensions.ts';

/** Parts of the form that stay closed until somebody asks for them. */
export const PARTS = ['targeting', 'money'] as const;
export type Part = (typeof PARTS)[number];

export type Side = 'include' | 'exclude';
export type ListField = `${Side}_${ListDimension}`;

/** Every field that does not list values of a dimension. */
export const PLAIN_FIELDS = [
  'words',
  'channel',
  'start',
  'end',
  'gender',
  'ageMin',
  'ageMax',
  'ageUnknown',
  'days',
  'from',
  'to',
  'goal',
  'cap',
  'capPer',
  'bid',
  'bidCurrency',
  'budget',
  'budgetCurrency',
  'budgetPer',
] as const;

/** What a form asks for, by name; `words` is the request in one's own words. */
export type FieldName = (typeof PLAIN_FIELDS)[number] | ListField;

/** What people typed or chose, as they left it; a field without any is left out. */
export type FormValues = Readonly<Partial<Record<FieldName, readonly string[]>>>;

/** Lists of values that most plans name; the others are one click away. */
export const COMMON_LISTS: readonly ListDimension[] = ['geo', 'deviceType', 'os', 'format'];

/** Lists whose exclusions are offered; those of the others are shown where a plan has some. */
const EXCLUDABLE: readonly ListDimension[] = ['geo', 'site', 'app', 'category'];

export function listField(side: Side, dimension: ListDimension): ListField {
  return `${side}_${dimension}`;
}

/** Every field that holds a list of values, with what it lists. */
export const LIST_FIELDS = LIST_DIMENSIONS.flatMap((dimension) =>
  (['include', 'exclude'] as const).map((side) => ({
    name: listField(side, dimension),
    side,
    dimension,
  })),
);
export type ListFieldOf = (typeof LIST_FIELDS)[number];

/** The lists that are shown once more targeting is asked for. */
export const FURTHER_LISTS: readonly ListFieldOf[] = LIST_FIELDS.filter(
  ({ side, dimension }) => side === 'exclude' || !COMMON_LISTS.includes(dimension),
);

/** Whether the form shows a list field while it is empty: every inclusion, but few exclusions. */
export function isOffered({ side, dimension }: ListFieldOf): boolean {
  return side === 'include' || EXCLUDABLE.includes(dimension);
}

/** `Site`, `Not site`. */
export function listLabel({ side, dimension }: ListFieldOf): string {
  return side === 'include' ? dimensionName(dimension) : `Not ${dimensionInText(dimension)}`;
}
