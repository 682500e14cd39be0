import { type Forecast, isRefusal } from '../../../data/forecast.ts';
import { type ForecastRequest, findRequest } from '../../../data/postgres/requests/requests.ts';
import { describeChange } from '../../../prompts/describe-change.ts';
import { withChange } from '../../blocks/comparison/change.ts';
import type { SlackMessage } from '../../blocks/message.ts';
import { outcomeForms } from '../answer/outcome.ts';
import type { Conversation } from '../conversation.ts';
import { breakdownForms } from './breakdown-outcome.ts';
import { comparisonForms } from './comparison-outcome.ts';

type OutcomeServices = Parameters<typeof outcomeForms>[0] & Pick<Conversation, 'db'>;

/**
 * Builds the answer to a request by how it follows from another: a comparison, a breakdown, or a
 * follow-up with what changed. The best form first, each later one asks less of Slack.
 */
export async function relatedForms(
  services: OutcomeServices,
  request: ForecastRequest,
): Promise<SlackMessage[]> {
  const parent = request.parentId && (await findRequest(services.db, request.parentId));
  if (!parent || request.status === 'cancelled') return outcomeForms(services, request);
  const forecast = forecastOf(request);
  if (request.relation === 'comparison') return comparisonForms(parent, request);
  if (request.relation === 'breakdown' && forecast) return breakdownForms(request, forecast);
  const forms = await outcomeForms(services, request);
  if (request.relation !== 'follow-up' || !forecast) return forms;
  return forms.map((form) => withChange(form, changeParts(parent, { request, forecast })));
}

function changeParts(
  parent: ForecastRequest,
  { request, forecast }: { request: ForecastRequest; forecast: Forecast },
) {
  const before = forecastOf(parent);
  return {
    changes: describeChange(parent.plan, request.plan),
    forecasts: before && { before, after: forecast },
  };
}

/** What a request was answered with; undefined where it has no figures. */
export function forecastOf({ result }: ForecastRequest): Forecast | undefined {
  return result === null || isRefusal(result) ? undefined : result;
}
