import type { Forecast, Range } from '../../data/forecast.ts';
import { describePlan } from '../../prompts/describe.ts';
import { type CsvCell, writeCsv } from './csv.ts';

/**
 * The columns, the same in every file. `row` says what a line is about: `day` (with its `date`),
 * `total` (the flight), or `part` (the share of one `value` in a breakdown, `value` being empty for
 * all values that are not named). `plan` is what was forecast, in words; a comparison has two.
 */
const COLUMNS = [
  'row',
  'date',
  'value',
  'impressions_p10',
  'impressions_p50',
  'impressions_p90',
  'reach_p10',
  'reach_p50',
  'reach_p90',
  'average_frequency',
  'share',
  'plan',
] as const;

type CsvRow = Partial<Record<(typeof COLUMNS)[number], CsvCell>>;

/**
 * Exports forecasts as CSV, with exact numbers: a line a day, then a breakdown's parts, then the
 * total, of each.
 */
export function forecastCsv(forecasts: readonly Forecast[]): string {
  const rows = forecasts.flatMap(forecastRows);
  return writeCsv([COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column] ?? null))]);
}

function forecastRows({ plan, daily, breakdown = [], total }: Forecast): CsvRow[] {
  const rows: CsvRow[] = [
    ...daily.map((day) => ({ row: 'day', date: day.date, ...quantities(day) })),
    ...breakdown.map(({ value, impressions, share }) => ({
      row: 'part',
      value,
      share,
      ...quantities({ impressions, reach: null }),
    })),
    { row: 'total', average_frequency: total.averageFrequency, ...quantities(total) },
  ];
  const words = describePlan(plan).line;
  return rows.map((row) => ({ ...row, plan: words }));
}

function quantities({ impressions, reach }: { impressions: Range; reach: Range | null }): CsvRow {
  return {
    impressions_p10: impressions.p10,
    impressions_p50: impressions.p50,
    impressions_p90: impressions.p90,
    reach_p10: reach?.p10 ?? null,
    reach_p50: reach?.p50 ?? null,
    reach_p90: reach?.p90 ?? null,
  };
}
