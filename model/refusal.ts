import { addDays, type Day, daysBetween } from '../data/calendar.ts';
import type { Dimension } from '../data/dimensions.ts';
import type { Refusal } from '../data/forecast.ts';
import { ownImpressions, type TargetingHistory } from '../data/history.ts';
import type { Flight } from '../data/plan.ts';
import { readable } from './numbers.ts';
import { latestMean, MIN_DAILY_MEAN, RECENT_DAYS } from './series.ts';

/** A flight must start within this many days after the last day of data. */
const MAX_HORIZON_DAYS = 120;

/** Recent days with a match that a forecast needs, so that weekly flights still pass. */
const MIN_MATCHED_DAYS = 4;

/**
 * Refuses to forecast where too few requests match the targeting; undefined where the data suffice.
 */
export function refuseThin(history: TargetingHistory): Refusal | undefined {
  const { span } = history;
  const values = ownImpressions(history);
  if (values.length === 0) {
    return refusal('There is no history to forecast from.', 'Import or generate some first.');
  }
  const recent = values.subarray(-RECENT_DAYS);
  const matched = recent.filter((value) => value > 0).length;
  const since = `the last ${recent.length} days of data (to ${span.last})`;
  if (matched === 0) {
    return refusal(`No request matched this targeting in ${since}.`, whatToLoosen(history));
  }
  const mean = latestMean(values);
  if (mean < MIN_DAILY_MEAN) {
    const some = mean < 1 ? 'Less than one request' : `Only about ${readable(mean)} requests`;
    const reason = `${some} a day matched in ${since}; a forecast needs ${MIN_DAILY_MEAN} a day.`;
    return refusal(reason, whatToLoosen(history));
  }
  if (matched < Math.min(MIN_MATCHED_DAYS, recent.length)) {
    return refusal(
      `Requests matched on only ${matched} of ${since}; a forecast needs ${MIN_MATCHED_DAYS} such days.`,
      `Ask again once more days have come in. ${whatToLoosen(history)}`,
    );
  }
  return undefined;
}

/**
 * Refuses a flight that starts before the data end or too far in the future; undefined where it can
 * be forecast.
 */
export function refuseFlight({ start, end }: Flight, dataThrough: Day): Refusal | undefined {
  const first = addDays(dataThrough, 1);
  const last = addDays(dataThrough, MAX_HORIZON_DAYS);
  if (start < first) {
    return refusal(
      `The flight starts on ${start}, but the data already hold the days to ${dataThrough}.`,
      `Start the flight on ${first} or later.`,
    );
  }
  if (start > last) {
    const offered = addDays(first, daysBetween(start, end));
    return refusal(
      `The flight starts on ${start}, more than ${MAX_HORIZON_DAYS} days after the data end (${dataThrough}).`,
      `Start it by ${last}; the first days that can be forecast are ${first} to ${offered}.`,
    );
  }
  return undefined;
}

/**
 * Suggests how to widen a targeting: names the fewest dimensions whose loss leaves enough requests.
 */
function whatToLoosen({ generalisations }: TargetingHistory): string {
  const full = generalisations.at(-1)?.dimensions ?? [];
  const enough = generalisations
    .map(({ dimensions, impressions }) => ({
      dropped: full.filter((name) => !dimensions.includes(name)),
      mean: latestMean(impressions),
    }))
    .filter(({ dropped, mean }) => dropped.length > 0 && mean >= MIN_DAILY_MEAN)
    .sort((a, b) => a.dropped.length - b.dropped.length || b.mean - a.mean);
  const [best] = enough;
  if (!best) return 'Even all requests together are too few: import more history.';
  const names = best.dropped.map(inWords).join(' and ');
  const them = best.dropped.length > 1 ? 'them' : 'it';
  return `Widen or drop ${names}: without ${them} about ${readable(best.mean)} requests a day match.`;
}

/** As people say it: places are targeted under `geo`. */
function inWords(dimension: Dimension): string {
  if (dimension === 'geo') return 'place';
  return dimension.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function refusal(reason: string, needed: string): Refusal {
  return { refused: { reason, needed } };
}
