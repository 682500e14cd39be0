import type { InputBlock } from '@slack/types';

import type { Dimension } from '../../../../data/dimensions.ts';
import type { Vocabulary } from '../../../../prompts/reading.ts';
import { carries } from './choices.ts';
import { input, valuesMenu } from './elements.ts';
import { type FieldName, type FormValues, type ListFieldOf, listLabel } from './fields.ts';

/** What the fields are made from. */
export interface FieldParts {
  values: FormValues;
  /** Values that the data hold. */
  known: Vocabulary;
  revision: number;
}

/** The field of a list of values; none where the data lack them. */
export function listInput(field: ListFieldOf, parts: FieldParts): InputBlock[] {
  const { name, dimension } = field;
  if (!isShown(parts, dimension, [name])) return [];
  const element = valuesMenu(dimension, parts.values[name], parts.known);
  return [input(name, { label: listLabel(field), element, revision: parts.revision })];
}

/** Whether to show a dimension's fields: those that the data lack are shown only to be emptied. */
export function isShown(
  { values, known }: FieldParts,
  dimension: Dimension,
  fields: readonly FieldName[],
): boolean {
  return carries(known, dimension) || fields.some((field) => values[field] !== undefined);
}
