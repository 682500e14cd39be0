import type { Day } from '../../../../data/calendar.ts';
import type { Vocabulary } from '../../../../prompts/reading.ts';
import { dimensionInText } from '../../../words/dimensions.ts';
import { carries } from './choices.ts';
import { type FormValues, LIST_FIELDS } from './fields.ts';
import type { FieldProblem } from './problems.ts';

/** What is known while a form is read. */
export interface FormContext {
  today: Day;
  /** Values that the data hold. */
  known: Vocabulary;
}

/**
 * Validates a submitted form beyond the plan's schema: an amount without its currency, a dimension
 * that the data lack, a flight that begins in the past.
 */
export function checkForm(values: FormValues, { today, known }: FormContext): FieldProblem[] {
  return [...halfMoney(values), ...lackingDimensions(values, known), ...pastFlight(values, today)];
}

function halfMoney(values: FormValues): FieldProblem[] {
  const pairs = [
    ['bid', 'bidCurrency'],
    ['budget', 'budgetCurrency'],
  ] as const;
  return pairs.flatMap(([amount, currency]) =>
    values[amount] && !values[currency]
      ? [{ field: currency, words: 'Choose the currency of the amount.' }]
      : [],
  );
}

/** The filled-in fields of dimensions that the data do not carry. */
function lackingDimensions(values: FormValues, known: Vocabulary): FieldProblem[] {
  const named = [
    ...LIST_FIELDS,
    { name: 'gender', dimension: 'gender' } as const,
    { name: 'ageMin', dimension: 'age' } as const,
    { name: 'ageMax', dimension: 'age' } as const,
    { name: 'days', dimension: 'dayparts' } as const,
    { name: 'from', dimension: 'dayparts' } as const,
    { name: 'to', dimension: 'dayparts' } as const,
  ];
  return named.flatMap(({ name, dimension }) => {
    if (values[name] === undefined || carries(known, dimension)) return [];
    const what = dimensionInText(dimension);
    return [{ field: name, words: `The data do not say the ${what}. Empty this field.` }];
  });
}

function pastFlight({ start }: FormValues, today: Day): FieldProblem[] {
  if (start?.[0] === undefined || start[0] >= today) return [];
  return [{ field: 'start', words: 'This day is past. Choose today or a later day.' }];
}
