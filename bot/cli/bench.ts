import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { Command, InvalidArgumentError } from 'commander';

import { benchData } from '../../data/bench/bench-data.ts';
import type { Figure } from '../../data/bench/figure.ts';
import type { BenchOptions } from '../../data/bench/servers.ts';
import { openLog } from '../../data/log/log.ts';
import { orCancelled } from '../../data/or-cancelled.ts';
import { stopRequest } from '../../data/stop-request.ts';
import { benchApi } from './bench/api.ts';
import { benchDucky } from './bench/ducky.ts';
import { benchLiveLag } from './bench/live-lag.ts';
import { benchSlack } from './bench/slack.ts';
import { figureTable } from './bench/table.ts';
import { print, printJson, reportFailure } from './output.ts';
import { progressBar } from './progress-bar.ts';

const LINES_PER_GB = 1e6;
const IMPORT_GB = 0.3;
const FORECASTS = 5_000;
const FUZZ = 10_000;

interface CommonOptions {
  json?: boolean;
  home?: string;
}

interface DataOptions extends CommonOptions {
  rows: number[];
  importGb: number;
}

interface SlackOptions extends CommonOptions {
  forecasts: number;
}

interface ApiOptions extends CommonOptions {
  fuzz: number;
}

function sizes(list: string): number[] {
  const rows = list.split(',').map(Number);
  if (rows.every((size) => Number.isSafeInteger(size) && size >= 1000)) return rows;
  throw new InvalidArgumentError('It must be a list such as 1e6,1e7, each 1000 or more.');
}

function wholeNumber(text: string): number {
  if (Number.isSafeInteger(Number(text)) && Number(text) >= 0) return Number(text);
  throw new InvalidArgumentError('It must be a whole number, 0 or more.');
}

function gigabytes(text: string): number {
  if (Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('It must be a number above 0.');
}

/** Measures the data plane on this machine, beside its goals: queries, import, sync and memory. */
function dataBench({ rows, importGb, ...options }: DataOptions): Promise<void> {
  const importLines = Math.round(importGb * LINES_PER_GB);
  return runBench(options, async (measuring) => [
    ...(await benchData({ ...measuring, sizes: rows, importLines })),
    ...(await benchLiveLag(measuring)),
  ]);
}

/** Measures the bot on this machine, beside its goals: latency of its answers, and memory. */
function slackBench({ forecasts, ...options }: SlackOptions): Promise<void> {
  return runBench(options, (measuring) => benchSlack({ ...measuring, forecasts }));
}

/** Measures the HTTP interface on this machine, beside its goals: under load, and fuzzed. */
function apiBench({ fuzz, ...options }: ApiOptions): Promise<void> {
  return runBench(options, (measuring) => benchApi({ ...measuring, fuzz }));
}

/** Runs a benchmark in a home of its own, or the one named, which is kept; prints the figures. */
async function runBench(
  { json, home }: CommonOptions,
  measure: (options: BenchOptions) => Promise<Figure[]>,
): Promise<void> {
  const dir = home === undefined ? await mkdtemp(join(tmpdir(), 'ducky-bench-')) : resolve(home);
  const bar = progressBar();
  const signal = stopRequest();
  try {
    const log = openLog({ level: 'warn', secrets: [] });
    const figures = await measure({ dir, log, onProgress: bar.update, signal }).catch(
      orCancelled(signal, 'The bench was stopped.'),
    );
    bar.stop();
    if (json) printJson(figures);
    else print(figureTable(figures));
  } finally {
    bar.stop();
    if (home === undefined) await rm(dir, { recursive: true, force: true });
  }
}

const program = new Command('bench').description('Measures Ducky on this machine.');
const command = (name: string) =>
  program
    .command(name)
    .option('--json', 'print JSON instead of a table')
    .option('--home <dir>', 'keep the histories here, and measure those found here again');

command('data')
  .description('questions at several sizes of history, import, sync and memory')
  .option('--rows <list>', 'sizes of the histories asked', sizes, [1e6, 1e7, 1e8])
  .option('--import-gb <n>', 'size of the file imported', gigabytes, IMPORT_GB)
  .action(dataBench);

command('slack')
  .description('fifty commands at once, and memory over many forecasts')
  .option('--forecasts <n>', 'made for the figure on memory; 0 for none', wholeNumber, FORECASTS)
  .action(slackBench);

command('api')
  .description('200 clients of the HTTP interface at once, and requests nobody would send')
  .option('--fuzz <n>', 'requests made from the OpenAPI document; 0 for none', wholeNumber, FUZZ)
  .action(apiBench);

command('ducky')
  .description('the rubber duck: how long it reads code, and its first words')
  .action((options: CommonOptions) => runBench(options, benchDucky));

await program.parseAsync().catch(reportFailure);
