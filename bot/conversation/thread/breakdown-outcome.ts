import type { Forecast } from '../../../data/forecast.ts';
import type { ForecastRequest } from '../../../data/postgres/requests/requests.ts';
import { describePlan } from '../../../prompts/describe.ts';
import { breakdownMessages } from '../../blocks/answer/breakdown.ts';
import type { SlackMessage } from '../../blocks/message.ts';

/** A forecast by the values of the dimension it was asked by, as messages: the best form first. */
export function breakdownForms(
  { id, plan, requestedBy, breakdownBy }: ForecastRequest,
  forecast: Forecast,
): SlackMessage[] {
  if (!breakdownBy) throw new Error('a breakdown must name its dimension');
  return breakdownMessages({
    forecast,
    dimension: breakdownBy,
    requestId: id,
    requestedBy,
    understood: describePlan(plan).line,
  });
}
