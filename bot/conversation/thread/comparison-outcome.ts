import { isRefusal } from '../../../data/forecast.ts';
import type { ForecastRequest } from '../../../data/postgres/requests/requests.ts';
import { describePlan } from '../../../prompts/describe.ts';
import { nameSides } from '../../../prompts/describe-change.ts';
import { comparisonMessages } from '../../blocks/comparison/comparison.ts';
import type { Side } from '../../blocks/comparison/comparison-side.ts';
import type { SlackMessage } from '../../blocks/message.ts';

/** Two ended requests side by side, as messages: the best form first. */
export function comparisonForms(first: ForecastRequest, second: ForecastRequest): SlackMessage[] {
  const [firstName, secondName] = nameSides(first.plan, second.plan);
  const sides = [
    { letter: 'A', name: firstName, ...sideOf(first) },
    { letter: 'B', name: secondName, ...sideOf(second) },
  ] as const;
  const { id: requestId, requestedBy, assumptions } = second;
  return comparisonMessages({ sides, requestId, requestedBy, assumptions });
}

function sideOf(request: ForecastRequest): Pick<Side, 'understood' | 'outcome'> {
  return { understood: describePlan(request.plan).line, outcome: outcomeOf(request) };
}

function outcomeOf({ result, failure }: ForecastRequest): Side['outcome'] {
  if (result === null) return { problem: failure ?? 'This forecast was cancelled.' };
  if (!isRefusal(result)) return { forecast: result };
  const { reason, needed } = result.refused;
  return { problem: `No forecast. ${reason} ${needed}` };
}
