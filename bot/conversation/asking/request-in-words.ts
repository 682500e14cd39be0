import type { ForecastRequest } from '../../../data/postgres/requests/requests.ts';
import { describePlan } from '../../../prompts/describe.ts';
import { dimensionInText } from '../../words/dimensions.ts';

/** What a request asks for: its plan in words, and what is done with it. */
export function requestInWords({
  plan,
  relation,
  breakdownBy,
}: Pick<ForecastRequest, 'plan' | 'relation' | 'breakdownBy'>): string {
  const { line } = describePlan(plan);
  if (relation === 'comparison') return `${line}, to compare`;
  return breakdownBy ? `${line}, by ${dimensionInText(breakdownBy)}` : line;
}
