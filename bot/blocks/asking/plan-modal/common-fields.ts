import type { InputBlock } from '@slack/types';

import { GENDERS } from '../../../../data/dimensions.ts';
import { type Choice, dayInput, input, menu, severalMenu, textInput } from './elements.ts';
import { type FieldParts, isShown, listInput } from './field-parts.ts';
import { COMMON_LISTS, listField } from './fields.ts';

/** The fields that most plans need: flight, audience, places, devices, goal and frequency cap. */
export function commonFields(parts: FieldParts): InputBlock[] {
  const { values, revision } = parts;
  const day = (held: readonly string[] | undefined, label: string) => ({
    label,
    element: dayInput(held),
    revision,
    isOptional: false,
  });
  return [
    input('start', day(values.start, 'First day')),
    input('end', day(values.end, 'Last day')),
    ...genderField(parts),
    ...ageFields(parts),
    ...COMMON_LISTS.flatMap((dimension) => {
      const name = listField('include', dimension);
      return listInput({ name, side: 'include', dimension }, parts);
    }),
    ...goalFields(parts),
  ];
}

const GENDER_WORDS: Readonly<Record<(typeof GENDERS)[number], string>> = {
  female: 'Women',
  male: 'Men',
  other: 'Other genders',
  unknown: 'Unknown',
};

function genderField(parts: FieldParts): InputBlock[] {
  if (!isShown(parts, 'gender', ['gender'])) return [];
  const choices = GENDERS.map((value): Choice => [value, GENDER_WORDS[value]]);
  const element = severalMenu(parts.values.gender, choices);
  return [input('gender', { label: 'Gender', element, revision: parts.revision })];
}

function ageFields(parts: FieldParts): InputBlock[] {
  const { values, revision } = parts;
  if (!isShown(parts, 'age', ['ageMin', 'ageMax', 'ageUnknown'])) return [];
  return [
    input('ageMin', { label: 'Age from', element: textInput(values.ageMin, '25'), revision }),
    input('ageMax', { label: 'Age to', element: textInput(values.ageMax, '34'), revision }),
  ];
}

/** The goal in impressions, and the frequency cap with the period that it counts. */
function goalFields({ values, revision }: FieldParts): InputBlock[] {
  const windows: Choice[] = [
    ['hour', 'an hour'],
    ['day', 'a day'],
    ['week', 'a week'],
    ['flight', 'in the whole flight'],
  ];
  return [
    input('goal', {
      label: 'Goal, in impressions',
      element: textInput(values.goal, '5 million'),
      revision,
    }),
    input('cap', {
      label: 'Frequency cap: times one person sees it',
      element: textInput(values.cap, '3'),
      revision,
    }),
    input('capPer', {
      label: 'Frequency cap: counted',
      element: menu(values.capPer ?? ['day'], windows),
      revision,
    }),
  ];
}
