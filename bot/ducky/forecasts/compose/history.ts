import { weekdayAndDay } from '../../../words/dates.ts';
import { counted, roundCount } from '../../../words/numbers.ts';
import type { HistoryFact } from '../plan-facts.ts';
import type { ForecastQuestion } from '../question.ts';
import { spanInWords } from '../tools/when.ts';
import { ABOUT_HOLIDAYS, askedDays } from './asked-days.ts';
import type { Composed } from './composed.ts';
import { type Found, forecastIn } from './facts.ts';
import { lastWeek, measuredOn, weekdaysInWords } from './measured-days.ts';
import { NO_HOLIDAYS, saying } from './sentences.ts';
import { withoutForecast } from './without-forecast.ts';

/**
 * Answers what was measured of the targeting in the past, before the forecast: first of the days
 * that are asked about.
 */
export function composeHistory(found: Found, { text }: Pick<ForecastQuestion, 'text'>): Composed {
  const { history } = found;
  if (!history) {
    if (!forecastIn(found)) return withoutForecast(found);
    return { told: saying('I have no measured days of this targeting.'), uses: ['forecast'] };
  }
  const asked = askedDays(text);
  const isLastWeekTold = asked.some(({ kind }) => kind === 'last week');
  const told = saying(
    ABOUT_HOLIDAYS.test(text) ? NO_HOLIDAYS : undefined,
    ...measuredOn(asked, history),
    level(history),
    isLastWeekTold ? undefined : lastWeek(history),
    weekdaysInWords(history),
    extremes(history),
  );
  return { told, uses: ['history'] };
}

function level(history: HistoryFact): string {
  const { days, meanPerDay } = history;
  return `This targeting got about ${roundCount(meanPerDay)} impressions a day, ${spanInWords(history)} (${counted(days, 'day')}).`;
}

function extremes({ highest, lowest }: HistoryFact): string | undefined {
  const [most, least] = [highest, lowest].map(({ impressions }) => roundCount(impressions));
  if (most === least) return undefined;
  return `The best day was ${weekdayAndDay(highest.date)} with ${most}, the weakest ${weekdayAndDay(lowest.date)} with ${least}.`;
}
