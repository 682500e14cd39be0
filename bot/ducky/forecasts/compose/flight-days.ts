import { listed } from '../../../../prompts/short-list.ts';
import { weekdayAndDay, weekdayName } from '../../../words/dates.ts';
import { roundCount } from '../../../words/numbers.ts';
import type { ForecastFact } from '../plan-facts.ts';
import { isWeekend } from '../tools/when.ts';
import type { AskedDays } from './asked-days.ts';

/** More are no list to read aloud. */
const MOST_DAYS = 8;

/** What is forecast for the days that a question names, else for the lowest and the highest. */
export function flightDays(asked: readonly AskedDays[], forecast: ForecastFact): string[] {
  return asked.length > 0 ? namedDays(asked, forecast) : [extremes(forecast)];
}

/**
 * What is forecast for named days. Of a flight with days that are not known one by one, nothing
 * that might be false of those.
 */
function namedDays(asked: readonly AskedDays[], { daily, flight }: ForecastFact): string[] {
  const named = daily.filter(({ date }) => asked.some((days) => isOn(date, days)));
  if (daily.length < flight.days) return [];
  if (named.length === 0) return ['The flight has no such day.'];
  return [named.length <= MOST_DAYS ? expectedOn(named) : expectedWithin(named)];
}

function isOn(date: string, asked: AskedDays): boolean {
  if (asked.kind === 'weekend') return isWeekend(date);
  if (asked.kind === 'date') return date.endsWith(asked.monthDay);
  return asked.kind === 'weekday' && asked.name === weekdayName(date);
}

function expectedOn(days: ForecastFact['daily']): string {
  const each = days.map(
    ({ date, impressions }) => `${roundCount(impressions)} on ${weekdayAndDay(date)}`,
  );
  return `I expect ${listed(each)}.`;
}

function expectedWithin(days: ForecastFact['daily']): string {
  const counts = days.map(({ impressions }) => impressions);
  const [least, most] = [Math.min(...counts), Math.max(...counts)].map(roundCount);
  return `I expect ${least} to ${most} on each such day of the flight.`;
}

function extremes({ lowestDay, highestDay, flight }: ForecastFact): string {
  if (flight.days === 1) return 'The flight is a single day.';
  const [low, high] = [lowestDay, highestDay].map(({ impressions }) => roundCount(impressions));
  if (low === high) return `I expect about ${low} on every day of the flight.`;
  return `The lowest day of the flight is ${weekdayAndDay(lowestDay.date)} with ${low}, the highest ${weekdayAndDay(highestDay.date)} with ${high}.`;
}
