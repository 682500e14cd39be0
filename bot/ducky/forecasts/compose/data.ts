import { listed } from '../../../../prompts/short-list.ts';
import { longDay } from '../../../words/dates.ts';
import { preciseCount } from '../../../words/numbers.ts';
import type { DataFact } from '../fact.ts';
import type { ForecastQuestion } from '../question.ts';
import type { Composed } from './composed.ts';
import { type Found, forecastIn } from './facts.ts';
import { saying } from './sentences.ts';

const ABOUT_ORIGIN =
  /\b(?:real|fake|demo|generated|synthetic|observed|made up|actual|test data)\b/i;
const ABOUT_DIMENSIONS =
  /\b(?:target|dimensions?|segments?|fields?|columns?|attributes?|break ?downs?)/i;

/**
 * Answers how fresh the data are, whether they are observed or generated, and what they hold: first
 * what is asked about.
 */
export function composeData(found: Found, { text }: Pick<ForecastQuestion, 'text'>): Composed {
  const { data } = found;
  if (!data) return { told: saying(NO_HISTORY), uses: [] };
  const forecast = forecastIn(found);
  const isOlder = forecast !== undefined && forecast.dataThrough < data.last;
  const origin = ORIGINS[data.origin];
  const dimensions = dimensionsOf(data);
  const first = [
    ...(ABOUT_ORIGIN.test(text) ? [origin] : []),
    ...(ABOUT_DIMENSIONS.test(text) ? [dimensions] : []),
  ];
  const sentences = [
    ...first,
    freshness(data),
    `They begin on ${longDay(data.first)} and hold ${preciseCount(data.requests)} requests.`,
    isOlder
      ? `This forecast is from data through ${longDay(forecast.dataThrough)}; ask again for one from the latest.`
      : undefined,
    origin,
    dimensions,
  ];
  return { told: saying(...new Set(sentences)), uses: isOlder ? ['data', 'forecast'] : ['data'] };
}

const NO_HISTORY =
  'There is no history yet. An administrator can bring some in with “ducky import FILE”, or make some to try with “ducky generate”.';

const ORIGINS: Readonly<Record<DataFact['origin'], string>> = {
  observed: 'These are observed data, not generated ones.',
  generated: 'These are demo data: generated, not observed.',
  mixed: 'These are mixed data: in part observed, in part generated.',
};

function freshness({ last, daysOld }: DataFact): string {
  const through = `The data go through ${longDay(last)}`;
  if (daysOld <= 0) return `${through}, today.`;
  if (daysOld === 1) return `${through}, yesterday: they are up to date.`;
  return `${through}, ${daysOld} days ago: the days since are missing.`;
}

function dimensionsOf({ dimensions }: DataFact): string | undefined {
  return dimensions.length === 0 ? undefined : `You can target by ${listed(dimensions)}.`;
}
