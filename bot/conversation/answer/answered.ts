import { AppError } from '../../../data/errors.ts';
import type { Forecast } from '../../../data/forecast.ts';
import { type ForecastRequest, findRequest } from '../../../data/postgres/requests/requests.ts';
import type { Conversation } from '../conversation.ts';
import { forecastOf } from '../thread/related-outcome.ts';

/** Loads a request by its id. @throws AppError `not_found` where there is no such request. */
export async function knownRequest(
  { db }: Pick<Conversation, 'db'>,
  requestId: string,
): Promise<ForecastRequest> {
  const request = await findRequest(db, requestId);
  if (request) return request;
  throw new AppError('not_found', 'I do not know this forecast any more. Ask it anew.');
}

/**
 * Loads a request with its forecast.
 * @throws AppError where there is no such request, or no forecast.
 */
export async function answeredRequest(
  conversation: Pick<Conversation, 'db'>,
  requestId: string,
): Promise<{ request: ForecastRequest; forecast: Forecast }> {
  const request = await knownRequest(conversation, requestId);
  const forecast = forecastOf(request);
  if (!forecast) throw noForecast();
  return { request, forecast };
}

/**
 * The error for whoever wants to work with a request that has no forecast, as it failed, was
 * refused or cancelled.
 */
export function noForecast(): AppError {
  return new AppError('conflict', 'This request has no forecast to work with. Ask it anew.');
}
