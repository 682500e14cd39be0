import type { BacktestResult } from '../../jobs/backtest/backtest.ts';
import type { Accuracy, MethodReport } from '../../model/backtest/report.ts';
import { longDay } from '../words/dates.ts';
import { counted, precisePercent } from '../words/numbers.ts';
import { alignColumns } from './align-columns.ts';

/** Formats a backtest for a terminal: what was measured, each method's accuracy, and by volume. */
export function backtestText(result: BacktestResult): string {
  const served = result.methods.find(({ name }) => name === result.served);
  return [
    measured(result),
    '',
    ...table([
      [
        '',
        'Daily error',
        'Bias',
        'MASE',
        'RMSSE',
        'Days in range',
        'Total error',
        'Totals in range',
      ],
      ...result.methods.map(methodRow),
    ]),
    '',
    `People get ${result.served}. Of its ranges, P10–P90, 80% should hold what came.`,
    ...(served && served.tiers.length > 1 ? ['', ...tierTable(served)] : []),
  ].join('\n');
}

function measured({ origins, horizon, targetings, forecasts, refused }: BacktestResult): string {
  const made = `${counted(forecasts, 'forecast')} of ${counted(targetings.length, 'targeting')}`;
  const days = horizon === 1 ? 'the next day' : `the next ${horizon} days`;
  const from =
    origins.count === 1
      ? `as of ${longDay(origins.first)}`
      : `as of ${origins.count} days from ${longDay(origins.first)} to ${longDay(origins.last)}`;
  const leftOut =
    refused > 0
      ? ` ${counted(refused, 'forecast')} would have been refused for too few requests.`
      : '';
  return `${made}, ${from}, each for ${days}. The model learnt from the days to ${longDay(origins.first)} only.${leftOut}`;
}

function methodRow({ name, wape, bias, mase, rmsse, coverage80, total }: MethodReport): string[] {
  return [
    name,
    precisePercent(wape),
    signed(bias),
    scaled(mase),
    scaled(rmsse),
    covered(coverage80),
    precisePercent(total.wape),
    covered(total.coverage80),
  ];
}

/** The daily accuracy of what people get, by how many requests a day a targeting has. */
function tierTable({ tiers }: MethodReport): string[] {
  const row = ({ from, count, wape, bias, coverage80 }: Accuracy & { from: number }) => [
    from === 0 ? 'the thinnest' : `from ${from.toLocaleString('en')} a day`,
    count.toLocaleString('en'),
    precisePercent(wape),
    signed(bias),
    covered(coverage80),
  ];
  return table([['', 'Days', 'Daily error', 'Bias', 'Days in range'], ...tiers.map(row)]);
}

function table(rows: readonly (readonly string[])[]): string[] {
  return alignColumns(rows, { isLeft: (column) => column === 0 });
}

function signed(share: number): string {
  return `${share > 0 ? '+' : ''}${precisePercent(share)}`;
}

function scaled(error: number | null): string {
  return error === null ? '–' : error.toFixed(2);
}

function covered(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 100)}%`;
}
