import type { ClickHouseClient } from '@clickhouse/client';

import type { Targeting } from '../../plan.ts';
import { seededRandom } from '../../random.ts';
import { randomTargeting } from './random-targeting.ts';
import { type SampleOptions, sampleRequests } from './sample-requests.ts';

/**
 * Draws distinct targetings of up to five dimensions that real requests of the span match, so that
 * common values are common. The same data and seed give the same ones; fewer than `size` come back
 * where the data do not hold so many.
 */
export async function sampleTargetings(
  client: ClickHouseClient,
  options: SampleOptions,
): Promise<Targeting[]> {
  const random = seededRandom(options.seed);
  const requests = await sampleRequests(client, { ...options, size: options.size * 2 });
  const distinct = new Map<string, Targeting>();
  for (const request of requests) {
    const targeting = randomTargeting(request, random);
    if (Object.keys(targeting).length > 0) distinct.set(JSON.stringify(targeting), targeting);
  }
  return [...distinct.values()].slice(0, options.size);
}
