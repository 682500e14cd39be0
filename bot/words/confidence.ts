import { daysBetween } from '../../data/calendar.ts';
import {
  CONFIDENCE_DEMANDS,
  type ConfidenceDemand,
  type ConfidenceDemands,
  type ConfidenceGrounds,
  relativeWidth,
  unmetDemands,
} from '../../data/confidence.ts';
import type { Forecast } from '../../data/forecast.ts';
import { roundCount } from './numbers.ts';
import { recentLevel } from './recent-level.ts';

/** What the forecast's confidence rests on: `65 measured a day, total ±19%, 15 days ahead`. */
export function groundsOfConfidence(forecast: Forecast): string {
  const { total, dailyMean, horizon } = groundsOf(forecast);
  return [
    `${roundCount(dailyMean)} measured a day`,
    ...(total.p50 > 0 ? [`total ±${Math.round(relativeWidth(total) * 50)}%`] : []),
    horizon === 1 ? 'one day ahead' : `${horizon} days ahead`,
  ].join(', ');
}

/**
 * Explains why the confidence is low or medium, a reason for each demand of the next grade that is
 * not met: `92 impressions a day were measured, and medium asks for 100`. Empty where it is high.
 */
export function whyNotSurer(forecast: Forecast): string[] {
  const next = gradeAbove(forecast.confidence);
  if (!next) return [];
  const grounds = groundsOf(forecast);
  return unmetDemands(grounds, next).map((demand) => REASONS[demand](grounds, next));
}

/** What the next better grade asks for. */
function gradeAbove(grade: Forecast['confidence']): ConfidenceDemands | undefined {
  const grades = CONFIDENCE_DEMANDS.map((demands) => demands.grade);
  const place = grade === 'low' ? grades.length : grades.indexOf(grade);
  return CONFIDENCE_DEMANDS[place - 1];
}

/** What the confidence is graded by: range, mean level, days ahead and days of history. */
function groundsOf(forecast: Forecast): ConfidenceGrounds {
  const { total, history, dataThrough, plan } = forecast;
  return {
    total: total.impressions,
    dailyMean: recentLevel(forecast).perDay ?? 0,
    horizon: daysBetween(dataThrough, plan.flight.end),
    // At most as many as are shown, which is as many as any grade asks for.
    historyDays: history.length,
  };
}

/** Words for each unmet demand; what is just short is not rounded to what is asked for. */
const REASONS: Readonly<
  Record<ConfidenceDemand, (grounds: ConfidenceGrounds, asked: ConfidenceDemands) => string>
> = {
  dailyMean: ({ dailyMean }, asked) =>
    `${Math.floor(dailyMean).toLocaleString('en')} impressions a day were measured, and ${asked.grade} asks for ${asked.dailyMean.toLocaleString('en')}`,
  width: ({ total }, asked) =>
    total.p50 > 0
      ? `the total is likely within ±${Math.ceil(relativeWidth(total) * 50)}%, and ${asked.grade} asks for ±${Math.round(asked.width * 50)}%`
      : 'nothing is expected, so there is no range to go by',
  horizon: ({ horizon }, asked) =>
    `the flight ends ${horizon} days after the data, and ${asked.grade} asks for at most ${asked.horizon}`,
  historyDays: ({ historyDays }, asked) =>
    `there are ${historyDays} days of history, and ${asked.grade} asks for ${asked.historyDays}`,
};
