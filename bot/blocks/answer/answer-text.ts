import type { Forecast } from '../../../data/forecast.ts';
import { longDay, weekdayAndDay } from '../../words/dates.ts';
import { headlineText } from '../../words/headline.ts';
import { preciseCount } from '../../words/numbers.ts';
import { escapeMrkdwn } from '../text.ts';
import type { UnderstoodParts } from './understood.ts';

/** Days told one by one; of a longer flight, the numbers in all must do. */
const TOLD_DAYS = 31;

/**
 * The plain text of a forecast's message, for screen readers and notifications: the same as the
 * blocks say, in order.
 */
export function answerText({
  forecast,
  understood,
  assumptions,
}: UnderstoodParts & { forecast: Forecast }): string {
  const { notes, confidence, dataThrough } = forecast;
  const assumed = assumptions.length > 0 ? [`Not said, so assumed: ${assumptions.join(' ')}`] : [];
  const words = [
    `${headlineText(forecast)}.`,
    `Understood: ${understood}.`,
    ...assumed,
    ...notes,
    `Confidence: ${confidence}. Data through ${longDay(dataThrough)}.`,
    ...dayByDay(forecast),
  ];
  return escapeMrkdwn(words.join(' '));
}

function dayByDay({ daily }: Forecast): string[] {
  if (daily.length < 2 || daily.length > TOLD_DAYS) return [];
  const days = daily.map(
    ({ date, impressions }) => `${weekdayAndDay(date)} ${preciseCount(impressions.p50)}`,
  );
  return [`Day by day: ${days.join(', ')}.`];
}
