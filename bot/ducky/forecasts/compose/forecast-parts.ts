import { longDay } from '../../../words/dates.ts';
import {
  counted,
  preciseCount,
  preciseRange,
  roundCount,
  roundRange,
  roundWhole,
  timesEach,
} from '../../../words/numbers.ts';
import type { ForecastFact } from '../plan-facts.ts';

/** What is expected of a day: `I expect about 91 impressions a day (likely 65–125).` */
export function expected({ impressionsPerDay, flight }: ForecastFact): string {
  const when = flight.days > 1 ? 'a day' : `on ${longDay(flight.start)}`;
  return `I expect about ${roundCount(impressionsPerDay.p50)} impressions ${when} (likely ${roundRange(impressionsPerDay)}).`;
}

/** The total impressions of the whole flight in words, and what its terms leave of them. */
export function total(forecast: ForecastFact): string {
  const { flight, impressions, delivery } = forecast;
  if (flight.days === 1) return expected(forecast);
  const all = `Over the whole flight (${counted(flight.days, 'day')}) I expect about ${preciseCount(impressions.p50)} impressions, likely ${preciseRange(impressions)}`;
  if (!isLimited(forecast) || !delivery) return `${all}.`;
  return `${all}; of these the plan itself would get about ${roundWhole(delivery.impressions.p50)}, likely ${roundRange(delivery.impressions)}.`;
}

/** The cautious number that may be promised: the low end, P10. */
export function promise(forecast: ForecastFact): string {
  return `A cautious number to promise is the low end, P10: ${lowEnd(forecast)}. One time in ten, less comes.`;
}

function lowEnd(forecast: ForecastFact): string {
  const { flight, impressionsPerDay, impressions, delivery, limitedBy } = forecast;
  if (isLimited(forecast) && delivery) {
    return `${roundWhole(delivery.impressions.p10)} impressions over the flight, as far as the ${limitedBy} leaves them`;
  }
  const day = `${roundCount(impressionsPerDay.p10)} impressions`;
  return flight.days > 1
    ? `${day} a day, or ${preciseCount(impressions.p10)} over the flight`
    : day;
}

/** The range in words, P10 to P90, of a day and of the whole flight. */
export function range({ impressionsPerDay, impressions, flight }: ForecastFact): string {
  const whole = flight.days > 1 ? `, and the whole flight has ${preciseRange(impressions)}` : '';
  return `A day likely has ${roundRange(impressionsPerDay)} impressions${whole}: four times in five, what comes falls within such a range.`;
}

/** The grade of confidence in words, and why it is not higher. */
export function confidence({ confidence: grade, whyNotSurer }: ForecastFact): string {
  if (grade === 'high') {
    return 'Confidence is high: volume, range, history and days ahead are all as they should be.';
  }
  return `Confidence is ${grade}${whyNotSurer.length > 0 ? `: ${whyNotSurer.join('; ')}` : ''}.`;
}

/** What limits the impressions: the plan's own terms, else how much matches. */
export function limit(forecast: ForecastFact): string {
  const terms = forecast.delivery ? "The plan's own terms take nothing off. " : '';
  return (
    limitUnderTerms(forecast) ??
    `${terms}What limits it is how many requests match the targeting: only a wider one gives more a day. Bids and budgets are not considered yet.`
  );
}

/**
 * How many impressions a day the plan's terms leave, such as a frequency cap; undefined where they
 * take nothing off.
 */
export function limitUnderTerms(forecast: ForecastFact): string | undefined {
  const { limitedBy, delivery, impressionsPerDay } = forecast;
  if (!isLimited(forecast) || !delivery) return undefined;
  return `The ${limitedBy} limits delivery: about ${roundCount(delivery.impressionsPerDayP50)} of ${roundCount(impressionsPerDay.p50)} impressions a day remain.`;
}

/** Reach in words: how many people see it, and how often each. */
export function reach({ reach: people, averageFrequency, flight }: ForecastFact): string {
  if (people === null) return 'Reach is unknown, as these data carry no users.';
  const each = averageFrequency ? `, each about ${timesEach(averageFrequency)}` : '';
  const isLong = flight.days > 1;
  const within = isLong ? ` in ${flight.days} days` : '';
  const once = isLong ? '; whoever comes on several days counts once' : '';
  return `Reach is about ${roundWhole(people.p50)} people${within} (likely ${roundRange(people)})${each}${once}.`;
}

/** Whether the plan's terms, such as a frequency cap, leave less than is available. */
export function isLimited({ limitedBy }: ForecastFact): boolean {
  return limitedBy !== null && limitedBy !== 'available impressions';
}
