import { listed } from '../../../../prompts/short-list.ts';
import { longDay } from '../../../words/dates.ts';
import { preciseCount } from '../../../words/numbers.ts';
import type { DataFact } from '../fact.ts';
import type { Told } from '../told.ts';
import { type Found, forecastIn } from './facts.ts';
import { saying } from './sentences.ts';

/** How fresh the data are, and what they hold. */
export function composeData(found: Found): Told[] {
  const { data } = found;
  if (!data) {
    return saying(
      'There is no history yet. An administrator can bring some in with “ducky import FILE”, or make some to try with “ducky generate”.',
    );
  }
  const forecast = forecastIn(found);
  const isOlder = forecast && forecast.dataThrough < data.last;
  return saying(
    freshness(data),
    `They begin on ${longDay(data.first)} and hold ${preciseCount(data.requests)} requests.`,
    data.isGenerated ? 'It is demo data: generated, not observed.' : undefined,
    isOlder
      ? `This forecast is from data through ${longDay(forecast.dataThrough)}; ask again for one from the latest.`
      : undefined,
    data.dimensions.length > 0 ? `They can be targeted by ${listed(data.dimensions)}.` : undefined,
  );
}

function freshness({ last, daysOld }: DataFact): string {
  const through = `The data go through ${longDay(last)}`;
  if (daysOld <= 0) return `${through}, today.`;
  if (daysOld === 1) return `${through}, yesterday: they are up to date.`;
  return `${through}, ${daysOld} days ago: the days since are missing.`;
}
