import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { Command, InvalidArgumentError } from 'commander';

import { benchData } from '../../data/bench/bench-data.ts';
import { AppError } from '../../data/errors.ts';
import { stopRequest } from '../../data/stop-request.ts';
import { figureTable } from './bench-table.ts';
import { createLog } from './environment.ts';
import { print, printJson, reportFailure } from './output.ts';
import { progressBar } from './progress-bar.ts';

const LINES_PER_GB = 1e6;
const IMPORT_GB = 0.3;

interface BenchOptions {
  json?: boolean;
  rows: number[];
  importGb: number;
  home?: string;
}

function sizes(list: string): number[] {
  const rows = list.split(',').map(Number);
  if (rows.every((size) => Number.isSafeInteger(size) && size >= 1000)) return rows;
  throw new InvalidArgumentError('It must be a list such as 1e6,1e7, each 1000 or more.');
}

function gigabytes(text: string): number {
  if (Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('It must be a number above 0.');
}

/** `npm run bench -- data`: what the data plane does on this machine, beside its goals. */
async function bench({ json, rows, importGb, home }: BenchOptions): Promise<void> {
  const dir = home === undefined ? await mkdtemp(join(tmpdir(), 'ducky-bench-')) : resolve(home);
  const bar = progressBar();
  const signal = stopRequest();
  try {
    const figures = await benchData({
      ...{ dir, sizes: rows, importLines: Math.round(importGb * LINES_PER_GB) },
      log: createLog({ LOG_LEVEL: undefined }),
      onProgress: bar.update,
      signal,
    });
    bar.stop();
    if (json) printJson(figures);
    else print(figureTable(figures));
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new AppError('cancelled', 'The bench was stopped.', { cause: error });
  } finally {
    bar.stop();
    if (home === undefined) await rm(dir, { recursive: true, force: true });
  }
}

const program = new Command('bench').description('Measures Ducky on this machine.');
program
  .command('data')
  .description('questions at several sizes of history, import, sync and memory')
  .option('--json', 'print JSON instead of a table')
  .option('--rows <list>', 'sizes of the histories asked', sizes, [1e6, 1e7, 1e8])
  .option('--import-gb <n>', 'size of the file imported', gigabytes, IMPORT_GB)
  .option('--home <dir>', 'keep the histories here, and measure those found here again')
  .action(bench);

await program.parseAsync().catch(reportFailure);
