import { dayIn } from '../../data/calendar.ts';
import type { AbsentValue } from '../../data/clickhouse/queries/absent-values.ts';
import type { DataOrigin } from '../../data/clickhouse/queries/data-origin.ts';
import type { ReadOutline } from '../../data/clickhouse/queries/history-outline.ts';
import { readTargetingHistory } from '../../data/clickhouse/queries/targeting-history.ts';
import type { HistorySource } from '../../data/clickhouse/run.ts';
import type { BreakdownDimension } from '../../data/dimensions.ts';
import { type ForecastResult, isRefusal } from '../../data/forecast.ts';
import { ORIGIN_NOTES } from '../../data/origin-notes.ts';
import type { Plan } from '../../data/plan.ts';
import type { PreparedModel } from '../../model/artifact.ts';
import { forecastTargeting } from '../../model/forecast.ts';
import type { FORECAST_STEPS } from '../contract.ts';
import { breakDown } from './break-down.ts';

export interface ForecastOrder {
  /** Reference of the forecast: its request's id where it has one. */
  id: string;
  plan: Plan;
  /** The dimension to split the forecast by. */
  breakdownBy?: BreakdownDimension | null;
  clickhouse: HistorySource;
  readOutline: ReadOutline;
  model: PreparedModel;
  now: Date;
  /** The reporting time zone, in which `now` is a day. */
  timeZone: string;
  signal?: AbortSignal;
  onStep?: (step: (typeof FORECAST_STEPS)[number]) => void;
}

/** A forecast, and where the history it was made from comes from. */
export interface MadeForecast {
  result: ForecastResult;
  historyOrigin: DataOrigin;
}

/**
 * Forecasts a plan: reads the history of its targeting from ClickHouse as it is now, runs the model
 * on it, and adds notes and the breakdown.
 * @throws AppError `no_history`, or `bad_input` where the data lack a dimension of the plan.
 */
export async function makeForecast(order: ForecastOrder): Promise<MadeForecast> {
  const { id, plan, clickhouse, model, now, timeZone, signal, onStep } = order;
  const today = dayIn(timeZone, now);
  onStep?.('Reading history');
  const outline = await order.readOutline(today);
  const { history, absentValues } = await readTargetingHistory(clickhouse, {
    plan,
    outline,
    signal,
  });
  const historyOrigin = outline.origin;
  onStep?.('Forecasting');
  const figures = forecastTargeting({ id, plan, history, model, generatedAt: now, today });
  const result = withOrigin(withAbsentValues(figures, absentValues), historyOrigin);
  return { result: await brokenDown(order, result), historyOrigin };
}

async function brokenDown(order: ForecastOrder, result: ForecastResult): Promise<ForecastResult> {
  const { breakdownBy, clickhouse, signal } = order;
  if (!breakdownBy || isRefusal(result)) return result;
  return breakDown(clickhouse, { forecast: result, dimension: breakdownBy, signal });
}

/** Adds a note to a forecast from generated demo data, which nobody should take for real. */
function withOrigin(result: ForecastResult, origin: DataOrigin): ForecastResult {
  const note = ORIGIN_NOTES[origin];
  return note === undefined || isRefusal(result)
    ? result
    : { ...result, notes: [...result.notes, note] };
}

/** Adds a note on targeted values that no request in the data carries, most likely misspelt. */
function withAbsentValues(result: ForecastResult, absent: readonly AbsentValue[]): ForecastResult {
  if (absent.length === 0) return result;
  const note = `No request in the data carries ${absent.map(nameAbsent).join(', ')}.`;
  if (!isRefusal(result)) return { ...result, notes: [...result.notes, note] };
  const { reason, needed } = result.refused;
  return { refused: { reason, needed: `${needed} ${note}` } };
}

function nameAbsent({ dimension, value, nearest }: AbsentValue): string {
  return `${dimension} "${value}"${nearest === null ? '' : ` (the nearest is "${nearest}")`}`;
}
