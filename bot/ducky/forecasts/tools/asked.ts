import { type Forecast, isRefusal } from '../../../../data/forecast.ts';
import { findOwnRequest } from '../../../../data/postgres/requests/own-request.ts';
import type { ForecastRequest } from '../../../../data/postgres/requests/requests.ts';
import type { ToolContext } from './context.ts';

/**
 * Loads the stored request that the question is about, as far as its asker may see it.
 * @throws AppError `conflict` where another version of Ducky stored it.
 */
export async function askedRequest({
  db,
  question: { requestId, teamId },
}: ToolContext): Promise<ForecastRequest | undefined> {
  return requestId === undefined ? undefined : findOwnRequest(db, { id: requestId, teamId });
}

/** The forecast that a request was answered with; undefined while it has none, or where it was refused. */
export function forecastOf(request: ForecastRequest | undefined): Forecast | undefined {
  const result = request?.result;
  return !result || isRefusal(result) ? undefined : result;
}
