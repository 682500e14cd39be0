import type { InputBlock } from '@slack/types';

import { CURRENCIES } from './amounts.ts';
import { type Choice, input, menu, textInput } from './elements.ts';
import type { FieldParts } from './field-parts.ts';

/** The fields of the bid for an impression and of the budget to spend, each with its currency. */
export function moneyFields({ values, revision }: FieldParts): InputBlock[] {
  const pers: Choice[] = [
    ['flight', 'for the whole flight'],
    ['day', 'a day'],
  ];
  const currencyMenu = (held: readonly string[] | undefined) =>
    menu(
      held,
      [...new Set([...CURRENCIES, ...(held ?? [])])].map((code) => [code, code]),
    );
  return [
    input('bid', {
      label: 'Bid, for 1,000 impressions',
      element: textInput(values.bid, '2.50'),
      revision,
    }),
    input('bidCurrency', {
      label: 'Bid: currency',
      element: currencyMenu(values.bidCurrency),
      revision,
    }),
    input('budget', { label: 'Budget', element: textInput(values.budget, '50,000'), revision }),
    input('budgetCurrency', {
      label: 'Budget: currency',
      element: currencyMenu(values.budgetCurrency),
      revision,
    }),
    input('budgetPer', {
      label: 'Budget: to spend',
      element: menu(values.budgetPer ?? ['flight'], pers),
      revision,
    }),
  ];
}
