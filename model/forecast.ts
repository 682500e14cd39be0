import { addDays, type Day, dayRange } from '../data/calendar.ts';
import type { Forecast, ForecastResult } from '../data/forecast.ts';
import { ownImpressions, type TargetingHistory } from '../data/history.ts';
import type { Plan } from '../data/plan.ts';
import type { PreparedModel } from './artifact.ts';
import { confidence } from './confidence.ts';
import { deliveryUnderCap } from './delivery.ts';
import { drivers } from './drivers.ts';
import { type FlightPoint, flightPoint } from './flight.ts';
import { spreadFor } from './intervals.ts';
import { notes } from './notes.ts';
import { type Quantities, quantities } from './ranges.ts';
import { scaledFrequency } from './reach.ts';
import { refuseFlight, refuseThin } from './refusal.ts';
import { latestMean } from './series.ts';

export interface ForecastInput {
  id: string;
  plan: Plan;
  /** Of the plan's targeting, through the last day known. */
  history: TargetingHistory;
  model: PreparedModel;
  generatedAt: Date;
  /** Today's date where people ask; stale data are then pointed out. */
  today?: Day;
}

/** Days of history shown beside a forecast. */
const SHOWN_DAYS = 56;

/** Forecasts a plan from the history of its targeting, or says why not and what would help. */
export function forecastTargeting(input: ForecastInput): ForecastResult {
  const refused =
    refuseFlight(input.plan.flight, input.history.span.last) ?? refuseThin(input.history);
  if (refused) return refused;
  const { plan, history, model } = input;
  return present(input, flightPoint(plan.flight, history, model.correction));
}

/**
 * Puts a forecast together from its P50s: ranges, reach, frequency, delivery, drivers, confidence
 * and notes.
 */
function present(input: ForecastInput, flight: FlightPoint): Forecast {
  const { id, plan, history, model } = input;
  const own = ownImpressions(history);
  const dailyMean = latestMean(own);
  const horizon = flight.horizons.at(-1) as number;
  const length = flight.horizons.length;
  const { intervals, version, method } = model.metadata;
  const total = quantities(flight.total, {
    spread: spreadFor(intervals, { dailyMean, horizon, length }),
    reachError: history.frequency?.error ?? 0,
  });
  const delivery = deliveryUnderCap(plan, history.capShare, total);
  return {
    id,
    plan,
    generatedAt: input.generatedAt.toISOString(),
    dataThrough: history.span.last,
    model: { version, method },
    daily: dailyForecasts(input, flight, dailyMean),
    total: { ...total, averageFrequency: averageFrequency(total) },
    frequency: frequencyOf(history, flight),
    ...(delivery && { delivery }),
    history: shownHistory(history, own),
    drivers: drivers(own, dailyMean, flight.point),
    confidence: confidence({
      total: total.impressions,
      dailyMean,
      horizon,
      historyDays: own.length,
    }),
    notes: notes(input),
  };
}

/** P10 to P90 of the impressions and reach of every day of the flight. */
function dailyForecasts(
  { history, model }: ForecastInput,
  flight: FlightPoint,
  dailyMean: number,
): Forecast['daily'] {
  const reachError = history.reach ? latestMean(history.reach.errors) : 0;
  return flight.horizons.map((horizon, day) => {
    const p50 = {
      impressions: flight.impressions[day] as number,
      reach: flight.reach?.[day] ?? null,
    };
    const spread = spreadFor(model.metadata.intervals, { dailyMean, horizon, length: 1 });
    return {
      date: addDays(history.span.last, horizon),
      ...quantities(p50, { spread, reachError }),
    };
  });
}

function averageFrequency({ impressions, reach }: Quantities): number | null {
  return reach && reach.p50 > 0 ? Number((impressions.p50 / reach.p50).toFixed(2)) : null;
}

function frequencyOf({ frequency }: TargetingHistory, { total }: FlightPoint) {
  return frequency && total.reach !== null ? scaledFrequency(frequency, total.reach) : [];
}

/** The last eight weeks of impressions and reach, shown beside the forecast. */
function shownHistory({ span, reach }: TargetingHistory, own: Float64Array): Forecast['history'] {
  const days = dayRange(span.first, span.last);
  const shown = days.slice(-SHOWN_DAYS);
  return shown.map((date, index) => ({
    date,
    impressions: own.at(index - shown.length) as number,
    reach: reach?.users.at(index - shown.length) ?? null,
  }));
}
