import type { ForecastRequest } from '../../../data/postgres/requests/requests.ts';
import { nameSides } from '../../../prompts/describe-change.ts';
import { comparisonChart } from '../../chart/comparison-chart.ts';
import { type ForecastChart, forecastChart } from '../../chart/forecast-chart.ts';
import { forecastOf } from './related-outcome.ts';

/**
 * Draws the chart of a request's forecast, beside its parent's where it compares the two; undefined
 * where there is nothing to draw. Parts of a total are bars in the message already.
 */
export async function chartOf(
  request: ForecastRequest,
  parent: ForecastRequest | undefined,
): Promise<ForecastChart | undefined> {
  const forecast = forecastOf(request);
  if (!forecast || request.relation === 'breakdown') return undefined;
  if (request.relation !== 'comparison') return forecastChart(forecast);
  const other = parent && forecastOf(parent);
  if (!other) return undefined;
  const [first, second] = nameSides(other.plan, forecast.plan);
  return comparisonChart({ name: first, forecast: other }, { name: second, forecast });
}
