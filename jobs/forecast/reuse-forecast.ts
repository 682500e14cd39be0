import { isRefusal } from '../../data/forecast.ts';
import { forecastKey } from '../../data/forecast-basis.ts';
import type { ForecastCache } from './forecast-cache.ts';
import { type ForecastOrder, type MadeForecast, makeForecast } from './make-forecast.ts';

/**
 * Looks a forecast up in the cache, where the same was made of the same model and history before;
 * else makes a new one and caches it.
 */
export async function reuseForecast(
  cache: ForecastCache,
  order: Omit<ForecastOrder, 'readOutline'>,
): Promise<MadeForecast> {
  const history = await cache.readHistory();
  const key = forecastKey(order, { history, modelVersion: order.model.metadata.version });
  const found = key === undefined ? undefined : await cache.find(key);
  if (found) return withId(found, order.id);
  const { outline, stamp } = history;
  const clickhouse = stamp === null ? order.clickhouse : cache.source(stamp);
  const made = await makeForecast({ ...order, clickhouse, readOutline: async () => outline });
  if (key !== undefined) cache.keep({ made: { key, ...made }, history });
  return made;
}

function withId({ result, historyOrigin }: MadeForecast, id: string): MadeForecast {
  return { result: isRefusal(result) ? result : { ...result, id }, historyOrigin };
}
