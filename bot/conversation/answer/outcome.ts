import { isRefusal } from '../../../data/forecast.ts';
import { readLiveAccuracy } from '../../../data/postgres/accuracy/live-accuracy.ts';
import { testedAccuracy } from '../../../data/postgres/models/model-accuracy.ts';
import type { ForecastRequest } from '../../../data/postgres/requests/requests.ts';
import { describePlan } from '../../../prompts/describe.ts';
import { answerForms } from '../../blocks/answer/answer.ts';
import { cancelled } from '../../blocks/answer/cancelled.ts';
import { refusal } from '../../blocks/answer/refusal.ts';
import { failure } from '../../blocks/failure.ts';
import type { SlackMessage } from '../../blocks/message.ts';
import { notice } from '../../blocks/notice.ts';
import { headlineText } from '../../words/headline.ts';
import { knownValues } from '../asking/known-values.ts';
import type { Conversation } from '../conversation.ts';
import { offeredBreakdowns } from '../thread/offered-breakdowns.ts';

/**
 * Builds the answer to a request that has ended: its forecast, or that it was refused, failed or
 * was cancelled. The best form first, each later one asks less of Slack.
 */
export async function outcomeForms(
  services: Pick<Conversation, 'db' | 'menuValues' | 'timeZone' | 'log'>,
  request: ForecastRequest,
): Promise<SlackMessage[]> {
  const { id, requestedBy, assumptions, result, plan } = request;
  const understood = describePlan(plan).line;
  const { timeZone } = services;
  const shared = { requestId: id, requestedBy, assumptions, understood };
  if (request.status === 'cancelled') {
    return [cancelled({ ...shared, cancelledBy: request.cancelledBy })];
  }
  if (result === null) return [failure(failureParts(request))];
  if (isRefusal(result)) return [refusal({ ...shared, refusal: result })];
  const accuracy = await testedAccuracy(services.db, result.model.version);
  // Of the days whose data it had: what came later, nobody knew when it was made.
  const live = await readLiveAccuracy(services.db, { through: result.dataThrough });
  const breakdowns = offeredBreakdowns(plan.targeting, await knownValues(services));
  const forms = answerForms({ ...shared, forecast: result, timeZone, accuracy, live, breakdowns });
  return [...forms, notice(headlineText(result))];
}

function failureParts({ id, failure: explanation }: ForecastRequest) {
  const reference = id.slice(0, 8);
  return {
    explanation: explanation ?? 'Something went wrong on our side.',
    reference,
    requestId: id,
  };
}
