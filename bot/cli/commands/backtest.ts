import type { Command } from 'commander';

import { badInput } from '../../../data/errors.ts';
import {
  canonicalTargeting,
  planSchema,
  schemaProblems,
  type Targeting,
} from '../../../data/plan.ts';
import { stopRequest } from '../../../data/stop-request.ts';
import { type BacktestOrder, backtest } from '../../../jobs/backtest/backtest.ts';
import { exportBacktest, makeExportFolder } from '../backtest-export.ts';
import { backtestText } from '../backtest-text.ts';
import { readInput } from '../json-input.ts';
import { type CommonOptions, clockOf, wholeNumber, withCommonOptions } from '../options.ts';
import { print, printJson, say } from '../output.ts';
import { progressBar } from '../progress-bar.ts';
import { type Runtime, withRuntime } from '../runtime.ts';

const USUAL = { sample: 100, seed: 1, horizon: 7, origins: 8, stride: 1 };
const MOST = { sample: 1_000, days: 60, plans: 1_000 };
/** More problems of a file of plans are counted, not listed. */
const LISTED_PROBLEMS = 20;

interface BacktestCommandOptions extends CommonOptions {
  plans?: string;
  sample: number;
  seed: number;
  horizon: number;
  origins: number;
  stride: number;
  export?: string;
}

const HELP = `
Each method forecasts days that are over from the days before them, and is held against what came.
The model is trained for it on the days before the first forecast alone; nothing is stored, and the
serving model stays. Of plans only the targeting counts.

--export writes history.csv, forecasts.csv, targetings.jsonl and backtest.json, for other tools.`;

/** `ducky backtest`: measures how accurate forecasts would have been on the latest days. */
export function addBacktestCommand(program: Command): void {
  withCommonOptions(program.command('backtest'))
    .description('measure on the latest days how accurate forecasts would have been')
    .option('--plans <file>', 'targetings of these plans, JSON lines, or standard input with -')
    .option(
      '--sample <n>',
      'targetings of real requests',
      wholeNumber(1, MOST.sample),
      USUAL.sample,
    )
    .option('--seed <n>', 'the same seed draws the same targetings', wholeNumber(0), USUAL.seed)
    .option('--horizon <days>', 'days ahead', wholeNumber(1, MOST.days), USUAL.horizon)
    .option('--origins <n>', 'days to forecast from', wholeNumber(1, MOST.days), USUAL.origins)
    .option('--stride <days>', 'from one to the next', wholeNumber(1, MOST.days), USUAL.stride)
    .option('--export <dir>', 'write series and forecasts there, as CSV')
    .addHelpText('after', HELP)
    .action(async (options: BacktestCommandOptions) => {
      const { plans, sample, seed } = options;
      const targetings = plans ? parsePlans(await readInput(plans)) : { sample, seed };
      if (options.export) await makeExportFolder(options.export);
      await withRuntime((runtime) => backtestHistory(runtime, targetings, options));
    });
}

async function backtestHistory(
  { clickhouse, config }: Runtime,
  targetings: BacktestOrder['targetings'],
  options: BacktestCommandOptions,
): Promise<void> {
  const { horizon, origins, stride } = options;
  const bar = progressBar();
  try {
    const result = await backtest({
      ...{ clickhouse, targetings, horizon, origins, stride },
      now: clockOf(options, config)(),
      timeZone: config.REPORTING_TIME_ZONE,
      signal: stopRequest(),
      onProgress: bar.update,
    });
    bar.stop();
    if (options.export) await exportBacktest(options.export, result);
    const { targetings: backtested, ...report } = result;
    if (options.json) printJson({ ...report, targetings: backtested.length });
    else print(backtestText(result));
    if (options.export) say(`Series and forecasts are in ${options.export}.`);
  } finally {
    bar.stop();
  }
}

/** The targetings of plans, one a line; throws a message that lists every line that is none. */
function parsePlans(text: string): Targeting[] {
  const lines = text
    .split('\n')
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '');
  const problems: string[] = [];
  const targetings = lines.flatMap(({ line, number }) => {
    const parsed = planSchema.safeParse(jsonOf(line));
    if (parsed.success) return [canonicalTargeting(parsed.data.targeting)];
    problems.push(...schemaProblems(parsed.error).map((each) => `Line ${number}: ${each}`));
    return [];
  });
  if (problems.length > 0) throw badInput(NOT_PLANS, shortened(problems));
  if (targetings.length === 0) throw badInput('There is no plan in it.', [NOT_PLANS]);
  if (targetings.length > MOST.plans) {
    throw badInput(
      `At most ${MOST.plans} plans can be backtested; these are ${targetings.length}.`,
    );
  }
  return targetings;
}

const NOT_PLANS = 'Give one plan a line, as JSON. `ducky schema` prints what one looks like.';

/** What is not JSON is no plan either. */
function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function shortened(problems: readonly string[]): string[] {
  const more = problems.length - LISTED_PROBLEMS;
  const listed = problems.slice(0, LISTED_PROBLEMS);
  return more > 0 ? [...listed, `And ${more} more.`] : listed;
}
