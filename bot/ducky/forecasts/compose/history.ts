import { weekdayAndDay } from '../../../words/dates.ts';
import { roundCount } from '../../../words/numbers.ts';
import type { HistoryFact } from '../fact.ts';
import type { Told } from '../told.ts';
import { spanInWords } from '../tools/when.ts';
import { type Found, isRefused } from './facts.ts';
import { NO_FORECAST, saying, signed, whyRefused } from './sentences.ts';

/** What was measured of the targeting before the forecast. */
export function composeHistory({ history, forecast }: Found): Told[] {
  if (!history) {
    if (!forecast) return saying(NO_FORECAST);
    return saying(
      isRefused(forecast) ? whyRefused(forecast) : 'I have no measured days of this targeting.',
    );
  }
  const { days, meanPerDay, busiestWeekday, quietestWeekday, highest, lowest } = history;
  return saying(
    `This targeting got about ${roundCount(meanPerDay)} impressions a day, ${spanInWords(history)} (${days} days).`,
    lastWeek(history),
    `${busiestWeekday.name}s were busiest with ${roundCount(busiestWeekday.perDay)} a day, ${quietestWeekday.name}s quietest with ${roundCount(quietestWeekday.perDay)}.`,
    `The best day was ${weekdayAndDay(highest.date)} with ${roundCount(highest.impressions)}, the weakest ${weekdayAndDay(lowest.date)} with ${roundCount(lowest.impressions)}.`,
  );
}

function lastWeek({ lastWeekChangePercent }: HistoryFact): string | undefined {
  if (lastWeekChangePercent === null) return undefined;
  if (lastWeekChangePercent === 0) return 'The last seven days were like the seven before.';
  return `The last seven days were ${signed(lastWeekChangePercent)} against the seven before.`;
}
