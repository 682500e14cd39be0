import type { InputBlock } from '@slack/types';

import { WEEK } from '../../../../data/dimensions.ts';
import { type Choice, input, menu, ticks } from './elements.ts';
import { type FieldParts, isShown, listInput } from './field-parts.ts';
import { FURTHER_LISTS, isOffered } from './fields.ts';

/** The fields behind “More targeting”: other dimensions, exclusions, weekdays and hours. */
export function targetingFields(parts: FieldParts & { hasKeptHours: boolean }): InputBlock[] {
  const { values, revision } = parts;
  const unknownAges = ticks(values.ageUnknown, [['yes', 'Include people of unknown age']]);
  return [
    ...(isShown(parts, 'age', ['ageUnknown'])
      ? [input('ageUnknown', { label: 'Unknown ages', element: unknownAges, revision })]
      : []),
    ...FURTHER_LISTS.filter((field) => isOffered(field) || values[field.name]).flatMap((field) =>
      listInput(field, parts),
    ),
    ...(parts.hasKeptHours ? [] : hourFields(parts)),
  ];
}

const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Dayparting: the days of the week, and the hours from and to. */
function hourFields(parts: FieldParts): InputBlock[] {
  const { values, revision } = parts;
  if (!isShown(parts, 'dayparts', ['days', 'from', 'to'])) return [];
  const days = WEEK.map((day, index): Choice => [day, DAY_NAMES[index] ?? day]);
  return [
    input('days', { label: 'Days of the week', element: ticks(values.days, days), revision }),
    input('from', { label: 'From', element: menu(values.from, hours(0, 23)), revision }),
    input('to', { label: 'To', element: menu(values.to, hours(1, 24)), revision }),
  ];
}

function hours(first: number, last: number): Choice[] {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const hour = String(first + index);
    return [hour, `${hour}:00`];
  });
}
