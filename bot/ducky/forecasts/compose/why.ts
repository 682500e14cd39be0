import { listed } from '../../../../prompts/short-list.ts';
import { shortDay, weekdayAndDay } from '../../../words/dates.ts';
import { roundCount, roundRange, roundWhole, timesEach } from '../../../words/numbers.ts';
import type { ForecastFact, HistoryFact } from '../fact.ts';
import type { ForecastQuestion } from '../question.ts';
import type { Told } from '../told.ts';
import { type Found, isRefused } from './facts.ts';
import { NO_FORECAST, saying, signed, whyRefused } from './sentences.ts';

/** What a driver's name stands for, for people. */
const DRIVER_WORDS: Readonly<Record<string, string>> = {
  'recent level': 'the latest weeks, which weigh more',
  'weekdays of the flight': 'the weekdays of the flight',
  'XGBoost correction': "the model's correction",
  'limit from wider targetings': 'the limit that wider targetings set',
};

/** Parts of a forecast that a question may single out. */
const ABOUT_LIMITS = /\b(?:limit|restrict|constrain|cap|hold|bottleneck|stop|prevent)/i;
const ABOUT_CONFIDENCE = /\b(?:confiden|sure|certain|uncertain|range|wide|narrow|spread)/i;
const ABOUT_REACH = /\b(?:reach|people|users?|unique|frequency|often)/i;
const ABOUT_DAYS =
  /\b(?:days?|week|weekend|weekday|holiday|festival|monday|tuesday|wednesday|thursday|friday|saturday|sunday|peak|highest|lowest)/i;
const ABOUT_HOLIDAYS =
  /\b(?:holiday|festival|diwali|christmas|easter|eid|holi|new year|thanksgiving|black friday)/i;

/** Why the number is what it is: what was measured, what moved it, what limits it, how sure it is. */
export function composeWhy(
  { forecast, history }: Found,
  { text }: Pick<ForecastQuestion, 'text'>,
): Told[] {
  if (!forecast) return saying(NO_FORECAST);
  if (isRefused(forecast)) return saying(whyRefused(forecast));
  const isReachAsked = ABOUT_REACH.test(text);
  const first = [
    ...(ABOUT_CONFIDENCE.test(text) ? [confidence(forecast)] : []),
    ...(ABOUT_LIMITS.test(text) ? [limit(forecast)] : []),
    ...(isReachAsked ? [reach(forecast)] : []),
  ];
  return saying(
    ...first,
    level(forecast),
    drivers(forecast),
    ABOUT_HOLIDAYS.test(text) ? HOLIDAYS : undefined,
    ABOUT_DAYS.test(text) ? days(forecast, history) : undefined,
    ...(first.length === 0 ? [limitUnderCap(forecast), confidence(forecast)] : []),
  );
}

function level({ impressionsPerDay, recentPerDay, recentDays }: ForecastFact): string {
  const expected = `I expect about ${roundCount(impressionsPerDay.p50)} impressions a day (likely ${roundRange(impressionsPerDay)})`;
  if (recentPerDay === null) return `${expected}.`;
  return `${expected}, as a mean of ${roundCount(recentPerDay)} a day was measured over the last ${recentDays} days of data.`;
}

function drivers({ drivers: all }: ForecastFact): string {
  if (all.length === 0) return 'Nothing moves it much from there.';
  const moves = all.map(
    ({ name, effectPercent }) => `${signed(effectPercent)} for ${DRIVER_WORDS[name] ?? name}`,
  );
  return `From there: ${listed(moves)}.`;
}

const HOLIDAYS =
  'I have no calendar of holidays: they count only as far as the measured weeks, or the same days a year before, show them.';

function days({ lowestDay, highestDay, flight }: ForecastFact, history?: HistoryFact): string {
  const extremes =
    flight.days > 1
      ? `The lowest day of the flight is ${weekdayAndDay(lowestDay.date)} with ${roundCount(lowestDay.impressions)}, the highest ${weekdayAndDay(highestDay.date)} with ${roundCount(highestDay.impressions)}.`
      : 'The flight is a single day.';
  if (!history) return extremes;
  const { busiestWeekday: busiest, quietestWeekday: quietest } = history;
  return `${extremes} Measured so far, ${busiest.name}s were busiest with ${roundCount(busiest.perDay)} and ${quietest.name}s quietest with ${roundCount(quietest.perDay)}.`;
}

function limit(forecast: ForecastFact): string {
  return (
    limitUnderCap(forecast) ??
    'What limits it is how many requests match the targeting: only a wider one gives more. Bids and budgets are not considered yet.'
  );
}

function limitUnderCap({ limitedBy }: ForecastFact): string | undefined {
  if (limitedBy === null || limitedBy === 'available impressions') return undefined;
  return `Of that, the ${limitedBy} limits what is delivered.`;
}

function reach({ reach: people, averageFrequency, flight }: ForecastFact): string {
  if (people === null) return 'Reach is unknown, as these data carry no users.';
  const each = averageFrequency ? `, each about ${timesEach(averageFrequency)}` : '';
  const within = flight.days > 1 ? ` in ${flight.days} days` : '';
  return `Reach is about ${roundWhole(people.p50)} people${within} (likely ${roundRange(people)})${each}; whoever comes on several days counts once.`;
}

function confidence(forecast: ForecastFact): string {
  const { confidence: grade, impressionsPerDay, recentPerDay, flight, dataThrough } = forecast;
  const volume = roundCount(recentPerDay ?? impressionsPerDay.p50);
  return `Confidence is ${grade}. It rests on ${volume} impressions a day, a likely range of ${roundRange(impressionsPerDay)}, and a flight to ${shortDay(flight.end)} from data through ${shortDay(dataThrough)}.`;
}
