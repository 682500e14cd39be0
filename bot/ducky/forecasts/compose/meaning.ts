import { findTerms } from '../../../../prompts/ducky/glossary.ts';
import { roundCount, roundRange, roundWhole, timesEach } from '../../../words/numbers.ts';
import type { ForecastFact } from '../fact.ts';
import type { ForecastQuestion } from '../question.ts';
import type { Told } from '../told.ts';
import { composeDocs } from './docs.ts';
import { type Found, forecastIn } from './facts.ts';
import { saying } from './sentences.ts';

const MAX_TERMS = 3;

/** What the words in question mean, and what they are in the forecast at hand. */
export function composeMeaning(found: Found, question: Pick<ForecastQuestion, 'text'>): Told[] {
  const terms = findTerms(question.text).map(({ term }) => term);
  if (terms.length === 0) return composeDocs(found);
  const forecast = forecastIn(found);
  const named = [...new Set(terms)].slice(0, MAX_TERMS);
  const here = forecast ? named.flatMap(({ name }) => inForecast(name, forecast) ?? []) : [];
  return saying(
    ...named.map(({ meaning }) => meaning),
    here.length > 0 ? `In this forecast: ${here.join('; ')}.` : undefined,
  );
}

function inForecast(term: string, forecast: ForecastFact): string | undefined {
  const { impressionsPerDay: perDay, reach, averageFrequency, flight } = forecast;
  switch (term) {
    case 'P10':
      return `${roundCount(perDay.p10)} impressions a day at P10`;
    case 'P50':
    case 'impressions':
      return `about ${roundCount(perDay.p50)} impressions a day`;
    case 'P90':
      return `${roundCount(perDay.p90)} impressions a day at P90`;
    case 'range':
      return `${roundRange(perDay)} impressions a day`;
    case 'reach':
      return reach ? `about ${roundWhole(reach.p50)} people` : undefined;
    case 'average frequency':
      return averageFrequency ? `about ${timesEach(averageFrequency)} each` : undefined;
    case 'confidence':
      return `confidence is ${forecast.confidence}`;
    case 'flight':
      return `${flight.days} days, ${flight.start} to ${flight.end}`;
    default:
      return undefined;
  }
}
