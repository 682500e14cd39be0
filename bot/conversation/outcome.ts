import { type Forecast, isRefusal } from '../../data/forecast.ts';
import type { ForecastRequest } from '../../data/postgres/requests.ts';
import { describePlan } from '../../prompts/describe.ts';
import { type AnswerParts, answer } from '../blocks/answer.ts';
import { cancelled } from '../blocks/cancelled.ts';
import { failure } from '../blocks/failure.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { notice } from '../blocks/notice.ts';
import { refusal } from '../blocks/refusal.ts';
import { forecastChart } from '../chart/forecast-chart.ts';
import { headlineText } from '../words/headline.ts';
import type { Conversation } from './conversation.ts';
import { reasonOf } from './failure.ts';

/** How a request ended, as messages: the best form first, each later one asks less of Slack. */
export async function outcomeForms(
  conversation: Pick<Conversation, 'messenger' | 'log'>,
  request: ForecastRequest,
): Promise<SlackMessage[]> {
  const { id, requestedBy, assumptions, result } = request;
  const shared = {
    requestId: id,
    requestedBy,
    assumptions,
    understood: describePlan(request.plan).line,
  };
  if (request.status === 'cancelled') return [cancelled(shared)];
  if (result === null) return [failure(failureParts(request))];
  if (isRefusal(result)) return [refusal({ ...shared, refusal: result })];
  const image = await uploadChart(conversation, result);
  return answerForms({ ...shared, forecast: result, image, nativeChart: true });
}

/** The full form gets three tries, as an image may need a moment to become usable. */
function answerForms(parts: AnswerParts): SlackMessage[] {
  const full = answer(parts);
  const simple = { ...parts, nativeChart: false };
  return [
    ...(parts.image ? [full, full, full, answer(simple)] : []),
    answer({ ...parts, image: undefined }),
    answer({ ...simple, image: undefined }),
    notice(headlineText(parts.forecast)),
  ];
}

async function uploadChart(
  { messenger, log }: Pick<Conversation, 'messenger' | 'log'>,
  forecast: Forecast,
): Promise<AnswerParts['image']> {
  try {
    const chart = await forecastChart(forecast);
    if (!chart) return undefined;
    const name = `forecast-${forecast.plan.flight.start}.png`;
    const fileId = await messenger.uploadImage({ name, bytes: chart.png });
    return { fileId, altText: chart.altText };
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, 'chart not uploaded');
    return undefined;
  }
}

function failureParts({ id, failure: explanation }: ForecastRequest) {
  const reference = id.slice(0, 8);
  return {
    explanation: explanation ?? 'Something went wrong on our side.',
    reference,
    requestId: id,
  };
}
