import type { z } from 'zod';

import { MAX_FLIGHT_DAYS } from '../../../../data/plan.ts';
import { type FieldName, LIST_FIELDS } from './fields.ts';

/** What is wrong with a field, in words that say how to mend it. */
export interface FieldProblem {
  field: FieldName;
  words: string;
}

const AGE = 'Write a whole number of years from 0 to 120.';
const MONEY = 'Write the amount alone, such as 2.50, 50,000, 50k or 5 lakh.';
const DAY = 'Choose a day.';

/** By where the plan's schema found it: the field that it came from, and how to mend it. */
const MENDS: Readonly<Record<string, FieldProblem>> = {
  'flight.start': { field: 'start', words: DAY },
  'flight.end': { field: 'end', words: DAY },
  flight: {
    field: 'end',
    words: `Choose a day that is not before the first, and at most ${MAX_FLIGHT_DAYS} days in all.`,
  },
  'targeting.age.min': { field: 'ageMin', words: AGE },
  'targeting.age.max': { field: 'ageMax', words: AGE },
  'targeting.age': { field: 'ageMax', words: 'Write an age that is not below the youngest.' },
  'targeting.gender': { field: 'gender', words: 'Choose from the list.' },
  'targeting.dayparts': { field: 'to', words: 'Choose an hour after the first.' },
  'goal.impressions': {
    field: 'goal',
    words: 'Write a whole number of impressions, such as 500,000 or 5 million.',
  },
  'bidCpm.amount': { field: 'bid', words: MONEY },
  'bidCpm.currency': { field: 'bidCurrency', words: 'Choose a currency.' },
  'budget.amount': { field: 'budget', words: MONEY },
  'budget.currency': { field: 'budgetCurrency', words: 'Choose a currency.' },
  'budget.per': { field: 'budgetPer', words: 'Choose from the list.' },
  'frequencyCap.impressions': {
    field: 'cap',
    words: 'Write a whole number of times, such as 3.',
  },
  'frequencyCap.per': { field: 'capPer', words: 'Choose from the list.' },
  ...Object.fromEntries(
    LIST_FIELDS.map(({ name, side, dimension }) => [
      `targeting.${dimension}.${side}`,
      { field: name, words: 'Choose at most 500 values from the list.' },
    ]),
  ),
};

/** Turns the schema's errors into messages for people, each under the field it is about. */
export function problemsOf(error: z.ZodError): FieldProblem[] {
  const found = error.issues.map(({ path, message }) => mendOf(path.map(String), message));
  return [...new Map(found.map((problem) => [problem.field, problem])).values()];
}

function mendOf(path: readonly string[], message: string): FieldProblem {
  for (let length = path.length; length > 0; length -= 1) {
    const mend = MENDS[path.slice(0, length).join('.')];
    if (mend) return mend;
  }
  return { field: 'start', words: message };
}
