import type { ClickHouseClient } from '@clickhouse/client';

import { addDays, type Day, dayIn, daysBetween } from '../../data/calendar.ts';
import { readDailyGeneralisations } from '../../data/clickhouse/queries/daily-generalisations.ts';
import { sampleTargetings } from '../../data/clickhouse/queries/sample-targetings.ts';
import { HISTORY_DAYS } from '../../data/clickhouse/queries/targeting-history.ts';
import { lastDays } from '../../data/clickhouse/queries/window.ts';
import { type AppError, badInput } from '../../data/errors.ts';
import { type DaySpan, ownImpressions, type TargetingHistory } from '../../data/history.ts';
import type { Targeting } from '../../data/plan.ts';
import { prepareModel } from '../../model/artifact.ts';
import { type Backtested, backtestTargeting } from '../../model/backtest/backtest.ts';
import { type Method, modelMethod, naive, seasonalNaive } from '../../model/backtest/methods.ts';
import { type MethodReport, reportMethods } from '../../model/backtest/report.ts';
import { baselineArtifact, trainArtifact } from '../../model/train.ts';
import { readPanel, readWholeDays, TRAINING_SEED } from '../retrain/training-data.ts';

/** Which days are forecast once more. */
interface BacktestDays {
  /** Days ahead. */
  horizon: number;
  /** How many days to forecast from. */
  origins: number;
  /** Days from one origin to the next. */
  stride: number;
}

export interface BacktestOrder extends BacktestDays {
  clickhouse: ClickHouseClient;
  /** The targetings to forecast, or how many to draw from real requests. */
  targetings: readonly Targeting[] | { sample: number; seed: number };
  now: Date;
  /** The reporting time zone. */
  timeZone: string;
  signal?: AbortSignal;
  /** `fraction` is 0 to 1; null where it cannot be told. */
  onProgress?: (step: string, fraction: number | null) => void;
}

/** A targeting with its history and what was forecast for it. */
export interface BacktestedTargeting {
  targeting: Targeting;
  span: DaySpan;
  /** Impressions a day of the span. */
  impressions: Float64Array;
  backtested: readonly Backtested[];
}

/** How accurate each method was on days that none of them had seen. */
export interface BacktestResult {
  /** The last day of the first and of the last forecast's known history. */
  origins: { first: Day; last: Day; count: number };
  horizon: number;
  /** Forecasts made, and those left out because people would have been refused one. */
  forecasts: number;
  refused: number;
  methods: readonly MethodReport[];
  /** The name of the method that people would have got. */
  served: string;
  targetings: readonly BacktestedTargeting[];
}

/** Fewest days before the first origin: the baseline needs a week. */
const LEAST_KNOWN_DAYS = 14;

/**
 * Forecasts days that are over as on the days before them, and compares with what came: by the
 * model, by the same-weekday baseline and by two naive methods. The model is trained for it on the
 * days up to the first origin, so it has seen no day that it is measured on. Nothing is stored.
 * @throws AppError `no_history` where there is no whole day, `bad_input` where history is too short
 * or nothing can be forecast, `cancelled` when the signal fires.
 */
export async function backtest(order: BacktestOrder): Promise<BacktestResult> {
  const { clickhouse, now, timeZone, horizon, signal, onProgress } = order;
  onProgress?.('Reading history', null);
  const data = await readWholeDays(clickhouse, { today: dayIn(timeZone, now), signal });
  const origins = originsOf(data, order);
  const [first, last] = [origins[0], origins.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a backtest has origins');
  const known = { first: data.first, last: first };
  const { methods, served } = await methodsKnowing(known, order);
  const asked = await targetingsOf(known, order);
  const targetings: BacktestedTargeting[] = [];
  const options = { methods, origins, horizon, historyDays: HISTORY_DAYS };
  for (const [index, targeting] of asked.entries()) {
    const history = await readHistory({ targeting, data, first }, order);
    const backtested = backtestTargeting(history, options);
    const impressions = ownImpressions(history);
    targetings.push({ targeting, span: history.span, impressions, backtested });
    onProgress?.('Forecasting', (index + 1) / asked.length);
  }
  const all = targetings.flatMap(({ backtested }) => backtested);
  if (all.length === 0) throw nothingToForecast(asked.length);
  return {
    origins: { first, last, count: origins.length },
    horizon,
    forecasts: all.length,
    refused: asked.length * origins.length - all.length,
    methods: reportMethods(methods, all),
    served,
    targetings,
  };
}

/** The last days that the forecasts may know, the earliest first. */
function originsOf(data: DaySpan, { horizon, origins, stride }: BacktestDays): Day[] {
  const days = daysBetween(data.first, data.last) + 1;
  const needed = LEAST_KNOWN_DAYS + (origins - 1) * stride + horizon;
  if (days < needed) {
    throw badInput(
      `The history has ${days} whole days, to ${data.last}; this backtest needs ${needed}: ${LEAST_KNOWN_DAYS} to know, and those to forecast.`,
      ['Ask for fewer --origins, a shorter --stride or a shorter --horizon.'],
    );
  }
  return Array.from({ length: origins }, (_, index) =>
    addDays(data.last, -horizon - (origins - 1 - index) * stride),
  );
}

/** The methods to compare, the model among them trained on nothing but the known days. */
async function methodsKnowing(
  known: DaySpan,
  { clickhouse, now, signal, onProgress }: BacktestOrder,
): Promise<{ methods: Method[]; served: string }> {
  const panel = await readPanel(clickhouse, { data: known, signal });
  const training = { panel, trainedAt: now, seed: TRAINING_SEED, ...(signal && { signal }) };
  const trained = await trainArtifact({
    ...training,
    onProgress: (fraction) => onProgress?.('Training', fraction),
  });
  const served = modelMethod(trained.metadata.method, prepareModel(trained));
  const others =
    served.name === 'baseline'
      ? [naive, seasonalNaive]
      : [naive, seasonalNaive, modelMethod('baseline', prepareModel(baselineArtifact(training)))];
  return { methods: [...others, served], served: served.name };
}

/** The targetings asked for, or some of real requests of the days known. */
async function targetingsOf(
  known: DaySpan,
  { clickhouse, targetings, signal }: BacktestOrder,
): Promise<readonly Targeting[]> {
  if (!('sample' in targetings)) return targetings;
  const { sample, seed } = targetings;
  return sampleTargetings(clickhouse, { span: known, size: sample, seed, signal });
}

/** Reads what the forecasts of a targeting may know, from the first origin on, and what came. */
async function readHistory(
  { targeting, data, first }: { targeting: Targeting; data: DaySpan; first: Day },
  { clickhouse, signal }: BacktestOrder,
): Promise<TargetingHistory> {
  const span = lastDays(data, HISTORY_DAYS + daysBetween(first, data.last));
  const generalisations = await readDailyGeneralisations(clickhouse, { targeting, span, signal });
  return { span, generalisations, reach: null, frequency: null, capShare: null };
}

function nothingToForecast(targetings: number): AppError {
  return badInput(`None of the ${targetings} targetings had enough requests to be forecast.`, [
    'Take wider ones, or more with --sample.',
  ]);
}
