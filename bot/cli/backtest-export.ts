import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { addDays } from '../../data/calendar.ts';
import { badInput } from '../../data/errors.ts';
import type { BacktestedTargeting, BacktestResult } from '../../jobs/backtest/backtest.ts';
import { type CsvCell, writeCsv } from '../csv/csv.ts';

/** Makes the folder of an export where it is missing; throws `bad_input` where that cannot be. */
export async function makeExportFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: Error) => {
    throw badInput(`The folder ${folder} cannot be made: ${cause.message}.`);
  });
}

/**
 * Writes a backtest's series, forecasts and figures into a folder, so that other tools can be
 * measured on the same days. Targetings are numbered from 1.
 */
export async function exportBacktest(folder: string, result: BacktestResult): Promise<void> {
  const { targetings, ...report } = result;
  const dimensions = targetings.map(({ targeting }, index) =>
    JSON.stringify({ targeting: index + 1, dimensions: targeting }),
  );
  const files = {
    'history.csv': writeCsv([['targeting', 'date', 'impressions'], ...targetings.flatMap(history)]),
    'forecasts.csv': writeCsv([FORECAST_COLUMNS, ...forecasts(result)]),
    'targetings.jsonl': `${dimensions.join('\n')}\n`,
    'backtest.json': `${JSON.stringify({ ...report, targetings: targetings.length }, null, 2)}\n`,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

const FORECAST_COLUMNS = [
  ...['targeting', 'origin', 'date', 'method'],
  ...['p10', 'p50', 'p90', 'actual'],
];

function history({ span, impressions }: BacktestedTargeting, index: number): CsvCell[][] {
  return [...impressions].map((count, day) => [index + 1, addDays(span.first, day), count]);
}

/** A row for each day that a method forecast from an origin. */
function forecasts({ targetings, methods }: BacktestResult): CsvCell[][] {
  return targetings.flatMap(({ backtested }, index) =>
    backtested.flatMap(({ origin, actual, forecasts }) =>
      forecasts.flatMap(({ daily }, method) =>
        daily.map(({ p50, range }, day) => [
          ...[index + 1, origin, addDays(origin, day + 1), methods[method]?.name ?? ''],
          ...[range?.p10 ?? null, p50, range?.p90 ?? null, actual[day] ?? null],
        ]),
      ),
    ),
  );
}
