import { longDay } from '../../../words/dates.ts';
import {
  counted,
  preciseCount,
  roundCount,
  roundRange,
  roundWhole,
  timesEach,
} from '../../../words/numbers.ts';
import type { ForecastFact } from '../plan-facts.ts';
import { spanInWords } from '../tools/when.ts';
import { isLimited } from './forecast-parts.ts';

type Say = (forecast: ForecastFact) => string | undefined;

/** The value of a glossary term in a forecast, as a part of a sentence: `confidence is low`. */
export function termHere(term: string, forecast: ForecastFact): string | undefined {
  return HERE[term]?.(forecast);
}

const HERE: Readonly<Record<string, Say>> = {
  P10: ({ impressionsPerDay }) => `P10 is ${roundCount(impressionsPerDay.p10)} impressions a day`,
  P50: ({ impressionsPerDay }) => `P50 is ${roundCount(impressionsPerDay.p50)} impressions a day`,
  P90: ({ impressionsPerDay }) => `P90 is ${roundCount(impressionsPerDay.p90)} impressions a day`,
  range: ({ impressionsPerDay }) =>
    `the range of a day is ${roundRange(impressionsPerDay)} impressions`,
  impressions: ({ impressionsPerDay, impressions }) =>
    `there are about ${roundCount(impressionsPerDay.p50)} impressions a day, ${preciseCount(impressions.p50)} in total`,
  reach: ({ reach }) =>
    reach
      ? `reach is about ${roundWhole(reach.p50)} people`
      : 'reach is unknown, as the data carry no users',
  'average frequency': ({ averageFrequency }) =>
    averageFrequency === null
      ? undefined
      : `each person sees it about ${timesEach(averageFrequency)}`,
  delivery: delivered,
  'frequency cap': delivered,
  confidence: ({ confidence }) => `confidence is ${confidence}`,
  flight: ({ flight: { start, end, days } }) =>
    `the flight is ${counted(days, 'day')}, ${spanInWords({ first: start, last: end })}`,
  'data through': ({ dataThrough }) => `the data go through ${longDay(dataThrough)}`,
  'model version': ({ modelVersion }) => `the model is ${modelVersion}`,
};

function delivered(forecast: ForecastFact): string | undefined {
  const { delivery, impressionsPerDay } = forecast;
  if (!delivery) return undefined;
  if (!isLimited(forecast)) return 'the plan itself would get all of the impressions';
  return `the plan itself would get about ${roundCount(delivery.impressionsPerDayP50)} of ${roundCount(impressionsPerDay.p50)} impressions a day`;
}
